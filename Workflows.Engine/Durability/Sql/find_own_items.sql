-- What a worker owns by the database's account. No index: this is asked after failures and once a minute, not on any hot path.
select id from engine.work_items where owner = $1 and not routed
