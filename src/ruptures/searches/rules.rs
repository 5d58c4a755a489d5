//! Pure decisions on the search for an employer: when it is open, what is refused of an entry, whom to think of first.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::model::{FormerEmployer, SearchAnswer, SearchEventFacts, SearchEventKind, SearchProspectFacts};
use crate::contracts::agreements::model::ContractType;
use crate::ids::{ContractId, EmployerId};
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::people::apprentices::model::SignedContractDates;
use crate::platform::folding::folded;
use crate::platform::text::Sentence;
use crate::{rules, say, text_enum};

rules! {
    /// A company is an employer of the site or a name.
    EMPLOYER_OR_NAME = error "search.employer_or_name", "Règle du site";
        "Une entreprise visée est une entreprise du site, ou une entreprise nommée." /
        "A company looked at is an employer of the site, or one named in words.";
    /// An employer of the site is known there.
    EMPLOYER_OF_THE_SITE = error "search.employer_unknown", "Règle du site";
        "L'entreprise désignée est une entreprise du site." / "The employer named is one of the site.";
    /// An employer is looked at once.
    PROSPECT_ONCE = error "search.prospect_already_there", "Règle du site";
        "Une entreprise ne figure qu'une fois dans une recherche ; ce qui arrive s'y ajoute." /
        "A company stands once in a search; what happens is added to it.";
    /// An answer says which, and only an answer does.
    ANSWER_SAYS_WHICH = error "search_event.answer", "Règle du site";
        "Une réponse dit laquelle ; ce qui n'en est pas une n'en porte pas." /
        "An answer says which; what is none bears none.";
    /// Only an interview is to come.
    EVENT_TOOK_PLACE = error "search_event.in_future", "Règle du site";
        "Ce qui est enregistré a eu lieu ; seul un entretien convenu peut être à venir." /
        "What is recorded took place; only an interview agreed may be to come.";
    /// A search goes on while there is no contract.
    SEARCH_IS_OPEN = error "search.closed", "Règle du site";
        "La recherche d'employeur se ferme à la signature d'un contrat qui court encore." /
        "The search for an employer closes with the signature of a contract that still runs.";
}

text_enum!(
    /// Why an employer is suggested.
    EmployerReason {
        /// It once had an apprentice of the site.
        HadApprentices = "had_apprentices"
            => "A déjà accueilli un apprenti du site" / "Once had an apprentice of the site",
        /// It is in the town of the apprentice.
        SameTown = "same_town" => "Dans la commune de l'apprenti" / "In the town of the apprentice",
        /// It does what the former employer does.
        SameActivity = "same_activity"
            => "Même activité que l'employeur précédent" / "Same activity as the former employer",
    }
);

/// The contract whose signature closed a search: one that is not broken, and not over.
pub fn closed_by(contracts: &[SignedContractDates], as_of: NaiveDate) -> Option<&SignedContractDates> {
    let mut lasting = contracts.iter().filter(|one| one.closed_on.is_none() && one.ends_on >= as_of);
    lasting.next()
}

/// What stands against a new entry of a search.
pub fn check_open(contracts: &[SignedContractDates], as_of: NaiveDate) -> Option<Finding> {
    closed_by(contracts, as_of).map(|contract| {
        let (du, au) = (french_day(contract.starts_on), french_day(contract.ends_on));
        let (from, to) = (contract.starts_on, contract.ends_on);
        SEARCH_IS_OPEN.at(
            "",
            say!("Un contrat signé court du {du} au {au}.", "A signed contract runs from {from} to {to}."),
        )
    })
}

/// What is wrong with a company looked at.
pub fn faults_of_prospect(facts: &SearchProspectFacts) -> Vec<Finding> {
    if facts.employer_id.is_some() != facts.name.is_some() {
        return Vec::new();
    }
    let told =
        say!("Donnez `employer_id` ou `name`, l'un des deux.", "Give `employer_id` or `name`, one of both.");
    vec![EMPLOYER_OR_NAME.at("/name", told)]
}

/// What is wrong with an event.
pub fn faults_of_event(facts: &SearchEventFacts, today: NaiveDate) -> Vec<Finding> {
    let mut faults = Vec::new();
    if (facts.kind == SearchEventKind::Answer) != facts.answer.is_some() {
        let known = SearchAnswer::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
        let told = say!("Réponses connues : {known}.", "Known answers: {known}.");
        faults.push(ANSWER_SAYS_WHICH.at("/answer", told));
    }
    if facts.kind != SearchEventKind::Interview && facts.happened_on > today {
        let jour = french_day(today);
        let told = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
        faults.push(EVENT_TOOK_PLACE.at("/happened_on", told));
    }
    faults
}

/// What suggestions are sorted by: no distance is known, only towns and activities.
#[derive(Debug, Clone, Default)]
pub struct SearchHints {
    /// Town of the apprentice.
    pub city: Option<String>,
    /// Activity of the former employer.
    pub naf: Option<String>,
    /// Employers already looked at, and the one that broke with them.
    pub set_aside: HashSet<EmployerId>,
}

/// Employers to think of, those with most reasons first; at most so many.
pub fn suggested(
    employers: Vec<FormerEmployer>,
    hints: &SearchHints,
    most: usize,
) -> Vec<(FormerEmployer, Vec<EmployerReason>)> {
    let town = hints.city.as_deref().map(folded);
    let mut all: Vec<(FormerEmployer, Vec<EmployerReason>)> = employers
        .into_iter()
        .filter(|one| !hints.set_aside.contains(&one.id))
        .map(|one| {
            let same_town = town.is_some() && one.city.as_deref().map(folded) == town;
            let same_activity = hints.naf.is_some() && one.naf == hints.naf;
            let reasons = [
                Some(EmployerReason::HadApprentices),
                same_town.then_some(EmployerReason::SameTown),
                same_activity.then_some(EmployerReason::SameActivity),
            ];
            (one, reasons.into_iter().flatten().collect())
        })
        .collect();
    all.sort_by(|(one, why), (other, why_other)| {
        let first = |reasons: &[EmployerReason]| std::cmp::Reverse(reasons.len());
        let key = |one: &FormerEmployer| (std::cmp::Reverse(one.contracts), one.name.clone(), one.id.0);
        first(why).cmp(&first(why_other)).then_with(|| key(one).cmp(&key(other)))
    });
    all.truncate(most);
    all
}

