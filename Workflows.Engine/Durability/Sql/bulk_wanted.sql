-- Whom a bulk command concerns: open faults (retry, skip) or instances that run, wait or have failed (cancel, $2 = 3). What an earlier bulk command has
-- asked for and nobody has carried out yet is left out, so that asking twice does it once.
with wanted as (
  select i.id as instance_id, n.id as incident_id, n.activity_instance_id, i.definition_id, i.correlation_id, n.activity_id, n.message,
    n.occurred_at as since
  from engine.incidents n join engine.instances i on i.id = n.instance_id
  where $2::smallint <> 3 and n.tenant_id = $1 and n.resolved_at is null and n.kind = 'fault' and n.activity_instance_id is not null
    and ($3::text is null or i.definition_id = $3)
    and ($4::smallint is null or i.sub_status = $4)
    and ($5::text is null or n.activity_id = $5)
    and ($6::text is null or strpos(lower(n.message), lower($6)) > 0)
    and ($7::timestamptz is null or n.occurred_at >= $7)
    and ($8::timestamptz is null or n.occurred_at < $8)
    and not exists (select 1 from engine.bulk_targets t join engine.work_items w on w.id = t.work_item where t.incident_id = n.id and t.instance_id = i.id)
  union all
  select i.id, null, null, i.definition_id, i.correlation_id, null, null, i.updated_at
  from engine.instances i
  where $2::smallint = 3 and i.tenant_id = $1 and (i.status = 0 or i.sub_status = 5)
    and ($3::text is null or i.definition_id = $3)
    and ($4::smallint is null or i.sub_status = $4)
    and ($5::text is null and $6::text is null and $7::timestamptz is null and $8::timestamptz is null or exists (
      select 1 from engine.incidents n
      where n.instance_id = i.id and n.resolved_at is null
        and ($5::text is null or n.activity_id = $5)
        and ($6::text is null or strpos(lower(n.message), lower($6)) > 0)
        and ($7::timestamptz is null or n.occurred_at >= $7)
        and ($8::timestamptz is null or n.occurred_at < $8)))
    and not exists (select 1 from engine.bulk_targets t join engine.work_items w on w.id = t.work_item where t.instance_id = i.id and t.incident_id is null))
