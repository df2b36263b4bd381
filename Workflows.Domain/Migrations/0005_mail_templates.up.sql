-- What tenants change about the shipped mail templates, and templates of their own, with every version there was.

create table mail_templates (
    tenant_id   uuid not null references tenants (id) on delete cascade,
    id          uuid primary key,
    key         text not null check (key ~ '^[a-z0-9][a-z0-9-]*/_?[a-z0-9][a-z0-9-]*$' and length(key) <= 120),
    version     integer not null check (version > 0),
    -- False: the tenant went back to the shipped template; its history stays.
    in_use      boolean not null default true,
    content     jsonb not null,
    actor_name  text not null,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    unique (tenant_id, id)
);

create unique index mail_templates_key on mail_templates (tenant_id, key);

create table mail_template_versions (
    tenant_id         uuid not null,
    template_id       uuid not null,
    version           integer not null,
    change            text not null check (change in ('edit', 'restore', 'reset')),
    restored_version  integer check ((restored_version is null) = (change <> 'restore')),
    content           jsonb not null,
    actor_name        text not null,
    created_at        timestamptz not null default now(),
    primary key (template_id, version),
    foreign key (tenant_id, template_id) references mail_templates (tenant_id, id) on delete cascade
);

do $$
declare
    name text;
begin
    foreach name in array array['mail_templates', 'mail_template_versions']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format($policy$create policy tenant on %I
            using (tenant_id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*')
            with check (tenant_id::text = current_setting('workflows.tenant', true)
                or current_setting('workflows.tenant', true) = '*')$policy$, name);
    end loop;
end
$$;
