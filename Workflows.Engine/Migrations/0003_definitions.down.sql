drop table engine.definition_changes;
drop table engine.triggers;
drop table engine.definition_uses;
drop table engine.definitions;
