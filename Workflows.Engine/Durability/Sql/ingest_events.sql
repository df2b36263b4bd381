-- Stores each event as work for the waits it matches (owned by the worker that already drives the instance, else by us), or,
-- matching none, as an early event. Returns the work with the instances' state, so that a resume needs no further read.
-- A direct publication leaves a receipt; when its receipt is there already it was stored before, and nothing is done.
with all_events as (
  select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::bytea[], $7::text[], $8::timestamptz[],
                       $9::timestamptz[], $11::boolean[])
    e(id, tenant_id, hash, correlation_id, instance_id, payload, name, published_at, expires_at, direct)),
receipts as (
  insert into engine.event_receipts as old (tenant_id, event_id, published_at)
  select tenant_id, id, published_at from all_events where direct order by id
  on conflict (tenant_id, event_id) do update set published_at = excluded.published_at
    where old.published_at <= excluded.published_at - interval '24 hours'
  returning tenant_id, event_id),
e as (
  select a.* from all_events a
  where not a.direct or exists (select 1 from receipts r where r.tenant_id = a.tenant_id and r.event_id = a.id)),
waits as (
  select e.id as event_id, b.tenant_id, b.instance_id, b.id as bookmark_id, e.hash, e.payload
  from e join engine.bookmarks b on b.hash = e.hash and b.correlation_id = e.correlation_id and b.tenant_id = e.tenant_id
  where e.correlation_id is not null and e.instance_id is null
  union all
  select e.id, b.tenant_id, b.instance_id, b.id, e.hash, e.payload
  from e join engine.bookmarks b on b.hash = e.hash and b.tenant_id = e.tenant_id
  where e.correlation_id is null and e.instance_id is null
  union all
  select e.id, b.tenant_id, b.instance_id, b.id, e.hash, e.payload
  from e join engine.bookmarks b on b.instance_id = e.instance_id and b.hash = e.hash and b.tenant_id = e.tenant_id
  where e.instance_id is not null),
matched as (
  insert into engine.work_items (tenant_id, instance_id, bookmark_id, event_id, hash, kind, payload, owner, routed)
  select w.tenant_id, w.instance_id, w.bookmark_id, w.event_id, w.hash, 2, w.payload, coalesce(o.owner, $10::bigint),
    coalesce(o.owner <> $10::bigint, false)
  from waits w
  left join lateral (
    select owner from engine.work_items x where x.instance_id = w.instance_id and x.owner is not null limit 1) o on true
  returning id, tenant_id, instance_id, bookmark_id, event_id, hash, owner, kind, attempts, payload),
early as (
  insert into engine.events (id, tenant_id, instance_id, hash, published_at, expires_at, name, correlation_id, payload)
  select e.id, e.tenant_id, e.instance_id, e.hash, e.published_at, e.expires_at, e.name, e.correlation_id, e.payload
  from e
  where e.expires_at > e.published_at
    and (e.correlation_id is null and e.instance_id is null or not exists (select 1 from matched m where m.event_id = e.id))
  on conflict (id) do nothing)
select m.id, m.tenant_id, m.instance_id, m.bookmark_id, m.event_id, m.hash, m.owner, m.kind, m.attempts, m.payload,
  i.version, i.definition_version_id, i.state
from matched m join engine.instances i on i.id = m.instance_id
