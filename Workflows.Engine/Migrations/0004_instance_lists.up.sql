-- Pages of instances by state or definition, newest first, without sorting a million rows. The state changes rarely (running, then
-- ended), and the definition never: an instance that goes on stays a heap-only update.
create index instances_by_state on engine.instances (tenant_id, sub_status, created_at desc, id desc);
create index instances_by_definition on engine.instances (tenant_id, definition_id, created_at desc, id desc);
create index instances_by_end on engine.instances (tenant_id, finished_at desc, id desc) where finished_at is not null;

-- Requests look for the route templates that instances wait for.
create index bookmarks_of_routes on engine.bookmarks (waiting_for) where name = 'Elsa.HttpEndpoint';
