-- The durable engine's tables. Business time (due_at, created_at, ...) comes from the application's clock; leases and
-- back-off (lease_until, available_at, recorded_at) use the database's clock, which all workers share.
create schema engine;

-- Aborts a group commit when a fenced write touched fewer rows than it must: somebody else owns the instance.
create function engine.require(actual bigint, expected bigint, what text) returns void language plpgsql as $$
begin
  if actual <> expected then
    raise exception 'fenced: % of % rows in %', actual, expected, what using errcode = 'WF001';
  end if;
end $$;

create table engine.workers (
  id          bigint generated always as identity primary key,
  name        text not null,
  started_at  timestamptz not null default clock_timestamp(),
  lease_until timestamptz not null
);

create table engine.instances (
  id                    uuid primary key,
  tenant_id             uuid not null,
  version               bigint not null,           -- grows by one with each commit; every write is fenced by it
  created_at            timestamptz not null,
  updated_at            timestamptz not null,
  finished_at           timestamptz,
  parent_id             uuid,
  definition_version    int not null,
  incident_count        int not null,
  status                smallint not null,         -- 0 running, 1 finished
  sub_status            smallint not null,         -- 0 pending, 1 executing, 2 suspended, 3 finished, 4 cancelled, 5 faulted
  definition_id         text not null,
  definition_version_id text not null,
  name                  text,
  correlation_id        text,
  state                 bytea not null             -- UTF-8 JSON; engine.readable_instances shows it
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
create index instances_by_age on engine.instances (tenant_id, created_at desc, id desc);
create index instances_by_correlation on engine.instances (correlation_id, definition_id) where correlation_id is not null;
create index instances_by_parent on engine.instances (parent_id) where parent_id is not null;
create index instances_in_trouble on engine.instances (tenant_id, id) where incident_count > 0;

create table engine.bookmarks (
  tenant_id      uuid not null,
  instance_id    uuid not null,
  id             uuid not null,
  hash           bigint,                           -- stimulus; null for waits that only a timer or a token ends
  created_at     timestamptz not null,
  expected_by    timestamptz,
  activity_id    text not null,
  name           text not null,                    -- activity type or bookmark name
  correlation_id text,
  waiting_for    text not null,                    -- for people
  owed_by        text,
  primary key (instance_id, id)
) with (autovacuum_vacuum_scale_factor = 0.05);
create index bookmarks_by_stimulus on engine.bookmarks (hash, correlation_id) where hash is not null;

create table engine.timers (
  tenant_id    uuid not null,
  instance_id  uuid not null,
  bookmark_id  uuid not null,
  due_at       timestamptz not null,
  version      bigint not null,                    -- instance version that planned it
  catch_up     smallint not null,                  -- 0 fire once now, 1 skip if later than tolerance, 2 coalesce
  tolerance_ms bigint not null default 0,
  primary key (instance_id, bookmark_id)
) with (autovacuum_vacuum_scale_factor = 0.05);
create index timers_by_due on engine.timers (due_at);

create table engine.work_items (
  id           bigint generated always as identity primary key,
  tenant_id    uuid not null,
  instance_id  uuid,                               -- null: an event that is still to be matched
  bookmark_id  uuid,
  event_id     uuid,
  hash         bigint,
  owner        bigint,                             -- worker that runs it; null: free
  available_at timestamptz not null default clock_timestamp(),
  attempts     int not null default 0,
  kind         smallint not null,                  -- WorkItemKind
  routed       boolean not null default false,     -- given to its owner by another worker
  payload      bytea
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_limit = 1000);
create index work_items_free on engine.work_items (available_at, id) where owner is null;
create index work_items_by_instance on engine.work_items (instance_id) where instance_id is not null;
create index work_items_routed on engine.work_items (owner) where routed;

-- Events that came before their wait, kept until a bookmark consumes them or they expire.
create table engine.events (
  id             uuid primary key,
  tenant_id      uuid not null,
  instance_id    uuid,
  hash           bigint not null,
  published_at   timestamptz not null,
  expires_at     timestamptz not null,
  name           text not null,
  correlation_id text,
  payload        bytea
) with (autovacuum_vacuum_scale_factor = 0.05);
create index events_by_stimulus on engine.events (hash, correlation_id);
create index events_by_expiry on engine.events (expires_at);

-- One row a burst: what happened, in order. Partitioned by day of recording; retention drops partitions.
create table engine.journal (
  tenant_id   uuid not null,
  instance_id uuid not null,
  sequence    bigint not null,                     -- instance version that the burst committed
  recorded_at timestamptz not null default clock_timestamp(),
  entries     bytea not null                       -- UTF-8 JSON array; engine.readable_journal shows it
) partition by range (recorded_at);
create index journal_by_instance on engine.journal (instance_id, sequence);
create table engine.journal_other partition of engine.journal default;

create table engine.incidents (
  id                   uuid primary key,
  tenant_id            uuid not null,
  instance_id          uuid not null,
  occurred_at          timestamptz not null,
  resolved_at          timestamptz,
  activity_id          text,
  activity_instance_id text,
  activity_type        text,
  kind                 text not null,              -- fault, crash, liveness
  message              text not null,
  detail               text,
  resolution           text
);
create index incidents_by_instance on engine.incidents (instance_id);
create index incidents_open on engine.incidents (tenant_id, occurred_at desc) where resolved_at is null;

create table engine.definition_pauses (
  tenant_id     uuid not null,
  definition_id text not null,
  paused_at     timestamptz not null,
  paused_by     text not null,
  primary key (tenant_id, definition_id)
);

-- Makes a repeated start with the same key give the first instance.
create table engine.start_keys (
  tenant_id   uuid not null,
  key         text not null,
  instance_id uuid not null,
  created_at  timestamptz not null,
  primary key (tenant_id, key)
);

do $$
declare t text;
begin
  foreach t in array array['instances', 'bookmarks', 'timers', 'work_items', 'events', 'journal', 'incidents',
                           'definition_pauses', 'start_keys'] loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy tenant on engine.%I using (tenant_id::text = current_setting(''workflows.tenant'', true) '
      || 'or current_setting(''workflows.tenant'', true) = ''*'')', t);
  end loop;
end $$;

create view engine.readable_instances with (security_invoker = true) as
  select id, tenant_id, definition_id, definition_version, name, correlation_id, status, sub_status, version, created_at,
         updated_at, finished_at, convert_from(state, 'UTF8')::json as state
  from engine.instances;
create view engine.readable_journal with (security_invoker = true) as
  select tenant_id, instance_id, sequence, recorded_at, convert_from(entries, 'UTF8')::json as entries
  from engine.journal;
