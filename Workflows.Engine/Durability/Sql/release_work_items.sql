update engine.work_items w
set owner = null, routed = false, attempts = w.attempts + x.failed,
    available_at = case when x.wait_ms < 0 then 'infinity' else clock_timestamp() + x.wait_ms * interval '1 millisecond' end
from unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[]) x(id, owner, failed, wait_ms)
where w.id = x.id and w.owner = x.owner
