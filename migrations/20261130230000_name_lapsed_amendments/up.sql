-- A signed amendment that would take effect once its contract is broken never does: the rupture names it. Whoever records one
-- while the other is being recorded is told, and so is whoever brings one of them back.
ALTER TABLE ruptures ADD COLUMN lapsed_amendments uuid[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN ruptures.lapsed_amendments IS 'Signed amendments that never take effect, since the contract ends before their day; whoever recorded the rupture named each.';

-- what was recorded before had nobody to ask
UPDATE ruptures r SET lapsed_amendments = known.ids
FROM (
    SELECT b.id, array_agg(a.id ORDER BY a.effective_on, a.id) AS ids
    FROM ruptures b JOIN amendments a ON a.contract_id = b.contract_id
    WHERE a.signed_on IS NOT NULL AND a.effective_on >= b.effective_on
    GROUP BY b.id
) AS known
WHERE known.id = r.id;

CREATE FUNCTION refuse_unnamed_amendments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'ruptures' THEN
        IF EXISTS (
            SELECT FROM amendments a
            WHERE a.contract_id = NEW.contract_id AND a.signed_on IS NOT NULL
              AND a.effective_on >= NEW.effective_on AND a.id <> ALL (NEW.lapsed_amendments)
        ) THEN
            RAISE EXCEPTION 'a signed amendment takes effect after the rupture'
                USING ERRCODE = 'unique_violation', TABLE = 'amendments', CONSTRAINT = 'ruptures_name_lapsed_amendments';
        END IF;
    ELSIF NEW.signed_on IS NOT NULL AND EXISTS (
        SELECT FROM ruptures r
        WHERE r.contract_id = NEW.contract_id AND NEW.effective_on >= r.effective_on AND NEW.id <> ALL (r.lapsed_amendments)
    ) THEN
        RAISE EXCEPTION 'the contract is broken before the amendment takes effect'
            USING ERRCODE = 'unique_violation', TABLE = 'ruptures', CONSTRAINT = 'amendments_end_with_the_contract';
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION refuse_unnamed_amendments IS 'Keeps a rupture and a signed amendment that takes effect after it from standing side by side unknown to each other.';
CREATE TRIGGER ruptures_lapsed AFTER INSERT OR UPDATE ON ruptures FOR EACH ROW EXECUTE FUNCTION refuse_unnamed_amendments();
CREATE TRIGGER amendments_lapsed AFTER INSERT OR UPDATE OF signed_on, effective_on ON amendments FOR EACH ROW EXECUTE FUNCTION refuse_unnamed_amendments();
