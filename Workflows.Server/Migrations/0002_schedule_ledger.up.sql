-- What runs by the clock, and the account of every firing that was expected. The schedule itself belongs to the installation;
-- what it started for a tenant is in schedule_runs, which row-level security keeps apart.
create table quartz.schedules (
    id                    text primary key,
    target                text not null check (target in ('workflow', 'job')),
    kind                  text not null check (kind in ('cron', 'timer', 'start_at')),
    expression            text not null,
    zone                  text not null,
    misfire               text not null check (misfire in ('fire_once_now', 'skip', 'fire_all')),
    title                 text not null,
    definition_id         text,
    activity_id           text,
    -- Keys of the tenants it runs for; null: every active tenant.
    tenants               text[],
    -- Where the counting of intervals begins; kept over restarts, so that the phase is.
    anchor                timestamptz not null,
    -- Every slot up to and including this instant is in the ledger.
    settled_until         timestamptz not null,
    active                boolean not null default true,
    created_at            timestamptz not null,
    -- When a server last had it among its definitions.
    seen_at               timestamptz not null,
    last_due_at           timestamptz,
    last_fired_at         timestamptz,
    last_finished_at      timestamptz,
    last_status           text,
    last_reason           text,
    consecutive_failures  integer not null default 0,
    check ((target = 'workflow') = (definition_id is not null and activity_id is not null))
);

create table quartz.schedule_ledger (
    schedule_id  text not null references quartz.schedules (id) on delete cascade,
    due_at       timestamptz not null,
    -- pending: claimed, not finished; whoever settles the schedule next goes on with it.
    status       text not null check (status in ('pending', 'fired', 'late', 'skipped', 'failed')),
    attempts     integer not null default 0,
    fired_at     timestamptz,
    finished_at  timestamptz,
    reason       text,
    result       text,
    primary key (schedule_id, due_at)
);

create index schedule_ledger_pending on quartz.schedule_ledger (schedule_id, due_at) where status = 'pending';
create index schedule_ledger_age on quartz.schedule_ledger (due_at);

create table quartz.schedule_runs (
    tenant_id    uuid not null,
    schedule_id  text not null,
    due_at       timestamptz not null,
    status       text not null check (status in ('started', 'skipped', 'failed')),
    instance_id  uuid,
    at           timestamptz not null,
    -- Who ran it by hand; null: the schedule did.
    run_by       text,
    detail       text,
    primary key (schedule_id, due_at, tenant_id),
    foreign key (schedule_id, due_at) references quartz.schedule_ledger (schedule_id, due_at) on delete cascade
);

alter table quartz.schedule_runs enable row level security;
alter table quartz.schedule_runs force row level security;
create policy tenant on quartz.schedule_runs
    using (tenant_id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*')
    with check (tenant_id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*');
