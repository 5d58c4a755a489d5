DROP FUNCTION owns_tables();
DROP FUNCTION open_to_server(text);
ALTER FUNCTION prepare_journal_months(integer) SECURITY INVOKER RESET ALL;
