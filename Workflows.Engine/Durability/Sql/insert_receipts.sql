-- The receipts of events that their bursts commit themselves; one that is there already fences the commit off.
with r as (
  insert into engine.event_receipts as old (tenant_id, event_id, published_at)
  select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
  on conflict (tenant_id, event_id) do update set published_at = excluded.published_at
    where old.published_at <= excluded.published_at - interval '24 hours'
  returning 1)
select engine.require((select count(*) from r), cardinality($1), 'event receipts')
