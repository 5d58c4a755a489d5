DROP INDEX derived_obligations_in_order;
DROP INDEX visits_in_order;