/// What the next contract is on the official form, given the signed ones, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextContract {
    pub type_code: ContractType,
    pub previous_contract_id: Option<ContractId>,
    /// Why, and what the form says of the same employer.
    pub why: Sentence,
}

/// The type of the next contract with another employer; the form has none with the employer of a broken one.
pub fn next_contract(contracts: &[SignedContractDates]) -> NextContract {
    let Some(last) = contracts.iter().max_by_key(|one| one.starts_on) else {
        let why = say!("Aucun contrat signé avant : type 11.", "No contract signed before: type 11.");
        return NextContract { type_code: ContractType::First, previous_contract_id: None, why };
    };
    let previous_contract_id = Some(last.id);
    match last.broken_on() {
        Some(on) => {
            let jour = french_day(on);
            let why = say!(
                "Le contrat précédent a été rompu le {jour} : type 23 chez un autre employeur. Le formulaire n'a pas de type pour un contrat rompu repris chez le même employeur.",
                "The previous contract was broken on {on}: type 23 with another employer. The form has no type for a broken contract taken up again with the same employer."
            );
            NextContract { type_code: ContractType::AfterRupture, previous_contract_id, why }
        }
        None => {
            let (jour, on) = (french_day(last.ends_on), last.ends_on);
            let why = say!(
                "Le contrat précédent va à son terme, le {jour} : type 22 chez un autre employeur, 21 chez le même.",
                "The previous contract runs to its term, {on}: type 22 with another employer, 21 with the same one."
            );
            NextContract { type_code: ContractType::OtherEmployer, previous_contract_id, why }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::EnrolmentId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn contract(starts_on: &str, closed_on: Option<&str>) -> SignedContractDates {
        SignedContractDates {
            id: ContractId::new(),
            enrolment_id: EnrolmentId::new(),
            starts_on: day(starts_on),
            ends_on: day("2027-08-24"),
            closed_on: closed_on.map(day),
            rupture_ground: None,
        }
    }

    #[test]
    fn a_search_is_open_without_a_contract_and_closes_with_the_signature_of_the_next() {
        let broken = contract("2025-08-25", Some("2026-02-09"));
        let next = contract("2026-07-01", None);
        let today = day("2026-03-02");
        assert_eq!(check_open(&[], today), None);
        assert_eq!(check_open(std::slice::from_ref(&broken), today), None);
        let closed = check_open(&[broken, next], today).unwrap();
        assert_eq!(closed.code, "search.closed");
        let over = contract("2025-08-25", None);
        assert_eq!(check_open(&[over], day("2027-08-25")), None, "its term is behind");
    }

    #[test]
    fn the_next_contract_is_of_the_type_the_form_gives() {
        assert_eq!(next_contract(&[]).type_code, ContractType::First);
        let broken = contract("2025-08-25", Some("2026-02-09"));
        let after = next_contract(std::slice::from_ref(&broken));
        assert_eq!(
            (after.type_code, after.previous_contract_id),
            (ContractType::AfterRupture, Some(broken.id))
        );
        assert_eq!(next_contract(&[contract("2025-08-25", None)]).type_code, ContractType::OtherEmployer);
    }

    #[test]
    fn an_answer_says_which_and_only_an_interview_is_to_come() {
        let today = day("2026-03-02");
        let event = |kind, happened_on: &str, answer| {
            let facts = SearchEventFacts { kind, happened_on: day(happened_on), answer, note: None };
            faults_of_event(&facts, today).into_iter().map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(event(SearchEventKind::Interview, "2026-03-10", None), [""; 0]);
        assert_eq!(event(SearchEventKind::Application, "2026-03-03", None), ["search_event.in_future"]);
        assert_eq!(event(SearchEventKind::Answer, "2026-03-01", None), ["search_event.answer"]);
        assert_eq!(event(SearchEventKind::Answer, "2026-03-01", Some(SearchAnswer::No)), [""; 0]);
        assert_eq!(
            event(SearchEventKind::Reminder, "2026-03-01", Some(SearchAnswer::Yes)),
            ["search_event.answer"]
        );
    }

    #[test]
    fn suggestions_begin_with_the_town_and_leave_out_whom_they_left() {
        let employer = |name: &str, city: &str, naf: &str, contracts| FormerEmployer {
            id: EmployerId::new(),
            name: name.to_owned(),
            city: Some(city.to_owned()),
            naf: Some(naf.to_owned()),
            contracts,
            last_on: None,
        };
        let (far, near, left) = (
            employer("Loin", "Reims", "4771Z", 9),
            employer("Près", "TROYES", "4761Z", 1),
            employer("Quitté", "Troyes", "4761Z", 4),
        );
        let hints = SearchHints {
            city: Some("Troyes".to_owned()),
            naf: Some("4761Z".to_owned()),
            set_aside: HashSet::from([left.id]),
        };
        let found = suggested(vec![far, left, near], &hints, 20);
        let names: Vec<_> = found.iter().map(|(one, why)| (one.name.as_str(), why.len())).collect();
        assert_eq!(names, [("Près", 3), ("Loin", 1)]);
    }
}
