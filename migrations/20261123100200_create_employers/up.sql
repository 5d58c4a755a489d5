CREATE TABLE employers (
    id             uuid PRIMARY KEY,
    site_id        uuid NOT NULL REFERENCES sites (id),
    siret          text NOT NULL,
    name           text NOT NULL,
    kind_code      text,
    naf            text,
    idcc           text,
    opco           text,
    headcount      integer,
    address_line   text,
    postal_code    text,
    city           text,
    email          text,
    phone          text,
    search_name    text COLLATE "C" NOT NULL DEFAULT '',
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT employers_site_key UNIQUE (id, site_id),
    CONSTRAINT employers_siret_unique UNIQUE (site_id, siret),
    CONSTRAINT employers_siret_digits CHECK (siret ~ '^[0-9]{14}$'),
    CONSTRAINT employers_headcount_positive CHECK (headcount >= 0)
);
CREATE FUNCTION fill_employer_search_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_name := search_form(NEW.name);
    RETURN NEW;
END $$;
CREATE INDEX employers_by_name ON employers (site_id, search_name, id);
CREATE INDEX employers_search ON employers USING gin (search_name gin_trgm_ops);
CREATE TRIGGER employers_search_name BEFORE INSERT OR UPDATE OF name ON employers FOR EACH ROW EXECUTE FUNCTION fill_employer_search_name();
CREATE TRIGGER employers_version BEFORE UPDATE ON employers FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE employers IS 'Establishments that employ apprentices, one per SIRET and site.';
COMMENT ON COLUMN employers.id IS 'Identifier.';
COMMENT ON COLUMN employers.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN employers.siret IS 'SIRET of the establishment where the contract is carried out, 14 digits.';
COMMENT ON COLUMN employers.name IS 'Name or company name.';
COMMENT ON COLUMN employers.kind_code IS 'Type of employer on the official form (11 to 16 private, 21 to 30 public).';
COMMENT ON COLUMN employers.naf IS 'NAF activity code without dot.';
COMMENT ON COLUMN employers.idcc IS 'Collective agreement, four digits.';
COMMENT ON COLUMN employers.opco IS 'Skills operator that finances the training.';
COMMENT ON COLUMN employers.headcount IS 'Employees of the whole company.';
COMMENT ON COLUMN employers.address_line IS 'Street and number.';
COMMENT ON COLUMN employers.postal_code IS 'Five-digit postal code.';
COMMENT ON COLUMN employers.city IS 'City.';
COMMENT ON COLUMN employers.email IS 'Contact address.';
COMMENT ON COLUMN employers.phone IS 'Contact telephone.';
COMMENT ON COLUMN employers.search_name IS 'Name without accents nor capitals, kept by a trigger.';
COMMENT ON COLUMN employers.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN employers.created_at IS 'When the row was written.';
COMMENT ON COLUMN employers.updated_at IS 'When the row last changed.';

CREATE TABLE tutors (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    employer_id      uuid NOT NULL,
    family_name      text NOT NULL,
    given_name       text NOT NULL,
    born_on          date,
    email            text,
    phone            text,
    job_title        text,
    diploma_level    smallint,
    experience_years smallint,
    search_name      text COLLATE "C" NOT NULL DEFAULT '',
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tutors_site_key UNIQUE (id, site_id),
    CONSTRAINT tutors_employer FOREIGN KEY (employer_id, site_id) REFERENCES employers (id, site_id),
    CONSTRAINT tutors_diploma_level CHECK (diploma_level IN (0, 3, 4, 5, 6, 7, 8)),
    CONSTRAINT tutors_experience_positive CHECK (experience_years BETWEEN 0 AND 60)
);
CREATE INDEX tutors_by_name ON tutors (site_id, search_name, id);
CREATE INDEX tutors_by_employer ON tutors (employer_id);
CREATE TRIGGER tutors_search_name BEFORE INSERT OR UPDATE OF family_name, given_name ON tutors FOR EACH ROW EXECUTE FUNCTION fill_search_name();
CREATE TRIGGER tutors_version BEFORE UPDATE ON tutors FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE tutors IS 'Company tutors (maîtres d''apprentissage); one e-mail may serve several of them.';
COMMENT ON COLUMN tutors.id IS 'Identifier.';
COMMENT ON COLUMN tutors.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN tutors.employer_id IS 'Establishment that employs the tutor.';
COMMENT ON COLUMN tutors.family_name IS 'Family name.';
COMMENT ON COLUMN tutors.given_name IS 'Given name.';
COMMENT ON COLUMN tutors.born_on IS 'Birth date: a tutor is an adult.';
COMMENT ON COLUMN tutors.email IS 'Address, neither unique nor required.';
COMMENT ON COLUMN tutors.phone IS 'Telephone.';
COMMENT ON COLUMN tutors.job_title IS 'Job held in the company.';
COMMENT ON COLUMN tutors.diploma_level IS 'Level of the highest diploma: 0, 3, 4, 5, 6, 7 or 8.';
COMMENT ON COLUMN tutors.experience_years IS 'Full years of experience related to the diploma prepared.';
COMMENT ON COLUMN tutors.search_name IS 'Name without accents nor capitals, kept by a trigger.';
COMMENT ON COLUMN tutors.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN tutors.created_at IS 'When the row was written.';
COMMENT ON COLUMN tutors.updated_at IS 'When the row last changed.';
