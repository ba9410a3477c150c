-- Nodes, what is wanted to run on them, and what became of it.
create schema compute;

-- Names this installation for ever: every container carries it, and only containers that carry it
-- are ever touched.
create table compute.installation (
    the_only_one boolean primary key default true check (the_only_one),
    id uuid not null
);
insert into compute.installation (id) values (gen_random_uuid());

create table compute.node (
    name text primary key check (length(name) between 1 and 63),
    pool text not null check (length(pool) between 1 and 63),
    provider text not null,
    cpu_millis bigint not null check (cpu_millis >= 0),
    memory_mib bigint not null check (memory_mib >= 0),
    gpus integer not null check (gpus >= 0),
    state text not null check (state in ('READY', 'LOST')),
    seen_at timestamptz not null,
    -- The last complete look at its workloads: whatever is RUNNING in its row ran then.
    listed_at timestamptz
);

-- Nodes that somebody added by hand to the simulated provider; the configured ones are not here.
create table compute.simulated_node (
    name text primary key check (name ~ '^[a-z0-9-]{1,63}$'),
    pool text not null check (length(pool) between 1 and 63),
    cpu_millis bigint not null check (cpu_millis > 0),
    memory_mib bigint not null check (memory_mib > 0),
    gpus integer not null check (gpus >= 0),
    added_at timestamptz not null
);

-- Who may work on a node's workloads. The epoch rises with each change of hands.
create table compute.node_lease (
    node text primary key,
    epoch bigint not null check (epoch > 0),
    holder uuid not null,
    expires_at timestamptz not null
);

create table compute.workload (
    allocation_id uuid primary key,
    bid_id uuid not null,
    node text not null,
    cpu_millis bigint not null check (cpu_millis >= 0),
    memory_mib bigint not null check (memory_mib >= 0),
    gpus integer not null check (gpus >= 0),
    image text not null,
    command text[] not null,
    env_names text[] not null,
    env_values text[] not null,
    matched_at timestamptz not null,
    start_by timestamptz not null,
    desired text not null check (desired in ('RUN', 'STOP')),
    stop_timeout_ms bigint check (stop_timeout_ms >= 0),
    stop_requested_at timestamptz,
    -- When SIGTERM was about to be sent: tells a stopped workload from one that exited by itself.
    stop_sent_at timestamptz,
    phase text not null check (phase in ('PENDING', 'RUNNING', 'ENDED')),
    launches integer not null default 0 check (launches >= 0),
    launched_at timestamptz,
    container_id text,
    started_at timestamptz,
    ended_at timestamptz,
    ended_as text check (ended_as in ('EXITED', 'OOM_KILLED', 'STOPPED', 'IMAGE_PULL_FAILED',
        'IMAGE_NOT_ALLOWED', 'START_FAILED', 'NODE_LOST')),
    exit_code integer,
    detail text,
    log_stored boolean not null default false,
    removed boolean not null default false,
    check (cardinality(env_names) = cardinality(env_values)),
    check ((desired = 'STOP') = (stop_requested_at is not null and stop_timeout_ms is not null)),
    check ((launches = 0) = (launched_at is null)),
    check (phase <> 'PENDING' or started_at is null),
    check (phase <> 'RUNNING' or started_at is not null),
    check ((phase = 'ENDED') = (ended_at is not null and ended_as is not null)),
    check (started_at >= matched_at),
    check (ended_at >= coalesce(started_at, matched_at)),
    check (not removed or phase = 'ENDED')
);

-- A pass of the reconciler reads these and nothing else, however many there ever were.
create index workload_unfinished on compute.workload (node) where not removed;
create index workload_bid on compute.workload (bid_id);

-- The end of a workload's output, at most 1 MiB.
create table compute.workload_log (
    allocation_id uuid primary key,
    bytes bytea not null check (length(bytes) <= 1048576),
    stored_at timestamptz not null
);
create index workload_log_age on compute.workload_log (stored_at);
