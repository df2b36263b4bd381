drop table server_settings, idempotency_keys, suppressions, message_logs, audit_logs, api_keys, users, tenants;
drop function audit_logs_refuse();
