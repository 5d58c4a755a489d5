-- Closed years of one site, to see what reading the present costs when they pile up: :past people of cohorts that
-- ended before 2016, each with a contract and four visits held. Run with psql after `compagnon seed`, on a base to
-- throw away: psql -v past=247500 -f benches/years_kept.sql
SET session_replication_role = replica;
SET synchronous_commit = off;
SET statement_timeout = 0;
BEGIN;
CREATE FUNCTION pg_temp.v7(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1456080000000 + n), 12, '0') || '7' || substr(md5(kind), 1, 3)
            || '8' || substr(md5(kind), 4, 15))::uuid
$$;
CREATE TEMP TABLE kept AS
    SELECT s.id AS site_id, p.id AS programme_id, (SELECT min(id::text)::uuid FROM employers) AS employer_id,
           (SELECT min(id::text)::uuid FROM tutors) AS tutor_id
    FROM sites s, programmes p WHERE s.code = 'ufa-leonie-aviat' AND p.code = 'bts-mco';
INSERT INTO cohorts (id, site_id, programme_id, name, starts_on, ends_on, exam_session, exam_regulation)
SELECT pg_temp.v7('old cohort', y), site_id, programme_id, 'BTS MCO ' || y || '-' || y + 2, make_date(y, 8, 25),
       make_date(y + 2, 8, 24), y + 2, 'mco-2018'
FROM generate_series(2000, 2013) AS y, kept;
INSERT INTO apprentices (id, site_id, family_name, given_name, born_on)
SELECT pg_temp.v7('old', n), site_id, (ARRAY['Martin', 'Bernard', 'Thomas', 'Petit', 'Robert', 'Zola'])[1 + n % 6]
       || ' ' || md5(n::text), 'Camille', make_date(1980 + (n % 14)::int, 5, 3)
FROM generate_series(1, :past) AS n, kept;
INSERT INTO enrolments (id, site_id, apprentice_id, cohort_id, enrolled_on)
SELECT pg_temp.v7('old enrolment', n), site_id, pg_temp.v7('old', n), pg_temp.v7('old cohort', 2000 + n % 14),
       make_date(2000 + (n % 14)::int, 6, 15)
FROM generate_series(1, :past) AS n, kept;
INSERT INTO contracts (id, site_id, apprentice_id, enrolment_id, employer_id, tutor_id, type_code, starts_on, ends_on,
                       state, signed_on, drafted_on)
SELECT pg_temp.v7('old contract', n), site_id, pg_temp.v7('old', n), pg_temp.v7('old enrolment', n), employer_id,
       tutor_id, '11', make_date(y, 8, 25), make_date(y + 2, 8, 24), 'signed', make_date(y, 7, 1), make_date(y, 6, 20)
FROM (SELECT n, 2000 + (n % 14)::int AS y FROM generate_series(1, :past) AS n) AS one, kept;
INSERT INTO contract_employments (contract_id, site_id, from_on, to_on, employer_id)
SELECT id, site_id, starts_on, ends_on, employer_id FROM contracts WHERE ends_on < '2016-01-01';
INSERT INTO visits (id, site_id, apprentice_id, contract_id, tutor_id, training_year, ordinal, planned_on, due_on,
                    state, held_on, held_mode, report_number)
SELECT pg_temp.v7('old visit', n * 10 + k), site_id, pg_temp.v7('old', n), pg_temp.v7('old contract', n), tutor_id,
       1 + (k - 1) / 2, 1 + (k - 1) % 2, d, d + 60, 'held', d, 'on_site', 1
FROM (SELECT n, k, make_date(2000 + (n % 14)::int, 11, 20) + (k - 1) * 180 AS d
      FROM generate_series(1, :past) AS n, generate_series(1, 4) AS k) AS due, kept;
INSERT INTO derived_obligations (id, site_id, kind, apprentice_id, subject_id, step, contract_id, tutor_id, owner_kind,
                                 apprentice_sees, since_on, from_on, due_on, done_on, closed_on, live, rule, facts)
SELECT v.id, v.site_id, 'visit_to_hold', v.apprentice_id, v.id, '', v.contract_id, v.tutor_id, 'referent', true,
       v.planned_on - 60, v.planned_on - 15, v.due_on, v.held_on, v.held_on, false, 'obligation.visits', '{}'
FROM visits v JOIN contracts c ON c.id = v.contract_id AND c.ends_on < '2016-01-01';
ANALYZE;
DO $$ BEGIN PERFORM keep_card(e.id) FROM enrolments e WHERE NOT EXISTS (SELECT FROM enrolment_cards WHERE enrolment_id = e.id); END $$;
COMMIT;
VACUUM ANALYZE;
