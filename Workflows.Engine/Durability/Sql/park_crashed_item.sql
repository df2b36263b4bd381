-- Parks an item that cannot be carried out, and tells operators: both or neither, and once, however often this is repeated.
with parked as (
  update engine.work_items set owner = null, routed = false, attempts = attempts + 1, available_at = 'infinity'
  where id = $7 and owner = $8 returning 1),
counted as (
  update engine.instances set incident_count = incident_count + 1 where id = $3 and exists (select 1 from parked))
insert into engine.incidents (id, tenant_id, instance_id, occurred_at, kind, message, detail)
select $1, $2, $3, $4, 'crash', $5, $6 from parked
