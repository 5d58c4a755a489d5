-- Visits and what is due, read by somebody who sees every site: without them a page sorted the whole table
-- (50 and 72 ms of 20,000 apprentices, 3 and 3 with them).
CREATE INDEX visits_in_order ON visits (planned_on, id);
CREATE INDEX derived_obligations_in_order ON derived_obligations (consequence, due_on, id) WHERE live;
