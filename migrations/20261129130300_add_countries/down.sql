-- Fails while an employer has no SIRET: nothing would say which one it is.
ALTER TABLE contract_employments DROP COLUMN workplace_country;
ALTER TABLE contract_terms DROP COLUMN workplace_country;
ALTER TABLE guardians DROP COLUMN country;
ALTER TABLE apprentices DROP COLUMN country;
ALTER TABLE employers
    DROP CONSTRAINT employers_siret_unless_abroad,
    ALTER COLUMN siret SET NOT NULL,
    DROP COLUMN country;
COMMENT ON TABLE employers IS 'Establishments that employ apprentices, one per SIRET and site.';
COMMENT ON COLUMN employers.siret IS 'SIRET of the establishment where the contract is carried out, 14 digits.';
COMMENT ON COLUMN employers.postal_code IS 'Five-digit postal code.';
COMMENT ON COLUMN apprentices.postal_code IS 'Five-digit postal code.';
COMMENT ON COLUMN guardians.postal_code IS 'Five-digit postal code.';
