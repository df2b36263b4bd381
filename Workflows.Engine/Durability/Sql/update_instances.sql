with u as (
  update engine.instances i
  set version = i.version + 1, name = x.name, correlation_id = x.correlation_id, status = x.status,
      sub_status = x.sub_status, state = x.state, updated_at = x.updated_at, finished_at = x.finished_at,
      incident_count = x.incident_count, definition_version = x.definition_version,
      definition_version_id = x.definition_version_id
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::smallint[], $7::bytea[],
              $8::timestamptz[], $9::timestamptz[], $10::int[], $11::int[], $12::text[])
    x(id, version, name, correlation_id, status, sub_status, state, updated_at, finished_at, incident_count,
      definition_version, definition_version_id)
  where i.id = x.id and i.version = x.version
  returning 1)
select engine.require((select count(*) from u), cardinality($1), 'instances')
