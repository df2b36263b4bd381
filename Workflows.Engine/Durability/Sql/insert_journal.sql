insert into engine.journal (tenant_id, instance_id, sequence, entries)
select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[])
