-- The contract as the official form has it. A draft may be incomplete: what is agreed later is null until then.
ALTER TABLE contracts
    ALTER COLUMN tutor_id DROP NOT NULL,
    ADD COLUMN form_version text NOT NULL DEFAULT '10103*14',
    ADD COLUMN mode_code text NOT NULL DEFAULT '1',
    ADD COLUMN second_tutor_id uuid,
    ADD COLUMN previous_contract_number text,
    ADD COLUMN deca_number text,
    DROP CONSTRAINT contracts_state,
    DROP CONSTRAINT contracts_signed_has_day,
    DROP CONSTRAINT contracts_no_overlap,
    ADD CONSTRAINT contracts_state CHECK (state IN ('draft', 'ready', 'signed', 'broken')),
    ADD CONSTRAINT contracts_signed_has_day CHECK ((state IN ('draft', 'ready')) = (signed_on IS NULL)),
    ADD CONSTRAINT contracts_tutor_once_ready CHECK (state = 'draft' OR tutor_id IS NOT NULL),
    ADD CONSTRAINT contracts_second_tutor FOREIGN KEY (second_tutor_id, site_id) REFERENCES tutors (id, site_id),
    ADD CONSTRAINT contracts_tutors_differ CHECK (second_tutor_id <> tutor_id),
    ADD CONSTRAINT contracts_form_version CHECK (form_version ~ '^10103\*[0-9]{2}$'),
    ADD CONSTRAINT contracts_mode CHECK (mode_code IN ('1', '2', '3', '4')),
    ADD CONSTRAINT contracts_previous_number CHECK (char_length(previous_contract_number) = 15),
    ADD CONSTRAINT contracts_deca_number CHECK (char_length(deca_number) = 15),
    ADD CONSTRAINT contracts_deca_number_once_signed CHECK (deca_number IS NULL OR state IN ('signed', 'broken')),
    ADD CONSTRAINT contracts_deca_number_unique UNIQUE (site_id, deca_number),
    ADD CONSTRAINT contracts_no_overlap EXCLUDE USING gist (
        apprentice_id WITH =,
        daterange(starts_on, COALESCE(closed_on, ends_on) + 1, '[)') WITH &&
    ) WHERE (state IN ('signed', 'broken'));
CREATE INDEX contracts_by_second_tutor ON contracts (second_tutor_id) WHERE second_tutor_id IS NOT NULL;
COMMENT ON COLUMN contracts.tutor_id IS 'Company tutor; a draft may lack one.';
COMMENT ON COLUMN contracts.state IS 'draft, ready to sign, signed or broken; running and ended follow from the dates.';
COMMENT ON COLUMN contracts.form_version IS 'Version of the official form whose codes are used.';
COMMENT ON COLUMN contracts.mode_code IS 'Contractual mode on the official form: 1 fixed term, 2 open-ended, 3 temporary work, 4 seasonal.';
COMMENT ON COLUMN contracts.second_tutor_id IS 'Second company tutor, of a shared tutorship.';
COMMENT ON COLUMN contracts.previous_contract_number IS 'DECA number of a previous contract that is not kept here.';
COMMENT ON COLUMN contracts.deca_number IS 'Number the State gave to the contract once deposited.';

