DROP TABLE bootstrap_tokens;
DROP TABLE signing_keys;
DROP TABLE login_throttles;
DROP TABLE client_secrets;
DROP TABLE clients;
DROP TABLE sessions;
DROP TABLE invitations;
DROP TABLE accounts;
