-- Drafts that lack a tutor cannot stand in the former shape: they go. Those ready to sign are drafts again.
DROP TABLE contract_filings;
DROP TABLE contract_signatures;
DROP TABLE contract_pay_lines;
DROP TABLE contract_terms;
DELETE FROM contracts WHERE tutor_id IS NULL;
UPDATE contracts SET state = 'draft' WHERE state = 'ready';
ALTER TABLE contracts
    DROP CONSTRAINT contracts_no_overlap,
    DROP CONSTRAINT contracts_deca_number_unique,
    DROP CONSTRAINT contracts_deca_number_once_signed,
    DROP CONSTRAINT contracts_tutor_once_ready,
    DROP CONSTRAINT contracts_signed_has_day,
    DROP CONSTRAINT contracts_state,
    DROP COLUMN form_version,
    DROP COLUMN mode_code,
    DROP COLUMN second_tutor_id,
    DROP COLUMN previous_contract_number,
    DROP COLUMN deca_number,
    ALTER COLUMN tutor_id SET NOT NULL,
    ADD CONSTRAINT contracts_state CHECK (state IN ('draft', 'signed', 'broken')),
    ADD CONSTRAINT contracts_signed_has_day CHECK ((state = 'draft') = (signed_on IS NULL)),
    ADD CONSTRAINT contracts_no_overlap EXCLUDE USING gist (
        apprentice_id WITH =,
        daterange(starts_on, COALESCE(closed_on, ends_on) + 1, '[)') WITH &&
    ) WHERE (state <> 'draft');
COMMENT ON COLUMN contracts.tutor_id IS 'Company tutor.';
COMMENT ON COLUMN contracts.state IS 'draft, signed or broken; running and ended follow from the dates.';
