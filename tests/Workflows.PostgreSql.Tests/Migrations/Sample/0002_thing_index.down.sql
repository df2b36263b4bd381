-- no-transaction
drop index concurrently if exists thing_label;
drop index concurrently if exists thing_label_down;
