-- What is due, derived from the facts: a cache, its ledger, and the marks that say what to derive anew.
CREATE TABLE derived_obligations (
    id              uuid PRIMARY KEY,
    site_id         uuid NOT NULL REFERENCES sites (id),
    kind            text NOT NULL,
    apprentice_id   uuid,
    cohort_id       uuid,
    subject_id      uuid NOT NULL,
    step            text NOT NULL DEFAULT '',
    contract_id     uuid,
    tutor_id        uuid,
    owner_kind      text NOT NULL,
    owner_id        uuid,
    apprentice_sees boolean NOT NULL,
    since_on        date NOT NULL,
    from_on         date NOT NULL,
    due_on          date NOT NULL,
    done_on         date,
    closed_on       date NOT NULL,
    live            boolean NOT NULL,
    rule            text NOT NULL,
    facts           jsonb NOT NULL,
    CONSTRAINT derived_obligations_file CHECK ((apprentice_id IS NULL) <> (cohort_id IS NULL)),
    CONSTRAINT derived_obligations_owner CHECK (owner_kind IN ('referent', 'staff', 'tutor', 'apprentice', 'site')),
    CONSTRAINT derived_obligations_days CHECK (since_on <= from_on AND from_on <= due_on)
);
CREATE INDEX derived_obligations_live ON derived_obligations (site_id, due_on, id) WHERE live;
CREATE INDEX derived_obligations_live_of_kind ON derived_obligations (site_id, kind, due_on, id) INCLUDE (from_on, since_on, closed_on) WHERE live;
CREATE INDEX derived_obligations_of_site ON derived_obligations (site_id, due_on, id);
CREATE INDEX derived_obligations_of_apprentice ON derived_obligations (apprentice_id, due_on, id);
CREATE INDEX derived_obligations_of_cohort ON derived_obligations (cohort_id) WHERE cohort_id IS NOT NULL;
CREATE INDEX derived_obligations_of_tutor ON derived_obligations (tutor_id, due_on, id) WHERE tutor_id IS NOT NULL;
CREATE INDEX derived_obligations_to_close ON derived_obligations (site_id, closed_on) WHERE live;
COMMENT ON TABLE derived_obligations IS 'What is due, derived from the facts; a cache that one command makes anew.';
COMMENT ON COLUMN derived_obligations.id IS 'Made from the kind, the subject and the step: the same each time.';
COMMENT ON COLUMN derived_obligations.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN derived_obligations.kind IS 'What is due.';
COMMENT ON COLUMN derived_obligations.apprentice_id IS 'Apprentice concerned; none for what concerns a whole cohort.';
COMMENT ON COLUMN derived_obligations.cohort_id IS 'Cohort concerned, for what concerns all of it.';
COMMENT ON COLUMN derived_obligations.subject_id IS 'Record it is about.';
COMMENT ON COLUMN derived_obligations.step IS 'Which one, of what is due several times.';
COMMENT ON COLUMN derived_obligations.contract_id IS 'Contract concerned.';
COMMENT ON COLUMN derived_obligations.tutor_id IS 'Company tutor whom it concerns.';
COMMENT ON COLUMN derived_obligations.owner_kind IS 'Who has to do it; a referent is found by the day asked for.';
COMMENT ON COLUMN derived_obligations.owner_id IS 'Account of the staff named; none for the others.';
COMMENT ON COLUMN derived_obligations.apprentice_sees IS 'Whether the apprentice is shown it.';
COMMENT ON COLUMN derived_obligations.since_on IS 'Day from which the facts that make it due are known.';
COMMENT ON COLUMN derived_obligations.from_on IS 'First day on which it is due.';
COMMENT ON COLUMN derived_obligations.due_on IS 'Last day on which it is in time.';
COMMENT ON COLUMN derived_obligations.done_on IS 'Day it was done.';
COMMENT ON COLUMN derived_obligations.closed_on IS 'First day on which it is no longer open: done, or no longer told.';
COMMENT ON COLUMN derived_obligations.live IS 'False once a day on which it is closed has passed: the cost of reading does not grow with the years kept.';
COMMENT ON COLUMN derived_obligations.rule IS 'Code of the rule it comes from.';
COMMENT ON COLUMN derived_obligations.facts IS 'What makes it so.';

