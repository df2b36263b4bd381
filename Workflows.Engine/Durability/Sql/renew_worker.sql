update engine.workers set lease_until = clock_timestamp() + $2 where id = $1
returning (select count(*) from engine.workers where lease_until > clock_timestamp())
