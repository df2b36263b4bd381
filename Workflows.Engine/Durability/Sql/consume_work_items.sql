-- The fence: a work item that another worker has taken over cannot be consumed any more.
with gone as (
  delete from engine.work_items w
  using unnest($1::bigint[], $2::bigint[]) x(id, owner)
  where w.id = x.id and w.owner = x.owner
  returning 1)
select engine.require((select count(*) from gone), cardinality($1), 'work_items')