CREATE TABLE obligation_marks (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id      uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL
);
CREATE INDEX obligation_marks_by_site ON obligation_marks (site_id, id);
COMMENT ON TABLE obligation_marks IS 'What changed since the obligations were derived: written by triggers, removed by whoever derives them anew.';
COMMENT ON COLUMN obligation_marks.id IS 'Identifier.';
COMMENT ON COLUMN obligation_marks.site_id IS 'Site whose obligations change.';
COMMENT ON COLUMN obligation_marks.subject_kind IS 'Kind of record that changed: the reader finds the files it concerns, whatever was written meanwhile.';
COMMENT ON COLUMN obligation_marks.subject_id IS 'The record.';

CREATE TABLE obligation_ledgers (
    site_id     uuid PRIMARY KEY REFERENCES sites (id),
    fingerprint text NOT NULL,
    swept_on    date NOT NULL
);
COMMENT ON TABLE obligation_ledgers IS 'How the obligations of each site were derived.';
COMMENT ON COLUMN obligation_ledgers.site_id IS 'Site.';
COMMENT ON COLUMN obligation_ledgers.fingerprint IS 'Law, catalogue and rules the obligations were derived with.';
COMMENT ON COLUMN obligation_ledgers.swept_on IS 'Day until which closed obligations were set apart.';

CREATE TABLE obligation_waivers (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    obligation_id    uuid NOT NULL,
    apprentice_id    uuid,
    kind             text NOT NULL,
    reason           text NOT NULL,
    note             text,
    given_on         date NOT NULL,
    given_by         uuid,
    withdrawn_on     date,
    withdrawn_reason text,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT obligation_waivers_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT obligation_waivers_reason CHECK (reason IN ('not_applicable', 'done_elsewhere', 'agreed', 'impossible', 'waiting', 'other')),
    CONSTRAINT obligation_waivers_withdrawn CHECK ((withdrawn_on IS NULL) = (withdrawn_reason IS NULL))
);
CREATE UNIQUE INDEX obligation_waivers_one_at_a_time ON obligation_waivers (obligation_id) WHERE withdrawn_on IS NULL;
CREATE INDEX obligation_waivers_of_obligation ON obligation_waivers (obligation_id);
CREATE INDEX obligation_waivers_by_site ON obligation_waivers (site_id, id);
CREATE TRIGGER obligation_waivers_version BEFORE UPDATE ON obligation_waivers FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE obligation_waivers IS 'Obligations given up, each with its reason.';
COMMENT ON COLUMN obligation_waivers.id IS 'Identifier.';
COMMENT ON COLUMN obligation_waivers.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN obligation_waivers.obligation_id IS 'Obligation.';
COMMENT ON COLUMN obligation_waivers.apprentice_id IS 'Apprentice concerned; none for what concerns a cohort.';
COMMENT ON COLUMN obligation_waivers.kind IS 'Kind of obligation.';
COMMENT ON COLUMN obligation_waivers.reason IS 'Coded reason.';
COMMENT ON COLUMN obligation_waivers.note IS 'What was said of it.';
COMMENT ON COLUMN obligation_waivers.given_on IS 'First day.';
COMMENT ON COLUMN obligation_waivers.given_by IS 'Who decided it.';
COMMENT ON COLUMN obligation_waivers.withdrawn_on IS 'Day it was withdrawn.';
COMMENT ON COLUMN obligation_waivers.withdrawn_reason IS 'Why it was withdrawn.';
COMMENT ON COLUMN obligation_waivers.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN obligation_waivers.created_at IS 'When the row was written.';
COMMENT ON COLUMN obligation_waivers.updated_at IS 'When the row last changed.';

