delete from engine.event_receipts where ctid in (
  select ctid from engine.event_receipts where published_at <= $1 limit $2)
