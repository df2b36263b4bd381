select sequence, recorded_at, entries from engine.journal
where tenant_id = $1 and instance_id = $2 and sequence > $3
order by sequence limit $4
