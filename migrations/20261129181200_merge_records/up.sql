-- Two records of one person or company become one; the other is kept with the withdrawals, and may come back.
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding', 'contract_signature', 'amendment_signature', 'calendar', 'visit_report', 'apprentice_merge', 'employer_merge', 'tutor_merge'));

CREATE FUNCTION references_to(of_table text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('table', c.conrelid::regclass::text, 'column', a.attname) ORDER BY c.conrelid::regclass::text, a.attname), '[]')
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = of_table::regclass
$$;
COMMENT ON FUNCTION references_to IS 'The columns that refer to a table by a foreign key.';

CREATE FUNCTION repoint(of_table text, kept uuid, other uuid, aside text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    link  record;
    line  jsonb;
    whole text;
    went  jsonb := '[]';
BEGIN
    FOR link IN SELECT value ->> 'table' AS child, value ->> 'column' AS named_in
                FROM jsonb_array_elements(references_to(of_table)) WITH ORDINALITY ORDER BY ordinality
    LOOP
        whole := (SELECT string_agg(format('t.%1$I = k.%1$I', name), ' AND ') FROM unnest(key_columns(link.child::regclass)) AS name);
        FOR line IN EXECUTE format('SELECT to_jsonb(t) FROM %I AS t WHERE %I = $1', link.child, link.named_in) USING other LOOP
            BEGIN
                EXECUTE format('UPDATE %1$I AS t SET %2$I = $2 FROM jsonb_populate_record(NULL::%1$I, $1) AS k WHERE %3$s',
                    link.child, link.named_in, whole) USING line, kept;
                went := went || jsonb_build_object('table', link.child, 'row', line, 'went', 'moved');
            EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
                IF link.child = ANY (aside) THEN
                    EXECUTE format('DELETE FROM %1$I AS t USING jsonb_populate_record(NULL::%1$I, $1) AS k WHERE %2$s',
                        link.child, whole) USING line;
                    went := went || jsonb_build_object('table', link.child, 'row', line, 'went', 'aside');
                ELSE
                    went := went || jsonb_build_object('table', link.child, 'row', line, 'went', 'refused');
                END IF;
            END;
        END LOOP;
    END LOOP;
    RETURN went;
END $$;
COMMENT ON FUNCTION repoint IS 'Makes what refers to a record refer to another; what collides there is set aside in the tables named, else left.';

CREATE FUNCTION write_fields(of_table text, record_id uuid, fields jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    written text;
BEGIN
    SELECT string_agg(format('%1$I = r.%1$I', a.attname), ', ') INTO written FROM pg_attribute a
    WHERE a.attrelid = of_table::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND fields ? a.attname::text;
    EXECUTE format('UPDATE %1$I AS t SET %2$s FROM jsonb_populate_record(NULL::%1$I, $1) AS r WHERE t.id = $2',
        of_table, coalesce(written, 'site_id = t.site_id')) USING fields, record_id;
END $$;
COMMENT ON FUNCTION write_fields IS 'Writes some fields of a record, and touches it whatever they are.';

CREATE FUNCTION agreed_with(record_id uuid, of_site uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('table', 'amendments', 'row', to_jsonb(a))), '[]') FROM amendments a
    LEFT JOIN contract_originals o ON o.contract_id = a.contract_id
    WHERE a.site_id = of_site AND (a.changes::text LIKE '%' || record_id || '%' OR o.agreed::text LIKE '%' || record_id || '%')
$$;
COMMENT ON FUNCTION agreed_with IS 'The amendments that name a company or a tutor, in what they say or in the contract as first signed: these are not rewritten.';
