-- Good Friday is off in some communes of Alsace-Moselle only (Code du travail, art. L3134-13): a fact of the place of work.
ALTER TABLE employers
    ADD COLUMN good_friday_off boolean,
    ADD CONSTRAINT employers_good_friday_in_alsace_moselle
        CHECK (good_friday_off IS NULL OR (postal_code IS NOT NULL AND postal_code ~ '^(57|67|68)'));
COMMENT ON COLUMN employers.good_friday_off IS 'Whether Good Friday is off there, in Alsace-Moselle; null when not known, or elsewhere.';

ALTER TABLE contract_terms
    ADD COLUMN workplace_good_friday_off boolean,
    ADD CONSTRAINT contract_terms_good_friday_in_alsace_moselle
        CHECK (workplace_good_friday_off IS NULL
            OR (workplace_postal_code IS NOT NULL AND workplace_postal_code ~ '^(57|67|68)'));
COMMENT ON COLUMN contract_terms.workplace_good_friday_off IS 'Whether Good Friday is off at the place of work, in Alsace-Moselle; null when not known, or elsewhere.';

ALTER TABLE contract_employments ADD COLUMN workplace_good_friday_off boolean;
COMMENT ON COLUMN contract_employments.workplace_good_friday_off IS 'Whether Good Friday is off there; null when not known, or outside Alsace-Moselle.';
