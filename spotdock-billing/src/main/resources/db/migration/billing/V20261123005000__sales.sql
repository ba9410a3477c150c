-- What a seller has earned, less the fee, goes from the seller's account into the seller's wallet:
-- once per captured hold (transfer_once_per_hold).
alter table billing.transfer
    drop constraint transfer_kind,
    add constraint transfer_kind
        check (kind in ('deposit', 'charge', 'refund', 'purchase', 'fee', 'sale')),
    drop constraint transfer_of_hold,
    add constraint transfer_of_hold
        check ((kind in ('purchase', 'fee', 'sale')) = (reference is not null));

-- A sale has two invoices of its own, with numbers of the same sequence and the instant of the
-- purchase in place of a month: the buyer is charged the price, the seller is charged the fee and
-- given the price. They have no lines of run time.
alter table billing.invoice
    add column sale_reference uuid,
    add column sale_side text,
    add column sale_item text,
    add column sale_price bigint,
    add column sale_fee bigint,
    drop constraint invoice_once_a_month,
    drop constraint invoice_after_its_month,
    drop constraint invoice_not_empty,
    add constraint invoice_after_its_month check (to_at <= issued_at
        and case when sale_reference is null then from_at < to_at else from_at = to_at end),
    add constraint invoice_not_empty check (usage >= 0 and refunds >= 0
        and case when sale_reference is null then lines >= 1 else lines = 0 end),
    add constraint invoice_of_sale_whole check (
        num_nulls(sale_reference, sale_side, sale_item, sale_price, sale_fee) in (0, 5)),
    add constraint invoice_of_sale_recomputes check (case sale_side
        when 'buyer' then usage = sale_price and refunds = 0
        when 'seller' then usage = sale_fee and refunds = sale_price
        else sale_side is null end),
    add constraint invoice_of_sale_fee check (sale_price > 0 and sale_fee between 0 and sale_price);

create unique index invoice_once_a_month on billing.invoice (account_id, from_at)
    where sale_reference is null;
create unique index invoice_once_per_side on billing.invoice (sale_reference, sale_side)
    where sale_reference is not null;
