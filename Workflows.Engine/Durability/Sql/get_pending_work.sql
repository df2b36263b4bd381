select id, kind, attempts, owner is not null, available_at = 'infinity' from engine.work_items
where tenant_id = $1 and instance_id = $2 order by id
