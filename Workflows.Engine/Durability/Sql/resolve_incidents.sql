update engine.incidents set resolved_at = x.at, resolution = x.resolution
from unnest($1::uuid[], $2::timestamptz[], $3::text[]) x(instance_id, at, resolution)
where incidents.instance_id = x.instance_id and incidents.resolved_at is null