CREATE TABLE obligation_snoozes (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    obligation_id    uuid NOT NULL,
    apprentice_id    uuid,
    kind             text NOT NULL,
    until_on         date NOT NULL,
    reason           text NOT NULL,
    note             text,
    given_on         date NOT NULL,
    given_by         uuid,
    withdrawn_on     date,
    withdrawn_reason text,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT obligation_snoozes_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT obligation_snoozes_reason CHECK (reason IN ('not_applicable', 'done_elsewhere', 'agreed', 'impossible', 'waiting', 'other')),
    CONSTRAINT obligation_snoozes_withdrawn CHECK ((withdrawn_on IS NULL) = (withdrawn_reason IS NULL))
);
CREATE UNIQUE INDEX obligation_snoozes_one_at_a_time ON obligation_snoozes (obligation_id) WHERE withdrawn_on IS NULL;
CREATE INDEX obligation_snoozes_of_obligation ON obligation_snoozes (obligation_id);
CREATE INDEX obligation_snoozes_by_site ON obligation_snoozes (site_id, id);
CREATE TRIGGER obligation_snoozes_version BEFORE UPDATE ON obligation_snoozes FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE obligation_snoozes IS 'Obligations put off, each with its reason; the day they are due does not move.';
COMMENT ON COLUMN obligation_snoozes.id IS 'Identifier.';
COMMENT ON COLUMN obligation_snoozes.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN obligation_snoozes.obligation_id IS 'Obligation.';
COMMENT ON COLUMN obligation_snoozes.apprentice_id IS 'Apprentice concerned; none for what concerns a cohort.';
COMMENT ON COLUMN obligation_snoozes.kind IS 'Kind of obligation.';
COMMENT ON COLUMN obligation_snoozes.until_on IS 'Last day on which nobody is reminded of it.';
COMMENT ON COLUMN obligation_snoozes.reason IS 'Coded reason.';
COMMENT ON COLUMN obligation_snoozes.note IS 'What was said of it.';
COMMENT ON COLUMN obligation_snoozes.given_on IS 'First day.';
COMMENT ON COLUMN obligation_snoozes.given_by IS 'Who decided it.';
COMMENT ON COLUMN obligation_snoozes.withdrawn_on IS 'Day it was withdrawn.';
COMMENT ON COLUMN obligation_snoozes.withdrawn_reason IS 'Why it was withdrawn.';
COMMENT ON COLUMN obligation_snoozes.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN obligation_snoozes.created_at IS 'When the row was written.';
COMMENT ON COLUMN obligation_snoozes.updated_at IS 'When the row last changed.';

-- One trigger a table of facts. The arguments: kind of the subject, and the column that holds it.
CREATE FUNCTION mark_obligations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    after  jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO obligation_marks (site_id, subject_kind, subject_id)
    SELECT DISTINCT (seen ->> 'site_id')::uuid, TG_ARGV[0], (seen ->> TG_ARGV[1])::uuid
    FROM (VALUES (before), (after)) AS both_sides (seen)
    WHERE seen IS NOT NULL AND seen ->> TG_ARGV[1] IS NOT NULL;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION mark_obligations IS 'Says that what is due changed with a fact: a plain insert, which no one waits for.';
