-- Each row: a kind of trouble, the tenant and instance it concerns, and what is wrong in words.
select 'nothing can wake it' as kind, i.tenant_id, i.id, i.updated_at,
  format('%s %s waits, but has no bookmark, timer or work item', i.definition_id, i.id) as detail
from engine.instances i
where i.status = 0 and i.sub_status not in (5)
  and not exists (select 1 from engine.bookmarks b where b.instance_id = i.id)
  and not exists (select 1 from engine.work_items w where w.instance_id = i.id)
union all
select 'timer bookmark without timer', b.tenant_id, b.instance_id, b.created_at,
  format('bookmark %s (%s) waits for a timer that does not exist', b.id, b.waiting_for)
from engine.bookmarks b
where b.hash is null and b.expected_by is not null
  and not exists (select 1 from engine.timers t where t.instance_id = b.instance_id and t.bookmark_id = b.id)
  and not exists (select 1 from engine.work_items w where w.instance_id = b.instance_id)
union all
select 'orphan timer', t.tenant_id, t.instance_id, t.due_at,
  format('timer of bookmark %s belongs to no waiting instance', t.bookmark_id)
from engine.timers t
where not exists (select 1 from engine.bookmarks b where b.instance_id = t.instance_id and b.id = t.bookmark_id)
union all
select 'overdue timer', t.tenant_id, t.instance_id, t.due_at,
  format('timer of bookmark %s is due since %s and was not drained', t.bookmark_id, t.due_at)
from engine.timers t where t.due_at < $1::timestamptz - interval '1 minute'
union all
select 'expired lease', w.tenant_id, w.instance_id, w.available_at,
  format('work item %s is owned by worker %s, whose lease ran out', w.id, w.owner)
from engine.work_items w
where w.owner is not null
  and not exists (select 1 from engine.workers k where k.id = w.owner and k.lease_until > clock_timestamp() - interval '30 seconds')
union all
select 'parked work', w.tenant_id, w.instance_id, null, format('work item %s was parked after %s attempts', w.id, w.attempts)
from engine.work_items w where w.available_at = 'infinity'
  and not exists (select 1 from engine.instances i join engine.definition_pauses p
    on p.tenant_id = i.tenant_id and p.definition_id = i.definition_id where i.id = w.instance_id)
limit $2
