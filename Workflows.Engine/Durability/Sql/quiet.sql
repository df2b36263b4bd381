-- Whether any work is claimed, free or due by the given clock. Work that backs off will be done within a minute or so, at an instant
-- of the real clock, and must find the given clock where it stood; work that is parked waits for an operator and does not count.
select exists (select 1 from engine.work_items where owner is not null or available_at <= clock_timestamp() + interval '2 minutes')
    or exists (select 1 from engine.timers where due_at <= $1)
