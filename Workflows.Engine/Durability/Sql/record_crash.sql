with counted as (update engine.instances set incident_count = incident_count + 1 where id = $3)
insert into engine.incidents (id, tenant_id, instance_id, occurred_at, kind, message, detail) values ($1, $2, $3, $4, 'crash', $5, $6)
