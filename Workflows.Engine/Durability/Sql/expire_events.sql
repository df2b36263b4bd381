delete from engine.events where id in (select id from engine.events where expires_at < $1 order by expires_at limit $2)
