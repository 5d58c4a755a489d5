//! Opening a case: by the staff, by a tutor from an account or a link, by the apprentice.

use crate::contracts::agreements::{self, Contract, store::ContractFilter};
use crate::follow_up::{phone_contacts, visits};
use crate::ids::ApprenticeId;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices;
use crate::people::apprentices::Apprentice;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::Rows;
use crate::presence::absences::visibility::followed_among;
use crate::ruptures::difficulties::model::{
    CaseVisibility, DifficultyCase, DifficultyFacts, DifficultyOrigin,
};
use crate::ruptures::difficulties::rules::{self, book};
use crate::ruptures::difficulties::store;
use crate::ruptures::difficulties::wire::DifficultyIn;
use crate::say;
use crate::trust::access::{Act, Role};
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Most contracts looked at of one apprentice.
const MOST_CONTRACTS: i64 = 200;

/// Opens a case about an apprentice within reach. A tutor and an apprentice say subjects and words, which the site and they
/// read; a trainer opens it for those they follow.
pub fn open(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    request: DifficultyIn,
) -> Result<DifficultyCase, Problem> {
    let apprentice = apprentices::store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")?;
    refuse_unfollowed(tx, asker, &apprentice)?;
    let role = asker.caller.role;
    let mut findings = check_words(role, &request);
    let (note, visibility) =
        (request.note.clone(), request.note_visibility.unwrap_or(CaseVisibility::usual_of(role)));
    findings.extend(rules::check_readable(visibility, role, "/note_visibility"));
    let mut facts = written(role, request, asker.today);
    match rules::contract_of(facts.contract_id, &contracts_of(tx, asker, id)?, facts.opened_on) {
        Ok(contract) => facts.contract_id = contract,
        Err(finding) => findings.push(finding),
    }
    if role == Role::Tutor {
        facts.shared_with_tutor = facts.contract_id.is_some();
    }
    findings.extend(rules::check_facts(&facts, asker.law.difficulties.on(asker.today), asker.today));
    findings.extend(check_records(tx, asker, id, &facts)?);
    refuse_errors(findings)?;
    let case = store::insert(tx, &apprentice, &asker.author(), &facts)?;
    if let Some(note) = &note {
        store::add_note(tx, &case, asker.signed(), (note, visibility))?;
    }
    asker.record(tx, Event::DifficultyOpened, &case)?;
    Ok(case)
}

fn refuse_unfollowed(tx: &mut Tx, asker: &Asker, apprentice: &Apprentice) -> Result<(), Problem> {
    if asker.caller.role != Role::Trainer {
        return Ok(());
    }
    if followed_among(tx, asker, &[apprentice.id])?.contains(&apprentice.id) {
        return Ok(());
    }
    Err(Problem::forbidden_because(
        "difficulty.not_followed",
        say!(
            "Un formateur ouvre le suivi d'une difficulté des apprentis qu'il suit ; parlez-en à un responsable.",
            "A trainer opens the difficulties of the apprentices they follow; tell a manager of it."
        ),
    ))
}

/// What a tutor or an apprentice may not say, or did not.
fn check_words(role: Role, request: &DifficultyIn) -> Vec<Finding> {
    if !matches!(role, Role::Tutor | Role::Student) {
        return Vec::new();
    }
    let beyond = request.first_of_the_site().map(|pointer| {
        let facts = say!("Ce champ est rempli par le site.", "This member is for the site to fill.");
        book::WORDS_ALONE.at(pointer, facts)
    });
    let silent = request
        .note
        .is_none()
        .then(|| book::WORDS_ALONE.at("/note", say!("Dites-le en quelques mots.", "Say it in a few words.")));
    beyond.into_iter().chain(silent).collect()
}

fn written(role: Role, request: DifficultyIn, today: chrono::NaiveDate) -> DifficultyFacts {
    let origin = match role {
        Role::Tutor => DifficultyOrigin::Tutor,
        Role::Student => DifficultyOrigin::Apprentice,
        _ => request.origin.unwrap_or(DifficultyOrigin::Staff),
    };
    DifficultyFacts {
        contract_id: request.contract_id,
        origin,
        visit_id: request.visit_id,
        phone_contact_id: request.phone_contact_id,
        opened_on: request.opened_on.unwrap_or(today),
        subjects: request.subjects,
        shared_with_apprentice: request.shared_with_apprentice.unwrap_or(role == Role::Student),
        shared_with_tutor: request.shared_with_tutor.unwrap_or(false),
    }
}

fn contracts_of(tx: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<Vec<Contract>, Problem> {
    let filter = ContractFilter { apprentice: Some(id), ..Default::default() };
    let page = Rows::first(MOST_CONTRACTS);
    Ok(agreements::store::list(tx, &asker.reach, &filter, asker.today, &page)?)
}

/// What is wrong with the contract a case names.
pub fn check_contract(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    facts: &DifficultyFacts,
) -> Result<Option<Finding>, Problem> {
    if facts.contract_id.is_none() {
        return Ok(None);
    }
    let contracts = contracts_of(tx, asker, id)?;
    Ok(rules::contract_of(facts.contract_id, &contracts, facts.opened_on).err())
}

/// What is wrong with the visit or the call a case comes from.
pub fn check_records(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    facts: &DifficultyFacts,
) -> Result<Vec<Finding>, Problem> {
    let unknown = |pointer| {
        let facts = say!(
            "Aucun enregistrement à votre portée sur cet apprenti n'a cet identifiant.",
            "No record about this apprentice within your reach has this id."
        );
        book::RECORD_OF_THE_APPRENTICE.at(pointer, facts)
    };
    let mut findings = Vec::new();
    if let Some(visit) = facts.visit_id {
        let reach = asker.caller.may(Act::ReadVisit)?;
        let found = visits::store::find(tx, &reach, visit)?.filter(|visit| visit.apprentice_id == id);
        findings.extend(found.is_none().then(|| unknown("/visit_id")));
    }
    if let Some(call) = facts.phone_contact_id {
        let reach = asker.caller.may(Act::ReadPhoneContact)?;
        let found = phone_contacts::store::find(tx, &reach, call)?.filter(|call| call.apprentice_id == id);
        findings.extend(found.is_none().then(|| unknown("/phone_contact_id")));
    }
    Ok(findings)
}
