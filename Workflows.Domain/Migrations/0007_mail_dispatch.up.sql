-- Bodies go out of line at once and uncompressed: claim and result then rewrite a short row, not a mail.
alter table message_logs set (toast_tuple_target = 1024);
alter table message_logs alter column html set storage external;
alter table message_logs alter column text set storage external;

-- Texts that nobody may read in the log, such as the token of a link; gone once the mail is sent.
alter table message_logs add column secrets text[];
-- By which server it was handed over, as the rate limits know it.
alter table message_logs add column provider text;

create index message_logs_in_doubt on message_logs (lease_owner) where status = 'in_doubt';

-- Limits belong to the installation: a mail server counts all tenants together.
create table mail_rate_limits (
    id          uuid primary key,
    scope       text not null check (scope in ('provider', 'domain')),
    -- A provider's name or a recipient domain in lower case; '*' is each one without a limit of its own.
    name        text not null check (name = lower(name) and name <> ''),
    messages    integer not null check (messages between 1 and 10000000),
    per         interval not null check (per between interval '1 second' and interval '31 days'),
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);

create unique index mail_rate_limits_key on mail_rate_limits (scope, name, per);

-- What was handed over, counted in slices of a hundredth of the limit's interval. A slice is known by its end, and counts until
-- the interval after its end is over: never too short.
create table mail_rate_slices (
    limit_id  uuid not null references mail_rate_limits (id) on delete cascade,
    name      text not null,
    slice     timestamptz not null,
    messages  integer not null,
    primary key (limit_id, name, slice)
);
