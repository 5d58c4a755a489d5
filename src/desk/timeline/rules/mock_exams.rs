//! Mock exams of the cohorts, what the apprentice got at them, and the tutors invited.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::desk::timeline::model::{Obtained, TimelineItem, TimelineKind, TimelineSources, TimelineSubject};
use crate::ids::{CohortId, EnrolmentId, MockExamId};
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::model::{
    InvitationAnswer, MockExamInvitation, MockExamPaper, MockExamState,
};
use crate::learning::mock_exams::rules::{ExistingMarks, by_place, mean_of};
use crate::platform::clock;
use crate::platform::text::Sentence;
use crate::say;

/// What is told of the mock exams and of the invitations to them.
pub fn items(sources: &TimelineSources, as_of: NaiveDate) -> impl Iterator<Item = TimelineItem> {
    let results = results(sources);
    let of_exams = sources.exams.iter().map(move |exam| {
        let marks = results.get(&exam.id).copied();
        TimelineItem { marks, ..of_exam(exam, as_of) }
    });
    let exams: HashMap<MockExamId, &MockExam> = sources.exams.iter().map(|exam| (exam.id, exam)).collect();
    let of_invitations = sources.invitations.iter().flat_map(move |invitation| {
        let exam = exams.get(&invitation.mock_exam_id).copied();
        exam.into_iter().flat_map(move |exam| of_invitation(invitation, exam))
    });
    of_exams.chain(of_invitations)
}

fn of_exam(exam: &MockExam, as_of: NaiveDate) -> TimelineItem {
    let (first, last) = exam.days();
    let (rank, days) = (exam.ordinal, exam.days_in_words());
    let (quand, when) = (days.fr, days.en);
    let (kind, title) = match exam.state {
        MockExamState::Planned => (
            TimelineKind::MockExamPlanned,
            say!("Examen blanc {rank} prévu {quand}", "Mock exam {rank} planned {when}"),
        ),
        MockExamState::Held | MockExamState::Marked | MockExamState::Released => (
            TimelineKind::MockExamHeld,
            say!("Examen blanc {rank} passé {quand}", "Mock exam {rank} held {when}"),
        ),
        MockExamState::Cancelled => (
            TimelineKind::MockExamCancelled,
            say!("Examen blanc {rank} {quand}, annulé", "Mock exam {rank} {when}, cancelled"),
        ),
    };
    let late = exam.state == MockExamState::Planned && last < as_of;
    let href = format!("/v1/mock-exams/{}", exam.id);
    let item = TimelineItem::new(first, kind, title, (TimelineSubject::MockExam, exam.id.0), href);
    TimelineItem { whole_month: exam.facts.starts_on.is_none(), ..item.late_if(late) }
}

/// What the apprentice got at each mock exam; nothing at all when marks may not be read.
fn results(sources: &TimelineSources) -> HashMap<MockExamId, Obtained> {
    let Some(marks) = &sources.marks else { return HashMap::new() };
    let known = by_place(marks);
    let candidates: HashMap<CohortId, EnrolmentId> =
        sources.enrolments.iter().map(|(row, _)| (row.cohort.id, row.enrolment.id)).collect();
    let mut papers: HashMap<MockExamId, Vec<&MockExamPaper>> = HashMap::new();
    for paper in &sources.papers {
        papers.entry(paper.mock_exam_id).or_default().push(paper);
    }
    let sat = sources.exams.iter().filter_map(|exam| {
        let (candidate, papers) = (candidates.get(&exam.cohort_id)?, papers.get(&exam.id)?);
        Some((exam.id, obtained(*candidate, papers, &known)))
    });
    sat.collect()
}

fn obtained(candidate: EnrolmentId, papers: &[&MockExamPaper], known: &ExistingMarks<'_>) -> Obtained {
    let mean = mean_of(candidate, papers.iter().copied(), known);
    Obtained {
        entered: papers.iter().filter(|paper| known.contains_key(&(paper.id, candidate))).count(),
        papers: papers.len(),
        mean_hundredths: mean.hundredths.filter(|_| mean.complete),
    }
}

fn of_invitation(invitation: &MockExamInvitation, exam: &MockExam) -> Vec<TimelineItem> {
    let rank = exam.ordinal;
    let (reponse, answer) = answer_in_words(invitation.answer);
    let item = |on, kind, title: Sentence| {
        let href = format!("/v1/mock-exams/{}/invitations", exam.id);
        TimelineItem::new(on, kind, title, (TimelineSubject::MockExamInvitation, invitation.id.0), href)
    };
    let invited = say!(
        "Maître d'apprentissage invité à l'examen blanc {rank} : {reponse}",
        "Tutor invited to mock exam {rank}: {answer}"
    );
    let mut items = vec![item(exam.days().0, TimelineKind::TutorInvited, invited)];
    items.extend(invitation.answered_at.map(|at| {
        let title = say!(
            "Réponse du maître d'apprentissage pour l'examen blanc {rank} : {reponse}",
            "Answer of the tutor about mock exam {rank}: {answer}"
        );
        item(clock::paris_day(at), TimelineKind::TutorAnswered, title)
    }));
    items
}

fn answer_in_words(answer: InvitationAnswer) -> (&'static str, &'static str) {
    match answer {
        InvitationAnswer::Pending => ("réponse attendue", "no answer yet"),
        InvitationAnswer::Accepted => ("présence annoncée", "accepted"),
        InvitationAnswer::Maybe => ("présence incertaine", "perhaps"),
        InvitationAnswer::Declined => ("absence annoncée", "declined"),
    }
}
