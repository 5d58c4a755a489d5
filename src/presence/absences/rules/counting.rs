//! The days of practical training: those in the company, less those missed whole for a reason that suspends.
//!
//! A half-day of presence makes a day of presence. When the calendar no longer knows, the count stops and says where.

use chrono::NaiveDate;

use crate::law::calendar::Period;
use crate::law::deadlines::CompanyDays;
use crate::law::figures::{FollowUpLaw, SuspendingAbsences};
use crate::presence::absences::model::Absence;
use crate::presence::calendars::{ApprenticeDays, DayKind};

/// The first days of practical training of a period, past and planned, as many as the law asks at most; one more for
/// each that may be a public holiday there.
pub fn worked_days(
    days: &ApprenticeDays,
    absences: &[Absence],
    period: Period,
    law: &FollowUpLaw,
) -> CompanyDays {
    let suspends = |one: &&Absence| one.facts.reason.suspends(law.suspending_absences);
    first_days(days, absences.iter().filter(suspends).collect(), period, law)
}

/// The same, were every absence of a whole day to suspend: of some reasons no judgment tells, so both counts are shown.
pub fn worked_days_at_least(
    days: &ApprenticeDays,
    absences: &[Absence],
    period: Period,
    law: &FollowUpLaw,
) -> CompanyDays {
    let suspends = |one: &&Absence| one.facts.reason.suspends(SuspendingAbsences::Every);
    first_days(days, absences.iter().filter(suspends).collect(), period, law)
}

/// The first days of a period the apprentice was or will be there, whatever the reason of the others: what is told to
/// who may not know that reason, which the days of practical training would betray.
pub fn days_of_presence(
    days: &ApprenticeDays,
    absences: &[Absence],
    period: Period,
    law: &FollowUpLaw,
) -> CompanyDays {
    first_days(days, absences.iter().collect(), period, law)
}

/// The first days in the company but those missed whole.
fn first_days(
    days: &ApprenticeDays,
    mut missed: Vec<&Absence>,
    period: Period,
    law: &FollowUpLaw,
) -> CompanyDays {
    let most = usize::try_from(law.free_rupture_days).unwrap_or(usize::MAX);
    missed.retain(|one| one.facts.away_from.company());
    let (mut worked, mut doubtful) = (Vec::new(), Vec::new());
    for (day, info) in days.each(period.from, period.to) {
        match info.kind {
            DayKind::Unknown => return CompanyDays::known_until(worked, Some(day)).doubting(doubtful),
            DayKind::Company if !is_missed(&missed, day) => {
                doubtful.extend(days.workplace_on(day).doubt_on(day).map(|holiday| holiday.on));
                worked.push(day);
            }
            _ => {}
        }
        // those in doubt may have to be made up for
        if worked.len() >= most + doubtful.len() {
            break;
        }
    }
    CompanyDays::known_until(worked, None).doubting(doubtful)
}

