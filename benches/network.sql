-- A network of 200 sites and 100,000 apprentices in cohorts of five sessions, with their contracts, ruptures, exams and answers: what
-- rates are computed over. For a base of its own, migrated: psql -v sites=200 -v learners=100 -f benches/network.sql
-- More years are kept with -v first=2016: the first session, 2021 unless said.
\set ON_ERROR_STOP 1
\if :{?first} \else \set first 2021 \endif
BEGIN;
SELECT set_config('compagnon.cards', 'later', true);
SET LOCAL session_replication_role = replica;
INSERT INTO programmes (id, code, title, digest, loaded_at)
VALUES (gen_random_uuid(), 'bts-mco', 'BTS MCO', '', now()) ON CONFLICT (code) DO NOTHING;
CREATE TEMP TABLE net_sites AS
SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS employer, gen_random_uuid() AS tutor FROM generate_series(1, :sites) AS n;
INSERT INTO sites (id, code, name, cfa_code, loaded_at)
SELECT id, 'net-' || n, 'Site ' || n, 'net', now() FROM net_sites;
INSERT INTO employers (id, site_id, siret, name, search_name) SELECT employer, id, lpad((20000000000000 + n)::text, 14, '0'), 'Entreprise', 'entreprise' FROM net_sites;
INSERT INTO tutors (id, site_id, employer_id, family_name, given_name, search_name)
SELECT tutor, id, employer, 'Tuteur', 'Ada', 'tuteur ada' FROM net_sites;
CREATE TEMP TABLE net_cohorts AS
SELECT s.n AS site, s.id AS site_id, s.employer, s.tutor, y, gen_random_uuid() AS id FROM net_sites AS s, generate_series(:first, 2025) AS y;
INSERT INTO cohorts (id, site_id, programme_id, name, starts_on, ends_on, exam_session, exam_regulation)
SELECT c.id, c.site_id, p.id, 'Session ' || y, make_date(y - 2, 9, 1), make_date(y, 8, 31), y, 'mco-2024'
FROM net_cohorts AS c, programmes AS p WHERE p.code = 'bts-mco';
CREATE TEMP TABLE net AS
SELECT c.*, k, gen_random_uuid() AS apprentice, gen_random_uuid() AS enrolment, gen_random_uuid() AS contract,
       gen_random_uuid() AS exam, gen_random_uuid() AS survey, (k % 7 = 0) AS broken
FROM net_cohorts AS c, generate_series(1, :learners) AS k;
INSERT INTO apprentices (id, site_id, family_name, given_name, born_on, search_name)
SELECT apprentice, site_id, 'Nom' || k, 'Ada', '2003-04-05', 'nom' || k || ' ada' FROM net;
INSERT INTO enrolments (id, site_id, apprentice_id, cohort_id, enrolled_on)
SELECT enrolment, site_id, apprentice, id, make_date(y - 2, 6, 1) FROM net;
INSERT INTO contracts (id, site_id, apprentice_id, enrolment_id, employer_id, tutor_id, type_code, starts_on, ends_on, state, signed_on, closed_on, form_version, mode_code, drafted_on)
SELECT contract, site_id, apprentice, enrolment, employer, tutor, '11', make_date(y - 2, 9, 1), make_date(y, 8, 31),
       CASE WHEN broken THEN 'broken' ELSE 'signed' END, make_date(y - 2, 8, 20),
       CASE WHEN broken THEN make_date(y - 1, 2, 1) END, '10103-15', '1', make_date(y - 2, 8, 1) FROM net;
INSERT INTO contract_terms (contract_id, site_id, training_hours) SELECT contract, site_id, 1350 FROM net;
INSERT INTO ruptures (id, site_id, contract_id, apprentice_id, effective_on, initiator, ground, notice_received_on)
SELECT gen_random_uuid(), site_id, contract, apprentice, make_date(y - 1, 2, 2), 'both', 'mutual_agreement', make_date(y - 1, 2, 1) FROM net WHERE broken;
INSERT INTO exam_results (id, site_id, enrolment_id, session, regulation_code, registered_on, decision, decided_on)
SELECT exam, site_id, enrolment, y, 'mco-2024', make_date(y - 1, 11, 4), CASE WHEN k % 5 = 0 THEN 'refused' ELSE 'admitted' END, make_date(y, 7, 4)
FROM net WHERE NOT broken;
INSERT INTO exam_result_units (id, site_id, exam_result_id, unit_code, presence)
SELECT gen_random_uuid(), site_id, exam, unit, CASE WHEN k % 10 = 0 THEN 'absent' ELSE 'present' END
FROM net, unnest('{E1,E2,E3,E41,E42,E5}'::text[]) AS unit WHERE NOT broken;
INSERT INTO outcome_surveys (id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on)
SELECT survey, site_id, enrolment, 6, make_date(y, 8, 31), make_date(y + 1, 2, 28), make_date(y + 1, 4, 30) FROM net;
INSERT INTO outcome_answers (id, site_id, survey_id, source, situation, answered_on, author_kind)
SELECT gen_random_uuid(), site_id, survey, 'link', (ARRAY['employed', 'studying', 'seeking'])[1 + k % 3], make_date(y + 1, 3, 3), 'nobody'
FROM net WHERE k % 10 < 7;
COMMIT;
ANALYZE;
