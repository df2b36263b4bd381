update engine.incidents set resolved_at = x.at, resolution = x.resolution
from unnest($1::uuid[], $2::timestamptz[], $3::text[]) x(id, at, resolution)
where incidents.id = x.id and incidents.resolved_at is null
