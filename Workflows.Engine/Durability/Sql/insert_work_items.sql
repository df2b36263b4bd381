insert into engine.work_items (tenant_id, instance_id, bookmark_id, event_id, hash, kind, payload, owner)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::smallint[], $7::bytea[], $8::bigint[])
returning id, tenant_id, instance_id, bookmark_id, event_id, hash, owner, kind, attempts, payload
