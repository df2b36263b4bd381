insert into engine.start_keys (tenant_id, key, instance_id, created_at)
select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[])
