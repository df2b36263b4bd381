, numbered as (
  select w.*, row_number() over (order by since, instance_id, incident_id) as number,
    nextval(pg_get_serial_sequence('engine.work_items', 'id')) as item
  from wanted w),
asked as (
  insert into engine.bulk_commands (id, tenant_id, action, created_at, requested_by, reason, filter, target_count)
  select $9, $1, $2, $10, $11, $12, $13::jsonb, (select count(*) from numbered)
  returning target_count),
items as (
  -- A few hundred a second at the most: the work of everybody else goes on beside it.
  insert into engine.work_items (id, tenant_id, instance_id, kind, payload, available_at)
  overriding system value
  select item, $1, instance_id, 6,
    convert_to(jsonb_strip_nulls($14::jsonb || jsonb_build_object('activityInstanceId', activity_instance_id))::text, 'UTF8'),
    clock_timestamp() + (number - 1) / $15::float8 * interval '1 second'
  from numbered),
targets as (
  insert into engine.bulk_targets (tenant_id, bulk_id, number, instance_id, incident_id, work_item)
  select $1, $9, number, instance_id, incident_id, item from numbered)
select target_count from asked
