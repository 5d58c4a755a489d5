//! From what the rooms say to what a tutor is told: pure, the day being given.

use chrono::NaiveDate;

use super::gathering::BriefSources;
use super::presence::{absence, centre_days, weeks};
use super::{ApprenticeBrief, BriefInvitation, BriefItem, BriefKind, Expected};
use crate::contracts::agreements::Contract;
use crate::desk::links::model::Link;
use crate::desk::obligations::model::ObligationKind;
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::rules::VisitState;
use crate::law::calendar::{add_days, french_day};
use crate::law::identifiers::called;
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::model::{InvitationAnswer, MockExamPaper, MockExamState};
use crate::learning::mock_exams::rules::{by_place, mean_of};
use crate::people::apprentices::model::ApprenticeLine;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::LinkVerb;
use crate::trust::door::Asker;

/// How far back "lately" goes.
///
/// Our choice: a term, so that the last mock exam is still there.
pub(super) const LATELY_DAYS: i64 = 120;
/// How long before its day a planned visit is expected of the tutor.
///
/// Our choice: time to agree on an hour.
const NOTICE_DAYS: i64 = 30;

/// What a tutor is told of each apprentice whose contract runs or is to come.
pub(super) fn render_briefs(sources: &BriefSources, link: &Link, asker: &Asker) -> Vec<ApprenticeBrief> {
    let today = asker.today;
    let briefs = sources.apprentices.iter().filter_map(|line| {
        let theirs = sources.contracts.iter().filter(|contract| contract.apprentice_id == line.id);
        let concluded = theirs.filter(|contract| contract.state.is_concluded());
        let running = concluded.filter(|contract| contract.effective_ends_on() >= today);
        let contract = running.min_by_key(|contract| contract.starts_on)?;
        Some(BriefContext { sources, link, today, line, contract }.rendered())
    });
    briefs.collect()
}

struct BriefContext<'a> {
    sources: &'a BriefSources,
    link: &'a Link,
    today: NaiveDate,
    line: &'a ApprenticeLine,
    contract: &'a Contract,
}

