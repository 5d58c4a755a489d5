//! What a telephone contact may say, who may still change it, and how what is to be done next is cleared.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::model::{CallOutcome, PhoneContact, PhoneContactFacts};
use crate::contracts::agreements::Contract;
use crate::follow_up::visits::NoteVisibility;
use crate::ids::ContractId;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::platform::clock;
use crate::{rules, say};

rules! {
    /// A call is logged once it was made.
    CALLED_ALREADY = error "phone_contact.in_future", "Règle du site";
        "Un contact téléphonique dit un appel passé." /
        "A phone contact tells a call of the past.";
    /// What is to be done next comes after the call.
    NEXT_AFTER_THE_CALL = error "phone_contact.next_action_before_call", "Règle du site";
        "La suite à donner vient après l'appel." /
        "What is to be done next comes after the call.";
    /// Somebody who would not speak is told of in a few words.
    REFUSAL_SAYS_WHAT = error "phone_contact.refusal_without_note", "Règle du site";
        "Un refus de répondre se dit en quelques mots." /
        "A refusal to speak is told in a few words.";
    /// A contact stays about its apprentice.
    APPRENTICE_STAYS = error "phone_contact.apprentice_fixed", "Règle du site";
        "Un contact téléphonique reste celui du même apprenti." /
        "A phone contact stays about the same apprentice.";
    /// A call is about a contract of its apprentice that was signed.
    CONTRACT_OF_THE_APPRENTICE = error "phone_contact.contract_of_another", "Règle du site";
        "Un contact téléphonique parle d'un contrat signé de son apprenti." /
        "A phone contact is about a signed contract of its apprentice.";
    /// Whoever logs a call may read it.
    AUTHOR_READS_THE_CONTACT = error "phone_contact.hidden_from_author", "Règle du site";
        "Qui enregistre un appel peut le relire." /
        "Whoever logs a call may read it.";
    /// A contact is changed the same day by whoever logged it, and corrected otherwise.
    CHANGED_BY_ITS_AUTHOR = error "phone_contact.correct_instead", "Règle du site";
        "Un contact se modifie le jour même par son auteur ; ensuite il se corrige, en disant pourquoi." /
        "A contact is changed the same day by its author; afterwards it is corrected, saying why.";
    /// What is to be done next is cleared once.
    CLEARED_ONCE = error "phone_contact.already_cleared", "Règle du site";
        "La suite à donner se clôt une seule fois." /
        "What is to be done next is cleared once.";
    /// Only what was to be done is cleared.
    SOMETHING_TO_CLEAR = error "phone_contact.nothing_to_clear", "Règle du site";
        "Seul un contact qui appelle une suite peut être clos." /
        "Only a contact that calls for something next is cleared.";
    /// What was to be done is cleared by today, and not before the call.
    CLEARED_BY_NOW = error "phone_contact.cleared_on_day", "Règle du site";
        "La suite se donne entre l'appel et aujourd'hui." /
        "What follows is done between the call and today.";
}

/// Everything the rules say of a contact.
pub fn check(call: &PhoneContactFacts, readable: &[NoteVisibility], now: DateTime<Utc>) -> Vec<Finding> {
    let called_on = clock::paris_day(call.called_at);
    let findings = [
        (call.called_at > now).then(|| {
            let facts = say!("L'appel a déjà été passé.", "The call was already made.");
            CALLED_ALREADY.at("/called_at", facts)
        }),
        call.next_action_on.filter(|on| *on < called_on).map(|on| {
            let (jour, appel) = (french_day(on), french_day(called_on));
            let facts = say!(
                "Le {jour} vient avant l'appel, du {appel}.",
                "{on} comes before the call, on {called_on}."
            );
            NEXT_AFTER_THE_CALL.at("/next_action/due_on", facts)
        }),
        (call.outcome == CallOutcome::Refused && call.note.is_none()).then(|| {
            let facts =
                say!("Dites en quelques mots ce qui s'est passé.", "Say in a few words what happened.");
            REFUSAL_SAYS_WHAT.at("/note", facts)
        }),
        (!readable.contains(&call.visibility)).then(|| {
            let facts = say!(
                "Vous ne pourriez pas relire ce contact.",
                "You could not read this contact afterwards."
            );
            AUTHOR_READS_THE_CONTACT.at("/visibility", facts)
        }),
    ];
    findings.into_iter().flatten().collect()
}

