delete from engine.bookmarks b
using unnest($1::uuid[], $2::uuid[]) x(instance_id, id)
where b.instance_id = x.instance_id and b.id = x.id