CREATE TABLE contract_terms (
    contract_id                 uuid PRIMARY KEY,
    site_id                     uuid NOT NULL REFERENCES sites (id),
    weekly_minutes              integer,
    dangerous_machines          boolean,
    practical_starts_on         date,
    training_starts_on          date,
    exams_end_on                date,
    training_hours              integer,
    gross_salary_cents          bigint,
    conventional_minimum_cents  bigint,
    retirement_fund             text,
    meal_cents                  bigint,
    lodging_cents               bigint,
    other_benefits              boolean,
    company_cfa                 boolean,
    diploma_code                text,
    diploma_title               text,
    diploma_type_code           text,
    rncp                        text,
    training_place_name         text,
    training_place_uai          text,
    training_place_siret        text,
    training_place_address_line text,
    training_place_postal_code  text,
    training_place_city         text,
    workplace_name              text,
    workplace_address_line      text,
    workplace_postal_code       text,
    workplace_city              text,
    tutor_attested              boolean,
    CONSTRAINT contract_terms_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id) ON DELETE CASCADE,
    CONSTRAINT contract_terms_weekly_minutes CHECK (weekly_minutes BETWEEN 1 AND 10080),
    CONSTRAINT contract_terms_training_hours CHECK (training_hours BETWEEN 1 AND 10000),
    CONSTRAINT contract_terms_money_positive CHECK (
        gross_salary_cents >= 0 AND conventional_minimum_cents >= 0 AND meal_cents >= 0 AND lodging_cents >= 0
    )
);
COMMENT ON TABLE contract_terms IS 'What the parties agree on beyond the core of a contract, box by box of the official form; the version is the contract''s.';
COMMENT ON COLUMN contract_terms.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_terms.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_terms.weekly_minutes IS 'Working time a week, in minutes.';
COMMENT ON COLUMN contract_terms.dangerous_machines IS 'Whether the work is on dangerous machines or exposed to particular risks.';
COMMENT ON COLUMN contract_terms.practical_starts_on IS 'First day of practical training at the employer.';
COMMENT ON COLUMN contract_terms.training_starts_on IS 'First day of training at the CFA.';
COMMENT ON COLUMN contract_terms.exams_end_on IS 'Day on which the papers or exams are expected to end.';
COMMENT ON COLUMN contract_terms.training_hours IS 'Hours of training at the CFA.';
COMMENT ON COLUMN contract_terms.gross_salary_cents IS 'Monthly gross pay at hiring, in cents.';
COMMENT ON COLUMN contract_terms.conventional_minimum_cents IS 'Monthly conventional minimum of the job (SMC) in cents; null when none is above the SMIC.';
COMMENT ON COLUMN contract_terms.retirement_fund IS 'Supplementary retirement fund.';
COMMENT ON COLUMN contract_terms.meal_cents IS 'Benefit in kind: value of a meal, in cents.';
COMMENT ON COLUMN contract_terms.lodging_cents IS 'Benefit in kind: value of a month of lodging, in cents.';
COMMENT ON COLUMN contract_terms.other_benefits IS 'Whether there are other benefits in kind.';
COMMENT ON COLUMN contract_terms.company_cfa IS 'Whether the CFA is one of a company.';
COMMENT ON COLUMN contract_terms.diploma_code IS 'Diploma code of eight characters; null as the programme says.';
COMMENT ON COLUMN contract_terms.diploma_title IS 'Precise title of the diploma; null as the programme says.';
COMMENT ON COLUMN contract_terms.diploma_type_code IS 'Type of diploma on the official form; null as the programme says.';
COMMENT ON COLUMN contract_terms.rncp IS 'RNCP number; null as the programme says.';
COMMENT ON COLUMN contract_terms.training_place_name IS 'Main training place, when it is not the site: its name.';
COMMENT ON COLUMN contract_terms.training_place_uai IS 'Its UAI.';
COMMENT ON COLUMN contract_terms.training_place_siret IS 'Its SIRET.';
COMMENT ON COLUMN contract_terms.training_place_address_line IS 'Its street and number.';
COMMENT ON COLUMN contract_terms.training_place_postal_code IS 'Its postal code.';
COMMENT ON COLUMN contract_terms.training_place_city IS 'Its city.';
COMMENT ON COLUMN contract_terms.workplace_name IS 'Place of work, when it is not the employer''s address: its name.';
COMMENT ON COLUMN contract_terms.workplace_address_line IS 'Its street and number.';
COMMENT ON COLUMN contract_terms.workplace_postal_code IS 'Its postal code: it says which public holidays apply.';
COMMENT ON COLUMN contract_terms.workplace_city IS 'Its city.';
COMMENT ON COLUMN contract_terms.tutor_attested IS 'Whether the employer attests that the tutors meet the conditions.';

CREATE TABLE contract_pay_lines (
    contract_id        uuid NOT NULL,
    site_id            uuid NOT NULL REFERENCES sites (id),
    year               smallint NOT NULL,
    line               smallint NOT NULL,
    from_on            date NOT NULL,
    to_on              date NOT NULL,
    percent_hundredths integer NOT NULL,
    base               text NOT NULL,
    PRIMARY KEY (contract_id, year, line),
    CONSTRAINT contract_pay_lines_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id) ON DELETE CASCADE,
    CONSTRAINT contract_pay_lines_year CHECK (year BETWEEN 1 AND 4),
    CONSTRAINT contract_pay_lines_line CHECK (line BETWEEN 1 AND 2),
    CONSTRAINT contract_pay_lines_in_order CHECK (from_on <= to_on),
    CONSTRAINT contract_pay_lines_percent CHECK (percent_hundredths BETWEEN 1 AND 100000),
    CONSTRAINT contract_pay_lines_base CHECK (base IN ('smic', 'smc'))
);
COMMENT ON TABLE contract_pay_lines IS 'The pay table of the official form: at most two periods for each of four years.';
COMMENT ON COLUMN contract_pay_lines.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_pay_lines.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_pay_lines.year IS 'Year of the table, 1 to 4.';
COMMENT ON COLUMN contract_pay_lines.line IS 'Period of the year, 1 or 2.';
COMMENT ON COLUMN contract_pay_lines.from_on IS 'First day of the period.';
COMMENT ON COLUMN contract_pay_lines.to_on IS 'Last day of the period.';
COMMENT ON COLUMN contract_pay_lines.percent_hundredths IS 'Percentage in hundredths: 4300 is 43 %.';
COMMENT ON COLUMN contract_pay_lines.base IS 'smic or smc: what the percentage is taken of.';

