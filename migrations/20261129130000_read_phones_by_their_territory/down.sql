-- Nothing tells the numbers mended from those typed right: they stay, and ring.
SELECT 1;
