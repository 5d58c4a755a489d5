//! Tables of cases for referents.

use super::*;
use crate::ids::ReferentId;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn named(kind: ReferentKind, from_on: &str, to_on: Option<&str>) -> NamedReferent {
    let referent = Referent {
        id: ReferentId::new(),
        site_id: SiteId::new(),
        period: period(kind, from_on, to_on),
        version: 1,
        created_at: chrono::DateTime::UNIX_EPOCH,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    };
    NamedReferent { referent, display_name: "Ada".into(), disabled_at: None }
}

fn period(kind: ReferentKind, from_on: &str, to_on: Option<&str>) -> ReferentPeriod {
    ReferentPeriod {
        apprentice_id: ApprenticeId::new(),
        account_id: AccountId::new(),
        kind,
        from_on: day(from_on),
        to_on: to_on.map(day),
    }
}

use ReferentKind::{Deputy, Referent as Main};

#[test]
fn a_period_ends_after_it_begins_and_a_deputy_ends() {
    for (kind, to_on, expected) in [
        (Main, None, None),
        (Main, Some("2025-09-01"), None),
        (Main, Some("2025-08-31"), Some("referent.ends_before_start")),
        (Deputy, Some("2025-09-01"), None),
        (Deputy, None, Some("referent.deputy_without_end")),
    ] {
        let found = check_days(kind, day("2025-09-01"), to_on.map(day));
        assert_eq!(found.map(|finding| finding.code), expected, "{kind} {to_on:?}");
    }
}

#[test]
fn one_referent_at_a_time_and_one_deputy() {
    let there =
        [named(Main, "2025-09-01", Some("2025-12-31")), named(Deputy, "2025-10-01", Some("2025-10-15"))];
    for (kind, from_on, to_on, refused) in [
        (Main, "2025-12-31", None, true),
        (Main, "2026-01-01", None, false),
        (Main, "2025-01-01", Some("2025-09-01"), true),
        (Main, "2025-01-01", Some("2025-08-31"), false),
        (Main, "2025-01-01", None, true),
        (Deputy, "2025-10-15", Some("2025-10-20"), true),
        (Deputy, "2025-10-16", Some("2025-10-20"), false),
    ] {
        let found = check_alone(&period(kind, from_on, to_on), None, &there);
        assert_eq!(found.is_some(), refused, "{kind} {from_on} {to_on:?}");
    }
    let itself = &there[0].referent;
    assert!(check_alone(&period(Main, "2025-09-15", None), Some(itself), &there).is_none());
}

#[test]
fn a_deputy_is_on_duty_within_their_dates_else_the_referent() {
    let there = [named(Main, "2025-09-01", None), named(Deputy, "2025-10-01", Some("2025-10-15"))];
    for (on, expected) in [
        ("2025-08-31", None),
        ("2025-09-30", Some(Main)),
        ("2025-10-01", Some(Deputy)),
        ("2025-10-15", Some(Deputy)),
        ("2025-10-16", Some(Main)),
    ] {
        assert_eq!(on_duty(&there, day(on)).map(|one| one.referent.period.kind), expected, "{on}");
    }
}

#[test]
fn whoever_takes_over_ends_the_period_that_goes_on() {
    let there = [named(Main, "2025-09-01", None)];
    let ended = |from_on| taken_over(&period(Main, from_on, None), &there).map(|(_, to_on)| to_on);
    assert_eq!(ended("2026-03-01"), Some(day("2026-02-28")));
    assert_eq!(ended("2025-09-01"), None, "nothing is left of a period taken over from its first day");
    assert!(taken_over(&period(Deputy, "2026-03-01", Some("2026-03-02")), &there).is_none());
}

#[test]
fn a_class_is_shared_out_evenly_over_what_each_already_follows() {
    let apprentices: Vec<_> = (0..5).map(|_| ApprenticeId::new()).collect();
    let (ada, grace) = (AccountId::new(), AccountId::new());
    let counted = |already: &[(AccountId, usize)]| {
        let shared = share_out(&apprentices, &[ada, grace], &already.iter().copied().collect());
        (shared.len(), shared.iter().filter(|(_, account)| *account == ada).count(), shared[0].1 == ada)
    };
    assert_eq!(counted(&[]), (5, 3, true));
    assert_eq!(counted(&[(ada, 3)]), (5, 1, false));
    assert_eq!(counted(&[(grace, 9)]), (5, 5, true));
    assert!(share_out(&apprentices, &[], &BTreeMap::new()).is_empty());
}
