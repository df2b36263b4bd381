drop table quartz.schedule_runs;
drop table quartz.schedule_ledger;
drop table quartz.schedules;
