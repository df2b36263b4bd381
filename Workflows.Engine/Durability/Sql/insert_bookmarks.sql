insert into engine.bookmarks (tenant_id, instance_id, id, hash, created_at, expected_by, activity_id, name, correlation_id,
  waiting_for, owed_by)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::timestamptz[], $7::text[],
  $8::text[], $9::text[], $10::text[], $11::text[])
