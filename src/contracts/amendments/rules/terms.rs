//! What each type of amendment may change, and what it must.

use chrono::NaiveDate;
use serde_json::Value;

use super::fold::{day_of, differences};
use crate::contracts::agreements::{Contract, ContractState};
use crate::contracts::amendments::model::AmendmentType;
use crate::law::calendar::{add_days, french_day, last_day_after};
use crate::law::findings::Finding;
use crate::{rules, say};

const FORM: &str = "CERFA FA13 (10103), type d'avenant";

rules! {
    /// Drafts are changed, broken contracts are over.
    CONTRACT_NOT_SIGNED = error "amendment.contract_not_signed", "Code du travail, art. L6222-4 ; règle du site";
        "Un avenant modifie un contrat signé et non rompu ; un projet de contrat se change directement." /
        "An amendment changes a contract that is signed and not broken; a draft contract is changed directly.";
    /// The first day is within the contract, its prolongation included.
    OUTSIDE_CONTRACT = error "amendment.outside_contract", "CERFA FA13 (10103), date d'effet de l'avenant";
        "La date d'effet d'un avenant tombe entre le début et la fin du contrat." /
        "An amendment takes effect between the start and the end of the contract.";
    /// Something changes.
    CHANGES_NOTHING = error "amendment.changes_nothing", "Règle du site";
        "Un avenant change au moins une clause du contrat." / "An amendment changes at least one term of the contract.";
    /// Each type has its own boxes.
    NOT_OF_THIS_TYPE = error "amendment.not_of_this_type", FORM;
        "Chaque type d'avenant ne change que les clauses qui le concernent." /
        "Each type of amendment changes its own terms only.";
    /// Types 31 and 32 name the new employer.
    NEEDS_EMPLOYER = error "amendment.employer_required", FORM;
        "Les avenants 31 et 32 désignent le nouvel employeur et son maître d'apprentissage." /
        "Amendments 31 and 32 name the new employer and its tutor.";
    /// Type 32 is for two seasonal employers.
    NOT_SEASONAL = error "amendment.not_seasonal", FORM;
        "L'avenant 32 ne concerne que les contrats saisonniers à deux employeurs (mode contractuel 4)." /
        "Amendment 32 is for seasonal contracts with two employers only (mode 4).";
    /// Prolongations end later.
    NOT_PROLONGED = error "amendment.not_prolonged", "Code du travail, art. L6222-11 et R6222-47";
        "Les avenants 33 et 34 reportent la fin du contrat." / "Amendments 33 and 34 put off the end of the contract.";
    /// At most one more year (two cycles at most being beyond the law).
    PROLONGED_TOO_LONG = error "amendment.prolonged_too_long", "Code du travail, art. L6222-11 et R6222-47";
        "Une prolongation dure un an au plus." / "A prolongation lasts a year at most.";
    /// Pay of the prolongation is said.
    NEEDS_PAY_LINE = error "amendment.pay_line_required", FORM;
        "L'avenant 33 ajoute au moins une période de rémunération après la fin du contrat initial." /
        "Amendment 33 adds at least one pay period after the initial end.";
    /// Pay never falls.
    PAY_FALLS = error "amendment.pay_falls", "Code du travail, art. D6222-28 ; CERFA FA13 (10103)";
        "Le pourcentage d'une prolongation n'est pas inférieur au dernier du contrat." /
        "The percentage of a prolongation is not below the last one of the contract.";
    /// Type 34 is for a disabled worker.
    NOT_DISABLED_WORKER = error "amendment.disabled_worker_required", "Code du travail, art. R6222-47";
        "L'avenant 34 prolonge le contrat d'un apprenti reconnu travailleur handicapé." /
        "Amendment 34 prolongs the contract of an apprentice recognised as a disabled worker.";
    /// A signature is not in the future.
    SIGNED_IN_FUTURE = error "amendment.signed_in_future", "Règle du site";
        "Une signature s'enregistre une fois donnée." / "A signature is recorded once given.";
    /// An amendment follows the contract.
    SIGNED_BEFORE_CONTRACT = error "amendment.signed_before_contract", "Règle du site";
        "Un avenant se signe après le contrat." / "An amendment is signed after the contract.";
    /// What is signed stays.
    ALREADY_SIGNED = error "amendment.already_signed", "Règle du site";
        "Un avenant signé ne se change plus : un autre avenant le corrige." /
        "A signed amendment no longer changes: another amendment corrects it.";
    /// Nothing to deposit yet.
    NOT_SIGNED = error "amendment.not_signed", "Code du travail, art. D6224-5";
        "Un avenant se dépose une fois signé." / "An amendment is deposited once signed.";
    /// A failure is known after the exams.
    BEFORE_EXAMS = error "amendment.before_exams", "Code du travail, art. L6222-11";
        "Un contrat se prolonge après un échec à l'examen : pas avant la fin des épreuves, sauf à dire pourquoi." /
        "A contract is prolonged after a failure at the exam: not before the exams are over, unless somebody says why.";
    /// The same, confirmed.
    BEFORE_EXAMS_CONFIRMED = warning "amendment.before_exams_confirmed", "Code du travail, art. L6222-11";
        "Une prolongation signée avant la fin des épreuves garde la raison qui en a été donnée." /
        "A prolongation signed before the exams are over keeps the reason given.";
    /// Signed after its effect.
    SIGNED_AFTER_EFFECT = warning "amendment.signed_after_effect", FORM;
        "Un avenant se signe avant sa date d'effet." / "An amendment is signed before it takes effect.";
    /// The form asks for the number of the contract.
    NUMBER_UNKNOWN = warning "amendment.contract_number_unknown", FORM;
        "Le dépôt d'un avenant rappelle le numéro du contrat." / "The deposit of an amendment recalls the number of the contract.";
}

