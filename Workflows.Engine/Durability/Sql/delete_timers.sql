delete from engine.timers t
using unnest($1::uuid[], $2::uuid[]) x(instance_id, bookmark_id)
where t.instance_id = x.instance_id and t.bookmark_id = x.bookmark_id
