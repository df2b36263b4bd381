insert into engine.instances (id, tenant_id, version, definition_id, definition_version, definition_version_id, name,
  correlation_id, parent_id, status, sub_status, incident_count, state, created_at, updated_at, finished_at)
select id, tenant_id, 1, definition_id, definition_version, definition_version_id, name, correlation_id, parent_id, status,
  sub_status, incident_count, state, created_at, updated_at, finished_at
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::smallint[],
            $10::smallint[], $11::int[], $12::bytea[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[])
  x(id, tenant_id, definition_id, definition_version, definition_version_id, name, correlation_id, parent_id, status,
    sub_status, incident_count, state, created_at, updated_at, finished_at)
