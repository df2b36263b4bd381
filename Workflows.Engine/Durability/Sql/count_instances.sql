select count(*)
from engine.instances i
where i.tenant_id = $1
  and ($2::text is null or i.definition_id = $2)
  and ($3::smallint is null or i.status = $3)
  and ($4::smallint is null or i.sub_status = $4)
  and ($5::text is null or i.correlation_id = $5)
  and ($6::text is null or i.name ilike '%' || $6 || '%' or i.correlation_id ilike $6 || '%')
  and ($7::timestamptz is null or i.created_at >= $7)
  and ($8::timestamptz is null or i.created_at < $8)
  and ($9::boolean is null or (i.incident_count > 0) = $9)
