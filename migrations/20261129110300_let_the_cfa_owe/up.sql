-- What the CFA owes (its invoices) stands in the list of the CFA, not in that of the site.
ALTER TABLE derived_obligations DROP CONSTRAINT derived_obligations_owner,
    ADD CONSTRAINT derived_obligations_owner
        CHECK (owner_kind IN ('referent', 'staff', 'tutor', 'apprentice', 'site', 'cfa'));
UPDATE derived_obligations SET owner_kind = 'cfa' WHERE kind = 'invoice_step';
