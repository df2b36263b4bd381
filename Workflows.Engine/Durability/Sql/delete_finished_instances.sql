with old as (
  select id from engine.instances where status = 1 and finished_at < $1 limit $2),
keys as (delete from engine.start_keys k using old where k.instance_id = old.id),
gone as (delete from engine.incidents n using old where n.instance_id = old.id)
delete from engine.instances i using old where i.id = old.id
