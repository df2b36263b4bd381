insert into engine.incidents (id, tenant_id, instance_id, occurred_at, activity_id, activity_instance_id, activity_type, kind,
  message, detail)
select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
  $9::text[], $10::text[])
