select b.id, b.action, b.created_at, b.requested_by, b.reason, b.filter::text, b.target_count, p.pending, p.parked, p.in_trouble,
  count(*) over ()
from engine.bulk_commands b,
  lateral (
    select count(w.id) filter (where w.available_at < 'infinity') as pending, count(w.id) filter (where w.available_at = 'infinity') as parked,
      count(distinct t.instance_id) filter (where w.id is null and i.incident_count > 0 and i.status = 0) as in_trouble
    from engine.bulk_targets t
    left join engine.work_items w on w.id = t.work_item
    left join engine.instances i on i.id = t.instance_id
    where t.bulk_id = b.id) p
where b.tenant_id = $1 and ($2::uuid is null or b.id = $2)
order by b.created_at desc, b.id desc
offset $3 limit $4
