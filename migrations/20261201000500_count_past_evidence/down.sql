DROP FUNCTION keep_evidence_of;
DROP TABLE past_evidence;