fn is_missed(absences: &[&Absence], day: NaiveDate) -> bool {
    let halves = absences.iter().map(|one| one.facts.halves_of(day));
    let missed = halves.fold((false, false), |all, one| (all.0 || one.0, all.1 || one.1));
    missed == (true, true)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ids::EmployerId;
    use crate::ids::{AbsenceId, ApprenticeId, CohortId, ContractId, SiteId};
    use crate::law::figures::{Law, SuspendingAbsences};
    use crate::law::holidays::samples::{GOOD_FRIDAY, holiday_law};
    use crate::law::holidays::{HolidayList, HolidayZone};
    use crate::law::territories::WorkLocation;
    use crate::presence::absences::model::{AbsenceFacts, AbsenceReason, AwayFrom, Half, Justified};
    use crate::presence::calendars::model::{CohortCalendar, Cycle, Week, Weekdays, WorkPeriod};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(company: [i16; 3], centre: [i16; 2]) -> ApprenticeDays {
        let week = Week { company: Weekdays::of(company), centre: Weekdays::of(centre) };
        let calendar = CohortCalendar {
            cohort_id: CohortId::new(),
            starts_on: day("2025-08-25"),
            ends_on: day("2027-08-24"),
            centre: HolidayZone::default(),
            weeks: vec![(day("2025-08-25"), week.into())],
            proposed: None,
            exceptions: Vec::new(),
        };
        ApprenticeDays::of_cohort(&holiday_law(), Arc::new(calendar))
    }

    fn absence(reason: AbsenceReason, from: (&str, Half), to: (&str, Half)) -> Absence {
        let at = "2025-08-25T08:00:00Z".parse().unwrap();
        Absence {
            id: AbsenceId::new(),
            site_id: SiteId::new(),
            apprentice_id: ApprenticeId::new(),
            facts: AbsenceFacts {
                away_from: AwayFrom::Company,
                from_on: day(from.0),
                from_half: from.1,
                to_on: day(to.0),
                to_half: to.1,
                justified: Justified::Yes,
                reason,
            },
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    fn whole(reason: AbsenceReason, from: &str, to: &str) -> Absence {
        absence(reason, (from, Half::Morning), (to, Half::Afternoon))
    }

    fn law(suspending_absences: SuspendingAbsences) -> FollowUpLaw {
        let law = Law::embedded().unwrap();
        FollowUpLaw { suspending_absences, ..law.contracts.on(day("2025-08-25")).follow_up.clone() }
    }

    fn reached(days: &ApprenticeDays, absences: &[Absence], law: SuspendingAbsences) -> Option<String> {
        let period = Period { from: day("2025-08-25"), to: day("2027-08-24") };
        worked_days(days, absences, period, &self::law(law)).reaches(45).map(|day| day.to_string())
    }

    const LEAST: SuspendingAbsences = SuspendingAbsences::SicknessAndAccident;

    #[test]
    fn the_forty_fifth_day_of_the_published_vectors() {
        assert_eq!(reached(&days([3, 4, 5], [1, 2]), &[], LEAST).unwrap(), "2025-12-05");
        assert_eq!(reached(&days([1, 2, 3], [4, 5]), &[], LEAST).unwrap(), "2025-12-08");
    }

    #[test]
    fn what_suspends_moves_the_end_and_half_a_day_does_not() {
        use AbsenceReason::{PaidLeave, Sickness, Strike, WorkAccident};
        let days = days([3, 4, 5], [1, 2]);
        let morning = |on| absence(Sickness, (on, Half::Morning), (on, Half::Morning));
        let afternoon = |on| absence(WorkAccident, (on, Half::Afternoon), (on, Half::Afternoon));
        for (absences, law, expected) in [
            (vec![whole(Sickness, "2025-09-01", "2025-09-07")], LEAST, "2025-12-12"),
            (vec![whole(WorkAccident, "2025-09-03", "2025-09-03")], LEAST, "2025-12-10"),
            (vec![whole(PaidLeave, "2025-10-22", "2025-10-23")], LEAST, "2025-12-11"),
            (vec![whole(Strike, "2025-09-03", "2025-09-03")], LEAST, "2025-12-05"),
            (vec![whole(Strike, "2025-09-03", "2025-09-03")], SuspendingAbsences::Every, "2025-12-10"),
            (vec![whole(Sickness, "2025-09-01", "2025-09-02")], LEAST, "2025-12-05"),
            (vec![morning("2025-09-03")], LEAST, "2025-12-05"),
            (vec![morning("2025-09-03"), afternoon("2025-09-03")], LEAST, "2025-12-10"),
        ] {
            assert_eq!(reached(&days, &absences, law).unwrap(), expected, "{absences:?}");
        }
        let mut centre = whole(Sickness, "2025-09-01", "2025-09-07");
        centre.facts.away_from = AwayFrom::Centre;
        assert_eq!(reached(&days, &[centre], LEAST).unwrap(), "2025-12-05");
    }

    #[test]
    fn the_forty_fifth_day_of_weeks_that_take_turns() {
        let all = || Weekdays::of([1, 2, 3, 4, 5]);
        let (centre, company) =
            (Week { centre: all(), ..Week::default() }, Week { company: all(), ..Week::default() });
        let calendar = CohortCalendar {
            weeks: vec![(day("2025-08-25"), Cycle::of(centre, vec![company]))],
            ..days([3, 4, 5], [1, 2]).cohorts[0].as_ref().clone()
        };
        // in the company on odd weeks from 1 September 2025: 11 November is a holiday there, and so is 25 December
        assert_eq!(
            reached(&ApprenticeDays::of_cohort(&holiday_law(), Arc::new(calendar)), &[], LEAST).unwrap(),
            "2026-01-06"
        );
    }

    #[test]
    fn a_day_missed_is_no_day_of_presence_whatever_its_reason() {
        let (days, law) = (days([3, 4, 5], [1, 2]), law(LEAST));
        let period = Period { from: day("2025-08-25"), to: day("2027-08-24") };
        let info =
            |reason| days_of_presence(&days, &[whole(reason, "2025-09-03", "2025-09-03")], period, &law);
        let (sickness, strike) = (info(AbsenceReason::Sickness), info(AbsenceReason::Strike));
        assert_eq!(sickness.first(45), strike.first(45));
        assert_eq!(strike.reaches(45), Some(day("2025-12-10")));
    }

    #[test]
    fn another_place_of_work_moves_the_end() {
        // from 5 January 2026 the 45th day of Wednesday to Friday is past Good Friday, 3 April 2026
        let period = Period { from: day("2026-01-05"), to: day("2027-08-24") };
        let at = |place: HolidayZone| {
            let contract_id = ContractId::new();
            let there = WorkPeriod {
                contract_id,
                employer_id: EmployerId::new(),
                from_on: period.from,
                to_on: period.to,
                place,
            };
            let days = days([3, 4, 5], [1, 2]).working(contract_id, vec![there]);
            let worked = worked_days(&days, &[], period, &law(LEAST));
            let both = [worked.reaches(45), worked.reaches_without_doubtful(45)];
            both.map(|day| day.unwrap().to_string())
        };
        assert_eq!(at(HolidayList::Standard.into()), ["2026-04-17"; 2]);
        assert_eq!(at(HolidayList::AlsaceMoselle.into()), ["2026-04-17"; 2]);
        assert_eq!(at(GOOD_FRIDAY.into()), ["2026-04-22"; 2]);
        let nobody_said = WorkLocation::from((Some("57000".to_owned()), None));
        assert_eq!(at(HolidayZone::of(&nobody_said)), ["2026-04-17", "2026-04-22"]);
    }

    #[test]
    fn the_count_stops_where_the_calendar_no_longer_knows() {
        let period = Period { from: day("2025-08-01"), to: day("2027-08-24") };
        let worked = worked_days(&days([3, 4, 5], [1, 2]), &[], period, &law(LEAST));
        assert_eq!((worked.reaches(1), worked.unknown_from()), (None, Some(day("2025-08-01"))));
    }
}
