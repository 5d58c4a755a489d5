-- A complaint waits for its answer: what is due of it belongs to the site, and to no apprentice's file.
ALTER TABLE derived_obligations DROP CONSTRAINT derived_obligations_file,
    ADD CONSTRAINT derived_obligations_file CHECK (apprentice_id IS NULL OR cohort_id IS NULL);
COMMENT ON COLUMN derived_obligations.apprentice_id IS 'Apprentice concerned; none for what concerns a whole cohort or the site.';
COMMENT ON COLUMN derived_obligations.cohort_id IS 'Cohort concerned, for what concerns all of it; none for what concerns the site.';
CREATE INDEX derived_obligations_of_site_alone ON derived_obligations (site_id) WHERE apprentice_id IS NULL AND cohort_id IS NULL;
CREATE TRIGGER complaints_mark AFTER INSERT OR UPDATE OR DELETE ON complaints FOR EACH ROW EXECUTE FUNCTION mark_obligations('site', 'site_id');
CREATE TRIGGER complaint_steps_mark AFTER INSERT OR UPDATE OR DELETE ON complaint_steps FOR EACH ROW EXECUTE FUNCTION mark_obligations('site', 'site_id');

CREATE FUNCTION mark_complaints_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO obligation_marks (site_id, subject_kind, subject_id)
    SELECT DISTINCT site_id, 'site', site_id FROM complaints WHERE assigned_to = NEW.id;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION mark_complaints_assigned IS 'Says that who answers complaints changed with an account disabled, enabled or given another role.';
CREATE TRIGGER accounts_mark_complaints AFTER UPDATE OF disabled_at, role ON accounts FOR EACH ROW
    WHEN ((OLD.disabled_at, OLD.role) IS DISTINCT FROM (NEW.disabled_at, NEW.role)) EXECUTE FUNCTION mark_complaints_assigned();