CREATE TABLE contract_signatures (
    contract_id uuid NOT NULL,
    site_id     uuid NOT NULL REFERENCES sites (id),
    party       text NOT NULL,
    signed_on   date NOT NULL,
    signatory   text,
    recorded_by uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (contract_id, party),
    CONSTRAINT contract_signatures_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id) ON DELETE CASCADE,
    CONSTRAINT contract_signatures_party CHECK (party IN ('employer', 'apprentice', 'guardian', 'cfa'))
);
COMMENT ON TABLE contract_signatures IS 'Who signed a contract, and when; once each.';
COMMENT ON COLUMN contract_signatures.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_signatures.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_signatures.party IS 'employer, apprentice, guardian or cfa (its visa).';
COMMENT ON COLUMN contract_signatures.signed_on IS 'Day of the signature.';
COMMENT ON COLUMN contract_signatures.signatory IS 'Name of the person who signed, when it was said.';
COMMENT ON COLUMN contract_signatures.recorded_by IS 'Account or client that recorded the signature.';
COMMENT ON COLUMN contract_signatures.created_at IS 'When the row was written.';

CREATE TABLE contract_filings (
    id                 uuid PRIMARY KEY,
    contract_id        uuid NOT NULL,
    site_id            uuid NOT NULL REFERENCES sites (id),
    attempt            integer NOT NULL,
    addressee          text NOT NULL,
    organisation       text,
    organisation_siret text,
    sent_on            date NOT NULL,
    complete_on        date,
    state              text NOT NULL DEFAULT 'sent',
    decided_on         date,
    deca_number        text,
    reason_code        text,
    reason_note        text,
    version            bigint NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contract_filings_site_key UNIQUE (id, site_id),
    CONSTRAINT contract_filings_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT contract_filings_attempt UNIQUE (contract_id, attempt),
    CONSTRAINT contract_filings_attempt_positive CHECK (attempt >= 1),
    CONSTRAINT contract_filings_addressee CHECK (addressee IN ('opco', 'ddets')),
    CONSTRAINT contract_filings_state CHECK (state IN ('sent', 'accepted', 'refused')),
    CONSTRAINT contract_filings_complete_once_sent CHECK (complete_on >= sent_on),
    CONSTRAINT contract_filings_decided_has_day CHECK ((state = 'sent') = (decided_on IS NULL)),
    CONSTRAINT contract_filings_decided_once_sent CHECK (decided_on >= sent_on),
    CONSTRAINT contract_filings_accepted_has_number CHECK ((state = 'accepted') = (deca_number IS NOT NULL)),
    CONSTRAINT contract_filings_refused_has_reason CHECK ((state = 'refused') = (reason_code IS NOT NULL))
);
CREATE UNIQUE INDEX contract_filings_one_open ON contract_filings (contract_id) WHERE state <> 'refused';
CREATE TRIGGER contract_filings_version BEFORE UPDATE ON contract_filings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE contract_filings IS 'Deposits of a contract with the skills operator or the State: one open or accepted at most, refused ones kept.';
COMMENT ON COLUMN contract_filings.id IS 'Identifier.';
COMMENT ON COLUMN contract_filings.contract_id IS 'Contract deposited.';
COMMENT ON COLUMN contract_filings.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_filings.attempt IS 'Rank of the attempt, from 1.';
COMMENT ON COLUMN contract_filings.addressee IS 'opco for a private employer, ddets for a public one.';
COMMENT ON COLUMN contract_filings.organisation IS 'Name of the organisation that received the file.';
COMMENT ON COLUMN contract_filings.organisation_siret IS 'Its SIRET.';
COMMENT ON COLUMN contract_filings.sent_on IS 'Day on which the employer sent the file.';
COMMENT ON COLUMN contract_filings.complete_on IS 'Day on which the complete file was received: the delay to answer runs from it.';
COMMENT ON COLUMN contract_filings.state IS 'sent, accepted or refused.';
COMMENT ON COLUMN contract_filings.decided_on IS 'Day of the decision.';
COMMENT ON COLUMN contract_filings.deca_number IS 'Number given with the acceptance.';
COMMENT ON COLUMN contract_filings.reason_code IS 'Coded reason of a refusal.';
COMMENT ON COLUMN contract_filings.reason_note IS 'What the organisation wrote about it.';
COMMENT ON COLUMN contract_filings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN contract_filings.created_at IS 'When the row was written.';
COMMENT ON COLUMN contract_filings.updated_at IS 'When the row last changed.';
