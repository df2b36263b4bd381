-- Plans of alterations that were submitted, and what became of each instance. The work itself is ordinary work items, as with bulk
-- commands; a job is done when its last item is gone.
create table engine.alteration_plans (
  tenant_id    uuid not null,
  id           text not null,                      -- the client may choose it, so that asking twice does it once
  created_at   timestamptz not null,
  requested_by text not null,
  alterations  jsonb not null,                     -- as they were sent
  filter       jsonb,                              -- as it was sent; null: the instances were named
  primary key (tenant_id, id)
);
create index alteration_plans_by_age on engine.alteration_plans (created_at);

create table engine.alteration_jobs (
  tenant_id   uuid not null,
  plan_id     text not null,
  number      int not null,
  id          uuid not null,
  instance_id uuid not null,
  work_item   bigint,                              -- the last of its commands; null: refused
  problem     text,                                -- why it was refused
  steps       text[] not null,                     -- what it does, for people
  primary key (tenant_id, plan_id, number),
  foreign key (tenant_id, plan_id) references engine.alteration_plans (tenant_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['alteration_plans', 'alteration_jobs'] loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy tenant on engine.%I using (tenant_id::text = current_setting(''workflows.tenant'', true) '
      || 'or current_setting(''workflows.tenant'', true) = ''*'')', t);
  end loop;
end $$;
