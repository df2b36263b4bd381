select i.version, i.definition_version_id, i.state,
  (select owner from engine.work_items x where x.instance_id = i.id and x.owner is not null and x.owner <> $2 limit 1)
from engine.instances i where i.id = $1
