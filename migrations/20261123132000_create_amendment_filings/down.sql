DROP TABLE amendment_filings;
