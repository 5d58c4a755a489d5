DROP TABLE contract_returns;