/// The contract a call is about, among those of its apprentice within reach: the one named, else the one that runs on
/// its day, else the only one there is. Between two contracts nothing is guessed: one company is not told of another's.
pub fn contract_of(
    named: Option<ContractId>,
    contracts: &[Contract],
    called_on: NaiveDate,
) -> Result<Option<ContractId>, Finding> {
    let signed = || contracts.iter().filter(|contract| contract.state.is_concluded());
    let running = |one: &&Contract| one.starts_on <= called_on && called_on <= one.effective_ends_on();
    match named {
        Some(named) if signed().any(|contract| contract.id == named) => Ok(Some(named)),
        Some(_) => Err(CONTRACT_OF_THE_APPRENTICE.at(
            "/contract_id",
            say!(
                "Aucun contrat signé de cet apprenti, à votre portée, n'a cet identifiant.",
                "No signed contract of this apprentice within your reach has this id."
            ),
        )),
        None => {
            let only = || signed().next().filter(|_| signed().count() == 1);
            Ok(signed().find(running).or_else(only).map(|contract| contract.id))
        }
    }
}

/// A contact is changed the same day by whoever logged it.
pub fn check_changeable(contact: &PhoneContact, by: Option<Uuid>, today: NaiveDate) -> Option<Finding> {
    let own = by.is_some() && contact.author_id == by;
    (!own || contact.logged_on != today).then(|| {
        let (jour, logged_on) = (french_day(contact.logged_on), contact.logged_on);
        let facts = say!(
            "Ce contact a été enregistré le {jour} : corrigez-le en disant pourquoi.",
            "This contact was logged on {logged_on}: correct it, saying why."
        );
        CHANGED_BY_ITS_AUTHOR.at("", facts)
    })
}

