drop table mail_rate_slices, mail_rate_limits;
drop index message_logs_in_doubt;
alter table message_logs drop column provider;
alter table message_logs drop column secrets;
alter table message_logs alter column text set storage extended;
alter table message_logs alter column html set storage extended;
alter table message_logs reset (toast_tuple_target);
