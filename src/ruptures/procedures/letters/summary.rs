//! The summary of a case: what was done and when, what was against the procedure, what comes next.

use chrono::NaiveDate;
use serde::Serialize;

use super::{BLANK, CasePapers, PaperDate, date_of, typographic};
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::law::calendar::french_day;
use crate::people::apprentices::rules::status::right_after_rupture_until;
use crate::ruptures::procedures::model::RuptureCaseState;
use crate::ruptures::procedures::rules::StepStatus;
use crate::trust::door::Asker;

/// A step in a summary.
#[derive(Debug, Clone, Serialize)]
struct SummaryStep {
    label: String,
    by: &'static str,
    status: &'static str,
    day: String,
    document: String,
    breach: String,
}

/// A summary, as its template takes it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RuptureSummary {
    #[serde(flatten)]
    head: Letterhead,
    title: &'static str,
    apprentice: String,
    /// What came before, as its first page; nothing when the rupture says of no difficulty.
    before_facts: Vec<(&'static str, String)>,
    before_steps: Vec<String>,
    facts: Vec<(&'static str, String)>,
    steps: Vec<SummaryStep>,
    computation: Vec<String>,
    unlawful: Vec<String>,
    breach_reason: String,
    told: Vec<&'static str>,
    documents: Vec<&'static str>,
    unverified: String,
    printed_on: String,
    date: PaperDate,
}

impl CasePapers {
    pub(super) fn summary(&self, asker: &Asker) -> RuptureSummary {
        let (case, procedure) = (&self.case.case, &self.case.procedure);
        let lines =
            procedure.steps.iter().flat_map(|step| &step.computation).chain(&procedure.effect.computation);
        let (before_facts, before_steps) =
            self.before.clone().map(|before| (before.facts, before.steps)).unwrap_or_default();
        RuptureSummary {
            head: self.head.clone(),
            title: "Dossier de rupture",
            apprentice: typographic(&self.apprentice_name()),
            before_facts,
            before_steps,
            facts: self.summary_facts(asker),
            steps: self.summary_steps(),
            computation: lines
                .filter(|line| self.goes_on() || !line.supposed)
                .map(|line| typographic(&line.text))
                .collect(),
            unlawful: procedure.unlawful.iter().map(|one| typographic(&one.message)).collect(),
            breach_reason: case.breach_reason.as_deref().map(typographic).unwrap_or_default(),
            told: procedure.told.iter().map(|told| told.label_fr()).collect(),
            documents: procedure.documents.iter().map(|paper| paper.label_fr()).collect(),
            unverified: procedure.unverified.as_deref().map(typographic).unwrap_or_default(),
            printed_on: french_day(asker.today),
            date: date_of(asker.today),
        }
    }

    fn summary_facts(&self, asker: &Asker) -> Vec<(&'static str, String)> {
        let (case, procedure) = (&self.case.case, &self.case.procedure);
        let day = |day: Option<NaiveDate>| day.map_or_else(|| BLANK.to_owned(), french_day);
        let (from, to) = (french_day(self.contract.starts_on), french_day(self.contract.ends_on));
        let ground = format!("{} ({})", self.case.ground_label, case.ground.source());
        let mut facts = vec![
            ("Employeur", typographic(&self.employer.name)),
            ("Contrat", format!("du {from} au {to}")),
            ("Motif", typographic(&ground)),
            ("Initiative", typographic(case.initiator.label_fr())),
            ("Ouvert le", french_day(case.opened_on)),
            ("État", self.case.state.label_fr().to_owned()),
            ("45e jour en entreprise", day(procedure.free_period_until)),
            ("Notification reçue le", day(case.facts.notice_received_on)),
            ("Date d’effet", day(self.case.effective_on)),
            ("Dernier jour du contrat", day(self.case.last_contract_day)),
        ];
        match (self.case.state, self.case.effective_on) {
            (RuptureCaseState::Open, _) => facts.extend(self.what_comes_next()),
            (RuptureCaseState::Abandoned, _) => {
                facts.push(("Abandonnée le", day(case.abandoned_on)));
                facts.push(("Raison", typographic(case.abandoned_reason.as_deref().unwrap_or(BLANK))));
            }
            (RuptureCaseState::Completed, Some(on)) if procedure.right_to_stay => {
                let until = french_day(right_after_rupture_until(on, &asker.law));
                facts.push((
                    "Droit de rester au CFA",
                    format!("jusqu’au {until}, sans nouveau contrat d’ici là"),
                ));
            }
            (RuptureCaseState::Completed, _) => {
                facts.push(("Droit de rester au CFA", "aucun pour ce motif".to_owned()));
            }
        }
        facts
    }

    /// Of a procedure that goes on: the day wanted, the next step, the earliest day.
    fn what_comes_next(&self) -> Vec<(&'static str, String)> {
        let (case, procedure) = (&self.case.case, &self.case.procedure);
        let next = format!("{}, à partir du {}", procedure.next.label, french_day(procedure.next.from_on));
        let planned = case.facts.planned_on.map(|on| ("Date souhaitée", french_day(on)));
        let rest = [
            ("Prochaine étape", typographic(&next)),
            ("Effet au plus tôt le", french_day(procedure.effect.earliest_on)),
        ];
        planned.into_iter().chain(rest).collect()
    }

    fn goes_on(&self) -> bool {
        self.case.state == RuptureCaseState::Open
    }

    fn summary_steps(&self) -> Vec<SummaryStep> {
        let steps = self.case.procedure.steps.iter().filter(|step| step.status != StepStatus::NotAsked);
        let each = steps.map(|step| {
            let record = step.record.as_ref();
            let breach = step.breach.as_ref().map(|breach| {
                let reason = breach.reason.as_deref().unwrap_or("aucune explication enregistrée");
                typographic(&format!("{} Raison : {reason}", breach.message))
            });
            let earliest = step.earliest_on.filter(|_| step.done_on.is_none() && self.goes_on());
            let waiting = earliest.map(|day| format!("au plus tôt le {}", french_day(day)));
            SummaryStep {
                label: typographic(&step.label),
                by: step.by.label_fr(),
                status: match step.status {
                    // nothing is waited for any more
                    StepStatus::Possible | StepStatus::Waiting if !self.goes_on() => "Non fait",
                    status => status.label_fr(),
                },
                day: step.done_on.map(french_day).or(waiting).unwrap_or_default(),
                document: record.and_then(|one| one.document.as_deref()).map(typographic).unwrap_or_default(),
                breach: breach.unwrap_or_default(),
            }
        });
        each.collect()
    }
}
