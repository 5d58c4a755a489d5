-- Complaints, from their receipt to the answer: the evidence an audit asks for (indicator 31 of the national quality standard).
CREATE TABLE complaints (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    received_on      date NOT NULL,
    complainant      text NOT NULL,
    complainant_name text,
    apprentice_id    uuid,
    channel          text NOT NULL,
    subject          text NOT NULL,
    what             text NOT NULL,
    assigned_to      uuid REFERENCES accounts (id),
    closed_on        date,
    outcome          text,
    closing_note     text,
    author_kind      text NOT NULL,
    author_id        uuid,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT complaints_site_key UNIQUE (id, site_id),
    CONSTRAINT complaints_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT complaints_complainant CHECK (complainant IN ('apprentice', 'guardian', 'candidate', 'tutor', 'employer', 'staff', 'partner', 'other')),
    CONSTRAINT complaints_channel CHECK (channel IN ('in_person', 'phone', 'email', 'letter', 'form', 'other')),
    CONSTRAINT complaints_subject CHECK (subject IN ('teaching', 'follow_up', 'exam', 'administration', 'contract', 'funding', 'premises', 'conduct', 'accessibility', 'other')),
    CONSTRAINT complaints_outcome CHECK (outcome IN ('upheld', 'partly_upheld', 'not_upheld', 'dropped')),
    CONSTRAINT complaints_closed_with_an_outcome CHECK ((closed_on IS NULL) = (outcome IS NULL)),
    CONSTRAINT complaints_closed_after_receipt CHECK (closed_on >= received_on)
);
CREATE INDEX complaints_by_site ON complaints (site_id, received_on, id);
CREATE INDEX complaints_by_apprentice ON complaints (apprentice_id) WHERE apprentice_id IS NOT NULL;
CREATE TRIGGER complaints_version BEFORE UPDATE ON complaints FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE complaints IS 'A complaint received by a site: from whom, about what, who treats it, how it ended.';
COMMENT ON COLUMN complaints.id IS 'Identifier.';
COMMENT ON COLUMN complaints.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN complaints.received_on IS 'Day on which it was received.';
COMMENT ON COLUMN complaints.complainant IS 'apprentice, guardian, candidate, tutor, employer, staff, partner or other.';
COMMENT ON COLUMN complaints.complainant_name IS 'Name of whoever complains; none of somebody who gave none.';
COMMENT ON COLUMN complaints.apprentice_id IS 'Apprentice it comes from or is about, if any.';
COMMENT ON COLUMN complaints.channel IS 'in_person, phone, email, letter, form or other.';
COMMENT ON COLUMN complaints.subject IS 'teaching, follow_up, exam, administration, contract, funding, premises, conduct, accessibility or other.';
COMMENT ON COLUMN complaints.what IS 'What is complained of, in words.';
COMMENT ON COLUMN complaints.assigned_to IS 'Account of whoever treats it.';
COMMENT ON COLUMN complaints.closed_on IS 'Day on which it was closed.';
COMMENT ON COLUMN complaints.outcome IS 'upheld, partly_upheld, not_upheld or dropped.';
COMMENT ON COLUMN complaints.closing_note IS 'What was decided, in words.';
COMMENT ON COLUMN complaints.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN complaints.author_id IS 'Account that wrote it.';
COMMENT ON COLUMN complaints.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN complaints.created_at IS 'When the row was written.';
COMMENT ON COLUMN complaints.updated_at IS 'When the row last changed.';

CREATE TABLE complaint_steps (
    id           uuid PRIMARY KEY,
    site_id      uuid NOT NULL REFERENCES sites (id),
    complaint_id uuid NOT NULL,
    kind         text NOT NULL,
    done_on      date NOT NULL,
    note         text,
    author_kind  text NOT NULL,
    author_id    uuid,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT complaint_steps_complaint FOREIGN KEY (complaint_id, site_id) REFERENCES complaints (id, site_id),
    CONSTRAINT complaint_steps_kind CHECK (kind IN ('acknowledged', 'exchange', 'inquiry', 'action', 'answered'))
);
CREATE INDEX complaint_steps_in_order ON complaint_steps (complaint_id, done_on, id);
CREATE TRIGGER complaint_steps_version BEFORE UPDATE ON complaint_steps FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE complaint_steps IS 'What was done about a complaint, step by step.';
COMMENT ON COLUMN complaint_steps.id IS 'Identifier.';
COMMENT ON COLUMN complaint_steps.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN complaint_steps.complaint_id IS 'Complaint.';
COMMENT ON COLUMN complaint_steps.kind IS 'acknowledged, exchange, inquiry, action or answered.';
COMMENT ON COLUMN complaint_steps.done_on IS 'Day on which it was done.';
COMMENT ON COLUMN complaint_steps.note IS 'What was done, said or answered, in words.';
COMMENT ON COLUMN complaint_steps.author_kind IS 'Kind of author, as in the journal.';
COMMENT ON COLUMN complaint_steps.author_id IS 'Account that wrote it.';
COMMENT ON COLUMN complaint_steps.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN complaint_steps.created_at IS 'When the row was written.';
COMMENT ON COLUMN complaint_steps.updated_at IS 'When the row last changed.';

-- what may be taken back grows by three kinds, whatever it held before
DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO STRICT known FROM pg_constraint
    WHERE conname = 'withdrawals_kind' AND conrelid = 'withdrawals'::regclass;
    ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
    EXECUTE 'ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind '
        || replace(known, '])', ', ''complaint''::text, ''complaint_step''::text, ''complaint_closing''::text])');
END $$;
