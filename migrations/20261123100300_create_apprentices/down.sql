DROP TABLE enrolments;
DROP TABLE guardians;
DROP TABLE apprentices;
DROP FUNCTION fill_apprentice_search_name();
