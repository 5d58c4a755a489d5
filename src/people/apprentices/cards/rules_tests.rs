//! What a card says on a day.

use super::*;
use crate::ids::{AccountId, EmployerId};
use crate::people::apprentices::cards::model::CardReferent;
use crate::people::apprentices::model::ContractState;
use crate::people::duties::ReferentKind;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tutor(rank: i16, from_on: &str, to_on: &str) -> CardTutor {
    CardTutor {
        id: TutorId::new(),
        rank,
        from_on: day(from_on),
        to_on: day(to_on),
        family_name: "Lovelace".into(),
        given_name: "Ada".into(),
        phone: None,
        email: None,
    }
}

fn contract(state: ContractState, starts_on: &str, ends_on: &str, closed_on: Option<&str>) -> CardContract {
    let employer = |from_on: &str| CardEmployer {
        id: EmployerId::new(),
        from_on: day(from_on),
        name: from_on.to_owned(),
        city: None,
    };
    CardContract {
        id: ContractId::new(),
        state,
        starts_on: day(starts_on),
        ends_on: day(ends_on),
        closed_on: closed_on.map(day),
        ground: None,
        employers: vec![employer(starts_on), employer("2026-09-01")],
        tutors: vec![
            tutor(1, starts_on, "2026-03-31"),
            tutor(1, "2026-04-01", ends_on),
            tutor(2, starts_on, ends_on),
        ],
    }
}

fn facts(contracts: Vec<CardContract>) -> CardFacts {
    CardFacts {
        family_name: "Durand".into(),
        given_name: "Chloé".into(),
        cohort_name: "BTS MCO".into(),
        starts_on: day("2025-08-25"),
        ends_on: day("2027-08-24"),
        enrolled_on: day("2025-06-02"),
        entered_on: None,
        expected_ends_on: None,
        excluded_on: None,
        contracts,
        referents: Vec::new(),
    }
}

#[test]
fn the_contract_that_runs_counts_then_the_next_then_the_draft_then_the_last() {
    use ContractState::{Broken, Draft, Signed};
    let broken = contract(Broken, "2025-08-25", "2027-08-24", Some("2026-01-31"));
    let next = contract(Signed, "2026-04-01", "2027-08-24", None);
    let draft = contract(Draft, "2026-05-01", "2027-08-24", None);
    let of = |contracts: &[&CardContract], on: &str| {
        let card = facts(contracts.iter().map(|one| (*one).clone()).collect());
        card.contract_on(day(on), |_| true).map(|one| one.id)
    };
    for (contracts, on, expected) in [
        (vec![&broken, &next, &draft], "2025-12-01", Some(broken.id)),
        (vec![&broken, &next, &draft], "2026-02-15", Some(next.id)),
        (vec![&broken, &next, &draft], "2026-04-01", Some(next.id)),
        (vec![&broken, &draft], "2026-02-15", Some(draft.id)),
        (vec![&broken], "2026-02-15", Some(broken.id)),
        (vec![], "2026-02-15", None),
    ] {
        assert_eq!(of(&contracts, on), expected, "{on}");
    }
}

#[test]
fn employer_and_tutor_are_those_of_the_day() {
    let one = contract(ContractState::Signed, "2025-08-25", "2027-08-24", None);
    for (on, employer, tutor) in [
        ("2025-01-01", "2025-08-25", 0),
        ("2026-03-31", "2025-08-25", 0),
        ("2026-04-01", "2025-08-25", 1),
        ("2026-09-01", "2026-09-01", 1),
        ("2028-01-01", "2026-09-01", 1),
    ] {
        assert_eq!(one.employer_on(day(on)).map(|one| one.name.as_str()), Some(employer), "{on}");
        assert_eq!(one.tutor_on(day(on)).map(|one| one.id), Some(one.tutors[tutor].id), "{on}");
    }
}

#[test]
fn a_tutor_sees_what_they_follow_and_the_drafts_that_name_them() {
    let mut one = contract(ContractState::Signed, "2025-08-25", "2027-08-24", None);
    let following = |who: usize, since: &str| Following { tutor: one.tutors[who].id, since: day(since) };
    let (first, second) = (following(0, "2026-03-31"), following(1, "2026-03-31"));
    let late = Following { since: day("2026-04-01"), ..first };
    assert!(one.is_followed_by(first) && one.is_followed_by(second) && !one.is_followed_by(late));
    one.state = ContractState::Draft;
    assert!(one.is_followed_by(late));
    assert!(!one.is_followed_by(Following { tutor: TutorId::new(), ..late }));
}

#[test]
fn between_two_changes_a_status_and_a_phase_stay_what_they_are() {
    use ContractState::{Broken, Signed};
    let cases = [
        facts(vec![]),
        facts(vec![contract(Signed, "2025-10-01", "2027-08-24", None)]),
        facts(vec![
            contract(Broken, "2025-08-25", "2027-08-24", Some("2026-01-31")),
            contract(Signed, "2026-04-01", "2027-07-31", None),
        ]),
        CardFacts { excluded_on: Some(day("2026-03-02")), ..facts(vec![]) },
    ];
    for card in cases {
        let law = Law::embedded().unwrap();
        let told = |on: NaiveDate| {
            let phase = card.contract_on(on, |_| true).map(|one| one.phase_on(on));
            (card.status_on(on, &law), phase)
        };
        let mut on = day("2025-01-01");
        while on < day("2028-01-01") {
            let next = card.changes_after(on, &law);
            let before = told(on);
            let mut between = on;
            while between < next.min(day("2028-01-01")) {
                assert_eq!(told(between), before, "{between}, told of {on} until {next}");
                between = add_days(between, 1);
            }
            on = next;
        }
    }
}

#[test]
fn a_deputy_answers_within_their_dates() {
    let referent = |kind, from_on: &str, to_on: Option<&str>| CardReferent {
        account_id: AccountId::new(),
        kind,
        from_on: day(from_on),
        to_on: to_on.map(day),
        display_name: format!("{kind}"),
        vacant: false,
    };
    let referents = vec![
        referent(ReferentKind::Referent, "2025-09-01", None),
        referent(ReferentKind::Deputy, "2025-10-01", Some("2025-10-15")),
    ];
    let card = CardFacts { referents, ..facts(vec![]) };
    for (on, expected) in
        [("2025-08-31", None), ("2025-10-15", Some("deputy")), ("2025-10-16", Some("referent"))]
    {
        assert_eq!(card.referent_on(day(on)).map(|duty| duty.display_name).as_deref(), expected, "{on}");
    }
}
