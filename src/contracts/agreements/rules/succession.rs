//! One contract after another: what the type on the official form says of the previous one, and no two at once.

use chrono::NaiveDate;

use super::book;
use crate::contracts::agreements::model::{Contract, ContractHead, ContractState, ContractType};
use crate::law::calendar::french_day;
use crate::law::figures::SuccessionLaw;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;

/// What the type of a contract says, given the signed contracts the apprentice already had.
pub fn check_succession(head: &ContractHead, concluded: &[Contract]) -> Vec<Finding> {
    let named = head.previous_contract_id;
    let previous = concluded.iter().find(|contract| Some(contract.id) == named);
    match (head.type_code, named, previous) {
        (ContractType::First, ..) => check_first(head, concluded),
        (_, Some(_), _) if head.previous_contract_number.is_some() => vec![previous_given_twice()],
        (_, None, _) if head.previous_contract_number.is_some() => Vec::new(),
        (_, None, _) => vec![previous_missing(!concluded.is_empty())],
        (_, Some(_), None) => vec![previous_unknown()],
        (expected, Some(_), Some(previous)) => check_previous(expected, head, previous),
    }
}

/// Once enough contracts prepared a level in other trainings, another one of that level has to be authorised.
pub fn check_level(law: &SuccessionLaw, level: u8, earlier: usize) -> Option<Finding> {
    (earlier >= law.contracts_of_one_level).then(|| {
        let facts = say!(
            "{earlier} contrats d'autres formations ont déjà préparé le niveau {level} : il faut l'autorisation du \
             directeur du dernier CFA fréquenté.",
            "{earlier} contracts of other trainings already prepared level {level}: the director of the last CFA \
             attended has to authorise this one."
        );
        book::LEVEL_ONCE_MORE.at("/enrolment_id", facts)
    })
}

fn check_first(head: &ContractHead, concluded: &[Contract]) -> Vec<Finding> {
    let last = concluded.iter().max_by_key(|contract| contract.starts_on);
    let not_first = last.map(|last| book::NOT_FIRST.at("/type_code", type_after(last)));
    let named = [
        ("/previous_contract_id", head.previous_contract_id.is_some()),
        ("/previous_contract_number", head.previous_contract_number.is_some()),
    ];
    let names_previous = named.into_iter().filter(|(_, is_given)| *is_given).map(|(pointer, _)| {
        book::PREVIOUS_FORBIDDEN.at(
            pointer,
            say!(
                "Un premier contrat (type 11) ne suit aucun contrat.",
                "A first contract (type 11) follows no contract."
            ),
        )
    });
    not_first.into_iter().chain(names_previous).collect()
}

/// The type of the contract that follows another, with the identifier to name it by.
fn type_after(last: &Contract) -> Sentence {
    let id = last.id;
    if last.state == ContractState::Broken {
        return say!(
            "L'apprenti a déjà eu un contrat, qui a été rompu : type 23 chez un autre employeur, `previous_contract_id` {id}.",
            "The apprentice already had a contract, which was broken: type 23 with another employer, `previous_contract_id` {id}."
        );
    }
    say!(
        "L'apprenti a déjà eu un contrat : type 21 chez le même employeur, 22 chez un autre, `previous_contract_id` {id}.",
        "The apprentice already had a contract: type 21 with the same employer, 22 with another, `previous_contract_id` {id}."
    )
}

/// The form asks for the previous contract; it may have been served elsewhere, where we do not see it.
fn previous_missing(known_here: bool) -> Finding {
    let pointer = "/previous_contract_id";
    if known_here {
        return book::PREVIOUS_REQUIRED.at(
            pointer,
            say!(
                "Ce type de contrat suit un autre contrat : indiquez lequel.",
                "This type of contract follows another one: say which."
            ),
        );
    }
    let facts = Sentence::new(
        "Ce type de contrat suit un autre contrat, qui n'est pas connu ici : gardez-en le numéro au dossier."
            .to_owned(),
        "This type of contract follows another one, unknown here: keep its number in the file.".to_owned(),
    );
    book::PREVIOUS_ELSEWHERE.at(pointer, facts)
}

