//! What is refused of a mission: neither of the list nor in words, days out of order or out of the contract.

use chrono::NaiveDate;

use super::wire::MissionIn;
use crate::catalogue::programmes::file::Programme;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::learning::voices::rules::{check_day, check_skill};
use crate::{rules, say};

rules! {
    /// A mission is one of the programme, or one told in words.
    CODE_OR_WORDS = error "mission.code_or_label", "Règle du site";
        "Une mission est une mission du programme, ou une mission dite en quelques mots." /
        "A mission is one of the programme, or one told in a few words.";
    /// A mission of the programme is in its list.
    MISSION_OF_THE_PROGRAMME = error "mission.unknown", "Programme de formation";
        "Une mission du programme figure dans sa liste." /
        "A mission of the programme is in its list.";
    /// The programme says which skills its missions exercise.
    SKILLS_OF_THE_LIST = error "mission.skills_of_programme", "Programme de formation";
        "Le programme dit quelles compétences ses missions mettent en œuvre." /
        "The programme says which skills its missions exercise.";
    /// A mission ends after it begins.
    MISSION_LASTS = error "mission.ends_before_start", "Règle du site";
        "Une mission finit après avoir commencé." /
        "A mission ends after it begins.";
    /// A mission is done under a contract of the apprentice, while it runs.
    UNDER_THE_CONTRACT = error "mission.outside_contract", "Règle du site";
        "Une mission est faite sous un contrat signé de l'apprenti, pendant qu'il court." /
        "A mission is done under a signed contract of the apprentice, while it runs.";
}

/// Everything wrong with a mission sent, done under a contract that runs from a day to another, or under none.
pub fn faults_of(
    facts: &MissionIn,
    programme: &Programme,
    contract: Option<(NaiveDate, NaiveDate)>,
    today: NaiveDate,
) -> Vec<Finding> {
    let mut faults = check_what(facts, programme);
    faults.extend(check_day("/from_on", facts.from_on, today));
    faults.extend(facts.to_on.and_then(|to| check_day("/to_on", to, today)));
    if facts.to_on.is_some_and(|to| to < facts.from_on) {
        let jour = french_day(facts.from_on);
        let first = facts.from_on;
        let facts = say!("Le {jour} au plus tôt.", "{first} at the earliest.");
        faults.push(MISSION_LASTS.at("/to_on", facts));
    }
    let Some((starts_on, ends_on)) = contract else {
        faults.push(no_contract());
        return faults;
    };
    let outside = |day: NaiveDate| day < starts_on || day > ends_on;
    for (field, day) in [("/from_on", Some(facts.from_on)), ("/to_on", facts.to_on)] {
        if day.is_some_and(outside) {
            let (du, au) = (french_day(starts_on), french_day(ends_on));
            let told =
                say!("Le contrat court du {du} au {au}.", "The contract runs from {starts_on} to {ends_on}.");
            faults.push(UNDER_THE_CONTRACT.at(field, told));
        }
    }
    faults
}

/// That a mission is done under no contract of the apprentice.
pub fn no_contract() -> Finding {
    let told = say!(
        "Aucun contrat signé de cet apprenti, à votre portée, ne court ce jour-là.",
        "No signed contract of this apprentice within your reach runs on that day."
    );
    UNDER_THE_CONTRACT.at("/contract_id", told)
}

/// What it is: a code of the list, or words with the skills they exercise.
fn check_what(facts: &MissionIn, programme: &Programme) -> Vec<Finding> {
    let Some(code) = &facts.mission else {
        if facts.label.is_none() {
            let told = say!("Donnez mission ou label.", "Give mission or label.");
            return vec![CODE_OR_WORDS.at("/mission", told)];
        }
        let skills = facts.skills.iter().enumerate();
        return skills
            .filter_map(|(place, code)| check_skill(programme, &format!("/skills/{place}"), code))
            .collect();
    };
    let mut faults = Vec::new();
    if facts.label.is_some() {
        let told = say!("Donnez l'un ou l'autre, pas les deux.", "Give one or the other, not both.");
        faults.push(CODE_OR_WORDS.at("/label", told));
    }
    if !facts.skills.is_empty() {
        let told = say!(
            "Ne dites les compétences que d'une mission hors liste.",
            "Say the skills of a mission outside the list only."
        );
        faults.push(SKILLS_OF_THE_LIST.at("/skills", told));
    }
    if programme.mission(code).is_none() {
        let missions = programme.missions.iter().flat_map(|group| &group.missions);
        let known = missions.map(|mission| mission.code.as_str()).collect::<Vec<_>>().join(", ");
        let told = say!("Missions du programme : {known}.", "Missions of the programme: {known}.");
        faults.push(MISSION_OF_THE_PROGRAMME.at("/mission", told));
    }
    faults
}
