DROP TABLE referents;
