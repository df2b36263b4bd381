drop schema quartz cascade;
