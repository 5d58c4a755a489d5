-- A call says what is to be done next: what is due follows it.
CREATE TRIGGER phone_contacts_mark AFTER INSERT OR UPDATE OR DELETE ON phone_contacts FOR EACH ROW EXECUTE FUNCTION mark_obligations('apprentice', 'apprentice_id');
