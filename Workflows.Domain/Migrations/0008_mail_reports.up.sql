-- What came back for our mails: bounces, complaints, auto-replies, one row for each recipient that a report names.
create table mail_reports (
    -- Null: nobody knows whose mail it is about.
    tenant_id       uuid references tenants (id) on delete cascade,
    id              uuid primary key,
    -- SHA-256 of the bytes: the same report by two ways, or twice by one, counts once.
    content_hash    bytea not null,
    source          text not null check (source in ('folder', 'webhook')),
    kind            text not null check (kind in ('hard_bounce', 'soft_bounce', 'complaint', 'auto_reply', 'not_a_bounce')),
    message_log_id  uuid references message_logs (id) on delete set null,
    matched_by      text not null check (matched_by in ('return_path', 'message_id', 'nothing')),
    recipient       text not null,
    status          text,
    action          text,
    diagnostic      text,
    suppressed      boolean not null default false,
    subject         text not null,
    sender          text not null,
    received_at     timestamptz not null
);

create unique index mail_reports_content on mail_reports (content_hash, recipient);
create index mail_reports_mail on mail_reports (message_log_id) where message_log_id is not null;
create index mail_reports_recipient on mail_reports (tenant_id, recipient, received_at desc);

alter table mail_reports enable row level security;
alter table mail_reports force row level security;
create policy tenant on mail_reports
    using (tenant_id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*')
    with check (tenant_id::text = current_setting('workflows.tenant', true) or current_setting('workflows.tenant', true) = '*');
