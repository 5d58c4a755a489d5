UPDATE derived_obligations SET owner_kind = 'site' WHERE owner_kind = 'cfa';
ALTER TABLE derived_obligations DROP CONSTRAINT derived_obligations_owner,
    ADD CONSTRAINT derived_obligations_owner
        CHECK (owner_kind IN ('referent', 'staff', 'tutor', 'apprentice', 'site'));
