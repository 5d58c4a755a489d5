//! Marks of mock exams: their columns, and each with its paper and its mock exam.

use serde::Serialize;

use super::columns::{
    APPRENTICE_ID, COHORT, COHORT_ID, EMPLOYER, EMPLOYER_ID, FAMILY_NAME, GIVEN_NAME, ID, REFERENT,
    TUTOR_FAMILY_NAME, TUTOR_GIVEN_NAME, TUTOR_ID, day, of, text, whole,
};
use crate::exchange::sheets::{Column, Shape};
use crate::ids::PaperId;
use crate::label_shape;
use crate::learning::mock_exams::acts::listed_marks;
use crate::learning::mock_exams::model::{MockExam, MockExamPaper, MockExamState, PaperMark};
use crate::learning::mock_exams::rules::MarkStatus;
use crate::learning::mock_exams::store::{MarksRead, Written, papers_with_exams};
use crate::people::apprentices::cards::Peopled;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Page, Rows};
use crate::trust::door::Asker;

/// What the file of marks holds.
pub const COLUMNS: &[Column] = &[
    FAMILY_NAME,
    GIVEN_NAME,
    COHORT,
    EMPLOYER,
    TUTOR_FAMILY_NAME,
    TUTOR_GIVEN_NAME,
    REFERENT,
    whole("exam/ordinal", "Examen blanc", ("Rang dans la promotion.", "Rank in the cohort.")),
    whole("exam/training_year", "Année de formation", ("De 1 à 4.", "From 1 to 4.")),
    day("exam/month_on", "Mois prévu", ("Premier jour du mois prévu.", "First day of the month planned.")),
    day("exam/starts_on", "Du", ("Premier jour, une fois fixé.", "First day, once fixed.")),
    day("exam/ends_on", "Au", ("Dernier jour, une fois fixé.", "Last day, once fixed.")),
    of("exam/state", "État de l'examen", label_shape!(MockExamState), ("Où il en est.", "Where it stands.")),
    text("paper/unit_code", "Épreuve", ("Code de l'unité.", "Code of the exam unit.")),
    text("paper/label", "Intitulé de l'épreuve", ("Intitulé du règlement.", "Title in the regulation.")),
    of("paper/coefficient_hundredths", "Coefficient", Shape::Hundredths, ("Coefficient.", "Coefficient.")),
    of(
        "paper/optional",
        "Épreuve facultative",
        Shape::YesNo,
        ("Seuls les points au-dessus de 10 comptent.", "Only points above 10 count."),
    ),
    of(
        "status",
        "Résultat",
        label_shape!(MarkStatus),
        ("Noté, absent (justifié ou non) ou dispensé.", "Marked, absent (justified or not) or exempt."),
    ),
    of("mark_hundredths", "Note sur 20", Shape::Hundredths, ("Note sur 20.", "Mark out of 20.")),
    text("remark", "Appréciation", ("Remarque du correcteur.", "Remark of the marker.")),
    ID,
    APPRENTICE_ID,
    COHORT_ID,
    EMPLOYER_ID,
    TUTOR_ID,
    text("exam/id", "Identifiant de l'examen blanc", ("Examen blanc.", "Mock exam.")),
    text("paper_id", "Identifiant de l'épreuve", ("Épreuve.", "Paper.")),
    text(
        "enrolment_id",
        "Identifiant de l'inscription",
        ("Inscription du candidat.", "Enrolment of the candidate."),
    ),
];

/// A mark with the people, the paper and the mock exam it is about.
#[derive(Debug, Serialize)]
pub struct MarkLine {
    #[serde(flatten)]
    mark: Peopled<PaperMark>,
    paper: Option<MockExamPaper>,
    exam: Option<MockExam>,
}

/// One page of marks.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    read: &MarksRead,
    page: &Rows<Written>,
) -> Result<Page<MarkLine>, Problem> {
    let marks = listed_marks(conn, asker, read, page)?;
    let papers: Vec<PaperId> = marks.data.iter().map(|mark| mark.row.paper_id).collect();
    let known = papers_with_exams(conn, &papers)?;
    Ok(marks.map(|mark| {
        let (paper, exam) = known.get(&mark.row.paper_id).cloned().unzip();
        MarkLine { mark, paper, exam }
    }))
}
