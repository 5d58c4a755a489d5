-- The visits still planned of a site are read in the order of their days.
CREATE INDEX visits_planned_in_order ON visits (site_id, planned_on, id) WHERE state = 'planned';
