-- Frees what was parked because of the pause; work parked after failures (attempts) stays for its operator.
with resumed as (delete from engine.definition_pauses where tenant_id = $1 and definition_id = $2 returning 1)
update engine.work_items w set available_at = clock_timestamp()
where w.available_at = 'infinity' and w.owner is null and w.tenant_id = $1 and w.attempts = 0
  and (w.kind = 1 and convert_from(w.payload, 'UTF8')::json ->> 'definitionId' = $2
    or exists (select 1 from engine.instances i where i.id = w.instance_id and i.definition_id = $2))
