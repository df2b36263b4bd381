select due_at from engine.timers order by due_at limit 1
