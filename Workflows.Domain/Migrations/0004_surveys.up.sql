-- Surveys and their answers, and links in mails that act without sign-in (only their hashes are kept).

create table support_surveys (
    tenant_id   uuid not null references tenants (id) on delete cascade,
    id          uuid primary key,
    name        text not null check (name <> ''),
    kind        text not null check (kind in ('nps', 'csat', 'ces')),
    question    text not null check (question <> ''),
    questions   jsonb not null default '[]',
    trigger     text not null check (trigger in ('ticket_closed', 'manual')),
    active      boolean not null default true,
    version     integer not null default 1 check (version > 0),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    unique (tenant_id, id)
);

create unique index support_surveys_name on support_surveys (tenant_id, lower(name));
-- One survey asks after closing; which one is never a matter of luck.
create unique index support_surveys_asked on support_surveys (tenant_id) where active and trigger = 'ticket_closed';

create table support_survey_versions (
    tenant_id   uuid not null,
    survey_id   uuid not null,
    version     integer not null,
    content     jsonb not null,
    actor_name  text not null,
    created_at  timestamptz not null,
    primary key (survey_id, version),
    foreign key (tenant_id, survey_id) references support_surveys (tenant_id, id) on delete cascade
);

alter table support_survey_invitations
    add column survey_id uuid,
    add column survey_version integer,
    add unique (tenant_id, id),
    add foreign key (tenant_id, survey_id) references support_surveys (tenant_id, id);

create table support_survey_responses (
    tenant_id       uuid not null,
    id              uuid primary key,
    survey_id       uuid not null,
    survey_version  integer not null,
    invitation_id   uuid not null,
    ticket_id       uuid not null,
    contact_id      uuid not null,
    agent_id        uuid,
    team_id         uuid,
    kind            text not null check (kind in ('nps', 'csat', 'ces')),
    score           integer not null,
    nps_class       text check (nps_class in ('promoter', 'passive', 'detractor')),
    comment         text,
    answers         jsonb not null default '{}',
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (tenant_id, id),
    unique (invitation_id),
    check (case kind when 'nps' then score between 0 and 10 when 'csat' then score between 1 and 5 else score between 1 and 7 end),
    check ((kind = 'nps') = (nps_class is not null)),
    check (nps_class is null or nps_class = case when score >= 9 then 'promoter' when score >= 7 then 'passive' else 'detractor' end),
    foreign key (tenant_id, survey_id) references support_surveys (tenant_id, id),
    foreign key (tenant_id, invitation_id) references support_survey_invitations (tenant_id, id) on delete cascade,
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_id) references users (tenant_id, id),
    foreign key (tenant_id, agent_id) references users (tenant_id, id),
    foreign key (tenant_id, team_id) references support_teams (tenant_id, id)
);

create index support_survey_responses_list on support_survey_responses (tenant_id, created_at desc, id);
create index support_survey_responses_survey on support_survey_responses (tenant_id, survey_id, created_at);

create table support_ticket_links (
    tenant_id   uuid not null,
    id          uuid primary key,
    ticket_id   uuid not null,
    contact_id  uuid not null,
    token_hash  bytea not null unique,
    created_at  timestamptz not null,
    foreign key (tenant_id, ticket_id) references support_tickets (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_id) references users (tenant_id, id) on delete cascade
);

do $$
declare
    name text;
begin
    foreach name in array array[
        'support_surveys', 'support_survey_versions', 'support_survey_responses', 'support_ticket_links']
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
