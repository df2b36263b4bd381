-- Takes the work of workers whose lease ran out, or that left no row. A burst that may have killed its worker waits longer each time.
with dead as (delete from engine.workers where lease_until < clock_timestamp() returning id)
update engine.work_items w
set owner = null, routed = false, attempts = w.attempts + 1,
    available_at = clock_timestamp() + least(power(2, w.attempts) - 1, 60) * interval '1 second'
where w.owner is not null
  and (w.owner in (select id from dead) or not exists (select 1 from engine.workers k where k.id = w.owner))
