-- The names of before.
ALTER TABLE milestones DROP CONSTRAINT milestones_kind, DROP CONSTRAINT milestones_about_contract_or_person,
    DROP CONSTRAINT milestones_step_is_named;
ALTER TABLE milestones DISABLE TRIGGER USER;
UPDATE milestones SET kind = named.new
FROM (VALUES ('student_card', 'student_card_given'), ('student_card_return', 'student_card_returned'), ('invoice', 'invoice_sent'),
             ('pay_step', 'pay_step_announced'), ('rupture_notice', 'rupture_told'), ('document', 'document_received')) AS named (old, new)
WHERE milestones.kind = named.old;
ALTER TABLE milestones ENABLE TRIGGER USER;
ALTER TABLE milestones
    ADD CONSTRAINT milestones_kind CHECK (kind IN ('medical_visit', 'student_card_given', 'student_card_returned', 'invoice_sent', 'pay_step_announced', 'rupture_told', 'document_received')),
    ADD CONSTRAINT milestones_about_contract_or_person CHECK ((kind = 'document_received') = (contract_id IS NULL)),
    ADD CONSTRAINT milestones_step_is_named CHECK ((kind IN ('invoice_sent', 'pay_step_announced', 'document_received')) = (step <> ''));
UPDATE derived_obligations SET kind = named.new
FROM (VALUES ('pay_step', 'pay_step_to_announce'), ('invoice', 'invoice_step'), ('rupture_notice', 'rupture_to_tell'), ('document', 'document_missing')) AS named (old, new)
WHERE derived_obligations.kind = named.old;
UPDATE obligation_tallies SET kind = named.new
FROM (VALUES ('pay_step', 'pay_step_to_announce'), ('invoice', 'invoice_step'), ('rupture_notice', 'rupture_to_tell'), ('document', 'document_missing')) AS named (old, new)
WHERE obligation_tallies.kind = named.old;
UPDATE obligation_waivers SET kind = named.new
FROM (VALUES ('pay_step', 'pay_step_to_announce'), ('invoice', 'invoice_step'), ('rupture_notice', 'rupture_to_tell'), ('document', 'document_missing')) AS named (old, new)
WHERE obligation_waivers.kind = named.old;
UPDATE obligation_snoozes SET kind = named.new
FROM (VALUES ('pay_step', 'pay_step_to_announce'), ('invoice', 'invoice_step'), ('rupture_notice', 'rupture_to_tell'), ('document', 'document_missing')) AS named (old, new)
WHERE obligation_snoozes.kind = named.old;
