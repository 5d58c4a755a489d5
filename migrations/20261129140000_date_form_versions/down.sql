-- What was sealed of the two new boxes stays sealed: the program before them reads it as no recognition.
COMMENT ON COLUMN apprentice_disabilities.sealed IS 'One byte, 1 when recognised: format (1), key (2), nonce (12), AES-256-GCM ciphertext and tag; format 0 is not sealed yet.';
COMMENT ON TABLE apprentice_disabilities IS 'Whether apprentices are recognised as disabled workers (RQTH), sealed, the yes as the no: seen by few, never a diagnosis.';
COMMENT ON COLUMN contracts.form_version IS 'Version of the official form whose codes are used, spelt as in its code lists.';
ALTER TABLE contracts DISABLE TRIGGER USER;
UPDATE contracts SET form_version = '10103-13' WHERE signed_on IS NOT NULL;
ALTER TABLE contracts ENABLE TRIGGER USER;
ALTER TABLE contracts ALTER COLUMN form_version SET DEFAULT '10103-13';
