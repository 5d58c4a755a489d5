-- The version of the form is spelt as in its code lists.
ALTER TABLE contracts DROP CONSTRAINT contracts_form_version;
ALTER TABLE contracts ALTER COLUMN form_version SET DEFAULT '10103-13';
UPDATE contracts SET form_version = replace(form_version, '*', '-');
ALTER TABLE contracts ADD CONSTRAINT contracts_form_version CHECK (form_version ~ '^10103-[0-9]{2}$');
COMMENT ON COLUMN contracts.form_version IS 'Version of the official form whose codes are used, spelt as in its code lists.';
