delete from engine.alteration_plans where (tenant_id, id) in (
  select tenant_id, id from engine.alteration_plans where created_at < $1 order by created_at limit $2)
