-- An answer kept is given again to whoever could still ask for it.
ALTER TABLE idempotency_keys ADD COLUMN rights bytea;
COMMENT ON COLUMN idempotency_keys.rights IS 'SHA-256 of what the sender could reach when they first sent the key: when it changed, the answer kept is not given again.';