fn previous_given_twice() -> Finding {
    book::PREVIOUS_SAID_TWICE.at(
        "/previous_contract_number",
        say!(
            "Le contrat précédent est déjà désigné : son numéro se lit dans ce contrat-là.",
            "The previous contract is already named: its number is read in that contract."
        ),
    )
}

fn previous_unknown() -> Finding {
    book::PREVIOUS_UNKNOWN.at(
        "/previous_contract_id",
        say!(
            "Aucun contrat signé de cet apprenti n'a cet identifiant.",
            "No signed contract of this apprentice has this identifier."
        ),
    )
}

fn check_previous(type_code: ContractType, head: &ContractHead, previous: &Contract) -> Vec<Finding> {
    let employer = check_previous_employer(type_code, previous.employer_id == head.employer_id);
    let end = check_previous_end(type_code, previous.state == ContractState::Broken);
    employer.into_iter().chain(end).collect()
}

fn check_previous_employer(type_code: ContractType, same: bool) -> Option<Finding> {
    let (rule, facts) = match type_code {
        ContractType::SameEmployer if !same => (
            book::PREVIOUS_OTHER_EMPLOYER,
            say!(
                "Le type 21 suit un contrat du même employeur.",
                "Type 21 follows a contract with the same employer."
            ),
        ),
        ContractType::OtherEmployer | ContractType::AfterRupture if same => (
            book::PREVIOUS_SAME_EMPLOYER,
            say!(
                "Les types 22 et 23 suivent un contrat d'un autre employeur.",
                "Types 22 and 23 follow a contract with another employer."
            ),
        ),
        _ => return None,
    };
    Some(rule.at("/type_code", facts))
}

fn check_previous_end(type_code: ContractType, broken: bool) -> Option<Finding> {
    let (rule, facts) = match (type_code, broken) {
        (ContractType::AfterRupture, false) => (
            book::PREVIOUS_NOT_BROKEN,
            say!(
                "Le type 23 suit un contrat rompu ; celui-ci ne l'est pas.",
                "Type 23 follows a broken contract; this one was not broken."
            ),
        ),
        (ContractType::SameEmployer | ContractType::OtherEmployer, true) => (
            book::PREVIOUS_BROKEN,
            say!(
                "Les types 21 et 22 suivent un contrat terminé ; celui-ci a été rompu.",
                "Types 21 and 22 follow a contract that ended; this one was broken."
            ),
        ),
        _ => return None,
    };
    Some(rule.at("/type_code", facts))
}

/// The signed contract of the apprentice that a period meets, if any: there is never more than one contract a day.
pub fn check_overlap(starts_on: NaiveDate, ends_on: NaiveDate, concluded: &[Contract]) -> Option<Finding> {
    let meets = |other: &&Contract| {
        let last = other.effective_ends_on();
        other.starts_on <= last && starts_on <= last && other.starts_on <= ends_on
    };
    concluded.iter().find(meets).map(overlaps)
}

fn overlaps(other: &Contract) -> Finding {
    let (id, from, to) = (other.id, other.starts_on, other.effective_ends_on());
    let facts = Sentence::new(
        format!(
            "L'apprenti a déjà un contrat du {} au {} ({id}) : deux contrats ne se recouvrent pas.",
            french_day(from),
            french_day(to)
        ),
        format!(
            "The apprentice already has a contract from {from} to {to} ({id}): two contracts do not overlap."
        ),
    );
    book::OVERLAPS_ANOTHER.at("/starts_on", facts)
}

