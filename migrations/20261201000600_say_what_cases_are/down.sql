COMMENT ON COLUMN rate_publication_values.cases IS 'Identifiers of the enrolments or contracts a shown rate is over, to which later publications are compared; never answered.';
