delete from engine.bulk_commands where id in (select id from engine.bulk_commands where created_at < $1 order by created_at limit $2)
