-- How long the first lease of the other workers still holds, in seconds; null without other workers.
select extract(epoch from min(lease_until) - clock_timestamp())::float8 from engine.workers where id <> $1
