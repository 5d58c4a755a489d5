DROP TABLE enrolments;
DROP TABLE guardians;
DROP TABLE apprentices;
