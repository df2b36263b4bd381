insert into engine.timers (tenant_id, instance_id, bookmark_id, due_at, version, catch_up, tolerance_ms)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::bigint[], $6::smallint[], $7::bigint[])
