-- Acts whose inverse nobody could guess are noted as they are done: which rows they changed, and how.
CREATE TABLE noted_acts (
    id         uuid PRIMARY KEY,
    site_id    uuid NOT NULL REFERENCES sites (id),
    kind       text NOT NULL,
    record_id  uuid NOT NULL,
    steps      jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT noted_acts_kind CHECK (kind IN ('contract_signature', 'amendment_signature', 'calendar'))
);
CREATE INDEX noted_acts_by_record ON noted_acts (record_id, id DESC);
COMMENT ON TABLE noted_acts IS 'What some acts changed, row by row, so that they can be taken back exactly.';
COMMENT ON COLUMN noted_acts.id IS 'Identifier.';
COMMENT ON COLUMN noted_acts.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN noted_acts.kind IS 'What was done.';
COMMENT ON COLUMN noted_acts.record_id IS 'Record on which it was done.';
COMMENT ON COLUMN noted_acts.steps IS 'What changed with it, row by row, as it was and as it became.';
COMMENT ON COLUMN noted_acts.created_at IS 'When the row was written.';

ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report'));

-- what was signed or reported is never rewritten, but goes whole when it is taken back, and comes back whole
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('compagnon.taking_back', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a contract as first signed is never rewritten';
END $$;
CREATE OR REPLACE FUNCTION refuse_rewriting_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('compagnon.taking_back', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the report of a visit is never rewritten';
END $$;

CREATE OR REPLACE FUNCTION take_out(scopes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    scope jsonb;
BEGIN
    PERFORM set_config('compagnon.taking_back', 'on', true);
    FOR scope IN SELECT value FROM jsonb_array_elements(scopes) WITH ORDINALITY ORDER BY ordinality DESC LOOP
        EXECUTE format('DELETE FROM %I WHERE %I = $1', scope ->> 'table', scope ->> 'column')
        USING (scope ->> 'id')::uuid;
    END LOOP;
    PERFORM set_config('compagnon.taking_back', 'off', true);
END $$;

CREATE OR REPLACE FUNCTION put_back(steps jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    step    jsonb;
    target  text;
    written text;
    now_row jsonb;
    done    jsonb := '[]';
BEGIN
    PERFORM set_config('compagnon.taking_back', 'on', true);
    -- what was inserted goes first: what it stands beside may then be as it was
    FOR step IN SELECT value FROM jsonb_array_elements(steps) WITH ORDINALITY
                WHERE value -> 'was' = 'null' ORDER BY ordinality DESC
    LOOP
        target := step ->> 'table';
        EXECUTE format('DELETE FROM %1$I AS t USING jsonb_populate_record(NULL::%1$I, $1) AS k
                 WHERE %2$s AND to_jsonb(t) - ''{version,updated_at}''::text[] = $2 - ''{version,updated_at}''::text[] RETURNING to_jsonb(t)',
            target, (SELECT string_agg(format('t.%1$I = k.%1$I', name), ' AND ') FROM unnest(key_columns(target::regclass)) AS name))
        INTO now_row USING step -> 'key', step -> 'became';
        IF now_row IS NULL THEN
            RETURN jsonb_build_array(step || jsonb_build_object('stale', true));
        END IF;
        done := done || jsonb_build_array(step);
    END LOOP;
    FOR step IN SELECT value FROM jsonb_array_elements(steps) WITH ORDINALITY
                WHERE value -> 'was' <> 'null' ORDER BY ordinality
    LOOP
        target := step ->> 'table';
        IF step -> 'became' = 'null' THEN
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO written FROM pg_attribute a
            WHERE a.attrelid = target::regclass AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attgenerated = '' AND step -> 'was' ? a.attname::text;
            EXECUTE format('INSERT INTO %1$I AS t (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1) RETURNING to_jsonb(t)',
                target, written)
            INTO now_row USING CASE WHEN step -> 'was' ? 'version'
                THEN jsonb_set(step -> 'was', '{version}', to_jsonb((step #>> '{was,version}')::bigint + 2))
                ELSE step -> 'was' END;
        ELSE
            SELECT string_agg(format('%1$I = r.%1$I', a.attname), ', ') INTO written FROM pg_attribute a
            WHERE a.attrelid = target::regclass AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attgenerated = '' AND step -> 'was' ? a.attname::text;
            EXECUTE format('UPDATE %1$I AS t SET %2$s FROM jsonb_populate_record(NULL::%1$I, $1) AS r,
                     jsonb_populate_record(NULL::%1$I, $2) AS k WHERE %3$s AND to_jsonb(t) @> $3 RETURNING to_jsonb(t)',
                target, coalesce(written, 'site_id = t.site_id'),
                (SELECT string_agg(format('t.%1$I = k.%1$I', name), ' AND ') FROM unnest(key_columns(target::regclass)) AS name))
            INTO now_row USING step -> 'was', step -> 'key', step -> 'became';
        END IF;
        IF now_row IS NULL THEN
            RETURN jsonb_build_array(step || jsonb_build_object('stale', true));
        END IF;
        done := done || jsonb_build_array(step || jsonb_build_object('now', now_row));
    END LOOP;
    PERFORM set_config('compagnon.taking_back', 'off', true);
    RETURN done;
END $$;
