-- Bookmarks and correlated events share the stimulus; an event for everybody takes it alone (lock_exclusive).
select pg_advisory_xact_lock_shared(k) from unnest($1::bigint[]) k
