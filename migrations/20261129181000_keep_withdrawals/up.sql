-- What is taken back leaves its table whole, and comes back whole: one table and a few functions for every kind of record.
CREATE TABLE withdrawals (
    id            uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    kind          text NOT NULL,
    record_id     uuid NOT NULL,
    subject_id    uuid NOT NULL,
    apprentice_id uuid,
    contract_id   uuid,
    reason        text,
    author_kind   text NOT NULL,
    author_id     uuid,
    withdrawn_at  timestamptz NOT NULL,
    facts         jsonb NOT NULL,
    steps         jsonb NOT NULL,
    restorer_kind text,
    restorer_id   uuid,
    restored_at   timestamptz,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT withdrawals_kind CHECK (kind IN ('apprentice', 'enrolment', 'guardian', 'employer', 'tutor', 'cohort', 'phone_contact', 'mark', 'absence', 'calendar_override', 'referent', 'ceiling_derogation', 'mock_exam_invitation', 'rupture', 'contract_filing', 'contract_decision', 'amendment_filing', 'amendment_decision', 'visit_cancellation', 'mock_exam_cancellation', 'mock_exam_holding')),
    CONSTRAINT withdrawals_author CHECK (author_kind IN ('account', 'client', 'link', 'system', 'nobody')),
    CONSTRAINT withdrawals_restored_by_somebody CHECK ((restored_at IS NULL) = (restorer_kind IS NULL))
);
CREATE INDEX withdrawals_by_site ON withdrawals (site_id, id DESC);
CREATE INDEX withdrawals_by_apprentice ON withdrawals (apprentice_id, id DESC);
CREATE INDEX withdrawals_by_record ON withdrawals (record_id, id DESC);
CREATE TRIGGER withdrawals_version BEFORE UPDATE ON withdrawals FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE withdrawals IS 'What was entered by mistake and taken back: the rows as they were, why, by whom, and whether they came back.';
COMMENT ON COLUMN withdrawals.id IS 'Identifier.';
COMMENT ON COLUMN withdrawals.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN withdrawals.kind IS 'What was taken back: a record, or an act on one.';
COMMENT ON COLUMN withdrawals.record_id IS 'Record taken back, or on which the act was; it may be there no more.';
COMMENT ON COLUMN withdrawals.subject_id IS 'Record that is told of: the same, or what it belongs to.';
COMMENT ON COLUMN withdrawals.apprentice_id IS 'Apprentice it is about, if it is about one; they may be there no more.';
COMMENT ON COLUMN withdrawals.contract_id IS 'Contract it is about, if it is about one; it may be there no more.';
COMMENT ON COLUMN withdrawals.reason IS 'Why it was taken back; none when it was removed without a word.';
COMMENT ON COLUMN withdrawals.author_kind IS 'By which door came who took it back.';
COMMENT ON COLUMN withdrawals.author_id IS 'Account, link or client that took it back.';
COMMENT ON COLUMN withdrawals.withdrawn_at IS 'When it was taken back.';
COMMENT ON COLUMN withdrawals.facts IS 'What is shown of it to whoever could read the record: names and values of a few fields.';
COMMENT ON COLUMN withdrawals.steps IS 'What changed with it, row by row, as it was and as it became; empty once it is too old to come back.';
COMMENT ON COLUMN withdrawals.restorer_kind IS 'By which door came who brought it back.';
COMMENT ON COLUMN withdrawals.restorer_id IS 'Account that brought it back.';
COMMENT ON COLUMN withdrawals.restored_at IS 'When it came back.';
COMMENT ON COLUMN withdrawals.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN withdrawals.created_at IS 'When the row was written.';
COMMENT ON COLUMN withdrawals.updated_at IS 'When the row last changed.';

CREATE FUNCTION key_columns(of_table regclass) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = of_table AND i.indisprimary
$$;
COMMENT ON FUNCTION key_columns IS 'The columns of the primary key of a table.';

CREATE FUNCTION row_images(scopes jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    scope  jsonb;
    hits  jsonb;
    images jsonb := '[]';
BEGIN
    FOR scope IN SELECT value FROM jsonb_array_elements(scopes) WITH ORDINALITY ORDER BY ordinality LOOP
        EXECUTE format(
            'SELECT jsonb_agg(jsonb_build_object(''table'', %1$L, ''row'', to_jsonb(t), ''key'',
                 (SELECT jsonb_object_agg(name, to_jsonb(t) -> name) FROM unnest($2) AS name)))
             FROM %1$I AS t WHERE %2$I = $1', scope ->> 'table', scope ->> 'column')
        INTO hits USING (scope ->> 'id')::uuid, key_columns((scope ->> 'table')::regclass);
        images := images || coalesce(hits, '[]');
    END LOOP;
    RETURN images;
END $$;
COMMENT ON FUNCTION row_images IS 'The rows of some tables that bear an identifier in a column, each with its key.';

CREATE FUNCTION take_out(scopes jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    scope jsonb;
BEGIN
    FOR scope IN SELECT value FROM jsonb_array_elements(scopes) WITH ORDINALITY ORDER BY ordinality DESC LOOP
        EXECUTE format('DELETE FROM %I WHERE %I = $1', scope ->> 'table', scope ->> 'column')
        USING (scope ->> 'id')::uuid;
    END LOOP;
END $$;
COMMENT ON FUNCTION take_out IS 'Deletes the rows of some tables that bear an identifier in a column, the last table first.';

CREATE FUNCTION standing_on(of_table text, record_id uuid, parts text[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    link   record;
    hits  jsonb;
    stands jsonb := '[]';
BEGIN
    FOR link IN
        SELECT c.conrelid::regclass::text AS child, a.attname::text AS named_in FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = of_table::regclass AND c.conrelid::regclass::text <> ALL (parts)
        ORDER BY 1, 2
    LOOP
        EXECUTE format(
            'SELECT jsonb_agg(jsonb_build_object(''table'', %1$L, ''row'', to_jsonb(t)))
             FROM (SELECT * FROM %1$I WHERE %2$I = $1 LIMIT 5) AS t', link.child, link.named_in)
        INTO hits USING record_id;
        stands := stands || coalesce(hits, '[]');
    END LOOP;
    RETURN stands;
END $$;
COMMENT ON FUNCTION standing_on IS 'The first rows that refer to a record by a foreign key, those of its own parts left out.';

CREATE FUNCTION put_back(steps jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    step    jsonb;
    target  text;
    written text;
    now_row jsonb;
    done    jsonb := '[]';
BEGIN
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
    RETURN done;
END $$;
COMMENT ON FUNCTION put_back IS 'Undoes changes of rows, in order: what was deleted is inserted, what was changed is as it was, what was inserted goes. Says so, and does no more, where a row is no longer what it became.';