/// Whether what is to be done next may be cleared on a day: refused by the state, or by the day.
pub fn check_clearing(
    contact: &PhoneContact,
    cleared_on: NaiveDate,
    today: NaiveDate,
) -> Result<Option<Finding>, Finding> {
    if contact.facts.next_action.is_none() {
        let facts = say!("Ce contact n'appelle aucune suite.", "This contact calls for nothing next.");
        return Err(SOMETHING_TO_CLEAR.at("", facts));
    }
    if let Some(day) = contact.cleared_on {
        let jour = french_day(day);
        return Err(CLEARED_ONCE.at("", say!("La suite a été donnée le {jour}.", "It was done on {day}.")));
    }
    let outside = cleared_on > today || cleared_on < clock::paris_day(contact.facts.called_at);
    Ok(outside.then(|| {
        let facts = say!(
            "Le jour est compris entre celui de l'appel et aujourd'hui.",
            "The day is between that of the call and today."
        );
        CLEARED_BY_NOW.at("/cleared_on", facts)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::agreements::ContractState;
    use crate::contracts::agreements::rules::succession::sample;
    use crate::follow_up::phone_contacts::model::{CallDirection, CallParty, CallSubject};
    use crate::follow_up::visits::model::CommitmentOwner;
    use crate::ids::{ApprenticeId, PhoneContactId, SiteId};
    use crate::trust::journal::AuthorKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn a_call() -> PhoneContactFacts {
        PhoneContactFacts {
            contract_id: None,
            called_at: at("2026-01-15T09:00:00Z"),
            direction: CallDirection::Outgoing,
            party: CallParty::Tutor,
            person: None,
            outcome: CallOutcome::Reached,
            subject: CallSubject::FollowUp,
            note: None,
            visibility: NoteVisibility::Staff,
            next_action: Some("Rappeler.".into()),
            next_action_on: Some(day("2026-01-20")),
            next_action_owner: Some(CommitmentOwner::Referent),
        }
    }

    #[test]
    fn a_contact_tells_a_past_call_and_what_comes_next() {
        let now = at("2026-01-15T10:00:00Z");
        let codes = |change: PhoneContactFacts, readable: &[NoteVisibility]| {
            check(&change, readable, now).into_iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        let all = NoteVisibility::ALL;
        assert!(codes(a_call(), all).is_empty());
        let late = PhoneContactFacts { called_at: at("2026-01-15T10:00:01Z"), ..a_call() };
        assert_eq!(codes(late, all), ["phone_contact.in_future"]);
        let early = PhoneContactFacts { next_action_on: Some(day("2026-01-14")), ..a_call() };
        assert_eq!(codes(early, all), ["phone_contact.next_action_before_call"]);
        let refused = PhoneContactFacts { outcome: CallOutcome::Refused, ..a_call() };
        assert_eq!(codes(refused, all), ["phone_contact.refusal_without_note"]);
        assert_eq!(codes(a_call(), &[NoteVisibility::Everyone]), ["phone_contact.hidden_from_author"]);
    }

    #[test]
    fn a_call_is_about_the_contract_named_or_running_or_the_only_one() {
        let one = sample("2025-08-25", "2025-11-14");
        let other = Contract { id: ContractId::new(), ..sample("2025-12-01", "2027-08-24") };
        let draft = Contract { id: ContractId::new(), state: ContractState::Draft, ..other.clone() };
        let (first, second) = (Some(one.id), Some(other.id));
        let both = [one.clone(), other, draft.clone()];
        let found = |named, contracts: &[Contract], on: &str| {
            contract_of(named, contracts, day(on)).map_err(|finding| finding.code)
        };
        for (on, expected) in [
            ("2025-08-24", None),
            ("2025-08-25", first),
            ("2025-11-14", first),
            ("2025-11-15", None),
            ("2025-12-01", second),
            ("2027-08-25", None),
        ] {
            assert_eq!(found(None, &both, on), Ok(expected), "{on}");
            assert_eq!(found(second, &both, on), Ok(second), "{on}");
        }
        assert_eq!(found(None, &[one, draft.clone()], "2026-01-01"), Ok(first));
        assert_eq!(found(None, std::slice::from_ref(&draft), "2026-01-01"), Ok(None));
        assert_eq!(found(Some(draft.id), &both, "2026-01-01"), Err("phone_contact.contract_of_another"));
    }

    fn logged() -> PhoneContact {
        let called_at = a_call().called_at;
        PhoneContact {
            id: PhoneContactId::new(),
            site_id: SiteId::new(),
            apprentice_id: ApprenticeId::new(),
            facts: a_call(),
            cleared_on: None,
            cleared_note: None,
            tutor_id: None,
            author_kind: AuthorKind::Account,
            author_id: Some(Uuid::nil()),
            logged_on: day("2026-01-15"),
            version: 1,
            created_at: called_at,
            updated_at: called_at,
        }
    }

    #[test]
    fn a_contact_is_changed_the_same_day_by_its_author() {
        for (by, today, refused) in [
            (Some(Uuid::nil()), "2026-01-15", false),
            (Some(Uuid::nil()), "2026-01-16", true),
            (Some(Uuid::max()), "2026-01-15", true),
            (None, "2026-01-15", true),
        ] {
            assert_eq!(check_changeable(&logged(), by, day(today)).is_some(), refused, "{by:?} {today}");
        }
    }

    #[test]
    fn what_is_to_be_done_next_is_cleared_once() {
        let today = day("2026-01-20");
        let found = |contact: &PhoneContact, on: &str| match check_clearing(contact, day(on), today) {
            Ok(fault) => fault.map(|finding| finding.code),
            Err(conflict) => Some(conflict.code),
        };
        assert_eq!(found(&logged(), "2026-01-15"), None);
        assert_eq!(found(&logged(), "2026-01-14"), Some("phone_contact.cleared_on_day"));
        assert_eq!(found(&logged(), "2026-01-21"), Some("phone_contact.cleared_on_day"));
        let cleared = PhoneContact { cleared_on: Some(today), ..logged() };
        assert_eq!(found(&cleared, "2026-01-20"), Some("phone_contact.already_cleared"));
        let facts = PhoneContactFacts { next_action: None, ..a_call() };
        let nothing = PhoneContact { facts, ..logged() };
        assert_eq!(found(&nothing, "2026-01-20"), Some("phone_contact.nothing_to_clear"));
    }
}
