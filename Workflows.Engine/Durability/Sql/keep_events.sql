insert into engine.events (id, tenant_id, instance_id, hash, published_at, expires_at, name, correlation_id, payload)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::timestamptz[], $7::text[],
  $8::text[], $9::bytea[])
