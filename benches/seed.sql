-- A large fictional site, the same each time: :apprentices people, 1.3 contracts each, about 3 visits a contract.
-- Run by `compagnon seed`, which replaces :apprentices and refuses a base that already has apprentices.
SELECT setseed(0.42);
SET LOCAL synchronous_commit = off;
SET LOCAL statement_timeout = 0;
SET LOCAL compagnon.cards = 'later';

CREATE FUNCTION pg_temp.v7(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1756080000000 + n), 12, '0') || '7' || substr(md5(kind), 1, 3)
            || '8' || substr(md5(kind), 4, 15))::uuid
$$;
CREATE FUNCTION pg_temp.pick(list text[], n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT list[1 + abs(hashtext(n::text)) % array_length(list, 1)]
$$;

CREATE TEMP TABLE seeded_site ON COMMIT DROP AS
    SELECT id AS site_id FROM sites WHERE code = 'ufa-leonie-aviat';

INSERT INTO cohorts (id, site_id, programme_id, name, starts_on, ends_on, exam_session, exam_regulation)
SELECT pg_temp.v7('cohort', y), site_id, p.id, 'BTS MCO ' || y || '-' || y + 2, make_date(y, 8, 25),
       make_date(y + 2, 8, 24), y + 2, CASE WHEN y + 2 < 2025 THEN 'mco-2018' ELSE 'mco-2024' END
FROM generate_series(2016, 2025) AS y, seeded_site, programmes p WHERE p.code = 'bts-mco';

INSERT INTO employers (id, site_id, siret, name, postal_code, city, opco)
SELECT pg_temp.v7('employer', n), site_id, lpad((10000000000000 + n)::text, 14, '0'),
       pg_temp.pick(ARRAY['Librairie','Boutique','Marché','Comptoir','Atelier','Maison','Épicerie','Galerie'], n) || ' '
       || pg_temp.pick(ARRAY['des Halles','du Beffroi','Saint-Jean','de la Seine','du Pont','des Tanneurs','Molé'], n * 7)
       || ' ' || n, '10000', 'Troyes', 'opcommerce'
FROM generate_series(1, greatest(1, :apprentices / 5)) AS n, seeded_site;

INSERT INTO tutors (id, site_id, employer_id, family_name, given_name, born_on, job_title)
SELECT pg_temp.v7('tutor', n), site_id, pg_temp.v7('employer', 1 + n % greatest(1, :apprentices / 5)),
       pg_temp.pick(ARRAY['Lambert','Noël','Gérard','Faure','Roussel','Mercier','Blanc','Guérin','Boyer','Garnier'], n),
       pg_temp.pick(ARRAY['Anne','Éric','Hélène','Marc','Sophie','Luc','Zoé','Paul','Inès','Yves'], n * 3),
       make_date(1960 + (n % 40)::int, 1 + (n % 12)::int, 1 + (n % 28)::int), 'Responsable de rayon'
FROM generate_series(1, greatest(1, :apprentices * 3 / 10)) AS n, seeded_site;

INSERT INTO apprentices (id, site_id, family_name, given_name, born_on, email, postal_code, city)
SELECT pg_temp.v7('apprentice', n), site_id,
       pg_temp.pick(ARRAY['Martin','Bernard','Thomas','Petit','Robert','Richard','Durand','Dubois','Moreau','Laurent',
         'Simon','Michel','Lefèvre','Leroy','Roux','David','Bertrand','Morel','Fournier','Girard','Bonnet','Dupont',
         'Lambert','Fontaine','Rousseau','Vincent','Müller','Lefebvre','Faure','André','Mercier','Blanc','Guérin',
         'Boyer','Garnier','Chevalier','François','Legrand','Gauthier','Garcia','Perrin','Robin','Clément','Morin',
         'Nicolas','Henry','Roussel','Mathieu','Gautier','Masson','Marchand','Duval','Denis','Dumont','Marie',
         'Lemaire','Noël','Meyer','Dufour','Meunier','Brun','Blanchard','Giraud','Joly','Rivière','Lucas','Brunet',
         'Gaillard','Barbier','Arnaud','Martinez','Gérard','Roche','Renard','Schmitt','Roy','Leroux','Colin','Vidal',
         'Caron','Picard','Roger','Fabre','Aubert','Lemoine','Renaud','Dumas','Lacroix','Olivier','Philippe',
         'Bourgeois','Pierre','Benoît','Rey','Leclerc','Payet','Rolland','Leclercq','Guillaume','Lecomte'], n)
       || CASE WHEN n % 3 = 0 THEN '-' || pg_temp.pick(ARRAY['Aubry','Besson','Carré','Dallé','Évrard','Ferry'], n * 5) ELSE '' END,
       pg_temp.pick(ARRAY['Emma','Jade','Louise','Alice','Chloé','Inès','Léa','Manon','Rose','Anna','Lina','Mila',
         'Gabriel','Léo','Raphaël','Louis','Arthur','Jules','Adam','Maël','Lucas','Hugo','Noah','Théo','Éden','Sacha',
         'Nathan','Tom','Ethan','Aaron','Camille','Zoé','Agathe','Juliette','Sarah','Nina','Eva','Élise','Clara','Léna'], n * 11),
       make_date(1997 + (n % 10)::int, 1 + (n % 12)::int, 1 + (n % 28)::int), 'apprenti' || n || '@example.org', '10000', 'Troyes'
FROM generate_series(1, :apprentices) AS n, seeded_site;

INSERT INTO enrolments (id, site_id, apprentice_id, cohort_id, enrolled_on)
SELECT pg_temp.v7('enrolment', n), site_id, pg_temp.v7('apprentice', n),
       pg_temp.v7('cohort', 2016 + n % 10), make_date(2016 + (n % 10)::int, 6, 15)
FROM generate_series(1, :apprentices) AS n, seeded_site;

-- Three in ten broke a first contract in the spring and signed another.
INSERT INTO contracts (id, site_id, apprentice_id, enrolment_id, employer_id, tutor_id, type_code, starts_on, ends_on,
                       state, signed_on, closed_on, drafted_on)
SELECT pg_temp.v7('contract', n), site_id, pg_temp.v7('apprentice', n), pg_temp.v7('enrolment', n),
       pg_temp.v7('employer', 1 + t % greatest(1, :apprentices / 5)), pg_temp.v7('tutor', t), '11',
       make_date(y, 8, 25), make_date(y + 2, 8, 24),
       CASE WHEN n % 10 < 3 THEN 'broken' ELSE 'signed' END, make_date(y, 7, 1),
       CASE WHEN n % 10 < 3 THEN make_date(y + 1, 2, 9) END, make_date(y, 6, 20)
FROM (SELECT n, 2016 + (n % 10)::int AS y, 1 + n % greatest(1, :apprentices * 3 / 10) AS t
      FROM generate_series(1, :apprentices) AS n) AS one, seeded_site;
INSERT INTO contracts (id, site_id, apprentice_id, enrolment_id, employer_id, tutor_id, type_code, previous_contract_id,
                       starts_on, ends_on, state, signed_on, drafted_on)
SELECT pg_temp.v7('second contract', n), site_id, pg_temp.v7('apprentice', n), pg_temp.v7('enrolment', n),
       pg_temp.v7('employer', 1 + t % greatest(1, :apprentices / 5)), pg_temp.v7('tutor', t), '23',
       pg_temp.v7('contract', n), make_date(y + 1, 4, 1), make_date(y + 2, 8, 24), 'signed', make_date(y + 1, 3, 20), make_date(y + 1, 3, 10)
FROM (SELECT n, 2016 + (n % 10)::int AS y, 1 + (n + 7) % greatest(1, :apprentices * 3 / 10) AS t
      FROM generate_series(1, :apprentices) AS n WHERE n % 10 < 3) AS two, seeded_site;
INSERT INTO contract_tutors (contract_id, site_id, rank, tutor_id, from_on, to_on)
SELECT id, site_id, 1, tutor_id, starts_on, ends_on FROM contracts;
INSERT INTO contract_employments (contract_id, site_id, from_on, to_on, employer_id)
SELECT id, site_id, starts_on, ends_on, employer_id FROM contracts;
INSERT INTO ruptures (id, site_id, contract_id, apprentice_id, effective_on, initiator, ground, notice_received_on)
SELECT pg_temp.v7('rupture', n), site_id, pg_temp.v7('contract', n), pg_temp.v7('apprentice', n),
       make_date(2017 + (n % 10)::int, 2, 10), 'both', 'mutual_agreement', make_date(2017 + (n % 10)::int, 2, 12)
FROM generate_series(1, :apprentices) AS n, seeded_site WHERE n % 10 < 3;

-- Four visits a cycle; those of the past were held, those of the running cohorts remain to be logged.
INSERT INTO visits (id, site_id, apprentice_id, contract_id, tutor_id, training_year, ordinal, planned_on, due_on,
                    state, held_on, held_mode, report_number)
SELECT pg_temp.v7('visit', a * 10 + k), c.site_id, c.apprentice_id, c.id, c.tutor_id, 1 + (k - 1) / 2, 1 + (k - 1) % 2,
       d, d + 60, CASE WHEN y < 2024 THEN 'held' ELSE 'planned' END, CASE WHEN y < 2024 THEN d END,
       CASE WHEN y < 2024 THEN 'on_site' END, CASE WHEN y < 2024 THEN 1 END
FROM (SELECT n AS a, k, 2016 + (n % 10)::int AS y,
             make_date(2016 + (n % 10)::int, 11, 20) + ((k - 1) * 180)::int AS d
      FROM generate_series(1, :apprentices) AS n, generate_series(1, 4) AS k) AS due
JOIN contracts c ON c.id = pg_temp.v7(CASE WHEN a % 10 < 3 AND k > 1 THEN 'second contract' ELSE 'contract' END, a);

INSERT INTO visit_reports (visit_id, number, site_id, held_on, mode, present, report, points_agreed, author_kind, written_at)
SELECT id, 1, site_id, held_on, 'on_site', ARRAY['apprentice', 'tutor'], 'Bonne intégration, autonomie en progrès.',
       'Préparer le dossier de vente.', 'system', created_at
FROM visits WHERE state = 'held';

INSERT INTO events (position, site_id, kind, subject_kind, subject_id, subject_version)
SELECT n, site_id, 'visit.planned', 'visit', pg_temp.v7('visit', n), 1
FROM generate_series(1, :apprentices * 4) AS n, seeded_site;
SELECT setval('events_seq_seq', (SELECT max(seq) FROM events));
-- What is due is derived whole: what each row marked is of no use.
TRUNCATE obligation_marks;
DELETE FROM obligation_ledgers;
-- Cards are written once, not at each row above, by plans that know how many rows there are.
ANALYZE;
DO $$ BEGIN PERFORM keep_card(id) FROM enrolments; END $$;
ANALYZE;
