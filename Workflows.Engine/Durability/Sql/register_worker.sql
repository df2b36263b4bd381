insert into engine.workers (name, lease_until) values ($1, clock_timestamp() + $2) returning id
