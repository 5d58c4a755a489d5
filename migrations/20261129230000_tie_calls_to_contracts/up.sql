-- A shared call is read by the tutors of one contract: the one it is about.
ALTER TABLE phone_contacts
    ADD COLUMN contract_id uuid,
    ADD CONSTRAINT phone_contacts_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id);
COMMENT ON COLUMN phone_contacts.contract_id IS 'Contract the call is about, whose tutors read it when it is shared; none when it is about none.';
CREATE INDEX phone_contacts_by_contract ON phone_contacts (contract_id);

-- what is there already is about the contract that ran that day, of the tutor who logged it when one did
UPDATE phone_contacts AS contact SET contract_id = contract.id
FROM contracts AS contract
WHERE contract.apprentice_id = contact.apprentice_id
    AND contract.state IN ('signed', 'broken')
    AND (contact.called_at AT TIME ZONE 'Europe/Paris')::date
        BETWEEN contract.starts_on AND coalesce(contract.closed_on, contract.ends_on)
    AND (contact.tutor_id IS NULL OR EXISTS (
        SELECT FROM contract_tutors AS theirs
        WHERE theirs.contract_id = contract.id AND theirs.tutor_id = contact.tutor_id));

-- or about the only one there is
UPDATE phone_contacts AS contact SET contract_id = (
    SELECT min(contract.id::text)::uuid FROM contracts AS contract
    WHERE contract.apprentice_id = contact.apprentice_id
        AND contract.state IN ('signed', 'broken')
        AND (contact.tutor_id IS NULL OR EXISTS (
            SELECT FROM contract_tutors AS theirs
            WHERE theirs.contract_id = contract.id AND theirs.tutor_id = contact.tutor_id))
    HAVING count(*) = 1)
WHERE contact.contract_id IS NULL;
