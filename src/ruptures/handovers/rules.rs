//! What a hand-over brief is refused for, and which words of a mission it may repeat.

use chrono::NaiveDate;

use crate::catalogue::programmes::file::Programme;
use crate::contracts::agreements::Contract;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::learning::missions::model::MissionFacts;
use crate::learning::voices::Voice;
use crate::{rules, say};

rules! {
    /// A brief is for a contract to serve.
    CONTRACT_TO_SERVE = error "handover.contract_not_running", "Règle du site";
        "Une fiche de reprise se fait pour un contrat signé, qui n'est ni rompu ni terminé." /
        "A hand-over brief is made for a signed contract, neither broken nor over.";
}

/// What stands against the brief of a contract on a day.
pub fn check_contract(contract: &Contract, today: NaiveDate) -> Option<Finding> {
    let told = match contract {
        Contract { signed_on: None, .. } => {
            say!("Le contrat n'est pas encore signé.", "The contract is not signed yet.")
        }
        Contract { closed_on: Some(last), .. } => {
            let jour = french_day(*last);
            say!("Le contrat s'est arrêté le {jour}.", "The contract ended on {last}.")
        }
        Contract { ends_on, .. } if *ends_on < today => {
            let jour = french_day(*ends_on);
            say!("Le contrat est allé à son terme le {jour}.", "The contract ran to its term, {ends_on}.")
        }
        _ => return None,
    };
    Some(CONTRACT_TO_SERVE.at("", told))
}

/// What a mission is called in a brief: as the programme calls it, or as the apprentice or the centre told it; what a former
/// company wrote in its own words stays with that company.
pub fn mission_called(facts: &MissionFacts, voice: Voice, programme: &Programme) -> Option<String> {
    match (&facts.mission_code, voice) {
        (Some(_), _) | (None, Voice::Apprentice | Voice::Centre) => facts.called(programme),
        (None, Voice::Company) => None,
    }
}
