-- The contracts signed before contract_tutors was made had their first tutor written there, and not their second. What an
-- amendment wrote since stays as it is.
INSERT INTO contract_tutors (contract_id, site_id, rank, tutor_id, from_on, to_on)
SELECT id, site_id, 2, second_tutor_id, starts_on, ends_on FROM contracts
WHERE state IN ('signed', 'broken') AND second_tutor_id IS NOT NULL
AND NOT EXISTS (SELECT FROM contract_tutors AS known WHERE known.contract_id = contracts.id AND known.rank = 2)
ON CONFLICT DO NOTHING;
