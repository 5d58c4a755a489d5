ALTER TABLE mails DROP COLUMN lease_token;
COMMENT ON COLUMN mails.state IS 'waiting, sending, sent, refused by the server, uncertain (cut while sending: never sent again by itself) or superseded by a later one.';
