-- A new wait looks for an event that came early: its own (by instance or correlation id), or one for everybody that was
-- published while the burst that made the wait was running. Runs under the stimulus locks, so no event slips between.
with b as (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[])
    b(tenant_id, instance_id, id, hash, correlation_id, burst_started_at)),
picked as (
  select distinct on (b.id) b.tenant_id, b.instance_id, b.id as bookmark_id, b.hash, e.id as event_id, e.payload,
    e.correlation_id is null and e.instance_id is null as for_everybody
  from b join engine.events e on e.hash = b.hash and e.tenant_id = b.tenant_id
  where e.expires_at > $7
    and (e.instance_id = b.instance_id
      or (e.instance_id is null and e.correlation_id = b.correlation_id)
      or (e.instance_id is null and e.correlation_id is null and e.published_at >= b.burst_started_at))
  order by b.id, e.published_at, e.id),
gone as (
  delete from engine.events e using picked p where e.id = p.event_id and not p.for_everybody returning e.id)
insert into engine.work_items (tenant_id, instance_id, bookmark_id, event_id, hash, kind, payload, owner)
select tenant_id, instance_id, bookmark_id, event_id, hash, 2, payload, $8::bigint from picked
where for_everybody or exists (select 1 from gone where gone.id = picked.event_id)
returning id, tenant_id, instance_id, bookmark_id, event_id, hash, owner, kind, attempts, payload