impl BriefContext<'_> {
    fn rendered(&self) -> ApprenticeBrief {
        let enrolment = self.contract.enrolment_id;
        let cohort = self.sources.enrolments.iter().find(|row| row.enrolment.id == enrolment);
        let (mut lately, mut next) = (self.lately(), self.next());
        let last_day = self.contract.effective_ends_on();
        let days = self.sources.days.get(&self.line.id);
        let centre = days.and_then(|days| centre_days(days, self.contract.starts_on, self.today));
        lately.extend(centre);
        lately.sort_by_key(|item| std::cmp::Reverse(item.on));
        next.sort_by_key(|item| (item.on, item.kind));
        ApprenticeBrief {
            id: self.line.id,
            given_name: called(self.line.usual_given_name.as_deref(), &self.line.given_name).to_owned(),
            family_name: self.line.usage_name.as_ref().unwrap_or(&self.line.family_name).clone(),
            cohort: cohort.map(|row| row.cohort.name.clone()),
            contract_starts_on: self.contract.starts_on,
            contract_ends_on: last_day,
            lately,
            weeks: days.map(|days| weeks(days, self.today, last_day)).unwrap_or_default(),
            next,
            expected: self.expected(),
            invitations: self.invitations(),
        }
    }

    fn visits(&self) -> impl Iterator<Item = &Visit> {
        self.sources.visits.iter().filter(|visit| visit.apprentice_id == self.line.id)
    }

    /// The mock exams of the cohorts they are in.
    fn exams(&self) -> impl Iterator<Item = &MockExam> {
        let cohorts = self.sources.enrolments_of(self.line.id);
        self.sources.exams.iter().filter(move |exam| cohorts.contains_key(&exam.cohort_id))
    }

    fn lately(&self) -> Vec<BriefItem> {
        let since = add_days(self.today, -LATELY_DAYS);
        let past_visits = self.visits().filter_map(|visit| {
            let (on, title) = (visit.held_on?, say!("Visite faite", "Visit held"));
            Some(item(on, BriefKind::VisitHeld, title, visit.id.0))
        });
        let sat = self.exams().filter(|exam| exam.state.took_place()).map(|exam| self.sat(exam));
        let theirs = self.sources.absences.iter().filter(|row| row.apprentice_id == self.line.id);
        past_visits
            .chain(sat)
            .chain(theirs.map(absence))
            .filter(|item| (since..=self.today).contains(&item.on))
            .collect()
    }

    fn sat(&self, exam: &MockExam) -> BriefItem {
        let (number, on) = (exam.ordinal, exam.days().0);
        let mean_hundredths = self.mean_at(exam);
        let title = match mean_hundredths {
            Some(mean) => {
                let (whole, rest) = (mean / 100, mean % 100);
                say!(
                    "Examen blanc n° {number} : moyenne {whole},{rest:02} sur 20",
                    "Mock exam {number}: mean {whole}.{rest:02} out of 20"
                )
            }
            None => say!("Examen blanc n° {number}", "Mock exam {number}"),
        };
        BriefItem { mean_hundredths, ..item(on, BriefKind::MockExamHeld, title, exam.id.0) }
    }

    /// The mean at a mock exam, once every paper is marked, for whoever may read marks.
    fn mean_at(&self, exam: &MockExam) -> Option<i64> {
        let marks = self.sources.marks.as_ref()?;
        let candidate = *self.sources.enrolments_of(self.line.id).get(&exam.cohort_id)?;
        let papers: Vec<&MockExamPaper> =
            self.sources.papers.iter().filter(|paper| paper.mock_exam_id == exam.id).collect();
        let mean = mean_of(candidate, papers, &by_place(marks));
        mean.hundredths.filter(|_| mean.complete)
    }

    fn next(&self) -> Vec<BriefItem> {
        let planned = self
            .visits()
            .filter(|visit| visit.state == VisitState::Planned)
            .map(|visit| item(visit.planned_on, BriefKind::Visit, visit_title(visit), visit.id.0));
        let coming =
            self.exams().filter(|exam| exam.state == MockExamState::Planned && exam.days().1 >= self.today);
        let exams = coming.map(|exam| BriefItem {
            whole_month: exam.facts.starts_on.is_none(),
            ..item(exam.days().0, BriefKind::MockExam, exam_title(exam), exam.id.0)
        });
        let contract = &self.contract;
        let starts = (contract.starts_on > self.today).then(|| {
            let title = say!("Premier jour du contrat", "First day of the contract");
            item(contract.starts_on, BriefKind::ContractStart, title, contract.id.0)
        });
        let title = say!("Dernier jour du contrat", "Last day of the contract");
        let ends = item(contract.effective_ends_on(), BriefKind::ContractEnd, title, contract.id.0);
        planned.chain(exams).chain(starts).chain([ends]).collect()
    }

    /// The invitations of the tutor of the link that are answered until today at least.
    fn invitations(&self) -> Vec<BriefInvitation> {
        let own = self
            .sources
            .invitations
            .iter()
            .filter(|one| one.apprentice_id == self.line.id && one.tutor_id == self.link.tutor_id);
        let open = own.filter_map(|one| {
            let exam = self.sources.exams.iter().find(|exam| exam.id == one.mock_exam_id)?;
            let taken = exam.answers_until().is_none_or(|until| until >= self.today);
            (exam.state == MockExamState::Planned && taken).then(|| {
                let (id, mock_exam_id, answer) = (one.id, exam.id, one.answer);
                let (answers_until, title) = (exam.answers_until(), invitation_title(exam, answer));
                (exam.days().0, BriefInvitation { id, mock_exam_id, answer, answers_until, title })
            })
        });
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|(on, _)| *on);
        open.into_iter().map(|(_, one)| one).collect()
    }

    /// What the link lets do of what the tutor is asked; a visit when it comes near.
    fn expected(&self) -> Vec<Expected> {
        let soon = add_days(self.today, NOTICE_DAYS);
        let theirs = self.sources.tasks.iter().filter(|one| one.apprentice_id == self.line.id);
        let pressing = theirs.filter(|one| one.kind != ObligationKind::VisitToHold || one.from_on <= soon);
        let tasks = pressing.filter_map(|one| {
            let verb = verb_for(one.kind).filter(|verb| self.link.verbs.contains(verb))?;
            Some(Expected {
                kind: one.kind,
                verb,
                subject_id: one.subject_id,
                due_on: one.due_on,
                late: self.today > one.due_on,
                title: one.sentence.clone(),
            })
        });
        tasks.collect()
    }
}

/// An invitation in words: the mock exam, and what was answered.
fn invitation_title(exam: &MockExam, answer: InvitationAnswer) -> Sentence {
    let Sentence { fr, en } = exam_title(exam);
    let (reponse, given) = match answer {
        InvitationAnswer::Pending => ("vous n’avez pas encore répondu", "you have not answered yet"),
        InvitationAnswer::Accepted => ("vous viendrez", "you come"),
        InvitationAnswer::Maybe => ("vous viendrez peut-être", "you may come"),
        InvitationAnswer::Declined => ("vous ne viendrez pas", "you do not come"),
    };
    say!("{fr} : {reponse}.", "{en}: {given}.")
}

/// What a link has to let do for something due to be cleared by it.
const fn verb_for(kind: ObligationKind) -> Option<LinkVerb> {
    match kind {
        ObligationKind::VisitToHold | ObligationKind::CommitmentDue => Some(LinkVerb::LogVisit),
        ObligationKind::ReportToAcknowledge => Some(LinkVerb::AcknowledgeReport),
        ObligationKind::InvitationToAnswer => Some(LinkVerb::AnswerInvitation),
        ObligationKind::CallToReturn => Some(LinkVerb::LogPhoneContact),
        _ => None,
    }
}

fn item(on: NaiveDate, kind: BriefKind, title: Sentence, subject: uuid::Uuid) -> BriefItem {
    BriefItem { on, whole_month: false, kind, title, subject_id: Some(subject), mean_hundredths: None }
}

fn visit_title(visit: &Visit) -> Sentence {
    let (jour, day) = (french_day(visit.due_on), visit.due_on);
    say!("Visite en entreprise, à faire avant le {jour}", "Visit in the company, to be held by {day}")
}

fn exam_title(exam: &MockExam) -> Sentence {
    let (number, days) = (exam.ordinal, exam.days_in_words());
    let (fr, en) = (days.fr, days.en);
    say!("Examen blanc n° {number}, {fr}", "Mock exam {number}, {en}")
}
