drop table engine.alteration_jobs;
drop table engine.alteration_plans;
