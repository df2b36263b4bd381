drop index engine.bookmarks_of_routes;
drop index engine.instances_by_end;
drop index engine.instances_by_definition;
drop index engine.instances_by_state;
