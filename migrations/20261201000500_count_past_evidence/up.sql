-- What evidences the quality standard is still counted once notes or files are forgotten: how much of each kind on each day of a
-- site, and nothing else.
CREATE TABLE past_evidence (
    site_id uuid NOT NULL REFERENCES sites (id),
    kind    text NOT NULL,
    day     date NOT NULL,
    facts   integer NOT NULL,
    PRIMARY KEY (site_id, kind, day),
    CONSTRAINT past_evidence_some CHECK (facts > 0)
);
COMMENT ON TABLE past_evidence IS 'How much evidences the quality standard in files and notes forgotten since: numbers by day, nothing of anybody.';
COMMENT ON COLUMN past_evidence.site_id IS 'Site that owns the row.';
COMMENT ON COLUMN past_evidence.kind IS 'What was counted: visits, phone_contacts, difficulties...';
COMMENT ON COLUMN past_evidence.day IS 'Day on which it took place.';
COMMENT ON COLUMN past_evidence.facts IS 'How many.';

CREATE FUNCTION keep_evidence_of(people uuid[], kinds text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO past_evidence (site_id, kind, day, facts)
    SELECT one.site_id, one.kind, one.day, count(*)
    FROM (
        SELECT site_id, 'visits' AS kind, held_on AS day FROM visits WHERE apprentice_id = ANY (people) AND state = 'held'
        UNION ALL
        SELECT a.site_id, 'acknowledgements', (a.acknowledged_at AT TIME ZONE 'Europe/Paris')::date
        FROM visit_acknowledgements AS a JOIN visits AS v ON v.id = a.visit_id WHERE v.apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'phone_contacts', (called_at AT TIME ZONE 'Europe/Paris')::date FROM phone_contacts
        WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'difficulties', opened_on FROM difficulties WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'skill_positions', seen_on FROM skill_positions WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'tutor_invitations', invited_on FROM mock_exam_invitations WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'prior_learnings', recognised_on FROM prior_learnings WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'missions', from_on FROM company_missions WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'rupture_cases', opened_on FROM rupture_cases WHERE apprentice_id = ANY (people)
        UNION ALL
        SELECT site_id, 'documents', done_on FROM milestones
        WHERE apprentice_id = ANY (people) AND kind = 'document' AND withdrawn_at IS NULL
        UNION ALL
        SELECT r.site_id, 'exam_registrations', r.registered_on FROM exam_results AS r
        JOIN enrolments AS e ON e.id = r.enrolment_id WHERE e.apprentice_id = ANY (people)
        UNION ALL
        SELECT r.site_id, 'exam_decisions', r.decided_on FROM exam_results AS r
        JOIN enrolments AS e ON e.id = r.enrolment_id WHERE e.apprentice_id = ANY (people)
        UNION ALL
        SELECT s.site_id, 'leaver_surveys', s.closes_on FROM outcome_surveys AS s
        JOIN enrolments AS e ON e.id = s.enrolment_id WHERE e.apprentice_id = ANY (people)
        UNION ALL
        SELECT s.site_id, 'logbooks', (s.signed_at AT TIME ZONE 'Europe/Paris')::date FROM logbook_signatures AS s
        JOIN enrolments AS e ON e.id = s.enrolment_id WHERE e.apprentice_id = ANY (people)
    ) AS one
    WHERE one.day IS NOT NULL AND (kinds IS NULL OR one.kind = ANY (kinds))
    GROUP BY one.site_id, one.kind, one.day
    ON CONFLICT (site_id, kind, day) DO UPDATE SET facts = past_evidence.facts + excluded.facts;
END $$;
COMMENT ON FUNCTION keep_evidence_of IS 'Keeps how much of some kinds, of all when unsaid, evidences the quality standard in the files of some apprentices, before it goes.';
