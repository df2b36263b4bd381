-- Hands a worker its own items once more: it finds them with its next claim.
update engine.work_items set routed = true where owner = $1 and id = any($2::bigint[])
