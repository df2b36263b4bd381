select i.id, i.definition_id, i.definition_version, i.name, i.correlation_id, i.parent_id, i.status, i.sub_status, i.incident_count,
  i.created_at, i.updated_at, i.finished_at, i.version, i.state, i.definition_version_id
from engine.instances i where i.tenant_id = $1 and i.id = $2
