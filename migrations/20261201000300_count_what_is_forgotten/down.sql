DROP FUNCTION keep_counts_of;
DROP TABLE past_opinions;
DROP TABLE past_complaints;
