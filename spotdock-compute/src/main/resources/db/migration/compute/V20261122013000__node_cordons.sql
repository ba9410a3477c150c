-- What an operator wants of a node, whether it is there (state) or not.
alter table compute.node add column cordon text not null default 'NONE'
    check (cordon in ('NONE', 'CORDONED', 'DRAINING'));

-- Not offered, even if the settings name it: its row here says so until it is added again.
alter table compute.simulated_node add column removed_at timestamptz;
