ALTER TABLE calendar_overrides DROP CONSTRAINT calendar_overrides_public_holidays;
UPDATE calendar_overrides SET public_holidays = CASE
    WHEN public_holidays LIKE 'alsace_moselle%' THEN 'alsace_moselle' ELSE 'standard' END
WHERE public_holidays IS NOT NULL;
ALTER TABLE calendar_overrides ADD CONSTRAINT calendar_overrides_public_holidays
    CHECK (public_holidays IN ('standard', 'alsace_moselle'));