#[cfg(test)]
pub(crate) use tests::sample;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::agreements::model::ContractMode;
    use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, SiteId, TutorId};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A signed contract.
    pub(crate) fn sample(starts_on: &str, ends_on: &str) -> Contract {
        let instant = day("2025-07-01").and_hms_opt(8, 0, 0).unwrap().and_utc();
        Contract {
            id: ContractId::new(),
            site_id: SiteId::new(),
            apprentice_id: ApprenticeId::new(),
            enrolment_id: EnrolmentId::new(),
            employer_id: EmployerId::new(),
            tutor_id: Some(TutorId::new()),
            second_tutor_id: None,
            form_version: "10103-13".into(),
            mode_code: ContractMode::FixedTerm,
            previous_contract_number: None,
            deca_number: None,
            type_code: ContractType::First,
            derogation_code: None,
            previous_contract_id: None,
            starts_on: day(starts_on),
            ends_on: day(ends_on),
            state: ContractState::Signed,
            signed_on: Some(day("2025-07-01")),
            closed_on: None,
            version: 1,
            created_at: instant,
            updated_at: instant,
            drafted_on: day("2025-06-20"),
        }
    }

    fn codes(head: &ContractHead, concluded: &[Contract]) -> Vec<&'static str> {
        check_succession(head, concluded).iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_first_contract_follows_nothing() {
        let before = sample("2025-08-25", "2027-08-24");
        let first = before.head();
        assert!(codes(&first, &[]).is_empty());
        assert_eq!(codes(&first, std::slice::from_ref(&before)), ["contract.not_first"]);
        let naming = ContractHead { previous_contract_id: Some(before.id), ..first };
        assert_eq!(codes(&naming, &[]), ["contract.previous_forbidden"]);
    }

    #[test]
    fn each_type_fits_one_kind_of_previous_contract() {
        use ContractType::{AfterRupture, OtherEmployer, SameEmployer};
        let other = "contract.previous_other_employer";
        let same = "contract.previous_same_employer";
        let (broken, not_broken) = ("contract.previous_broken", "contract.previous_not_broken");
        let cases: [(ContractType, bool, bool, &[&str]); 12] = [
            (SameEmployer, true, false, &[]),
            (SameEmployer, true, true, &[broken]),
            (SameEmployer, false, false, &[other]),
            (SameEmployer, false, true, &[other, broken]),
            (OtherEmployer, true, false, &[same]),
            (OtherEmployer, true, true, &[same, broken]),
            (OtherEmployer, false, false, &[]),
            (OtherEmployer, false, true, &[broken]),
            (AfterRupture, true, false, &[same, not_broken]),
            (AfterRupture, true, true, &[same]),
            (AfterRupture, false, false, &[not_broken]),
            (AfterRupture, false, true, &[]),
        ];
        for (type_code, same_employer, was_broken, expected) in cases {
            let state = if was_broken { ContractState::Broken } else { ContractState::Signed };
            let previous = Contract { state, ..sample("2025-08-25", "2026-08-24") };
            let employer_id = if same_employer { previous.employer_id } else { EmployerId::new() };
            let previous_contract_id = Some(previous.id);
            let head = ContractHead { type_code, previous_contract_id, employer_id, ..previous.head() };
            assert_eq!(codes(&head, &[previous]), expected, "{type_code} {same_employer} {was_broken}");
        }
    }

    #[test]
    fn the_previous_contract_is_asked_for_when_it_is_known_here() {
        let before = sample("2025-08-25", "2026-08-24");
        let head = ContractHead { type_code: ContractType::OtherEmployer, ..before.head() };
        assert_eq!(codes(&head, &[]), ["contract.previous_elsewhere"]);
        assert!(!check_succession(&head, &[])[0].is_error());
        assert_eq!(codes(&head, std::slice::from_ref(&before)), ["contract.previous_required"]);
        let naming = ContractHead { previous_contract_id: Some(ContractId::new()), ..head };
        assert_eq!(codes(&naming, &[before]), ["contract.unknown"]);
    }

    #[test]
    fn two_contracts_share_no_day() {
        let until_february = Contract {
            state: ContractState::Broken,
            closed_on: Some(day("2026-02-09")),
            ..sample("2025-08-25", "2027-08-24")
        };
        let never_ran = Contract { closed_on: Some(day("2026-05-31")), ..sample("2026-06-01", "2027-08-24") };
        let concluded = [until_february, never_ran];
        let refused = |from: &str, to: &str| check_overlap(day(from), day(to), &concluded).is_some();
        assert!(!refused("2026-02-10", "2027-08-24"));
        assert!(refused("2026-02-09", "2027-08-24"));
        assert!(refused("2025-01-01", "2025-08-25"));
        assert!(!refused("2025-01-01", "2025-08-24"));
    }
}
