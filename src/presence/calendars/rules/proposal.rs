//! The week proposed to a cohort whose programme says how many days, not which: shown until confirmed, counted nowhere.

use crate::catalogue::programmes::file::Rhythm;
use crate::presence::calendars::model::{Cycle, Week, Weekdays};

/// Days of the week worked or taught, unless the rhythm asks for more.
const USUAL_DAYS: u8 = 5;

/// The days at the centre first, then those in the company, from Monday; none when the rhythm has more days than that.
///
/// Our choice, to be confirmed by the site: the sheet gives the number of days only.
pub fn proposed_cycle(rhythm: &Rhythm) -> Option<Cycle> {
    let (weeks, centre, company) = (rhythm.per.weeks(), rhythm.days_at_centre, rhythm.days_in_company);
    let all = centre.checked_add(company).filter(|all| *all > 0)?;
    let a_week = if all <= USUAL_DAYS * weeks { USUAL_DAYS } else { all.div_ceil(weeks) };
    if a_week > 7 {
        return None;
    }
    let week = |turn: u8| {
        let within = |from: u8, until: u8| {
            let slots = (1..=a_week).filter(move |day| (from..until).contains(&(turn * a_week + day - 1)));
            Weekdays::of(slots.map(i16::from))
        };
        Week { centre: within(0, centre), company: within(centre, all) }
    };
    Some(Cycle::of(week(0), (1..weeks).map(week).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::file::RhythmPeriod;

    /// The days of a week at the centre, and in the company.
    type Turn = (&'static [i16], &'static [i16]);

    #[test]
    fn the_days_at_the_centre_come_first() {
        let cases: [(u8, u8, RhythmPeriod, &[Turn]); 4] = [
            (3, 2, RhythmPeriod::Week, &[(&[1, 2], &[3, 4, 5])]),
            (4, 2, RhythmPeriod::Week, &[(&[1, 2], &[3, 4, 5, 6])]),
            (5, 5, RhythmPeriod::Fortnight, &[(&[1, 2, 3, 4, 5], &[]), (&[], &[1, 2, 3, 4, 5])]),
            (8, 2, RhythmPeriod::Fortnight, &[(&[1, 2], &[3, 4, 5]), (&[], &[1, 2, 3, 4, 5])]),
        ];
        for (days_in_company, days_at_centre, per, expected) in cases {
            let rhythm = Rhythm {
                days_in_company,
                days_at_centre,
                per,
                company_weekdays: Vec::new(),
                centre_weekdays: Vec::new(),
                statement: None,
            };
            let cycle = proposed_cycle(&rhythm).unwrap();
            let weeks: Vec<_> =
                cycle.weeks().map(|week| (week.centre.numbers(), week.company.numbers())).collect();
            let expected: Vec<_> =
                expected.iter().map(|(centre, company)| (centre.to_vec(), company.to_vec())).collect();
            assert_eq!(weeks, expected);
        }
    }
}
