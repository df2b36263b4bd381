drop index engine.instances_by_name;
