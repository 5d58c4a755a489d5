CREATE TABLE apprentices (
    id                uuid PRIMARY KEY,
    site_id           uuid NOT NULL REFERENCES sites (id),
    family_name       text NOT NULL,
    usage_name        text,
    given_name        text NOT NULL,
    born_on           date NOT NULL,
    sex               text,
    nationality_code  text,
    birth_department  text,
    birth_place       text,
    email             text,
    phone             text,
    address_line      text,
    postal_code       text,
    city              text,
    ine               text,
    previous_situation_code text,
    last_class_code   text,
    previous_diploma_code text,
    previous_diploma_title text,
    emancipated       boolean NOT NULL DEFAULT false,
    search_name       text COLLATE "C" NOT NULL DEFAULT '',
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT apprentices_site_key UNIQUE (id, site_id),
    CONSTRAINT apprentices_ine_unique UNIQUE (site_id, ine),
    CONSTRAINT apprentices_sex CHECK (sex IN ('M', 'F')),
    CONSTRAINT apprentices_nationality CHECK (nationality_code IN ('1', '2', '3'))
);
CREATE FUNCTION fill_apprentice_search_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_name := search_form(concat_ws(' ', NEW.family_name, NEW.given_name, NEW.usage_name));
    RETURN NEW;
END $$;
COMMENT ON FUNCTION fill_apprentice_search_name IS 'Keeps the searchable name of an apprentice equal to their birth, given and usage names.';
CREATE INDEX apprentices_by_birth ON apprentices (site_id, born_on);
CREATE INDEX apprentices_by_name ON apprentices (site_id, search_name, id);
CREATE INDEX apprentices_by_name_everywhere ON apprentices (search_name, id);
CREATE INDEX apprentices_search ON apprentices USING gin (search_name gin_trgm_ops);
CREATE TRIGGER apprentices_search_name BEFORE INSERT OR UPDATE OF family_name, given_name, usage_name ON apprentices FOR EACH ROW EXECUTE FUNCTION fill_apprentice_search_name();
CREATE TRIGGER apprentices_version BEFORE UPDATE ON apprentices FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE apprentices IS 'One file per person, whatever the number of their contracts.';
COMMENT ON COLUMN apprentices.id IS 'Identifier.';
COMMENT ON COLUMN apprentices.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN apprentices.family_name IS 'Birth name.';
COMMENT ON COLUMN apprentices.usage_name IS 'Name in use, when it differs.';
COMMENT ON COLUMN apprentices.given_name IS 'First given name of the civil register.';
COMMENT ON COLUMN apprentices.born_on IS 'Birth date.';
COMMENT ON COLUMN apprentices.sex IS 'M or F, as on the official form.';
COMMENT ON COLUMN apprentices.nationality_code IS '1 French, 2 European Union, 3 outside the European Union.';
COMMENT ON COLUMN apprentices.birth_department IS 'Department of birth, 99 abroad.';
COMMENT ON COLUMN apprentices.birth_place IS 'Commune of birth.';
COMMENT ON COLUMN apprentices.email IS 'Address of the apprentice.';
COMMENT ON COLUMN apprentices.phone IS 'Telephone of the apprentice.';
COMMENT ON COLUMN apprentices.address_line IS 'Street and number.';
COMMENT ON COLUMN apprentices.postal_code IS 'Five-digit postal code.';
COMMENT ON COLUMN apprentices.city IS 'City.';
COMMENT ON COLUMN apprentices.ine IS 'National student identifier, 11 characters.';
COMMENT ON COLUMN apprentices.previous_situation_code IS 'Situation before the contract on the official form (1 to 12).';
COMMENT ON COLUMN apprentices.last_class_code IS 'Last class followed on the official form.';
COMMENT ON COLUMN apprentices.previous_diploma_code IS 'Highest diploma obtained on the official form.';
COMMENT ON COLUMN apprentices.previous_diploma_title IS 'Precise title of the last diploma prepared.';
COMMENT ON COLUMN apprentices.emancipated IS 'An emancipated minor needs no guardian.';
COMMENT ON COLUMN apprentices.search_name IS 'Name without accents nor capitals, kept by a trigger.';
COMMENT ON COLUMN apprentices.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN apprentices.created_at IS 'When the row was written.';
COMMENT ON COLUMN apprentices.updated_at IS 'When the row last changed.';

CREATE TABLE guardians (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    family_name   text NOT NULL,
    given_name    text NOT NULL,
    relation      text NOT NULL,
    email         text,
    phone         text,
    address_line  text,
    postal_code   text,
    city          text,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT guardians_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT guardians_relation CHECK (relation IN ('mother', 'father', 'legal_guardian', 'other'))
);
CREATE INDEX guardians_by_apprentice ON guardians (apprentice_id);
CREATE TRIGGER guardians_version BEFORE UPDATE ON guardians FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE guardians IS 'Legal representatives of minors: contacts, never accounts.';
COMMENT ON COLUMN guardians.id IS 'Identifier.';
COMMENT ON COLUMN guardians.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN guardians.apprentice_id IS 'Apprentice represented.';
COMMENT ON COLUMN guardians.family_name IS 'Family name.';
COMMENT ON COLUMN guardians.given_name IS 'Given name.';
COMMENT ON COLUMN guardians.relation IS 'mother, father, legal_guardian or other.';
COMMENT ON COLUMN guardians.email IS 'Address.';
COMMENT ON COLUMN guardians.phone IS 'Telephone.';
COMMENT ON COLUMN guardians.address_line IS 'Street and number.';
COMMENT ON COLUMN guardians.postal_code IS 'Five-digit postal code.';
COMMENT ON COLUMN guardians.city IS 'City.';
COMMENT ON COLUMN guardians.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN guardians.created_at IS 'When the row was written.';
COMMENT ON COLUMN guardians.updated_at IS 'When the row last changed.';

CREATE TABLE enrolments (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    cohort_id     uuid NOT NULL,
    enrolled_on   date NOT NULL,
    excluded_on   date,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT enrolments_site_key UNIQUE (id, site_id),
    CONSTRAINT enrolments_once_per_cohort UNIQUE (apprentice_id, cohort_id),
    CONSTRAINT enrolments_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT enrolments_cohort FOREIGN KEY (cohort_id, site_id) REFERENCES cohorts (id, site_id)
);
CREATE INDEX enrolments_by_cohort ON enrolments (cohort_id, id);
CREATE INDEX enrolments_by_site ON enrolments (site_id, id);
CREATE TRIGGER enrolments_version BEFORE UPDATE ON enrolments FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE enrolments IS 'An apprentice in a cohort; their status is computed from it, never stored.';
COMMENT ON COLUMN enrolments.id IS 'Identifier.';
COMMENT ON COLUMN enrolments.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN enrolments.apprentice_id IS 'Apprentice enrolled.';
COMMENT ON COLUMN enrolments.cohort_id IS 'Cohort joined.';
COMMENT ON COLUMN enrolments.enrolled_on IS 'Day of the enrolment.';
COMMENT ON COLUMN enrolments.excluded_on IS 'First day of a definitive exclusion from the CFA.';
COMMENT ON COLUMN enrolments.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN enrolments.created_at IS 'When the row was written.';
COMMENT ON COLUMN enrolments.updated_at IS 'When the row last changed.';
