-- Pages of instances by name. Few have one, and it is set once: the others pay nothing.
create index instances_by_name on engine.instances (tenant_id, name, id) where name is not null;
