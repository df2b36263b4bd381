select b.id, b.activity_id, b.name, b.waiting_for, b.owed_by, b.created_at, coalesce(b.expected_by, t.due_at), t.due_at
from engine.bookmarks b left join engine.timers t on t.instance_id = b.instance_id and t.bookmark_id = b.id
where b.tenant_id = $1 and b.instance_id = $2
order by b.created_at, b.id
