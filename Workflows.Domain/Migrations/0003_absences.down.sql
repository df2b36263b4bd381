alter table support_absences drop constraint support_absences_tenant_id_id_key, drop column updated_at, drop column created_at;
