-- Refuses a start while another instance lives that the activation strategy excludes. Runs under the strategy's lock.
select engine.require(
  (select count(*) from engine.instances i
   where i.tenant_id = $1 and i.status = 0
     and ($2::text is null or i.definition_id = $2)
     and ($3::text is null or i.correlation_id = $3)), 0, 'activation')
