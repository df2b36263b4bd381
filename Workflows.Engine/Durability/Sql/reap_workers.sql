-- Takes the work of workers whose lease ran out, or that left no row. A burst that may have killed its worker waits longer each
-- time. Items that a paused worker still holds locked are skipped: PostgreSQL ends its transaction, and the next look takes them.
with dead as (delete from engine.workers where lease_until < clock_timestamp() returning id),
orphans as (
  select w.id from engine.work_items w
  where w.owner is not null
    and (w.owner in (select id from dead) or not exists (select 1 from engine.workers k where k.id = w.owner))
  for update of w skip locked),
freed as (
  update engine.work_items w
  set owner = null, routed = false, attempts = w.attempts + 1,
      available_at = clock_timestamp() + least(power(2, w.attempts) - 1, 60) * interval '1 second'
  from orphans o where w.id = o.id
  returning 1)
select (select count(*) from dead), (select count(*) from freed)
