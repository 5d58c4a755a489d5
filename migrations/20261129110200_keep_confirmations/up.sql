-- What the parties maintain though the law would refuse it, said explicitly and kept.
ALTER TABLE ruptures ADD COLUMN confirmation text,
    ADD CONSTRAINT ruptures_confirmation CHECK (char_length(confirmation) BETWEEN 1 AND 1000);
COMMENT ON COLUMN ruptures.confirmation IS 'Why the rupture is recorded though the free days were long over; asked for then.';
ALTER TABLE amendments ADD COLUMN confirmation text,
    ADD CONSTRAINT amendments_confirmation CHECK (char_length(confirmation) BETWEEN 1 AND 1000);
COMMENT ON COLUMN amendments.confirmation IS 'Why the amendment is signed though the exams are still to come; asked for then.';
