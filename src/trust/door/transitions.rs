//! What whoever asks may do with a record now, and why not the rest: one answer for every kind of record with states.

use serde::Serialize;
use utoipa::ToSchema;

use super::Asker;
use crate::law::findings::Finding;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::{Lang, Sentence};
use crate::trust::access::Act;

/// One act on a kind of record: a button of a screen.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Code of the act, among those of its kind of record.
    pub act: &'static str,
    /// Words of the button, in French and in English.
    pub label: (&'static str, &'static str),
    /// Act of the access table it needs.
    pub needs: Act,
    /// Method and path of the operation that does it.
    pub operation: (&'static str, &'static str),
}

/// An act on a kind of record, as a line of its table.
pub const fn step(
    act: &'static str,
    label: (&'static str, &'static str),
    needs: Act,
    operation: (&'static str, &'static str),
) -> Step {
    Step { act, label, needs, operation }
}

/// What who asks may do with a record now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TransitionsOut {
    /// Each act on the record, in the order people are shown them.
    #[schema(max_items = 20)]
    pub data: Vec<Transition>,
}

/// Whether one act on a record is possible now for who asks, and why not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Transition {
    /// Code of the act, among those of its kind of record.
    #[schema(max_length = 30, example = "cancel")]
    pub act: &'static str,
    /// Words of a button for it, in the language asked for.
    #[schema(max_length = 100, example = "Annuler")]
    pub label: String,
    /// Method of the request that does it.
    #[schema(max_length = 6, example = "POST")]
    pub method: &'static str,
    /// Path of the request that does it.
    #[schema(max_length = 200, example = "/v1/visits/0198df00-3c1e-7a52-9c2f-5d1b2a4e6f70/cancellation")]
    pub href: String,
    /// Whether it is possible now.
    pub allowed: bool,
    /// Everything that stands against it.
    #[schema(max_items = 100)]
    pub refusals: Vec<TransitionRefusal>,
}

/// What stands against an act, as the act itself would answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TransitionRefusal {
    /// Stable code of the rule.
    #[schema(max_length = 100, example = "visit.already_held")]
    pub code: String,
    /// JSON pointer to what is at stake in the record; empty for the whole.
    #[schema(max_length = 300)]
    pub pointer: String,
    /// The sentence, in the language asked for.
    #[schema(max_length = 2000)]
    pub message: String,
    /// Article, form or rule of the house; empty when a right is missing.
    #[schema(max_length = 300)]
    pub source: String,
}

impl TransitionRefusal {
    fn of_finding(finding: Finding, lang: Lang) -> Self {
        let Finding { code, pointer, fr, en, source, .. } = finding;
        let message = Sentence::new(fr, en).in_lang(lang).to_owned();
        Self { code: code.to_owned(), pointer: pointer.into_owned(), message, source: source.to_owned() }
    }

    /// What a refusal says: each fault it names, or itself.
    fn of_problem(problem: &Problem, lang: Lang) -> Vec<Self> {
        let source = problem.source().unwrap_or_default();
        let one = |code: &str, pointer: &str, message: &Sentence| Self {
            code: code.to_owned(),
            pointer: pointer.to_owned(),
            message: message.in_lang(lang).to_owned(),
            source: source.to_owned(),
        };
        match problem.faults_found() {
            [] => vec![one(problem.code(), "", problem.detail())],
            faults => faults.iter().map(|fault| one(&fault.code, &fault.pointer, &fault.message)).collect(),
        }
    }
}

impl Asker {
    /// What who asks may do with a record: each step that their role, their proof and `against` leave is possible.
    ///
    /// `against` tells what the record itself opposes to an act, by the very rules the act asks; only errors count.
    pub fn transitions(
        &self,
        steps: &[Step],
        names: &[(&str, String)],
        mut against: impl FnMut(&Step) -> Result<Vec<Finding>, Problem>,
    ) -> Answer {
        let mut data = Vec::new();
        for step in steps {
            let allowed = self.caller.may(step.needs).map(drop);
            let allowed = allowed.and_then(|()| self.caller.has_proof_for(step.needs, self.now));
            let refusals = match allowed.and_then(|()| against(step)) {
                Ok(findings) => {
                    let errors = findings.into_iter().filter(Finding::is_error);
                    errors.map(|finding| TransitionRefusal::of_finding(finding, self.lang)).collect()
                }
                Err(problem) if problem.is_refusal() => TransitionRefusal::of_problem(&problem, self.lang),
                Err(problem) => return Err(problem),
            };
            data.push(self.told(step, names, refusals));
        }
        Reply::ok(&TransitionsOut { data })
    }

    fn told(&self, step: &Step, names: &[(&str, String)], refusals: Vec<TransitionRefusal>) -> Transition {
        let ((method, path), (fr, en)) = (step.operation, step.label);
        let href = names
            .iter()
            .fold(path.to_owned(), |href, (name, value)| href.replace(&format!("{{{name}}}"), value));
        let label = Sentence::new(fr, en).in_lang(self.lang).to_owned();
        Transition { act: step.act, label, method, href, allowed: refusals.is_empty(), refusals }
    }
}

/// What a rule answers, as findings: nothing when it lets the act pass.
pub fn findings_of<T>(answer: Result<T, Finding>) -> Vec<Finding> {
    answer.err().into_iter().collect()
}
