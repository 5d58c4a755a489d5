-- A country on every address that may be abroad; a SIRET is that of an establishment in France.
ALTER TABLE employers
    ADD COLUMN country text NOT NULL DEFAULT 'FR',
    ALTER COLUMN siret DROP NOT NULL,
    ADD CONSTRAINT employers_country CHECK (country ~ '^[A-Z]{2}$'),
    ADD CONSTRAINT employers_siret_unless_abroad CHECK (siret IS NOT NULL OR country <> 'FR');
ALTER TABLE apprentices
    ADD COLUMN country text NOT NULL DEFAULT 'FR',
    ADD CONSTRAINT apprentices_country CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE guardians
    ADD COLUMN country text NOT NULL DEFAULT 'FR',
    ADD CONSTRAINT guardians_country CHECK (country ~ '^[A-Z]{2}$');
ALTER TABLE contract_terms
    ADD COLUMN workplace_country text,
    ADD CONSTRAINT contract_terms_workplace_country CHECK (workplace_country ~ '^[A-Z]{2}$');
ALTER TABLE contract_employments
    ADD COLUMN workplace_country text,
    ADD CONSTRAINT contract_employments_workplace_country CHECK (workplace_country ~ '^[A-Z]{2}$');
COMMENT ON COLUMN contract_employments.workplace_country IS 'ISO 3166-1 code of the country of the place of work; France when null.';
COMMENT ON TABLE employers IS 'Establishments that employ apprentices, one per SIRET and site; those abroad may have no SIRET.';
COMMENT ON COLUMN employers.siret IS 'SIRET of the establishment where the contract is carried out, 14 digits; null abroad.';
COMMENT ON COLUMN employers.postal_code IS 'Postal code of the country; five digits in France.';
COMMENT ON COLUMN employers.country IS 'ISO 3166-1 code of the country of the address.';
COMMENT ON COLUMN apprentices.postal_code IS 'Postal code of the country; five digits in France.';
COMMENT ON COLUMN apprentices.country IS 'ISO 3166-1 code of the country of the address.';
COMMENT ON COLUMN guardians.postal_code IS 'Postal code of the country; five digits in France.';
COMMENT ON COLUMN guardians.country IS 'ISO 3166-1 code of the country of the address.';
COMMENT ON COLUMN contract_terms.workplace_country IS 'ISO 3166-1 code of the country of the place of work; France when null.';
