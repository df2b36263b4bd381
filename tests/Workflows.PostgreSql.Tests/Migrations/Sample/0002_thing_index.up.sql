-- no-transaction
create index concurrently if not exists thing_label on thing (label);
create index concurrently if not exists thing_label_down on thing (label desc);
