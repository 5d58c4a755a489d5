-- What is due, its deadline and the milestone that clears it bear one name. Identifiers of what is due do not change.
ALTER TABLE milestones DROP CONSTRAINT milestones_kind, DROP CONSTRAINT milestones_about_contract_or_person,
    DROP CONSTRAINT milestones_step_is_named;
ALTER TABLE milestones DISABLE TRIGGER USER;
UPDATE milestones SET kind = named.new
FROM (VALUES ('student_card_given', 'student_card'), ('student_card_returned', 'student_card_return'), ('invoice_sent', 'invoice'),
             ('pay_step_announced', 'pay_step'), ('rupture_told', 'rupture_notice'), ('document_received', 'document')) AS named (old, new)
WHERE milestones.kind = named.old;
ALTER TABLE milestones ENABLE TRIGGER USER;
ALTER TABLE milestones
    ADD CONSTRAINT milestones_kind CHECK (kind IN ('medical_visit', 'student_card', 'student_card_return', 'invoice', 'pay_step', 'rupture_notice', 'document')),
    ADD CONSTRAINT milestones_about_contract_or_person CHECK ((kind = 'document') = (contract_id IS NULL)),
    ADD CONSTRAINT milestones_step_is_named CHECK ((kind IN ('invoice', 'pay_step', 'document')) = (step <> ''));
UPDATE derived_obligations SET kind = named.new
FROM (VALUES ('pay_step_to_announce', 'pay_step'), ('invoice_step', 'invoice'), ('rupture_to_tell', 'rupture_notice'), ('document_missing', 'document')) AS named (old, new)
WHERE derived_obligations.kind = named.old;
UPDATE obligation_tallies SET kind = named.new
FROM (VALUES ('pay_step_to_announce', 'pay_step'), ('invoice_step', 'invoice'), ('rupture_to_tell', 'rupture_notice'), ('document_missing', 'document')) AS named (old, new)
WHERE obligation_tallies.kind = named.old;
UPDATE obligation_waivers SET kind = named.new
FROM (VALUES ('pay_step_to_announce', 'pay_step'), ('invoice_step', 'invoice'), ('rupture_to_tell', 'rupture_notice'), ('document_missing', 'document')) AS named (old, new)
WHERE obligation_waivers.kind = named.old;
UPDATE obligation_snoozes SET kind = named.new
FROM (VALUES ('pay_step_to_announce', 'pay_step'), ('invoice_step', 'invoice'), ('rupture_to_tell', 'rupture_notice'), ('document_missing', 'document')) AS named (old, new)
WHERE obligation_snoozes.kind = named.old;
