//! Places of work for the tests of every wing, under the law of the program.

use std::sync::{Arc, LazyLock};

use super::{HolidayList, HolidayZone, LocalHolidays};
use crate::law::figures::{HolidayLaw, Law, Versions};

static HOLIDAYS: LazyLock<Arc<Versions<HolidayLaw>>> = LazyLock::new(|| Law::embedded().unwrap().holidays);

/// Where Good Friday is off.
pub const GOOD_FRIDAY: HolidayList = HolidayList::AlsaceMoselleGoodFriday;

/// The holidays of the law.
pub fn holiday_law() -> Arc<Versions<HolidayLaw>> {
    Arc::clone(&HOLIDAYS)
}

/// The same, for whoever borrows it.
pub fn lasting_holiday_law() -> &'static Versions<HolidayLaw> {
    &HOLIDAYS
}

/// The holidays of a place.
pub fn holidays_at(zone: impl Into<HolidayZone>) -> LocalHolidays<'static> {
    zone.into().under(&HOLIDAYS)
}
