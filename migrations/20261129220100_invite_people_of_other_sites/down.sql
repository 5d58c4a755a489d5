-- Refused while twins exist: an administrator decides about them first.
DROP INDEX accounts_by_email;
DROP INDEX accounts_email_unique;
CREATE UNIQUE INDEX accounts_email_unique ON accounts (lower(email));
ALTER TABLE accounts DROP COLUMN twin_of;
COMMENT ON COLUMN accounts.email IS 'Address used to sign in, unique whatever its case.';
