-- An instance that nothing existing can ever wake gets an incident, once; it may have just been committed, hence the age.
with dead as (
  select i.id, i.tenant_id, i.definition_id from engine.instances i
  where i.status = 0 and i.sub_status <> 5 and i.updated_at < $1::timestamptz - interval '10 seconds'
    and not exists (select 1 from engine.bookmarks b where b.instance_id = i.id)
    and not exists (select 1 from engine.work_items w where w.instance_id = i.id)
    and not exists (select 1 from engine.incidents n where n.instance_id = i.id and n.kind = 'liveness' and n.resolved_at is null)
  limit $2),
counted as (
  update engine.instances i set incident_count = i.incident_count + 1 from dead d where i.id = d.id)
insert into engine.incidents (id, tenant_id, instance_id, occurred_at, kind, message)
select gen_random_uuid(), d.tenant_id, d.id, $1, 'liveness', format('Nothing that exists can ever wake this %s.', d.definition_id)
from dead d
