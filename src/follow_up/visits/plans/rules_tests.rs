//! Tables of cases for the days proposed.

use chrono::{Datelike, Weekday};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stop(town: &str) -> Stop {
    Stop { employer: EmployerId::new(), town: Some(town.to_owned()) }
}

/// The weekdays from Monday 12/01/2026 on.
fn weekdays(count: usize, account: Option<AccountId>) -> Vec<DayChoice> {
    let open =
        day("2026-01-12").iter_days().filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    open.take(count).map(|day| DayChoice { day, account, calendar_known: true }).collect()
}

fn candidate(due_on: &str, stop: &Stop, choices: Vec<DayChoice>) -> VisitCandidate {
    VisitCandidate {
        visit: VisitId::new(),
        planned_on: day("2026-01-14"),
        due_on: day(due_on),
        stop: stop.clone(),
        choices,
    }
}

#[test]
fn weeks_weigh_the_same_and_the_nearest_day_wins() {
    let ada = AccountId::new();
    let candidates: Vec<_> = (0..6)
        .map(|n| candidate("2026-02-28", &stop(&format!("Ville {n}")), weekdays(15, Some(ada))))
        .collect();
    let suggested = suggest(candidates, Vec::new());
    assert_eq!(suggested[0].choice.unwrap().day, day("2026-01-14"), "the day planned is free");
    assert_eq!(suggested[0].reasons, [Reason::CompanyDay, Reason::Kept, Reason::WeekLoad(0)]);
    let mut weeks: HashMap<NaiveDate, usize> = HashMap::new();
    let mut days: Vec<NaiveDate> = suggested.iter().map(|one| one.choice.unwrap().day).collect();
    days.iter().for_each(|day| *weeks.entry(monday_of(*day)).or_default() += 1);
    let mut loads: Vec<usize> = weeks.into_values().collect();
    loads.sort_unstable();
    assert_eq!(loads, [2, 2, 2]);
    days.sort_unstable();
    days.dedup();
    assert_eq!(days.len(), 6, "a day each, as they are in six towns");
}

#[test]
fn neighbours_are_visited_in_one_trip() {
    let ada = AccountId::new();
    let (shop, other) = (stop("Troyes"), stop("troyes "));
    let away = stop("Reims");
    let placed =
        PlacedVisit { visit: VisitId::new(), account: ada, day: day("2026-01-20"), stop: shop.clone() };
    let first = placed.visit;
    let one = |stop: &Stop| {
        let candidates = vec![candidate("2026-02-28", stop, weekdays(10, Some(ada)))];
        suggest(candidates, vec![placed.clone()]).remove(0)
    };
    let company = one(&shop);
    assert_eq!(company.choice.unwrap().day, day("2026-01-20"));
    assert!(
        company.reasons.contains(&Reason::SameCompany(first))
            && company.reasons.contains(&Reason::WeekLoad(1))
    );
    assert!(one(&other).reasons.contains(&Reason::SameTown(first)), "whatever the capitals");
    assert_eq!(one(&away).choice.unwrap().day, day("2026-01-14"));
}

#[test]
fn a_full_day_takes_no_more_and_the_most_pressing_comes_first() {
    let ada = AccountId::new();
    let shop = stop("Troyes");
    let only = weekdays(1, Some(ada));
    let candidates: Vec<_> =
        (0..5).map(|n| candidate(&format!("2026-02-{:02}", 20 - n), &shop, only.clone())).collect();
    let latest = candidates[0].visit;
    let suggested = suggest(candidates, Vec::new());
    let left: Vec<_> = suggested.iter().filter(|one| one.choice.is_none()).collect();
    assert_eq!((left.len(), left[0].visit, &left[0].reasons[..]), (1, latest, &[Reason::NoDay][..]));
}

#[test]
fn somebody_on_duty_rather_than_nobody() {
    let ada = AccountId::new();
    let mut choices = weekdays(5, None);
    choices.extend(weekdays(10, Some(ada)).into_iter().skip(9));
    let suggested = suggest(vec![candidate("2026-02-28", &stop("Troyes"), choices)], Vec::new());
    assert_eq!(suggested[0].choice.unwrap().account, Some(ada));
    let alone = suggest(vec![candidate("2026-02-28", &stop("Troyes"), weekdays(5, None))], Vec::new());
    assert!(alone[0].reasons.contains(&Reason::NobodyOnDuty));
}

#[test]
fn a_period_is_still_to_come_and_not_too_long() {
    for (from_on, to_on, refused) in [
        ("2026-01-10", "2026-01-10", false),
        ("2026-01-10", "2026-01-09", true),
        ("2025-12-01", "2026-01-09", true),
        ("2026-01-10", "2026-07-14", false),
        ("2026-01-10", "2026-07-15", true),
    ] {
        let found = check_period(day(from_on), day(to_on), day("2026-01-10"));
        assert_eq!(found.is_some(), refused, "{from_on} {to_on}");
    }
}
