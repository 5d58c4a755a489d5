DROP TABLE cohorts;
DROP TABLE programmes;
DROP TABLE sites;
