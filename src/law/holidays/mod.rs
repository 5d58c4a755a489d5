//! The public holidays of a place of work: which list is its own, and which days the law puts on it.
//! They apply to the place of work: a company may be in Moselle while the training site is in Troyes.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::law::calendar::{add_days, next_weekday};
use crate::law::figures::{HolidayLaw, HolidayRule, Versions};
use crate::law::territories::{Territory, WorkLocation};
use crate::text_enum;

text_enum!(
    /// A list of public holidays: the eleven national days, and 26 December in Alsace-Moselle, where Good Friday is off in
    /// some communes only (`alsace_moselle_good_friday`), and the day of the abolition of slavery overseas.
    HolidayList {
        /// The eleven national days.
        Standard = "standard" => "Onze jours nationaux" / "The eleven national days",
        /// The national days and 26 December.
        AlsaceMoselle = "alsace_moselle" => "Alsace-Moselle" / "Alsace-Moselle",
        /// As Alsace-Moselle, and Good Friday, in communes with a Protestant or mixed church.
        AlsaceMoselleGoodFriday = "alsace_moselle_good_friday"
            => "Alsace-Moselle, Vendredi saint compris" / "Alsace-Moselle with Good Friday",
        /// The national days and 27 May.
        Guadeloupe = "guadeloupe" => "Guadeloupe" / "Guadeloupe",
        /// The national days and 22 May.
        Martinique = "martinique" => "Martinique" / "Martinique",
        /// The national days and 10 June.
        Guyane = "guyane" => "Guyane" / "French Guiana",
        /// The national days and 20 December.
        LaReunion = "la_reunion" => "La Réunion" / "La Réunion",
        /// The national days.
        SaintPierreEtMiquelon = "saint_pierre_et_miquelon"
            => "Saint-Pierre-et-Miquelon" / "Saint-Pierre-et-Miquelon",
        /// The national days and 27 April.
        Mayotte = "mayotte" => "Mayotte" / "Mayotte",
        /// The national days and 9 October.
        SaintBarthelemy = "saint_barthelemy" => "Saint-Barthélemy" / "Saint-Barthélemy",
        /// The national days and 27 May, which could not be checked: 28 May is the usage.
        SaintMartin = "saint_martin" => "Saint-Martin" / "Saint-Martin",
    }
);

/// Which public holidays apply to a place of work, as far as the place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct HolidayZone {
    territory: Territory,
    good_friday_off: Option<bool>,
}

impl HolidayZone {
    /// The zone of a place of work; that of metropolitan France when the place is not known.
    pub fn of(place: &WorkLocation) -> Self {
        Self { territory: place.territory(), good_friday_off: place.good_friday_off }
    }

    /// The territory the place is in.
    pub const fn territory(self) -> Territory {
        self.territory
    }

    /// Its list; without Good Friday as long as nobody said that it is off there.
    pub const fn list(self) -> HolidayList {
        match self.territory {
            Territory::Metropolitan => HolidayList::Standard,
            Territory::AlsaceMoselle if matches!(self.good_friday_off, Some(true)) => {
                HolidayList::AlsaceMoselleGoodFriday
            }
            Territory::AlsaceMoselle => HolidayList::AlsaceMoselle,
            Territory::Guadeloupe => HolidayList::Guadeloupe,
            Territory::Martinique => HolidayList::Martinique,
            Territory::Guyane => HolidayList::Guyane,
            Territory::LaReunion => HolidayList::LaReunion,
            Territory::SaintPierreEtMiquelon => HolidayList::SaintPierreEtMiquelon,
            Territory::Mayotte => HolidayList::Mayotte,
            Territory::SaintBarthelemy => HolidayList::SaintBarthelemy,
            Territory::SaintMartin => HolidayList::SaintMartin,
        }
    }

    /// The same place, were its commune one of those that have a Protestant or a mixed church; none when it is known
    /// whether it is.
    #[must_use]
    pub fn were_there_a_church(self) -> Option<Self> {
        let in_doubt = self.territory == Territory::AlsaceMoselle && self.good_friday_off.is_none();
        in_doubt.then_some(Self { good_friday_off: Some(true), ..self })
    }

    /// Its holidays, as the law puts them.
    pub const fn under(self, law: &Versions<HolidayLaw>) -> LocalHolidays<'_> {
        LocalHolidays { law, zone: self }
    }
}

