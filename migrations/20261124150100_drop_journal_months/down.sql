DROP FUNCTION drop_journal_months(date);
