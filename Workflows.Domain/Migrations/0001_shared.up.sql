-- Tenancy, people, audit, mail and request bookkeeping. Every table that has a tenant_id carries the same policy: the
-- transaction says whose rows it may touch, '*' is background work of the server itself.

create table tenants (
    id          uuid primary key,
    key         text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text not null,
    zone        text not null default 'UTC',
    active      boolean not null default true,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);

create unique index tenants_key on tenants (key);

create table users (
    tenant_id             uuid not null references tenants (id) on delete cascade,
    id                    uuid primary key,
    login                 text not null,
    email                 text not null,
    name                  text not null,
    role                  text not null check (role in ('staff', 'manager', 'portal', 'admin')),
    active                boolean not null default true,
    -- Working hours of the person; the calendar's module adds the reference. Null: the tenant's hours.
    calendar_id           uuid,
    password_hash         text,
    must_change_password  boolean not null default false,
    token_version         integer not null default 1,
    failed_sign_ins       integer not null default 0,
    locked_until          timestamptz,
    last_sign_in_at       timestamptz,
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    unique (tenant_id, id)
);

create unique index users_login on users (tenant_id, lower(login));
create unique index users_email on users (tenant_id, lower(email));
-- Sign-in without a tenant looks in all of them.
create index users_any_login on users (lower(login));
create index users_any_email on users (lower(email));
create index users_role on users (tenant_id, role) where active;

create table api_keys (
    tenant_id     uuid not null,
    id            uuid primary key,
    user_id       uuid not null,
    name          text not null,
    prefix        text not null,
    key_hash      bytea not null,
    created_at    timestamptz not null default now(),
    last_used_at  timestamptz,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

create unique index api_keys_hash on api_keys (key_hash);
create index api_keys_user on api_keys (tenant_id, user_id, id desc);

create table audit_logs (
    tenant_id       uuid not null references tenants (id) on delete cascade,
    id              uuid not null,
    at              timestamptz not null,
    actor_kind      text not null check (actor_kind in ('user', 'system', 'workflow')),
    actor_id        uuid,
    actor_role      text,
    actor_name      text not null,
    action          text not null,
    entity          text not null,
    entity_id       uuid not null,
    before          jsonb,
    after           jsonb,
    request_id      text,
    client_address  text,
    -- The instant is part of the key so that the table can become monthly range partitions without a new key.
    primary key (at, id)
);

create index audit_logs_tenant on audit_logs (tenant_id, at desc);
create index audit_logs_entity on audit_logs (tenant_id, entity, entity_id, at desc);

create function audit_logs_refuse() returns trigger language plpgsql as $$
begin
    -- A tenant that is deleted takes its rows along: the cascade runs one level down in the trigger stack.
    if tg_op = 'DELETE' and pg_trigger_depth() > 1 then
        return old;
    end if;
    raise exception 'audit_logs is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger audit_logs_append_only before update or delete on audit_logs
    for each row execute function audit_logs_refuse();
create trigger audit_logs_no_truncate before truncate on audit_logs
    for each statement execute function audit_logs_refuse();

create table message_logs (
    tenant_id             uuid not null references tenants (id) on delete cascade,
    id                    uuid primary key,
    dedupe_key            text not null,
    template_key          text not null,
    to_address            text not null,
    to_name               text,
    cc                    text[] not null default '{}',
    subject               text not null,
    html                  text not null,
    text                  text not null,
    headers               jsonb not null default '{}',
    message_id            text not null,
    priority              smallint not null default 5 check (priority between 0 and 9),
    status                text not null check (status in
                              ('queued', 'sending', 'sent', 'deferred', 'failed', 'in_doubt', 'suppressed', 'render_failed')),
    attempts              integer not null default 0,
    not_before            timestamptz,
    next_attempt_at       timestamptz not null,
    lease_owner           uuid,
    lease_until           timestamptz,
    -- Written before the message's content is offered to the server: from here on it may have been accepted.
    data_started_at       timestamptz,
    -- Since when the mail server refuses it for now; what is refused for too long has failed.
    first_refused_at      timestamptz,
    related_to            text,
    workflow_instance_id  uuid,
    created_at            timestamptz not null default now(),
    sent_at               timestamptz,
    last_error            text,
    smtp_log              text
);

create unique index message_logs_dedupe on message_logs (tenant_id, dedupe_key);
create index message_logs_due on message_logs (priority, next_attempt_at, id) where status in ('queued', 'deferred');
create index message_logs_leased on message_logs (lease_until) where status = 'sending';
create index message_logs_list on message_logs (tenant_id, created_at desc, id);
create index message_logs_related on message_logs (tenant_id, related_to) where related_to is not null;
create index message_logs_instance on message_logs (tenant_id, workflow_instance_id) where workflow_instance_id is not null;

create table suppressions (
    tenant_id   uuid not null references tenants (id) on delete cascade,
    id          uuid primary key,
    address     text not null check (address = lower(address)),
    reason      text not null check (reason in ('bounce', 'complaint', 'opt_out', 'manual')),
    detail      text,
    created_at  timestamptz not null default now()
);

create unique index suppressions_address on suppressions (tenant_id, address);

create table idempotency_keys (
    tenant_id   uuid not null references tenants (id) on delete cascade,
    route       text not null,
    key         text not null,
    body_hash   bytea not null,
    -- Null while the first request with the key is still at work.
    status      integer,
    headers     jsonb not null default '{}',
    answer      bytea,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    primary key (tenant_id, route, key)
);

create index idempotency_keys_expiry on idempotency_keys (expires_at);

-- Belongs to the installation, not to a tenant.
create table server_settings (
    key         text primary key,
    value       jsonb not null,
    updated_at  timestamptz not null default now()
);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant on tenants
    using (id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*')
    with check (id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*');

do $$
declare
    name text;
begin
    foreach name in array array['users', 'api_keys', 'audit_logs', 'message_logs', 'suppressions', 'idempotency_keys']
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