impl From<HolidayList> for HolidayZone {
    fn from(list: HolidayList) -> Self {
        let (territory, good_friday_off) = match list {
            HolidayList::Standard => (Territory::Metropolitan, None),
            HolidayList::AlsaceMoselle => (Territory::AlsaceMoselle, Some(false)),
            HolidayList::AlsaceMoselleGoodFriday => (Territory::AlsaceMoselle, Some(true)),
            HolidayList::Guadeloupe => (Territory::Guadeloupe, None),
            HolidayList::Martinique => (Territory::Martinique, None),
            HolidayList::Guyane => (Territory::Guyane, None),
            HolidayList::LaReunion => (Territory::LaReunion, None),
            HolidayList::SaintPierreEtMiquelon => (Territory::SaintPierreEtMiquelon, None),
            HolidayList::Mayotte => (Territory::Mayotte, None),
            HolidayList::SaintBarthelemy => (Territory::SaintBarthelemy, None),
            HolidayList::SaintMartin => (Territory::SaintMartin, None),
        };
        Self { territory, good_friday_off }
    }
}

/// A public holiday of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicHoliday<'a> {
    /// The day off.
    pub on: NaiveDate,
    /// Its French name.
    pub name_fr: &'a str,
    /// Its English name.
    pub name_en: &'a str,
    /// Whether the day could not be checked.
    pub unverified: bool,
}

/// The public holidays of one place, under the law as it was each day.
#[derive(Debug, Clone, Copy)]
pub struct LocalHolidays<'a> {
    law: &'a Versions<HolidayLaw>,
    zone: HolidayZone,
}

impl<'a> LocalHolidays<'a> {
    /// The public holiday that falls on a day, if any.
    pub fn on(self, day: NaiveDate) -> Option<PublicHoliday<'a>> {
        let easter = easter_sunday(day.year());
        let falls = |rule: &&HolidayRule| day_of(rule, day.year(), easter) == Some(day);
        let rule = self.law.on(day).holidays.iter().filter(|rule| self.holds(rule)).find(falls)?;
        Some(PublicHoliday { on: day, name_fr: &rule.fr, name_en: &rule.en, unverified: rule.unverified })
    }

    /// Whether a day is a public holiday.
    pub fn is_off(self, day: NaiveDate) -> bool {
        self.on(day).is_some()
    }

    /// The public holiday a day would be, were something known of the place that is not.
    pub fn doubt_on(self, day: NaiveDate) -> Option<PublicHoliday<'a>> {
        let holiday = self.were_there_a_church()?.on(day)?;
        (!self.is_off(day)).then_some(holiday)
    }

    /// The holidays of the same place, were its commune one of those that have a Protestant or a mixed church; none when
    /// it is known whether it is.
    pub fn were_there_a_church(self) -> Option<Self> {
        Some(Self { zone: self.zone.were_there_a_church()?, ..self })
    }

    fn holds(self, rule: &HolidayRule) -> bool {
        rule.may_hold_in(self.zone.territory)
            && (!rule.church_only || self.zone.good_friday_off == Some(true))
    }
}

fn day_of(rule: &HolidayRule, year: i32, easter: Option<NaiveDate>) -> Option<NaiveDate> {
    match rule.easter {
        Some(days) => Some(add_days(easter?, days)),
        None => NaiveDate::from_ymd_opt(year, rule.month?, rule.day?),
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

/// The first day, this one included, that is a Monday to Friday and no public holiday there.
pub fn next_open_weekday(date: NaiveDate, place: LocalHolidays<'_>) -> NaiveDate {
    let mut day = next_weekday(date);
    while place.is_off(day) && day < NaiveDate::MAX {
        day = next_weekday(add_days(day, 1));
    }
    day
}

/// Whether the day is *ouvrable*: Monday to Saturday, public holidays excepted.
pub fn is_working_day_ouvrable(date: NaiveDate, place: LocalHolidays<'_>) -> bool {
    date.weekday() != Weekday::Sun && !place.is_off(date)
}

/// The last day of a delay of `count` *jours ouvrables*: the start day is not counted, a Saturday counts.
///
/// No text was found that rolls a Saturday deadline over to Monday: the strict day is kept.
pub fn add_ouvrables(date: NaiveDate, count: u16, place: LocalHolidays<'_>) -> NaiveDate {
    let mut day = date;
    let mut left = count;
    while left > 0 && day < NaiveDate::MAX {
        day = add_days(day, 1);
        left -= u16::from(is_working_day_ouvrable(day, place));
    }
    day
}

#[cfg(test)]
pub mod samples;
#[cfg(test)]
mod tests;
