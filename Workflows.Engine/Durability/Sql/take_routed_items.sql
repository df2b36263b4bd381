with mine as (
  update engine.work_items set routed = false where owner = $1 and routed
  returning id, tenant_id, instance_id, bookmark_id, event_id, hash, owner, kind, attempts, payload)
select m.*, i.version, i.definition_version_id, i.state
from mine m left join engine.instances i on i.id = m.instance_id
order by m.id
