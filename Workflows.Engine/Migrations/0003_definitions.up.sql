-- Workflow definitions, one row a version. The tenant 0 holds what belongs to nobody (C# and designer-exports): it is written at
-- every start and read by all tenants; a tenant's own rows of the same definition come before it.
create table engine.definitions (
  id                 text primary key,             -- of the version
  tenant_id          uuid not null,
  definition_id      text not null,
  version            int not null,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  published_at       timestamptz,                  -- first publication; also set when it is published no more
  is_latest          boolean not null,
  is_published       boolean not null,
  is_readonly        boolean not null default false,
  is_system          boolean not null default false,
  usable_as_activity boolean not null default false,
  activity_type      text,                         -- under which others use it as an activity
  name               text,
  description        text,
  tool_version       text,
  provider           text not null,                -- Database, CSharp, designer-exports
  changed_by         text not null,
  content            bytea not null,               -- UTF-8 JSON as it came, without what the server assigns
  unique (tenant_id, definition_id, version)
);
create unique index definitions_latest on engine.definitions (tenant_id, definition_id) where is_latest;
create unique index definitions_published on engine.definitions (tenant_id, definition_id) where is_published;
create index definitions_by_age on engine.definitions (tenant_id, created_at desc, id);
create index definitions_usable on engine.definitions (tenant_id, activity_type) where usable_as_activity;

-- Which definitions a version uses as activities.
create table engine.definition_uses (
  tenant_id          uuid not null,
  version_id         text not null references engine.definitions (id) on delete cascade,
  used_definition_id text not null,
  primary key (version_id, used_definition_id)
);
create index definition_uses_by_used on engine.definition_uses (tenant_id, used_definition_id);

-- What the triggers of published versions wait for.
create table engine.triggers (
  tenant_id     uuid not null,
  version_id    text not null references engine.definitions (id) on delete cascade,
  definition_id text not null,
  activity_id   text not null,
  name          text not null,
  hash          bigint not null,
  payload       bytea,
  primary key (version_id, activity_id, hash)
);
create index triggers_by_stimulus on engine.triggers (hash);

-- Tells the other processes what to load again. Writers take a lock, so that the numbers appear in their order.
create table engine.definition_changes (
  id            bigint generated always as identity primary key,
  tenant_id     uuid not null,
  definition_id text not null,
  changed_at    timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['definitions', 'definition_uses', 'triggers', 'definition_changes'] loop
    execute format('alter table engine.%I enable row level security', t);
    execute format('alter table engine.%I force row level security', t);
    execute format('create policy tenant on engine.%I using (tenant_id::text = current_setting(''workflows.tenant'', true) '
      || 'or current_setting(''workflows.tenant'', true) = ''*'')', t);
  end loop;
end $$;
create policy common on engine.definitions for select using (tenant_id = '00000000-0000-0000-0000-000000000000');
create policy common on engine.definition_uses for select using (tenant_id = '00000000-0000-0000-0000-000000000000');
create policy common on engine.triggers for select using (tenant_id = '00000000-0000-0000-0000-000000000000');
