-- A contract bears the version of the form of the day it was signed; all bore 10103-13 until now. The days are those of
-- catalogue/law/forms.toml.
ALTER TABLE contracts ALTER COLUMN form_version SET DEFAULT '10103-14';
ALTER TABLE contracts DISABLE TRIGGER USER;
UPDATE contracts SET form_version = CASE
    WHEN signed_on >= '2025-07-01' THEN '10103-14'
    WHEN signed_on >= '2025-01-17' THEN '10103-13'
    WHEN signed_on >= '2024-01-01' THEN '10103-12'
    WHEN signed_on >= '2023-04-20' THEN '10103-10'
    ELSE '10103-09' END
WHERE signed_on IS NOT NULL;
ALTER TABLE contracts ENABLE TRIGGER USER;
COMMENT ON COLUMN contracts.form_version IS 'Version of the official form: that of the day of the signature, of the draft while it is not signed.';
COMMENT ON TABLE apprentice_disabilities IS 'What is known of the disability of apprentices (RQTH, équivalence jeunes, extension BOE), sealed, the yes as the no: seen by few, never a diagnosis.';
COMMENT ON COLUMN apprentice_disabilities.sealed IS 'One byte, 1 for a recognition, 2 for équivalence jeunes, 4 for extension BOE, added up: format (1), key (2), nonce (12), AES-256-GCM ciphertext and tag; format 0 is not sealed yet.';
