-- The deposit of an amendment is due from its signature: signing one, or withdrawing it, changes what its contract asks for.
CREATE TRIGGER amendments_mark AFTER INSERT OR UPDATE OR DELETE ON amendments FOR EACH ROW EXECUTE FUNCTION mark_obligations('contract', 'contract_id');
