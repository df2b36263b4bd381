-- Which events were published directly (not by a work item, whose consumption says it): a repetition after a commit of unknown
-- outcome, or of a caller with the same Idempotency-Key, finds its receipt and does nothing. Good for 24 hours by the application's clock, like Idempotency-Keys.
create table engine.event_receipts (
  tenant_id    uuid not null,
  event_id     uuid not null,
  published_at timestamptz not null,
  primary key (tenant_id, event_id)
) with (autovacuum_vacuum_scale_factor = 0.1);
create index event_receipts_by_age on engine.event_receipts using brin (published_at);

-- What operators asked of many instances at once. The work itself is ordinary work items; a target is done when its item is gone.
create table engine.bulk_commands (
  id           uuid primary key,
  tenant_id    uuid not null,
  action       smallint not null,                  -- OperatorAction
  created_at   timestamptz not null,
  requested_by text not null,
  reason       text,
  filter       jsonb not null,
  target_count int not null
);
create index bulk_commands_by_age on engine.bulk_commands (tenant_id, created_at desc, id desc);

create table engine.bulk_targets (
  tenant_id   uuid not null,
  bulk_id     uuid not null references engine.bulk_commands (id) on delete cascade,
  number      int not null,
  instance_id uuid not null,
  incident_id uuid,                                -- the incident to retry or skip; null when the instance is cancelled
  work_item   bigint not null,
  primary key (bulk_id, number)
);
create index bulk_targets_by_instance on engine.bulk_targets (instance_id);

do $$
declare t text;
begin
  foreach t in array array['event_receipts', 'bulk_commands', 'bulk_targets'] loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy tenant on engine.%I using (tenant_id::text = current_setting(''workflows.tenant'', true) '
      || 'or current_setting(''workflows.tenant'', true) = ''*'')', t);
  end loop;
end $$;
