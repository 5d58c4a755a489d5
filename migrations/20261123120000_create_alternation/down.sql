DROP TABLE calendar_overrides;
DROP TABLE cohort_exceptions;
DROP TABLE cohort_rhythms;
DROP TABLE cohort_calendars;
