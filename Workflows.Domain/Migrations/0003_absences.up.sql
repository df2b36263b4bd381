-- Absences become a resource of their own: listed by creation, changed with a version.

alter table support_absences
    add column created_at timestamptz not null default now(),
    add column updated_at timestamptz not null default now(),
    add unique (tenant_id, id);
