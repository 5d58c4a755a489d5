-- Nothing tells the rows that were filled in from those that a signature wrote: they stay.
SELECT 1;
