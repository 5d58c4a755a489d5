ALTER TABLE tutors DROP COLUMN diploma_title;
ALTER TABLE apprentices
    DROP COLUMN nir_given,
    DROP COLUMN business_project,
    DROP COLUMN high_level_athlete,
    DROP COLUMN disabled_worker,
    DROP COLUMN last_diploma_prepared_code,
    DROP COLUMN social_regime_code;
ALTER TABLE employers
    DROP CONSTRAINT employers_unemployment_scheme_public,
    DROP COLUMN public_unemployment_scheme,
    DROP COLUMN specific_code;
