-- A site that invites somebody another site knows must not learn it: the account it asked for is written all the same.
ALTER TABLE accounts ADD COLUMN twin_of uuid REFERENCES accounts (id);
DROP INDEX accounts_email_unique;
CREATE UNIQUE INDEX accounts_email_unique ON accounts (lower(email)) WHERE twin_of IS NULL;
CREATE INDEX accounts_by_email ON accounts (lower(email));
COMMENT ON COLUMN accounts.email IS 'Address used to sign in, unique whatever its case among accounts that are no twin.';
COMMENT ON COLUMN accounts.twin_of IS 'Account of the same person at another site, which has the address already: this one is never signed in to.';
