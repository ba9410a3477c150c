-- Who collected the money; 'manual': an operator vouched for it.
alter table billing.deposit
    add column gateway text not null default 'manual',
    add constraint deposit_gateway_length check (length(gateway) between 1 and 40);
