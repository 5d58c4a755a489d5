-- What stays of a learner whose file is forgotten: the dated facts that rates read, and nothing that tells who it was. No foreign
-- key to people or contracts: the identifiers lead nowhere any more; rates published before still tell the same cases by them.
CREATE TABLE past_learners (
    enrolment_id  uuid PRIMARY KEY,
    site_id       uuid NOT NULL REFERENCES sites (id),
    apprentice_id uuid NOT NULL,
    cohort_id     uuid NOT NULL,
    facts         jsonb NOT NULL,
    forgotten_on  date NOT NULL,
    CONSTRAINT past_learners_cohort FOREIGN KEY (cohort_id, site_id) REFERENCES cohorts (id, site_id)
);
CREATE INDEX past_learners_by_cohort ON past_learners (site_id, cohort_id);
CREATE INDEX past_learners_by_apprentice ON past_learners (apprentice_id);
COMMENT ON TABLE past_learners IS 'What rates go on reading of learners whose file was forgotten: dates and codes, nothing that names anybody.';
COMMENT ON COLUMN past_learners.enrolment_id IS 'Identifier the enrolment had.';
COMMENT ON COLUMN past_learners.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN past_learners.apprentice_id IS 'Identifier the apprentice had: tells which enrolments were of one person.';
COMMENT ON COLUMN past_learners.cohort_id IS 'Cohort joined.';
COMMENT ON COLUMN past_learners.facts IS 'Dates of the enrolment and of the contracts, registrations and decisions of the exam, answers by wave: never a text that people wrote.';
COMMENT ON COLUMN past_learners.forgotten_on IS 'Day the file was forgotten.';

CREATE TABLE retention_settings (
    site_id    uuid PRIMARY KEY REFERENCES sites (id),
    categories jsonb NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER retention_settings_version BEFORE UPDATE ON retention_settings FOR EACH ROW EXECUTE FUNCTION bump_version();
COMMENT ON TABLE retention_settings IS 'What a site sets of how long files are kept, and which categories it lets go by themselves.';
COMMENT ON COLUMN retention_settings.site_id IS 'Site.';
COMMENT ON COLUMN retention_settings.categories IS 'By category: months kept when not those of the law, and whether what is due goes by itself.';
COMMENT ON COLUMN retention_settings.version IS 'Raised by every update; the ETag is made from it.';
COMMENT ON COLUMN retention_settings.created_at IS 'When the row was written.';
COMMENT ON COLUMN retention_settings.updated_at IS 'When the row last changed.';

-- who deletes a contract asks whether another one follows it
CREATE INDEX contracts_by_previous ON contracts (previous_contract_id) WHERE previous_contract_id IS NOT NULL;

CREATE FUNCTION forget_rows(of_table regclass, which text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    link record;
BEGIN
    FOR link IN
        SELECT c.conrelid::regclass AS child,
               (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.rank)
                FROM unnest(c.conkey) WITH ORDINALITY AS k (num, rank)
                JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS named_in,
               (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.rank)
                FROM unnest(c.confkey) WITH ORDINALITY AS k (num, rank)
                JOIN pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.num) AS named_by
        FROM pg_constraint AS c
        WHERE c.contype = 'f' AND c.confrelid = of_table AND c.conrelid <> c.confrelid
        ORDER BY c.conrelid::regclass::text, c.conname
    LOOP
        PERFORM forget_rows(link.child, format('(%s) IN (SELECT %s FROM %s WHERE %s)', link.named_in, link.named_by, of_table, which));
    END LOOP;
    -- what was noted or taken back of these rows tells of them too
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = of_table AND attname = 'id' AND atttypid = 'uuid'::regtype) THEN
        EXECUTE format('DELETE FROM withdrawals WHERE record_id IN (SELECT id FROM %s WHERE %s)', of_table, which);
        EXECUTE format('DELETE FROM noted_acts WHERE record_id IN (SELECT id FROM %s WHERE %s)', of_table, which);
    END IF;
    EXECUTE format('DELETE FROM %s WHERE %s', of_table, which);
END $$;
COMMENT ON FUNCTION forget_rows IS 'Deletes rows for good, whatever refers to them first, as the foreign keys say it: a table that comes later is followed too.';

CREATE FUNCTION forget_people(people uuid[], ended_before date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    signed_in uuid[] := ARRAY(SELECT id FROM accounts WHERE apprentice_id = ANY (people));
BEGIN
    -- whoever asks, nobody whose training or contract is not over is forgotten
    IF EXISTS (SELECT FROM enrolments AS e JOIN cohorts AS c ON c.id = e.cohort_id
               WHERE e.apprentice_id = ANY (people)
                 AND coalesce(e.expected_ends_on, c.ends_on) >= ended_before AND coalesce(e.excluded_on, 'infinity') >= ended_before)
       OR EXISTS (SELECT FROM contracts WHERE apprentice_id = ANY (people) AND least(ends_on, closed_on) >= ended_before)
    THEN
        RAISE EXCEPTION 'a file that is not over is not forgotten';
    END IF;
    PERFORM set_config('compagnon.taking_back', 'on', true);
    PERFORM set_config('compagnon.cards', 'later', true);
    DELETE FROM withdrawals WHERE apprentice_id = ANY (people);
    DELETE FROM withdrawals AS w USING contracts AS c WHERE w.contract_id = c.id AND c.apprentice_id = ANY (people);
    DELETE FROM withdrawals WHERE apprentice_id IS NULL
        AND EXISTS (SELECT FROM unnest(people) AS one (id) WHERE position(one.id::text IN facts::text || steps::text) > 0);
    DELETE FROM noted_acts
        WHERE EXISTS (SELECT FROM unnest(people) AS one (id) WHERE position(one.id::text IN steps::text) > 0);
    DELETE FROM import_rows AS r USING enrolments AS e
        WHERE r.record_id IN (e.id, e.apprentice_id) AND e.apprentice_id = ANY (people);
    -- the account, with what is only its own
    UPDATE accounts SET twin_of = NULL WHERE twin_of = ANY (signed_in);
    PERFORM forget_rows('mails', format('account_id = ANY (%L::uuid[])', signed_in));
    PERFORM forget_rows('feeds', format('account_id = ANY (%L::uuid[])', signed_in));
    DELETE FROM invitations WHERE account_id = ANY (signed_in);
    DELETE FROM sessions WHERE account_id = ANY (signed_in);
    DELETE FROM accounts WHERE id = ANY (signed_in);
    PERFORM forget_rows('apprentices', format('id = ANY (%L::uuid[])', people));
    -- what is made anew from the facts refers to them without a key
    DELETE FROM enrolment_cards WHERE apprentice_id = ANY (people);
    DELETE FROM derived_obligations WHERE apprentice_id = ANY (people);
    PERFORM set_config('compagnon.cards', '', true);
    PERFORM set_config('compagnon.taking_back', 'off', true);
END $$;
COMMENT ON FUNCTION forget_people IS 'Deletes all that is about some apprentices whose training ended before a day; refused of anybody else.';
