select sub_status, count(*) from engine.instances group by sub_status
