DROP TABLE rate_publication_values;
DROP TABLE rate_publications;
