DROP TABLE contract_employments;
