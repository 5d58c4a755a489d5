//! Recording a rupture: the contract can be broken, by this person, on this ground, on this day.

use chrono::NaiveDate;

use super::ground::{Ground, Initiator, initiators_of};
use crate::law::calendar::{add_days, add_months, french_day};
use crate::law::figures::{GroundLaw, RuptureLaw};
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::ruptures::declarations::model::RuptureFacts;
use crate::ruptures::declarations::rules::book::{
    A_MONTH_OF_NOTICE, BROKEN_AFTER_SEVEN_DAYS, DURING_THE_CONTRACT, EMPLOYER_INFORMED,
    INFORMED_AFTER_FIVE_DAYS, INITIATOR_FITS, LONG_AFTER_FREE_DAYS, MEDIATOR_FIRST, PAST_FACTS,
    WITHIN_FREE_DAYS,
};
use crate::say;

/// Steps of `catalogue/law/ruptures.toml` that a declaration gives the days of.
pub const MEDIATOR_SEIZED: &str = "mediator_seized";
/// The employer informed of a resignation.
pub const EMPLOYER_INFORMED_STEP: &str = "employer_informed";
/// The signature of whoever represents a minor.
pub const GUARDIAN_SIGNED: &str = "guardian_signed";
const WRITTEN_NOTICE: &str = "written_notice";
/// The rupture itself, which is no step.
const EFFECT: &str = "";

/// What must be known of the contract to break, once its state allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractFacts {
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
}

/// What a recorded rupture decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Last day under contract: the eve of the rupture, which may be the eve of the start.
    pub last_contract_day: NaiveDate,
}

/// A rule that decides whether a rupture may be recorded.
pub type DeclarationRule =
    fn(&ContractFacts, &RuptureFacts, &RuptureLaw, NaiveDate) -> Result<Declared, Vec<Finding>>;

/// Decides whether a rupture may be recorded; otherwise everything that stands against it, at once.
pub fn declare(
    contract: &ContractFacts,
    rupture: &RuptureFacts,
    law: &RuptureLaw,
    today: NaiveDate,
) -> Result<Declared, Vec<Finding>> {
    let mut findings = check_facts(contract, rupture, law, today);
    findings.extend(check_delays(rupture, law));
    decided(rupture, findings)
}

/// The same of a rupture that came from its procedure, where its delays were judged, or confirmed as they were.
pub fn correct(
    contract: &ContractFacts,
    rupture: &RuptureFacts,
    law: &RuptureLaw,
    today: NaiveDate,
) -> Result<Declared, Vec<Finding>> {
    decided(rupture, check_facts(contract, rupture, law, today))
}

