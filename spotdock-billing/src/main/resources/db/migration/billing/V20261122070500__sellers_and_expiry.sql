-- The ledger's accounts beside the wallets, whose accounts are their own ids. Nobody keeps a balance
-- here: they are summed. A seller's: what was earned and not paid out.
alter table billing.platform_account rename to account;
alter table billing.account rename column name to kind;
alter table billing.account drop constraint platform_account_name_key;
alter table billing.account add column owner uuid;
alter table billing.account
    add constraint account_kind check (kind in ('deposits', 'revenue', 'refunds', 'seller')),
    add constraint account_of_seller check ((kind = 'seller') = (owner is not null)),
    add constraint account_once unique nulls not distinct (kind, owner);

-- A hold's second phase may also be a purchase: wallet to seller; the platform's fee is the seller's,
-- so no wallet changes with it.
alter table billing.transfer alter column wallet_id drop not null;
alter table billing.transfer alter column balance_after drop not null;
alter table billing.transfer add column reference uuid;
alter table billing.transfer
    drop constraint transfer_kind,
    add constraint transfer_kind
        check (kind in ('deposit', 'charge', 'refund', 'purchase', 'fee')),
    drop constraint transfer_direction,
    add constraint transfer_direction
        check ((kind in ('charge', 'purchase')) = (debit = wallet_id)),
    add constraint transfer_without_wallet
        check ((kind = 'fee') = (wallet_id is null) and (kind = 'fee') = (balance_after is null)),
    add constraint transfer_of_hold
        check ((kind in ('purchase', 'fee')) = (reference is not null));

create unique index transfer_once_per_hold
    on billing.transfer (reference, kind) where reference is not null;
create index transfer_to_seller on billing.transfer (credit) where kind = 'purchase';
create index transfer_from_seller on billing.transfer (debit) where kind = 'fee';

-- null: until it is resolved.
alter table billing.hold add column expires_at timestamptz;

create index hold_expiring on billing.hold (expires_at)
    where state = 'pending' and expires_at is not null;
