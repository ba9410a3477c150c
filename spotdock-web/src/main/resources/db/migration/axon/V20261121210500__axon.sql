create schema axon;

-- The event store. Its index has gaps wherever a transaction rolled back; readers know that.
create table axon.domain_event_entry (
    global_index         bigint generated always as identity primary key,
    event_identifier     varchar(255) not null unique,
    aggregate_identifier varchar(255) not null,
    sequence_number      bigint       not null,
    type                 varchar(255),
    payload_type         varchar(255) not null,
    payload_revision     varchar(255),
    payload              bytea        not null,
    meta_data            bytea,
    time_stamp           varchar(255) not null
);

-- How far each processor got, per segment, and which instance works on it.
create table axon.token_entry (
    processor_name varchar(255) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(255),
    time_stamp     varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
) with (fillfactor = 50); -- updated by every batch: leave room for heap-only updates

create table axon.saga_entry (
    saga_id         varchar(255) primary key,
    revision        varchar(255),
    saga_type       varchar(255) not null,
    serialized_saga bytea
) with (fillfactor = 70);

create table axon.association_value_entry (
    id                bigint generated always as identity primary key,
    association_key   varchar(255) not null,
    association_value varchar(255) not null,
    saga_id           varchar(255) not null,
    saga_type         varchar(255) not null
);

create index association_value_entry_by_value
    on axon.association_value_entry (saga_type, association_key, association_value);
create index association_value_entry_by_saga
    on axon.association_value_entry (saga_id, saga_type);