/// Longest prolongation, in months.
///
/// Source: Code du travail, art. L6222-11 and R6222-47 (read 23/11/2026).
const LONGEST_PROLONGATION_MONTHS: u32 = 12;

/// What an amendment is judged on.
#[derive(Debug, Clone, Copy)]
pub struct Amending<'a> {
    pub type_code: AmendmentType,
    pub effective_on: NaiveDate,
    /// Everything agreed without it.
    pub before: &'a Value,
    /// Everything agreed with it.
    pub after: &'a Value,
    /// Last day agreed without what amendments of this type already added.
    pub unprolonged_ends_on: Option<NaiveDate>,
    pub disabled_worker: bool,
}

/// Only a signed contract is amended.
pub fn check_contract(contract: &Contract) -> Option<Finding> {
    let state = contract.state;
    let facts = || match contract.closed_on.filter(|_| state == ContractState::Broken) {
        Some(last) => {
            let jour = french_day(last);
            say!(
                "Ce contrat est rompu : son dernier jour est le {jour}.",
                "This contract is broken: its last day is {last}."
            )
        }
        None => say!("Ce contrat est dans l'état « {state} ».", "This contract is in state \"{state}\"."),
    };
    (state != ContractState::Signed).then(|| CONTRACT_NOT_SIGNED.at("", facts()))
}

/// Everything the rules say of what an amendment changes.
pub fn check(amending: &Amending<'_>) -> Vec<Finding> {
    let changed = differences(amending.before, amending.after);
    if changed.is_empty() {
        let facts = say!("Rien ne change par rapport au contrat.", "Nothing changes from the contract.");
        return vec![CHANGES_NOTHING.at("/changes", facts)];
    }
    let strangers = changed.iter().filter(|pointer| !is_allowed(amending.type_code, pointer));
    let mut findings: Vec<Finding> = strangers.map(|pointer| stranger(amending.type_code, pointer)).collect();
    findings.extend(check_effect(amending));
    findings.extend(check_type(amending, &changed));
    findings
}

/// The members each type may change, by the beginning of their pointer.
const fn allowed(type_code: AmendmentType) -> &'static [&'static str] {
    match type_code {
        AmendmentType::LegalSituation | AmendmentType::SeasonalEmployer => {
            &["/employer_id", "/tutor_id", "/second_tutor_id", "/tutor_attested", "/work", "/pay"]
        }
        AmendmentType::AfterFailure | AmendmentType::DisabledWorker => &["/ends_on", "/pay", "/training"],
        AmendmentType::Diploma => &["/training", "/ends_on", "/pay"],
        AmendmentType::Other => &[
            "/tutor_id",
            "/second_tutor_id",
            "/tutor_attested",
            "/work/weekly_minutes",
            "/work/dangerous_machines",
            "/pay",
            "/ends_on",
            "/mode_code",
            "/training/hours",
            "/training/exams_end_on",
        ],
        AmendmentType::Workplace => &["/work/place"],
        AmendmentType::TrainingPlace => &["/training/place"],
    }
}

