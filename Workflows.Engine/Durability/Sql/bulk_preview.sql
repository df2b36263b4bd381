select instance_id, definition_id, correlation_id, activity_id, message, since, count(*) over ()
from wanted order by since, instance_id limit $9