fn check_facts(
    contract: &ContractFacts,
    rupture: &RuptureFacts,
    law: &RuptureLaw,
    today: NaiveDate,
) -> Vec<Finding> {
    [
        check_effect(contract, rupture.effective_on),
        check_initiator(rupture.ground, rupture.initiator, law),
        not_in_future("/notice_received_on", Some(rupture.notice_received_on), today),
        not_in_future("/mediator_seized_on", rupture.mediator_seized_on, today),
        not_in_future("/employer_informed_on", rupture.employer_informed_on, today),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn decided(rupture: &RuptureFacts, findings: Vec<Finding>) -> Result<Declared, Vec<Finding>> {
    if findings.is_empty() {
        Ok(Declared { last_contract_day: add_days(rupture.effective_on, -1) })
    } else {
        Err(findings)
    }
}

/// Refuses a rupture that does not take effect during the contract.
pub fn check_effect(contract: &ContractFacts, effective_on: NaiveDate) -> Option<Finding> {
    let (from, to) = (contract.starts_on, contract.ends_on);
    let facts = || {
        Sentence::new(
            format!(
                "La rupture prend effet pendant le contrat, du {} au {}.",
                french_day(from),
                french_day(to)
            ),
            format!("The rupture takes effect during the contract, from {from} to {to}."),
        )
    };
    let inside = (from..=to).contains(&effective_on);
    (!inside).then(|| DURING_THE_CONTRACT.at("/effective_on", facts()))
}

/// Refuses a ground invoked by somebody it does not belong to.
pub fn check_initiator(ground: Ground, initiator: Initiator, law: &RuptureLaw) -> Option<Finding> {
    let accepted = initiators_of(ground, law);
    let names = |label: fn(Initiator) -> &'static str, or: &str| {
        accepted.iter().map(|one| format!("{} ({one})", label(*one))).collect::<Vec<_>>().join(or)
    };
    let facts = || {
        Sentence::new(
            format!("Pour ce motif, l'initiative vient de : {}.", names(Initiator::label_fr, " ou ")),
            format!("On this ground, the initiative comes from: {}.", names(Initiator::label_en, " or ")),
        )
    };
    let fits = accepted.contains(&initiator);
    let source = ground.source();
    (!fits).then(|| INITIATOR_FITS.at("/initiator", facts()).sourced(source))
}

/// Refuses a recorded fact that is yet to come.
pub fn not_in_future(pointer: &'static str, day: Option<NaiveDate>, today: NaiveDate) -> Option<Finding> {
    let facts = || {
        Sentence::new(
            format!("Cette date est un fait passé : au plus tard aujourd'hui, le {}.", french_day(today)),
            format!("This date is a past fact: today, {today}, at the latest."),
        )
    };
    let ahead = day.is_some_and(|day| day > today);
    ahead.then(|| PAST_FACTS.at(pointer, facts()))
}

/// The delays that come with the ground.
fn check_delays(rupture: &RuptureFacts, law: &RuptureLaw) -> Vec<Finding> {
    let ground = law.ground(rupture.ground.as_str());
    match (rupture.ground, ground) {
        (Ground::Resignation, Some(ground)) => check_resignation(rupture, ground),
        (Ground::DiplomaObtained, Some(ground)) => {
            check_notice(rupture, ground.delay(EFFECT, WRITTEN_NOTICE)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn check_resignation(rupture: &RuptureFacts, ground: &GroundLaw) -> Vec<Finding> {
    let (seized, informed) = (rupture.mediator_seized_on, rupture.employer_informed_on);
    let days = ground.delay(EMPLOYER_INFORMED_STEP, MEDIATOR_SEIZED);
    let effect_days = ground.delay(EFFECT, EMPLOYER_INFORMED_STEP);
    let findings = [
        seized.is_none().then(mediator_required),
        informed.is_none().then(information_required),
        seized.zip(informed).and_then(|(seized, informed)| check_information(seized, informed, days)),
        informed.and_then(|informed| check_rupture_delay(informed, rupture.effective_on, effect_days)),
    ];
    findings.into_iter().flatten().collect()
}

fn mediator_required() -> Finding {
    let facts = Sentence::new(
        "Une démission suppose d'avoir saisi le médiateur de l'apprentissage : donnez la date de saisine."
            .to_owned(),
        "A resignation requires the apprenticeship mediator first: give the day the mediator was seized."
            .to_owned(),
    );
    MEDIATOR_FIRST.at("/mediator_seized_on", facts)
}

fn information_required() -> Finding {
    let facts = Sentence::new(
        "Une démission suppose d'avoir informé l'employeur : donnez la date de cette information.".to_owned(),
        "A resignation requires the employer to be informed: give the day of this information.".to_owned(),
    );
    EMPLOYER_INFORMED.at("/employer_informed_on", facts)
}

fn check_information(seized: NaiveDate, informed: NaiveDate, days: u32) -> Option<Finding> {
    let earliest = add_days(seized, days.into());
    let day = french_day(earliest);
    let facts = || {
        Sentence::new(
            format!("L'employeur est informé au plus tôt {days} jours après la saisine, le {day}."),
            format!("The employer is informed at the earliest {days} days after the seizure, on {earliest}."),
        )
    };
    (informed < earliest).then(|| INFORMED_AFTER_FIVE_DAYS.at("/employer_informed_on", facts()))
}

fn check_rupture_delay(informed: NaiveDate, effective_on: NaiveDate, days: u32) -> Option<Finding> {
    let earliest = add_days(informed, days.into());
    let day = french_day(earliest);
    let facts = || {
        Sentence::new(
            format!(
                "La rupture prend effet au plus tôt {days} jours après l'information de l'employeur, le {day}."
            ),
            format!(
                "The rupture takes effect at the earliest {days} days after the employer is informed, on {earliest}."
            ),
        )
    };
    (effective_on < earliest).then(|| BROKEN_AFTER_SEVEN_DAYS.at("/effective_on", facts()))
}

fn check_notice(rupture: &RuptureFacts, months: u32) -> Option<Finding> {
    let earliest = add_months(rupture.notice_received_on, months.cast_signed());
    let day = french_day(earliest);
    let facts = || {
        Sentence::new(
            format!(
                "L'apprenti prévient par écrit au moins {months} mois avant : la rupture prend effet au plus tôt le {day}."
            ),
            format!(
                "The apprentice gives at least {months} months of written notice: the rupture takes effect on {earliest} at the earliest."
            ),
        )
    };
    let late = rupture.effective_on < earliest;
    late.then(|| A_MONTH_OF_NOTICE.at("/effective_on", facts()))
}

/// A free rupture ends the contract on the last free day at the latest: the day itself is still free.
///
/// Only a warning at first: whether an absence suspends the count is not always settled, and the centre does not decide. Long
/// after, somebody has to say why it is recorded so.
pub fn check_free_days(
    rupture: &RuptureFacts,
    law: &RuptureLaw,
    (days, reached_on): (u32, Option<NaiveDate>),
) -> Option<Finding> {
    let reached_on = reached_on.filter(|_| rupture.ground.before_45_days(law))?;
    let day = french_day(reached_on);
    let facts = || {
        Sentence::new(
            format!("Les {days} jours de formation pratique ont été atteints le {day}."),
            format!("The {days} days of practical training were reached on {reached_on}."),
        )
    };
    let last_day = add_days(rupture.effective_on, -1);
    if last_day > add_days(reached_on, law.free_ground_tolerance_days.into())
        && rupture.confirmation.is_none()
    {
        let (jour, on) = (french_day(rupture.effective_on), rupture.effective_on);
        return Some(LONG_AFTER_FREE_DAYS.at(
            "/confirmation",
            say!(
                "Les {days} jours de formation pratique ont été atteints le {day}, la rupture prend effet le {jour} : choisissez un autre motif, ou dites dans `confirmation` pourquoi les parties maintiennent celui-ci.",
                "The {days} days of practical training were reached on {reached_on}, the rupture takes effect on {on}: choose another ground, or say in `confirmation` why the parties maintain this one."
            ),
        ));
    }
    (last_day > reached_on).then(|| WITHIN_FREE_DAYS.at("/ground", facts()))
}
