//! The one engine of procedures: a ground as data and the days of its steps give what is possible, from when, and why.
//!
//! Steps come in the order of the data and name only those before them, so one pass settles all. A step not done yet is
//! supposed to be on its earliest day, never before the day of the computation.

use chrono::NaiveDate;

use super::delays::{DelayLine, after};
use crate::law::calendar::add_days;
use crate::law::figures::{GroundLaw, GroundPeriod, StepDelay, StepLaw, StepWhen};
use crate::law::holidays::LocalHolidays;
use crate::text_enum;

/// What a procedure is computed from, its steps apart.
#[derive(Debug, Clone, Copy)]
pub struct ProcedureFacts<'a> {
    pub ground: &'a GroundLaw,
    /// Whether the apprentice is under the civil majority.
    pub minor: bool,
    /// First and last day agreed.
    pub contract: (NaiveDate, NaiveDate),
    /// The last day of the free rupture period; none when nobody knows.
    pub free_until: Option<NaiveDate>,
    /// Public holidays where the work is.
    pub place: LocalHolidays<'a>,
    pub as_of: NaiveDate,
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneStep {
    pub code: String,
    pub on: NaiveDate,
    /// Whether somebody said why it was done against the order or the delays.
    pub confirmed: bool,
}

text_enum!(
    /// Where a step of a procedure stands.
    StepStatus {
        /// It was done.
        Done = "done" => "Fait" / "Done",
        /// It may be done from its earliest day on.
        Possible = "possible" => "Possible" / "Possible",
        /// It waits for others.
        Waiting = "waiting" => "En attente d'une autre étape" / "Waiting for another step",
        /// Another took its place.
        Replaced = "replaced" => "Remplacé" / "Replaced",
        /// It is not asked of this contract.
        NotAsked = "not_asked" => "Sans objet" / "Not asked",
    }
);

text_enum!(
    /// How a step was done against the procedure.
    BreachKind {
        /// Before a step it waits for.
        OutOfOrder = "out_of_order" => "Dans le désordre" / "Out of order",
        /// Before its delay was over.
        TooEarly = "too_early" => "Trop tôt" / "Too early",
        /// After the longest delay.
        TooLate = "too_late" => "Trop tard" / "Too late",
    }
);

/// A step, as computed.
#[derive(Debug, Clone)]
pub struct StepState<'a> {
    pub law: &'a StepLaw,
    pub status: StepStatus,
    pub done_on: Option<NaiveDate>,
    /// Its earliest lawful day; of a step not done, as if those it waits for were done on theirs.
    pub earliest_on: Option<NaiveDate>,
    /// Its latest lawful day, when the law has one and the step it runs from is done.
    pub latest_on: Option<NaiveDate>,
    /// Steps it waits for that are not done.
    pub waits_for: Vec<&'a StepLaw>,
    pub lines: Vec<DelayLine<'a>>,
    pub breach: Option<BreachKind>,
    /// Whether somebody said why.
    pub confirmed: bool,
}

impl StepState<'_> {
    /// Whether the contract may not end before it is done.
    pub fn is_missing(&self) -> bool {
        self.law.compulsory && matches!(self.status, StepStatus::Possible | StepStatus::Waiting)
    }
}

/// The rupture itself, as computed.
#[derive(Debug, Clone)]
pub struct EffectState<'a> {
    /// Earliest lawful first day without contract.
    pub earliest_on: NaiveDate,
    /// The same as the steps done alone give it: what is missing apart.
    pub settled_on: NaiveDate,
    /// Latest lawful one: the last day agreed, or the day after the free period for the grounds of that period.
    pub latest_on: NaiveDate,
    pub lines: Vec<DelayLine<'a>>,
}

/// A procedure, as computed.
#[derive(Debug, Clone)]
pub struct Procedure<'a> {
    pub facts: ProcedureFacts<'a>,
    pub steps: Vec<StepState<'a>>,
    pub effect: EffectState<'a>,
}

impl<'a> Procedure<'a> {
    /// Computes the whole procedure.
    pub fn compute(facts: ProcedureFacts<'a>, done: &[DoneStep]) -> Self {
        let mut pass = Pass { facts, done, steps: Vec::new() };
        for step in &facts.ground.steps {
            let state = pass.state_of(step);
            pass.steps.push(state);
        }
        let effect = pass.effect();
        Self { facts, steps: pass.steps, effect }
    }

    /// Compulsory steps not done.
    pub fn missing(&self) -> impl Iterator<Item = &StepState<'a>> {
        self.steps.iter().filter(|state| state.is_missing())
    }

    /// A step, given by its code.
    pub fn step(&self, code: &str) -> Option<&StepState<'a>> {
        self.steps.iter().find(|state| state.law.code == code)
    }

    /// The first step that may be done, or the rupture itself when none is left: what comes next, and from when.
    pub fn next(&self) -> (Option<&StepState<'a>>, NaiveDate) {
        let possible = |state: &&StepState<'a>| state.is_missing() && state.status == StepStatus::Possible;
        let next = self.steps.iter().find(possible);
        (next, next.and_then(|state| state.earliest_on).unwrap_or(self.effect.earliest_on))
    }
}

