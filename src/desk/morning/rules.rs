//! The days a morning looks at, and where each thing due is told.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::desk::obligations::ObligationKind;
use crate::desk::obligations::store::ObligationRow;
use crate::law::calendar::{Period, add_days, monday_of};
use crate::law::holidays::LocalHolidays;

/// Kinds in which somebody else waits for what one does: a report to read, an invitation to answer, a promise, marks, a
/// difficulty told, a complaint.
pub const AWAITED: [ObligationKind; 7] = [
    ObligationKind::ReportToAcknowledge,
    ObligationKind::InvitationToAnswer,
    ObligationKind::CommitmentDue,
    ObligationKind::MockExamToMark,
    ObligationKind::RuptureNotice,
    ObligationKind::DifficultyToAnswer,
    ObligationKind::ComplaintToAnswer,
];

/// The class of what is lost for good.
const LOST_FOR_GOOD: i16 = 1;
/// Days looked back at most for the last working day: no holidays are that long.
const MOST_DAYS_BACK: i64 = 10;

/// Where something due around a day is told in the morning of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MorningPart {
    /// Somebody is to be called again today.
    Call,
    /// Its last day went by since the last working day.
    BecameLate,
    /// Its last day is in the week, and what is lost then is lost for good.
    LostThisWeek,
}

/// From the last working day (Monday to Friday, no public holiday there) to the Sunday of the week.
pub fn days_of(today: NaiveDate, place: LocalHolidays<'_>) -> Period {
    let is_worked =
        |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !place.is_off(*day);
    let before = (1..=MOST_DAYS_BACK).map(|days| add_days(today, -days)).find(is_worked);
    Period { from: before.unwrap_or(today), to: add_days(monday_of(today), 6) }
}

/// Where a row whose last day is around a day is told, if it is.
pub fn part_of(row: &ObligationRow, today: NaiveDate) -> Option<MorningPart> {
    match (row.kind, row.due_on) {
        (_, due_on) if due_on < today => Some(MorningPart::BecameLate),
        (ObligationKind::CallToReturn, due_on) if due_on == today => Some(MorningPart::Call),
        _ if row.consequence == LOST_FOR_GOOD => Some(MorningPart::LostThisWeek),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::holidays::HolidayList;
    use crate::law::holidays::samples::holidays_at;

    #[test]
    fn a_morning_looks_from_the_last_working_day_to_the_sunday() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (today, from, to) in [
            ("2026-03-12", "2026-03-11", "2026-03-15"),
            ("2026-03-16", "2026-03-13", "2026-03-22"),
            ("2026-03-15", "2026-03-13", "2026-03-15"),
            ("2026-05-11", "2026-05-07", "2026-05-17"),
            ("2026-04-07", "2026-04-03", "2026-04-12"),
        ] {
            let days = days_of(day(today), holidays_at(HolidayList::Standard));
            assert_eq!((days.from, days.to), (day(from), day(to)), "{today}");
        }
    }
}
