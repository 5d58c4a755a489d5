ALTER TABLE employers
    ADD COLUMN specific_code text,
    ADD COLUMN public_unemployment_scheme boolean,
    ADD CONSTRAINT employers_unemployment_scheme_public
        CHECK (public_unemployment_scheme IS NULL OR coalesce(kind_code ~ '^[23][0-9]$', false));
COMMENT ON COLUMN employers.specific_code IS 'Specific employer on the official form: 0 none, 1 temporary work, 2 group, 3 seasonal, 4 family.';
COMMENT ON COLUMN employers.public_unemployment_scheme IS 'Whether a public employer joined the unemployment insurance scheme; null when not said.';

ALTER TABLE apprentices
    ADD COLUMN social_regime_code text,
    ADD COLUMN last_diploma_prepared_code text,
    ADD COLUMN disabled_worker boolean NOT NULL DEFAULT false,
    ADD COLUMN high_level_athlete boolean NOT NULL DEFAULT false,
    ADD COLUMN business_project boolean NOT NULL DEFAULT false,
    ADD COLUMN nir_given boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN apprentices.social_regime_code IS 'Social security scheme on the official form: 1 MSA, 2 URSSAF.';
COMMENT ON COLUMN apprentices.last_diploma_prepared_code IS 'Last diploma prepared on the official form.';
COMMENT ON COLUMN apprentices.disabled_worker IS 'Recognised as a disabled worker (RQTH): seen by few, never a diagnosis.';
COMMENT ON COLUMN apprentices.high_level_athlete IS 'On the list of high-level athletes.';
COMMENT ON COLUMN apprentices.business_project IS 'Has a project to create or take over a business that needs the diploma.';
COMMENT ON COLUMN apprentices.nir_given IS 'Whether the NIR was given to the employer; the NIR itself is never kept.';

ALTER TABLE tutors ADD COLUMN diploma_title text;
COMMENT ON COLUMN tutors.diploma_title IS 'Title of the highest diploma.';
