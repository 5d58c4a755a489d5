-- Who employs under a contract and where it is worked, from when to when: read by whatever needs the facts of a day.
CREATE TABLE contract_employments (
    contract_id           uuid NOT NULL,
    site_id               uuid NOT NULL REFERENCES sites (id),
    from_on               date NOT NULL,
    to_on                 date NOT NULL,
    employer_id           uuid NOT NULL,
    workplace_postal_code text,
    PRIMARY KEY (contract_id, from_on),
    CONSTRAINT contract_employments_contract FOREIGN KEY (contract_id, site_id) REFERENCES contracts (id, site_id) ON DELETE CASCADE,
    CONSTRAINT contract_employments_employer FOREIGN KEY (employer_id, site_id) REFERENCES employers (id, site_id)
);
CREATE TRIGGER contract_employments_mark AFTER INSERT OR UPDATE OR DELETE ON contract_employments FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
CREATE INDEX contract_employments_by_employer ON contract_employments (employer_id, contract_id);
COMMENT ON TABLE contract_employments IS 'Who employs under a contract and where, from when to when: a cache of the contract and its amendments, written anew with them.';
COMMENT ON COLUMN contract_employments.contract_id IS 'Contract.';
COMMENT ON COLUMN contract_employments.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN contract_employments.from_on IS 'First day.';
COMMENT ON COLUMN contract_employments.to_on IS 'Last day agreed; a rupture ends it earlier.';
COMMENT ON COLUMN contract_employments.employer_id IS 'Establishment that employs on these days.';
COMMENT ON COLUMN contract_employments.workplace_postal_code IS 'Postal code of the place of work, when it is not the employer''s address.';

-- Contracts that no amendment changed: one period.
INSERT INTO contract_employments (contract_id, site_id, from_on, to_on, employer_id, workplace_postal_code)
SELECT contracts.id, contracts.site_id, contracts.starts_on, contracts.ends_on, contracts.employer_id,
       contract_terms.workplace_postal_code
FROM contracts
LEFT JOIN contract_terms ON contract_terms.contract_id = contracts.id
WHERE NOT EXISTS (SELECT 1 FROM contract_originals WHERE contract_originals.contract_id = contracts.id);

-- The others: what was first signed and the signed amendments, folded day after day as merge patches (RFC 7396).
CREATE FUNCTION pg_temp.merged(target jsonb, patch jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    result jsonb := CASE jsonb_typeof(target) WHEN 'object' THEN target ELSE '{}' END;
    member text;
    changed jsonb;
BEGIN
    IF jsonb_typeof(patch) <> 'object' THEN
        RETURN patch;
    END IF;
    FOR member, changed IN SELECT * FROM jsonb_each(patch) LOOP
        IF changed = 'null' THEN
            result := result - member;
        ELSE
            result := jsonb_set(result, ARRAY[member], pg_temp.merged(result -> member, changed));
        END IF;
    END LOOP;
    RETURN result;
END $$;

DO $$
DECLARE
    contract record;
    amendment record;
    agreed jsonb;
    from_day date;
    last_day date;
BEGIN
    FOR contract IN
        SELECT contracts.id, contracts.site_id, contracts.starts_on, contracts.ends_on, contract_originals.agreed
        FROM contracts JOIN contract_originals ON contract_originals.contract_id = contracts.id
    LOOP
        agreed := contract.agreed;
        from_day := contract.starts_on;
        FOR amendment IN
            SELECT effective_on, changes,
                   lead(effective_on) OVER (ORDER BY effective_on, id) AS next_on
            FROM amendments WHERE contract_id = contract.id AND signed_on IS NOT NULL
            UNION ALL SELECT contract.starts_on, '{}'::jsonb, (
                SELECT min(effective_on) FROM amendments WHERE contract_id = contract.id AND signed_on IS NOT NULL)
            ORDER BY effective_on
        LOOP
            agreed := pg_temp.merged(agreed, amendment.changes);
            from_day := greatest(amendment.effective_on, contract.starts_on);
            last_day := least(coalesce(amendment.next_on - 1, contract.ends_on), contract.ends_on);
            IF from_day <= last_day THEN
                INSERT INTO contract_employments
                VALUES (contract.id, contract.site_id, from_day, last_day, (agreed ->> 'employer_id')::uuid,
                        agreed #>> '{work,place,postal_code}')
                ON CONFLICT (contract_id, from_on) DO UPDATE
                SET to_on = excluded.to_on, employer_id = excluded.employer_id,
                    workplace_postal_code = excluded.workplace_postal_code;
            END IF;
        END LOOP;
    END LOOP;
END $$;
DROP FUNCTION pg_temp.merged(jsonb, jsonb);
