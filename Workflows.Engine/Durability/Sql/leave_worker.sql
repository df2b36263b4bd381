with gone as (delete from engine.workers where id = $1)
update engine.work_items set owner = null, routed = false, available_at = clock_timestamp() where owner = $1
