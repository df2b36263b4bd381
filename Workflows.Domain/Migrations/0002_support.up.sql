-- Business calendars and the support module. Foreign keys carry the tenant, so no row can point into another one's data.

create table business_calendars (
    tenant_id   uuid not null references tenants (id) on delete cascade,
    id          uuid primary key,
    name        text not null check (name <> ''),
    is_default  boolean not null default false,
    definition  jsonb not null,
    version     integer not null default 1 check (version > 0),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    unique (tenant_id, id)
);

create unique index business_calendars_name on business_calendars (tenant_id, lower(name));
create unique index business_calendars_default on business_calendars (tenant_id) where is_default;

create table business_calendar_versions (
    tenant_id    uuid not null,
    calendar_id  uuid not null,
    version      integer not null,
    definition   jsonb not null,
    created_at   timestamptz not null default now(),
    primary key (calendar_id, version),
    foreign key (tenant_id, calendar_id) references business_calendars (tenant_id, id) on delete cascade
);

alter table users add constraint users_calendar
    foreign key (tenant_id, calendar_id) references business_calendars (tenant_id, id);

create table support_teams (
    tenant_id           uuid not null references tenants (id) on delete cascade,
    id                  uuid primary key,
    name                text not null check (name <> ''),
    lead_id             uuid,
    escalation_team_id  uuid,
    active              boolean not null default true,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    unique (tenant_id, id),
    foreign key (tenant_id, lead_id) references users (tenant_id, id),
    foreign key (tenant_id, escalation_team_id) references support_teams (tenant_id, id)
);

create unique index support_teams_name on support_teams (tenant_id, lower(name));

