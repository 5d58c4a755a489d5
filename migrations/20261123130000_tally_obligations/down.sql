DROP TABLE obligation_tallies;
