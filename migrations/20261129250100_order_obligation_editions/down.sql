DROP TABLE obligation_editions;
