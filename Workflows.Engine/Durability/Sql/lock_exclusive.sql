select pg_advisory_xact_lock(k) from unnest($1::bigint[]) k
