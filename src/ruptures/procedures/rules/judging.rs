//! What stands against a step recorded, or against the end of the contract.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::book::{
    BREACH_IS_ONE, EFFECT_AFTER_STEPS, GROUND_IN_PERIOD, STEP_ASKED, STEP_IN_ORDER, STEP_NOT_EARLY,
    STEP_NOT_LATE, STEP_OF_THE_GROUND, STEPS_DONE,
};
use super::engine::{BreachKind, Procedure, StepState};
use crate::law::calendar::{add_days, french_day};
use crate::law::figures::{GroundLaw, GroundPeriod, StepLaw, StepWhen};
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;

/// Refuses a step that is not of the ground, or not of this contract.
pub fn check_step(ground: &GroundLaw, minor: bool, code: &str) -> Option<Finding> {
    let Some(step) = ground.step(code) else {
        let known: Vec<&str> = ground.steps.iter().map(|step| step.code.as_str()).collect();
        let known = known.join(", ");
        return Some(
            STEP_OF_THE_GROUND
                .at("/step", say!("Les étapes de ce motif : {known}.", "The steps of this ground: {known}.")),
        );
    };
    let (fr, en) = (&step.fr, &step.en);
    let facts = say!(
        "« {fr} » ne concerne que les mineurs : l'apprenti est majeur.",
        "\"{en}\" is for minors alone: the apprentice is an adult."
    );
    (step.when == StepWhen::Minor && !minor).then(|| STEP_ASKED.at("/step", facts))
}

/// Every step done against the procedure, of which nobody said why.
pub fn unconfirmed(procedure: &Procedure<'_>) -> Vec<Finding> {
    let open = procedure.steps.iter().filter(|state| !state.confirmed);
    open.filter_map(|state| breach_of(state, "/done_on")).collect()
}

/// The codes of the steps done against the procedure, of which nobody said why.
pub fn unconfirmed_codes(procedure: &Procedure<'_>) -> Vec<String> {
    let open = procedure.steps.iter().filter(|state| state.breach.is_some() && !state.confirmed);
    open.map(|state| state.law.code.clone()).collect()
}

/// What a change of the steps makes unlawful that was not, nobody having said why.
pub fn newly_unconfirmed(before: &[String], after: &Procedure<'_>) -> Vec<Finding> {
    let open = after.steps.iter().filter(|state| !state.confirmed && !before.contains(&state.law.code));
    open.filter_map(|state| breach_of(state, "/done_on")).collect()
}

/// How a step was done against the procedure, with its lawful day.
pub fn breach_of(state: &StepState<'_>, pointer: impl Into<Cow<'static, str>>) -> Option<Finding> {
    let kind = state.breach?;
    let (fr, en, source) = (&state.law.fr, &state.law.en, &state.law.source);
    let lawful = if kind == BreachKind::TooLate { state.latest_on } else { state.earliest_on };
    let jour = lawful.map_or_else(String::new, french_day);
    let day = lawful.map_or_else(String::new, |day| day.to_string());
    Some(match kind {
        BreachKind::OutOfOrder => {
            let each = |name: fn(&&StepLaw) -> String| state.waits_for.iter().map(name).collect::<Vec<_>>();
            let attend = each(|step| format!("« {} »", step.fr)).join(", ");
            let waits = each(|step| format!("\"{}\"", step.en)).join(", ");
            STEP_IN_ORDER.at(
                pointer,
                say!(
                    "« {fr} » vient après {attend}, qui n'est pas fait : au plus tôt le {jour} ({source}).",
                    "\"{en}\" comes after {waits}, which is not done: {day} at the earliest ({source})."
                ),
            )
        }
        BreachKind::TooEarly => STEP_NOT_EARLY.at(
            pointer,
            say!(
                "« {fr} » : au plus tôt le {jour} ({source}).",
                "\"{en}\": {day} at the earliest ({source})."
            ),
        ),
        BreachKind::TooLate => STEP_NOT_LATE.at(
            pointer,
            say!(
                "« {fr} » : au plus tard le {jour} ({source}).",
                "\"{en}\": {day} at the latest ({source})."
            ),
        ),
    })
}

/// Everything that stands against the contract ending on the eve of a day, and that somebody may confirm did happen so.
pub fn against_effect(procedure: &Procedure<'_>, effective_on: NaiveDate) -> Vec<Finding> {
    let missing = procedure.missing().map(|state| {
        let (fr, en) = (&state.law.fr, &state.law.en);
        STEPS_DONE.at("/effective_on", say!("Il manque : « {fr} ».", "It lacks: \"{en}\"."))
    });
    let mut findings: Vec<Finding> = missing.collect();
    findings.extend(out_of_period(procedure, effective_on));
    let earliest = procedure.effect.settled_on;
    if effective_on < earliest {
        let jour = french_day(earliest);
        findings.push(EFFECT_AFTER_STEPS.at(
            "/effective_on",
            say!(
                "La rupture prend effet au plus tôt le {jour}.",
                "The rupture takes effect on {earliest} at the earliest."
            ),
        ));
    }
    findings
}

/// A ground used out of its period; silent when nobody knows when the free days are over.
pub fn out_of_period(procedure: &Procedure<'_>, effective_on: NaiveDate) -> Option<Finding> {
    let until = procedure.facts.free_until?;
    let (last, jour, limit) = (add_days(effective_on, -1), french_day(until), add_days(until, 1));
    let du = french_day(limit);
    match procedure.facts.ground.period {
        GroundPeriod::Free if last > until => Some(GROUND_IN_PERIOD.at(
            "/effective_on",
            say!(
                "Ce motif n'existe que jusqu'au {jour}, dernier jour de libre rupture : effet au plus tard le {du}.",
                "This ground only exists until {until}, last day of the free rupture period: effective on {limit} at the latest."
            ),
        )),
        GroundPeriod::AfterFree if last < until => Some(GROUND_IN_PERIOD.at(
            "/effective_on",
            say!(
                "Ce motif n'existe qu'après le {jour}, dernier jour de libre rupture : effet au plus tôt le {du}.",
                "This ground only exists after {until}, last day of the free rupture period: effective on {limit} at the earliest."
            ),
        )),
        _ => None,
    }
}

/// The refusal of a breach said of something regular.
pub fn no_breach(pointer: &'static str) -> Finding {
    BREACH_IS_ONE.at(pointer, Sentence::new(BREACH_IS_ONE.fr, BREACH_IS_ONE.en))
}