create table support_team_members (
    tenant_id  uuid not null,
    team_id    uuid not null,
    user_id    uuid not null,
    primary key (team_id, user_id),
    foreign key (tenant_id, team_id) references support_teams (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

create index support_team_members_user on support_team_members (tenant_id, user_id);

create table support_absences (
    tenant_id      uuid not null,
    id             uuid primary key,
    user_id        uuid not null,
    starts_at      timestamptz not null,
    ends_at        timestamptz not null check (ends_at > starts_at),
    substitute_id  uuid check (substitute_id <> user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
    foreign key (tenant_id, substitute_id) references users (tenant_id, id)
);

create index support_absences_user on support_absences (tenant_id, user_id, ends_at);

create table support_sla_policies (
    tenant_id       uuid not null references tenants (id) on delete cascade,
    id              uuid primary key,
    name            text not null check (name <> ''),
    description     text,
    active          boolean not null default true,
    is_default      boolean not null default false,
    position        integer not null default 0,
    conditions      jsonb not null default '{}',
    targets         jsonb not null default '{}',
    calendar_id     uuid not null,
    pause_on        jsonb not null default '[]',
    warnings        jsonb not null default '[]',
    escalations     jsonb not null default '[]',
    rules           jsonb not null default '{}',
    effective_from  timestamptz,
    effective_to    timestamptz,
    version         integer not null default 1 check (version > 0),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (tenant_id, id),
    check (effective_to > effective_from),
    foreign key (tenant_id, calendar_id) references business_calendars (tenant_id, id)
);

create unique index support_sla_policies_name on support_sla_policies (tenant_id, lower(name));
create unique index support_sla_policies_default on support_sla_policies (tenant_id) where is_default and active;

create table support_sla_policy_versions (
    tenant_id   uuid not null,
    policy_id   uuid not null,
    version     integer not null,
    content     jsonb not null,
    actor_name  text not null,
    created_at  timestamptz not null default now(),
    primary key (policy_id, version),
    foreign key (tenant_id, policy_id) references support_sla_policies (tenant_id, id) on delete cascade
);

create table support_ticket_numbers (
    tenant_id  uuid primary key references tenants (id) on delete cascade,
    last       bigint not null
);

create table support_tickets (
    tenant_id                    uuid not null references tenants (id) on delete cascade,
    id                           uuid primary key,
    number                       bigint not null,
    subject                      text not null check (subject <> ''),
    description                  text not null,
    requester_id                 uuid not null,
    channel                      text not null,
    is_machine                   boolean not null default false,
    status                       text not null check (status in
                                     ('new', 'open', 'pending', 'on_hold', 'resolved', 'closed', 'merged')),
    priority                     text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    category                     text,
    tags                         text[] not null default '{}',
    assignee_id                  uuid,
    team_id                      uuid,
    promise                      jsonb,
    policy_id                    uuid,
    policy_version               integer,
    forced_policy_id             uuid,
    needs_rematch                boolean not null default false,
    sla_started_at               timestamptz,
    sla_state                    text check (sla_state in ('ok', 'warning', 'breached', 'paused')),
    due_at                       timestamptz,
    next_sla_at                  timestamptz,
    status_changed_at            timestamptz not null,
    hold_reason                  text,
    pause_cap_waived             boolean not null default false,
    nudges_sent                  integer not null default 0,
    first_responded_at           timestamptz,
    unanswered_since             timestamptz,
    resolution                   text,
    resolved_at                  timestamptz,
    closed_at                    timestamptz,
    close_reason                 text,
    resolved_count               integer not null default 0,
    reopened_count               integer not null default 0,
    merged_into_id               uuid check (merged_into_id <> id),
    continues_id                 uuid,
    custom_fields                jsonb not null default '{}',
    workflow_instance_id         uuid,
    workflow_definition_version  integer,
    workflow_ended_at            timestamptz,
    created_at                   timestamptz not null default now(),
    updated_at                   timestamptz not null default now(),
    unique (tenant_id, id),
    check ((status = 'merged') = (merged_into_id is not null)),
    foreign key (tenant_id, requester_id) references users (tenant_id, id),
    foreign key (tenant_id, assignee_id) references users (tenant_id, id),
    foreign key (tenant_id, team_id) references support_teams (tenant_id, id),
    foreign key (tenant_id, policy_id) references support_sla_policies (tenant_id, id),
    foreign key (tenant_id, forced_policy_id) references support_sla_policies (tenant_id, id),
    foreign key (tenant_id, merged_into_id) references support_tickets (tenant_id, id),
    foreign key (tenant_id, continues_id) references support_tickets (tenant_id, id)
);

create unique index support_tickets_number on support_tickets (tenant_id, number);
-- One live process a ticket and one ticket a process.
create unique index support_tickets_instance on support_tickets (workflow_instance_id) where workflow_instance_id is not null;
create index support_tickets_list on support_tickets (tenant_id, created_at desc, id);
create index support_tickets_requester on support_tickets (tenant_id, requester_id, created_at desc);
create index support_tickets_assignee on support_tickets (tenant_id, assignee_id)
    where status in ('new', 'open', 'pending', 'on_hold');
create index support_tickets_team on support_tickets (tenant_id, team_id)
    where status in ('new', 'open', 'pending', 'on_hold');
create index support_tickets_policy on support_tickets (tenant_id, policy_id)
    where status in ('new', 'open', 'pending', 'on_hold');
create index support_tickets_due on support_tickets (tenant_id, due_at) where due_at is not null;
create index support_tickets_next on support_tickets (next_sla_at) where next_sla_at is not null;
create index support_tickets_tags on support_tickets using gin (tags);
create index support_tickets_merged on support_tickets (tenant_id, merged_into_id) where merged_into_id is not null;
create index support_tickets_continues on support_tickets (tenant_id, continues_id) where continues_id is not null;

create table support_ticket_comments (
    tenant_id    uuid not null,
    id           uuid primary key,
    ticket_id    uuid not null,
    author       text not null check (author in ('agent', 'customer', 'system')),
    author_id    uuid,
    is_internal  boolean not null,
    is_machine   boolean not null default false,
    body         text not null,
    source       text not null,
    message_id   text,
    attachments  jsonb not null default '[]',
    created_at   timestamptz not null,
    unique (tenant_id, id),
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade,
    foreign key (tenant_id, author_id) references users (tenant_id, id)
);

create index support_ticket_comments_ticket on support_ticket_comments (tenant_id, ticket_id, created_at, id);
create unique index support_ticket_comments_message on support_ticket_comments (tenant_id, message_id) where message_id is not null;

create function support_comment_keep_visibility() returns trigger language plpgsql as $$
begin
    if new.is_internal <> old.is_internal then
        raise exception 'a comment stays internal or public' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger support_ticket_comments_visibility before update on support_ticket_comments
    for each row execute function support_comment_keep_visibility();

create table support_ticket_assignments (
    tenant_id     uuid not null,
    id            uuid primary key,
    ticket_id     uuid not null,
    from_user_id  uuid,
    to_user_id    uuid,
    from_team_id  uuid,
    to_team_id    uuid,
    reason        text not null,
    actor_name    text not null,
    at            timestamptz not null,
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade
);

create index support_ticket_assignments_ticket on support_ticket_assignments (tenant_id, ticket_id, at);

create table support_ticket_notices (
    tenant_id      uuid not null,
    id             uuid primary key,
    ticket_id      uuid not null,
    kind           text not null,
    comment_id     uuid,
    user_id        uuid,
    other_user_id  uuid,
    created_at     timestamptz not null,
    handled_at     timestamptz,
    outcome        text,
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade
);

create index support_ticket_notices_open on support_ticket_notices (tenant_id, ticket_id, id) where handled_at is null;
create index support_ticket_notices_ticket on support_ticket_notices (tenant_id, ticket_id);

create table support_sla_clocks (
    tenant_id         uuid not null,
    id                uuid primary key,
    ticket_id         uuid not null,
    kind              text not null check (kind in ('first_response', 'next_response', 'resolution')),
    cycle             integer not null check (cycle > 0),
    state             text not null check (state in ('running', 'paused', 'met', 'missed', 'cancelled')),
    target            interval not null check (target > interval '0'),
    consumed          interval not null check (consumed >= interval '0'),
    started_at        timestamptz not null,
    running_since     timestamptz,
    due_at            timestamptz,
    paused_at         timestamptz,
    warned_percent    integer not null default 0,
    escalated_level   integer not null default 0,
    breached_at       timestamptz,
    ended_at          timestamptz,
    calendar_id       uuid,
    calendar_version  integer not null default 0,
    version           integer not null default 0,
    unique (tenant_id, id),
    check ((state = 'running') = (running_since is not null)),
    check ((state = 'paused') = (paused_at is not null)),
    check ((state in ('running', 'paused')) = (ended_at is null)),
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade,
    foreign key (tenant_id, calendar_id) references business_calendars (tenant_id, id)
);

create unique index support_sla_clocks_cycle on support_sla_clocks (tenant_id, ticket_id, kind, cycle);
create unique index support_sla_clocks_live on support_sla_clocks (tenant_id, ticket_id, kind) where ended_at is null;
create index support_sla_clocks_due on support_sla_clocks (tenant_id, due_at) where state = 'running' and breached_at is null;

create table support_sla_clock_log (
    tenant_id         uuid not null,
    clock_id          uuid not null,
    sequence          integer not null,
    ticket_id         uuid not null,
    at                timestamptz not null,
    action            text not null,
    reason            text not null,
    target            interval not null,
    consumed          interval not null,
    remaining         interval not null,
    due_at            timestamptz,
    calendar_id       uuid,
    calendar_version  integer not null default 0,
    actor_name        text not null,
    primary key (clock_id, sequence),
    foreign key (tenant_id, clock_id) references support_sla_clocks (tenant_id, id) on delete cascade
);

create index support_sla_clock_log_ticket on support_sla_clock_log (tenant_id, ticket_id);

create table support_sla_events (
    tenant_id    uuid not null,
    id           uuid primary key,
    ticket_id    uuid not null,
    clock_id     uuid not null,
    kind         text not null check (kind in ('warning', 'breach', 'escalation')),
    level        integer not null,
    key          text not null,
    due_at       timestamptz not null,
    recorded_at  timestamptz not null,
    over_by      interval not null,
    handled_at   timestamptz,
    outcome      text,
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade,
    foreign key (tenant_id, clock_id) references support_sla_clocks (tenant_id, id) on delete cascade
);

create unique index support_sla_events_key on support_sla_events (tenant_id, key);
create index support_sla_events_open on support_sla_events (tenant_id, ticket_id, id) where handled_at is null;
create index support_sla_events_ticket on support_sla_events (tenant_id, ticket_id);
create index support_sla_events_recorded on support_sla_events (tenant_id, recorded_at) where kind = 'breach';

create table support_survey_invitations (
    tenant_id            uuid not null,
    id                   uuid primary key,
    ticket_id            uuid not null,
    cycle                integer not null,
    contact_id           uuid not null,
    outcome              text not null,
    token_hash           bytea,
    reminder_token_hash  bytea,
    created_at           timestamptz not null,
    expires_at           timestamptz,
    reminded_at          timestamptz,
    answered_at          timestamptz,
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_id) references users (tenant_id, id)
);

create unique index support_survey_invitations_cycle on support_survey_invitations (tenant_id, ticket_id, cycle);
create index support_survey_invitations_contact on support_survey_invitations (tenant_id, contact_id, created_at desc)
    where outcome = 'sent';
create unique index support_survey_invitations_token on support_survey_invitations (token_hash) where token_hash is not null;
create unique index support_survey_invitations_reminder on support_survey_invitations (reminder_token_hash)
    where reminder_token_hash is not null;

do $$
declare
    name text;
begin
    foreach name in array array[
        'business_calendars', 'business_calendar_versions', 'support_teams', 'support_team_members', 'support_absences',
        'support_sla_policies', 'support_sla_policy_versions', 'support_ticket_numbers', 'support_tickets',
        'support_ticket_comments', 'support_ticket_assignments', 'support_ticket_notices', 'support_sla_clocks',
        'support_sla_clock_log', 'support_sla_events', 'support_survey_invitations']
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
