with due as (
  select instance_id, bookmark_id from engine.timers
  where due_at <= $1 order by due_at limit $2 for update skip locked),
gone as (
  delete from engine.timers t using due d
  where t.instance_id = d.instance_id and t.bookmark_id = d.bookmark_id
  returning t.tenant_id, t.instance_id, t.bookmark_id, t.due_at, t.catch_up, t.tolerance_ms),
made as (
  insert into engine.work_items (tenant_id, instance_id, bookmark_id, kind, payload, owner, routed)
  select g.tenant_id, g.instance_id, g.bookmark_id, 3,
    convert_to(json_build_object('dueAt', g.due_at, 'catchUp', g.catch_up, 'toleranceMs', g.tolerance_ms)::text, 'UTF8'),
    coalesce(o.owner, $3::bigint), coalesce(o.owner <> $3::bigint, false)
  from gone g
  left join lateral (
    select owner from engine.work_items x where x.instance_id = g.instance_id and x.owner is not null limit 1) o on true
  returning id, tenant_id, instance_id, bookmark_id, event_id, hash, owner, kind, attempts, payload)
select m.id, m.tenant_id, m.instance_id, m.bookmark_id, m.event_id, m.hash, m.owner, m.kind, m.attempts, m.payload,
  i.version, i.definition_version_id, i.state
from made m join engine.instances i on i.id = m.instance_id
