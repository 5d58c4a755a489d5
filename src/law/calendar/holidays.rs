//! The public holidays of metropolitan France, and the two more of Alsace-Moselle.
//! They apply to the place of work: a company may be in Moselle while the training site is in Troyes.

use chrono::{Datelike, NaiveDate};

use super::add_days;

/// Which list of public holidays applies to a place of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HolidayZone {
    /// Metropolitan France, the list of eleven days.
    #[default]
    Standard,
    /// Bas-Rhin, Haut-Rhin and Moselle: Good Friday and 26 December as well.
    AlsaceMoselle,
}

impl HolidayZone {
    /// The stable public code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::AlsaceMoselle => "alsace_moselle",
        }
    }

    /// The list of a postal code, from its department; metropolitan when there is none.
    pub fn of_postal_code(postal_code: Option<&str>) -> Self {
        match postal_code.and_then(|code| code.get(..2)) {
            Some("57" | "67" | "68") => Self::AlsaceMoselle,
            _ => Self::Standard,
        }
    }
}

/// A public holiday of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicHoliday {
    /// The day off.
    pub on: NaiveDate,
    /// Its French name.
    pub name_fr: &'static str,
    /// Its English name.
    pub name_en: &'static str,
}

#[derive(Clone, Copy)]
enum When {
    /// Month, day.
    Fixed(u32, u32),
    /// Days after Easter Sunday.
    Easter(i64),
}

struct HolidayRule {
    when: When,
    only_in: Option<HolidayZone>,
    name_fr: &'static str,
    name_en: &'static str,
}

const fn everywhere(when: When, name_fr: &'static str, name_en: &'static str) -> HolidayRule {
    HolidayRule { when, only_in: None, name_fr, name_en }
}

const fn alsace_moselle(when: When, name_fr: &'static str, name_en: &'static str) -> HolidayRule {
    HolidayRule { when, only_in: Some(HolidayZone::AlsaceMoselle), name_fr, name_en }
}

/// The holidays of the law.
///
/// Source: Code du travail, art. L3133-1 (the eleven days) and L3134-13 (Alsace-Moselle), read 23/11/2026.
/// Good Friday is off only in communes with a Protestant or a mixed church: it is kept for all of Alsace-Moselle,
/// so that a delay is never announced too short.
const RULES: [HolidayRule; 13] = [
    everywhere(When::Fixed(1, 1), "Jour de l'an", "New Year's Day"),
    alsace_moselle(When::Easter(-2), "Vendredi saint", "Good Friday"),
    everywhere(When::Easter(1), "Lundi de Pâques", "Easter Monday"),
    everywhere(When::Fixed(5, 1), "Fête du travail", "Labour Day"),
    everywhere(When::Fixed(5, 8), "Victoire de 1945", "Victory Day 1945"),
    everywhere(When::Easter(39), "Ascension", "Ascension Day"),
    everywhere(When::Easter(50), "Lundi de Pentecôte", "Whit Monday"),
    everywhere(When::Fixed(7, 14), "Fête nationale", "Bastille Day"),
    everywhere(When::Fixed(8, 15), "Assomption", "Assumption Day"),
    everywhere(When::Fixed(11, 1), "Toussaint", "All Saints' Day"),
    everywhere(When::Fixed(11, 11), "Armistice de 1918", "Armistice Day 1918"),
    everywhere(When::Fixed(12, 25), "Noël", "Christmas Day"),
    alsace_moselle(When::Fixed(12, 26), "Saint-Étienne", "Saint Stephen's Day"),
];

impl HolidayRule {
    fn applies_in(&self, place: HolidayZone) -> bool {
        self.only_in.is_none_or(|only| only == place)
    }

    fn in_year(&self, year: i32, easter: NaiveDate) -> Option<PublicHoliday> {
        let on = match self.when {
            When::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day)?,
            When::Easter(offset) => add_days(easter, offset),
        };
        Some(PublicHoliday { on, name_fr: self.name_fr, name_en: self.name_en })
    }
}

/// Easter Sunday of a year (anonymous Gregorian algorithm); nothing for a year the calendar cannot hold.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let skipped = (century + 8).div_euclid(25);
    let lunar = (century - skipped + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - lunar + 15).rem_euclid(30);
    let leaps = 2 * century.rem_euclid(4) + 2 * in_century.div_euclid(4);
    let to_sunday = (32 + leaps - epact - in_century.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    let from_march = epact + to_sunday - 7 * late + 21;
    Some(add_days(NaiveDate::from_ymd_opt(year, 3, 1)?, i64::from(from_march)))
}

fn holidays(year: i32, place: HolidayZone) -> impl Iterator<Item = PublicHoliday> {
    let rules = RULES.iter().filter(move |rule| rule.applies_in(place));
    let easter = easter_sunday(year);
    rules.filter_map(move |rule| rule.in_year(year, easter?))
}

/// The public holidays of a year, in order; none for a year the calendar cannot hold.
pub fn public_holidays(year: i32, place: HolidayZone) -> Vec<PublicHoliday> {
    let mut days: Vec<_> = holidays(year, place).collect();
    days.sort_by_key(|holiday| holiday.on);
    days
}

/// The public holiday that falls on a day, if any.
pub fn holiday_on(date: NaiveDate, place: HolidayZone) -> Option<PublicHoliday> {
    holidays(date.year(), place).find(|holiday| holiday.on == date)
}

/// Whether the day is a public holiday there.
pub fn is_public_holiday(date: NaiveDate, place: HolidayZone) -> bool {
    holiday_on(date, place).is_some()
}
