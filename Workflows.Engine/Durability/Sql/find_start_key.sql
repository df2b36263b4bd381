select instance_id from engine.start_keys where tenant_id = $1 and key = $2
