DROP TABLE ruptures;
