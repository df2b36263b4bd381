drop function thing_count(); drop table thing;
