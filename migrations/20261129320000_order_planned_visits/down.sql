DROP INDEX visits_planned_in_order;
