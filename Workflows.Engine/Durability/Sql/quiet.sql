-- Whether any work is claimed, free or due by the given clock. Parked and backed-off work does not count.
select exists (select 1 from engine.work_items where owner is not null or available_at <= clock_timestamp())
    or exists (select 1 from engine.timers where due_at <= $1)
