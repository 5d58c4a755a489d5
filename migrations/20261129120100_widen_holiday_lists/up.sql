-- The lists of public holidays are those of the territories; what was written as Alsace-Moselle meant Good Friday too.
ALTER TABLE calendar_overrides DROP CONSTRAINT calendar_overrides_public_holidays;
UPDATE calendar_overrides SET public_holidays = 'alsace_moselle_good_friday' WHERE public_holidays = 'alsace_moselle';
ALTER TABLE calendar_overrides ADD CONSTRAINT calendar_overrides_public_holidays CHECK (public_holidays IN (
    'standard', 'alsace_moselle', 'alsace_moselle_good_friday', 'guadeloupe', 'martinique', 'guyane', 'la_reunion',
    'saint_pierre_et_miquelon', 'mayotte', 'saint_barthelemy', 'saint_martin'));
