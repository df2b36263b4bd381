-- The waits of each correlated event, with their instances' state and whether work for the instance exists already. Reads only.
select e.n::int, b.tenant_id, b.instance_id, b.id, i.version, i.definition_version_id, i.state,
  exists (select 1 from engine.work_items w where w.instance_id = b.instance_id)
from unnest($1::uuid[], $2::bigint[], $3::text[]) with ordinality e(tenant_id, hash, correlation_id, n)
join engine.bookmarks b on b.hash = e.hash and b.correlation_id = e.correlation_id and b.tenant_id = e.tenant_id
join engine.instances i on i.id = b.instance_id
