DROP TRIGGER amendments_mark ON amendments;
