DROP TABLE ceiling_derogations;
