DROP TABLE tutors;
DROP TABLE employers;
DROP FUNCTION fill_employer_search_name();