CREATE TRIGGER apprentices_mark AFTER INSERT OR UPDATE OR DELETE ON apprentices FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'id');
CREATE TRIGGER enrolments_mark AFTER INSERT OR UPDATE OR DELETE ON enrolments FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER enrolments_mark_cohort AFTER INSERT OR UPDATE OR DELETE ON enrolments FOR EACH ROW EXECUTE FUNCTION mark_obligations('cohort_alone', 'cohort_id');
CREATE TRIGGER cohorts_mark AFTER INSERT OR UPDATE OR DELETE ON cohorts FOR EACH ROW EXECUTE FUNCTION mark_obligations('cohort', 'id');
CREATE TRIGGER employers_mark AFTER INSERT OR UPDATE OR DELETE ON employers FOR EACH ROW EXECUTE FUNCTION mark_obligations('employer', 'id');
CREATE TRIGGER contracts_mark AFTER INSERT OR UPDATE OR DELETE ON contracts FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER contract_terms_mark AFTER INSERT OR UPDATE OR DELETE ON contract_terms FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
CREATE TRIGGER contract_filings_mark AFTER INSERT OR UPDATE OR DELETE ON contract_filings FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
CREATE TRIGGER contract_pay_lines_mark AFTER INSERT OR UPDATE OR DELETE ON contract_pay_lines FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
CREATE TRIGGER contract_signatures_mark AFTER INSERT OR UPDATE OR DELETE ON contract_signatures FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
CREATE TRIGGER ruptures_mark AFTER INSERT OR UPDATE OR DELETE ON ruptures FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER visits_mark AFTER INSERT OR UPDATE OR DELETE ON visits FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER mock_exams_mark AFTER INSERT OR UPDATE OR DELETE ON mock_exams FOR EACH ROW EXECUTE FUNCTION mark_obligations('cohort', 'cohort_id');
CREATE TRIGGER mock_exam_papers_mark AFTER INSERT OR UPDATE OR DELETE ON mock_exam_papers FOR EACH ROW EXECUTE FUNCTION mark_obligations('mock_exam', 'mock_exam_id');
CREATE TRIGGER mock_exam_marks_mark AFTER INSERT OR UPDATE OR DELETE ON mock_exam_marks FOR EACH ROW EXECUTE FUNCTION mark_obligations('paper', 'paper_id');
CREATE TRIGGER mock_exam_invitations_mark AFTER INSERT OR UPDATE OR DELETE ON mock_exam_invitations FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER milestones_mark AFTER INSERT OR UPDATE OR DELETE ON milestones FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER cohort_rhythms_mark AFTER INSERT OR UPDATE OR DELETE ON cohort_rhythms FOR EACH ROW EXECUTE FUNCTION mark_obligations('cohort', 'cohort_id');
CREATE TRIGGER cohort_exceptions_mark AFTER INSERT OR UPDATE OR DELETE ON cohort_exceptions FOR EACH ROW EXECUTE FUNCTION mark_obligations('cohort', 'cohort_id');
CREATE TRIGGER calendar_overrides_mark AFTER INSERT OR UPDATE OR DELETE ON calendar_overrides FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER absences_mark AFTER INSERT OR UPDATE OR DELETE ON absences FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER referents_mark AFTER INSERT OR UPDATE OR DELETE ON referents FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
CREATE TRIGGER visit_reports_mark AFTER INSERT OR UPDATE OR DELETE ON visit_reports FOR EACH ROW EXECUTE FUNCTION mark_obligations('visit', 'visit_id');
CREATE TRIGGER visit_acknowledgements_mark AFTER INSERT OR UPDATE OR DELETE ON visit_acknowledgements FOR EACH ROW EXECUTE FUNCTION mark_obligations('visit', 'visit_id');
CREATE TRIGGER visit_commitments_mark AFTER INSERT OR UPDATE OR DELETE ON visit_commitments FOR EACH ROW EXECUTE FUNCTION mark_obligations('visit', 'visit_id');

CREATE FUNCTION mark_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO obligation_marks (site_id, subject_kind, subject_id)
    SELECT DISTINCT site_id, 'account', NEW.id FROM referents WHERE account_id = NEW.id;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION mark_duties IS 'Says that who follows apprentices changed with an account disabled or enabled.';
CREATE TRIGGER accounts_mark AFTER UPDATE OF disabled_at ON accounts FOR EACH ROW WHEN (OLD.disabled_at IS DISTINCT FROM NEW.disabled_at) EXECUTE FUNCTION mark_duties();
