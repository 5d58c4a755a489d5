ALTER TABLE mails ADD COLUMN lease_token uuid;
COMMENT ON COLUMN mails.lease_token IS 'Whoever took it last to send it: only they write what became of it, as long as nobody asked for it again.';
COMMENT ON COLUMN mails.state IS 'waiting, sending, sent, refused by the server, uncertain (cut while sending: never sent again by itself; told otherwise when its sender comes back with an answer) or superseded by a later one.';