fn is_allowed(type_code: AmendmentType, pointer: &str) -> bool {
    allowed(type_code)
        .iter()
        .any(|start| pointer.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn stranger(type_code: AmendmentType, pointer: &str) -> Finding {
    let fields = allowed(type_code).join(", ");
    NOT_OF_THIS_TYPE.at(
        format!("/changes{pointer}"),
        say!(
            "Un avenant {type_code} ne change que : {fields}.",
            "An amendment {type_code} changes these only: {fields}."
        ),
    )
}

fn check_effect(amending: &Amending<'_>) -> Option<Finding> {
    let starts_on = day_of(amending.before, "starts_on")?;
    let ends_on = day_of(amending.before, "ends_on")?.max(day_of(amending.after, "ends_on")?);
    let (from, to) = (french_day(starts_on), french_day(ends_on));
    let outside = !(starts_on..=ends_on).contains(&amending.effective_on);
    outside.then(|| {
        let facts =
            say!("Le contrat court du {from} au {to}.", "The contract runs from {starts_on} to {ends_on}.");
        OUTSIDE_CONTRACT.at("/effective_on", facts)
    })
}

fn check_type(amending: &Amending<'_>, changed: &[String]) -> Vec<Finding> {
    let found = match amending.type_code {
        AmendmentType::LegalSituation => vec![check_employer(changed)],
        AmendmentType::SeasonalEmployer => vec![check_employer(changed), check_seasonal(amending)],
        AmendmentType::AfterFailure => vec![check_prolonged(amending), check_pay(amending)],
        AmendmentType::DisabledWorker => vec![check_prolonged(amending), check_disabled_worker(amending)],
        AmendmentType::Diploma
        | AmendmentType::Other
        | AmendmentType::Workplace
        | AmendmentType::TrainingPlace => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

fn check_employer(changed: &[String]) -> Option<Finding> {
    let named = changed.iter().any(|pointer| pointer == "/employer_id");
    let facts = || say!("L'employeur reste le même.", "The employer stays the same.");
    (!named).then(|| NEEDS_EMPLOYER.at("/changes/employer_id", facts()))
}

fn check_seasonal(amending: &Amending<'_>) -> Option<Finding> {
    let mode = amending.before.get("mode_code").and_then(Value::as_str).unwrap_or_default();
    let facts = || say!("Ce contrat est de mode {mode}.", "This contract is of mode {mode}.");
    (mode != "4").then(|| NOT_SEASONAL.at("/type_code", facts()))
}

fn check_prolonged(amending: &Amending<'_>) -> Option<Finding> {
    let (before, after) = (day_of(amending.before, "ends_on")?, day_of(amending.after, "ends_on")?);
    let first = amending.unprolonged_ends_on.unwrap_or(before);
    let latest = last_day_after(add_days(first, 1), LONGEST_PROLONGATION_MONTHS);
    let jour = french_day(before);
    let last = french_day(latest);
    if after <= before {
        let facts = say!("Le contrat finit déjà le {jour}.", "The contract already ends on {before}.");
        return Some(NOT_PROLONGED.at("/changes/ends_on", facts));
    }
    let facts = || {
        say!(
            "Le contrat finissait le {jour} : il finit au plus tard le {last}.",
            "The contract ended on {before}: it ends on {latest} at the latest."
        )
    };
    (after > latest).then(|| PROLONGED_TOO_LONG.at("/changes/ends_on", facts()))
}

fn check_disabled_worker(amending: &Amending<'_>) -> Option<Finding> {
    let facts = || {
        say!(
            "La fiche de l'apprenti ne porte pas de reconnaissance de travailleur handicapé.",
            "The file of the apprentice holds no recognition as a disabled worker."
        )
    };
    (!amending.disabled_worker).then(|| NOT_DISABLED_WORKER.at("/type_code", facts()))
}

fn check_pay(amending: &Amending<'_>) -> Option<Finding> {
    let ends_on = day_of(amending.before, "ends_on")?;
    let jour = french_day(ends_on);
    let last = pay_lines(amending.before).into_iter().max_by_key(|line| line.0);
    let added = pay_lines(amending.after).into_iter().filter(|line| line.0 > ends_on);
    let Some(lowest) = added.map(|line| line.1).min() else {
        let facts = say!(
            "Aucune période de rémunération ne commence après le {jour}.",
            "No pay period begins after {ends_on}."
        );
        return Some(NEEDS_PAY_LINE.at("/changes/pay/lines", facts));
    };
    let (_, floor) = last?;
    let facts = || {
        let (requested, least) = (percent(lowest), percent(floor));
        say!(
            "{requested} % est inférieur au dernier pourcentage du contrat : au moins {least} %.",
            "{requested} % is below the last percentage of the contract: at least {least} %."
        )
    };
    (lowest < floor).then(|| PAY_FALLS.at("/changes/pay/lines", facts()))
}

/// First day and percentage in hundredths of each pay period.
fn pay_lines(agreed: &Value) -> Vec<(NaiveDate, i64)> {
    let lines = agreed.pointer("/pay/lines").and_then(Value::as_array).into_iter().flatten();
    lines
        .filter_map(|line| Some((day_of(line, "from_on")?, line.get("percent_hundredths")?.as_i64()?)))
        .collect()
}

fn percent(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    }
}

/// What the rules say of the signature of an amendment.
pub fn check_signature(
    contract: &Contract,
    effective_on: NaiveDate,
    signed_on: NaiveDate,
    today: NaiveDate,
) -> Vec<Finding> {
    let (signed, effect) = (french_day(signed_on), french_day(effective_on));
    let future = (signed_on > today).then(|| {
        SIGNED_IN_FUTURE
            .at("/signed_on", say!("Le {signed} n'est pas encore venu.", "{signed_on} has not come yet."))
    });
    let early = contract.signed_on.filter(|day| signed_on < *day).map(|day| {
        let jour = french_day(day);
        SIGNED_BEFORE_CONTRACT
            .at("/signed_on", say!("Le contrat est signé le {jour}.", "The contract was signed on {day}."))
    });
    let late = (signed_on > effective_on).then(|| {
        SIGNED_AFTER_EFFECT.at(
            "/signed_on",
            say!(
                "L'avenant est signé le {signed}, après sa date d'effet du {effect}.",
                "The amendment is signed on {signed_on}, after it takes effect on {effective_on}."
            ),
        )
    });
    [future, early, late, number_unknown(contract)].into_iter().flatten().collect()
}

/// The last day of the exams of a session, when nothing says it: those of a June, a contract that ends before apart.
///
/// Our choice: the calendars of examinations differ; a school that knows better says it in the contract.
pub fn exams_end_of(exam_session: i32, ends_on: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(exam_session, 6, 1).map_or(ends_on, |june| june.min(ends_on))
}

/// A prolongation after a failure is signed once the exams are over, or with the reason why it is signed before.
pub fn check_after_exams(
    exams_end_on: NaiveDate,
    signed_on: NaiveDate,
    confirmation: Option<&str>,
) -> Option<Finding> {
    let (fin, signature) = (french_day(exams_end_on), french_day(signed_on));
    let early = signed_on < exams_end_on;
    let facts = || {
        say!(
            "Signé le {signature}, avant la fin des épreuves le {fin} : attendez les résultats, ou dites dans `confirmation` pourquoi l'échec est déjà acquis.",
            "Signed on {signed_on}, before the exams end on {exams_end_on}: wait for the results, or say in `confirmation` why the failure is already certain."
        )
    };
    early.then(|| match confirmation {
        None => BEFORE_EXAMS.at("/confirmation", facts()),
        Some(_) => BEFORE_EXAMS_CONFIRMED.at("/confirmation", facts()),
    })
}

/// Tells that the contract has no number yet, which the deposit of its amendments recalls.
pub fn number_unknown(contract: &Contract) -> Option<Finding> {
    contract.deca_number.is_none().then(|| {
        NUMBER_UNKNOWN.at(
            "/contract_id",
            say!(
                "Le numéro du contrat n'est pas encore connu : l'avenant ne pourra pas être déposé sans lui.",
                "The number of the contract is not known yet: the amendment cannot be deposited without it."
            ),
        )
    })
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;
