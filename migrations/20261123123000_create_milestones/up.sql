-- Facts recorded about a contract or an apprentice, each of which clears a deadline.
CREATE TABLE milestones (
    id               uuid PRIMARY KEY,
    site_id          uuid NOT NULL REFERENCES sites (id),
    apprentice_id    uuid NOT NULL,
    contract_id      uuid,
    kind             text NOT NULL,
    step             text NOT NULL DEFAULT '',
    done_on          date NOT NULL,
    note             text,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    version          bigint NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT milestones_apprentice FOREIGN KEY (apprentice_id, site_id) REFERENCES apprentices (id, site_id),
    CONSTRAINT milestones_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id),
    CONSTRAINT milestones_kind CHECK (kind IN ('medical_visit', 'student_card_given', 'student_card_returned', 'invoice_sent', 'pay_step_announced', 'rupture_told', 'document_received')),
    CONSTRAINT milestones_about_contract_or_person CHECK ((kind = 'document_received') = (contract_id IS NULL)),
    CONSTRAINT milestones_step_is_named CHECK ((kind IN ('invoice_sent', 'pay_step_announced', 'document_received')) = (step <> '')),
    CONSTRAINT milestones_withdrawn_has_reason CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE UNIQUE INDEX milestones_once_per_contract ON milestones (contract_id, kind, step) WHERE withdrawn_at IS NULL AND contract_id IS NOT NULL;
CREATE UNIQUE INDEX milestones_once_per_apprentice ON milestones (apprentice_id, kind, step) WHERE withdrawn_at IS NULL AND contract_id IS NULL;
CREATE INDEX milestones_by_apprentice ON milestones (apprentice_id, done_on, id);
CREATE INDEX milestones_by_site ON milestones (site_id, done_on, id);
CREATE TRIGGER milestones_version BEFORE UPDATE ON milestones FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE milestones IS 'Facts recorded about a contract or an apprentice: a medical visit, a card, an invoice, a document.';
COMMENT ON COLUMN milestones.id IS 'Identifier.';
COMMENT ON COLUMN milestones.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN milestones.apprentice_id IS 'Apprentice concerned.';
COMMENT ON COLUMN milestones.contract_id IS 'Contract concerned; none for a document.';
COMMENT ON COLUMN milestones.kind IS 'What was done.';
COMMENT ON COLUMN milestones.step IS 'Which one: code of the document, first day of the pay, year and month of the invoice; empty for what is done once.';
COMMENT ON COLUMN milestones.done_on IS 'Day it was done.';
COMMENT ON COLUMN milestones.note IS 'Remark.';
COMMENT ON COLUMN milestones.withdrawn_at IS 'When it was withdrawn as entered by mistake.';
COMMENT ON COLUMN milestones.withdrawn_reason IS 'Why it was withdrawn.';
COMMENT ON COLUMN milestones.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN milestones.created_at IS 'When the row was written.';
COMMENT ON COLUMN milestones.updated_at IS 'When the row last changed.';
