-- Moves timers of waiting instances to earlier instants, and what people see of the waits with them. Gives the instances that have
-- no timer at all.
with x as (
  select * from unnest($2::uuid[], $3::timestamptz[]) x(instance_id, at)),
moved as (
  update engine.timers t set due_at = x.at from x
  where t.instance_id = x.instance_id and t.tenant_id = $1 and t.due_at > x.at
  returning t.instance_id, t.bookmark_id, t.due_at),
shown as (
  update engine.bookmarks b set expected_by = m.due_at from moved m
  where b.instance_id = m.instance_id and b.id = m.bookmark_id and b.expected_by is not null)
select x.instance_id from x where not exists (select 1 from engine.timers t where t.instance_id = x.instance_id)
