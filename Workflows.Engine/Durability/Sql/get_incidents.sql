select id, instance_id, occurred_at, resolved_at, activity_id, activity_instance_id, activity_type, kind, message, detail, resolution
from engine.incidents where tenant_id = $1 and instance_id = $2
order by occurred_at, id
