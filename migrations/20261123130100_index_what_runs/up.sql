-- What a site reads of the present year costs the same whatever the years kept.
CREATE INDEX derived_obligations_of_kind ON derived_obligations (site_id, kind, due_on) INCLUDE (done_on);
CREATE INDEX derived_obligations_of_staff ON derived_obligations (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX contracts_by_last_day ON contracts (site_id, ends_on) INCLUDE (apprentice_id, starts_on, closed_on, state);
DROP INDEX enrolments_by_cohort;
CREATE INDEX enrolments_by_cohort ON enrolments (cohort_id, id) INCLUDE (apprentice_id, excluded_on);
