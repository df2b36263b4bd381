drop table engine.bulk_targets;
drop table engine.bulk_commands;
drop table engine.event_receipts;
