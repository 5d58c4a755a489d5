-- A class whose candidates are not all registered for the exam has something due: what is registered marks the class.
CREATE FUNCTION mark_class_of_enrolment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    after  jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
BEGIN
    INSERT INTO obligation_marks (site_id, subject_kind, subject_id)
    SELECT DISTINCT enrolled.site_id, 'cohort_alone', enrolled.cohort_id
    FROM enrolments enrolled
    WHERE enrolled.id IN ((before ->> 'enrolment_id')::uuid, (after ->> 'enrolment_id')::uuid);
    RETURN NULL;
END $$;
COMMENT ON FUNCTION mark_class_of_enrolment IS 'Says that what is due for a class changed with a fact about one of its enrolments.';
CREATE TRIGGER exam_results_mark AFTER INSERT OR UPDATE OR DELETE ON exam_results FOR EACH ROW EXECUTE FUNCTION mark_class_of_enrolment();