/// One pass over the steps of a ground.
struct Pass<'a, 'd> {
    facts: ProcedureFacts<'a>,
    done: &'d [DoneStep],
    steps: Vec<StepState<'a>>,
}

impl<'a> Pass<'a, '_> {
    fn done(&self, code: &str) -> Option<&DoneStep> {
        self.done.iter().find(|step| step.code == code)
    }

    /// The step done that took the place of another.
    fn replacing(&self, code: &str) -> Option<&DoneStep> {
        let mut instead =
            self.facts.ground.steps.iter().filter(|step| step.instead_of.as_deref() == Some(code));
        instead.find_map(|step| self.done(&step.code))
    }

    fn state_of(&self, step: &'a StepLaw) -> StepState<'a> {
        let lines: Vec<DelayLine<'a>> =
            step.after.iter().filter_map(|delay| self.line(delay, false)).collect();
        let latest =
            step.within.as_ref().and_then(|delay| self.line(delay, true)).filter(|line| !line.supposed);
        let waits_for: Vec<&StepLaw> =
            lines.iter().filter(|line| line.supposed).map(|line| line.from).collect();
        let earliest_on = lines.iter().map(|line| line.result_on).max();
        let latest_on = latest.as_ref().map(|line| line.result_on);
        let done = self.done(&step.code);
        let asked = step.when == StepWhen::Always || self.facts.minor;
        let status = match done {
            Some(_) => StepStatus::Done,
            None if !asked => StepStatus::NotAsked,
            None if self.replacing(&step.code).is_some() => StepStatus::Replaced,
            None if waits_for.is_empty() => StepStatus::Possible,
            None => StepStatus::Waiting,
        };
        let breach = done.and_then(|done| match () {
            () if !waits_for.is_empty() => Some(BreachKind::OutOfOrder),
            () if earliest_on.is_some_and(|earliest| done.on < earliest) => Some(BreachKind::TooEarly),
            () if latest_on.is_some_and(|latest| done.on > latest) => Some(BreachKind::TooLate),
            () => None,
        });
        let open = matches!(status, StepStatus::Possible | StepStatus::Waiting);
        let not_before = open.then_some(self.facts.as_of);
        StepState {
            law: step,
            status,
            done_on: done.map(|done| done.on),
            earliest_on: earliest_on.max(not_before),
            latest_on,
            waits_for,
            lines: lines.into_iter().chain(latest).collect(),
            breach,
            confirmed: done.is_some_and(|done| done.confirmed),
        }
    }

    /// A delay counted from the day of its step; none when that step is not asked, or is optional and not done for a limit.
    fn line(&self, delay: &'a StepDelay, at_most: bool) -> Option<DelayLine<'a>> {
        let from = self.steps.iter().find(|state| state.law.code == delay.step)?;
        let (from_on, supposed) = self.day_of(from)?;
        let result_on = after(from_on, delay, self.facts.place);
        Some(DelayLine { delay, from: from.law, from_on, supposed, result_on, at_most })
    }

    /// The day of a step, and whether it is only supposed; none when it is not asked.
    fn day_of(&self, state: &StepState<'_>) -> Option<(NaiveDate, bool)> {
        let replaced = || self.replacing(&state.law.code).map(|step| step.on);
        match state.status {
            StepStatus::NotAsked => None,
            StepStatus::Done | StepStatus::Replaced => state.done_on.or_else(replaced).map(|on| (on, false)),
            StepStatus::Possible | StepStatus::Waiting => state.earliest_on.map(|on| (on, true)),
        }
    }

    fn effect(&self) -> EffectState<'a> {
        let (first, last) = self.facts.contract;
        let lines: Vec<_> =
            self.facts.ground.effect.iter().filter_map(|delay| self.line(delay, false)).collect();
        let compulsory = self.steps.iter().filter(|state| state.law.compulsory);
        let steps: Vec<_> = compulsory.filter_map(|state| self.day_of(state)).collect();
        let delays = lines.iter().map(|line| (line.result_on, line.supposed));
        let days: Vec<_> = delays.chain(steps).collect();
        let settled = days.iter().filter(|(_, supposed)| !supposed).map(|(on, _)| *on);
        let over = self.facts.free_until.map(|until| add_days(until, 1));
        let period = over.filter(|_| self.facts.ground.period == GroundPeriod::AfterFree);
        let free = over.filter(|_| self.facts.ground.period == GroundPeriod::Free);
        EffectState {
            earliest_on: days.iter().map(|(on, _)| *on).chain(period).fold(first, NaiveDate::max),
            settled_on: settled.fold(first, NaiveDate::max),
            latest_on: free.map_or(last, |over| over.min(last)),
            lines,
        }
    }
}
