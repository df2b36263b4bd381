-- Free work, oldest first. An instance that another worker is driving keeps its owner: its further items go there.
with free as (
  select id, instance_id from engine.work_items
  where owner is null and available_at <= clock_timestamp()
  order by available_at, id limit $2 for update skip locked),
taken as (
  update engine.work_items w
  set owner = coalesce(o.owner, $1::bigint), routed = coalesce(o.owner <> $1::bigint, false)
  from free f
  left join lateral (
    select owner from engine.work_items x where x.instance_id = f.instance_id and x.owner is not null limit 1) o on true
  where w.id = f.id
  returning w.id, w.tenant_id, w.instance_id, w.bookmark_id, w.event_id, w.hash, w.owner, w.kind, w.attempts, w.payload, w.available_at)
select t.id, t.tenant_id, t.instance_id, t.bookmark_id, t.event_id, t.hash, t.owner, t.kind, t.attempts, t.payload,
  i.version, i.definition_version_id, i.state, extract(epoch from clock_timestamp() - t.available_at)::float8
from taken t left join engine.instances i on i.id = t.instance_id
order by t.id
