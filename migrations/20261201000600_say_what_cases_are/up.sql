-- An enrolment may stand for several exam sessions: it is compared at each.
COMMENT ON COLUMN rate_publication_values.cases IS 'Identifiers of what a shown rate is over, to which later publications are compared; never answered: contracts, or enrolments, each at its exam session.';
