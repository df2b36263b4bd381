drop schema engine cascade;
