//! The sheet on which the marks of a class are entered: everybody by name, every paper, and what is entered so far.

use actix_web::get;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ApprenticeId, EnrolmentId, MockExamId, PaperId};
use crate::learning::kept_units::KeptUnitKind;
use crate::learning::kept_units::acts::NotSat;
use crate::learning::mock_exams::model::{Candidate, MockExamPaper, PaperMark};
use crate::learning::mock_exams::rules::ExistingMarks;
use crate::learning::mock_exams::rules::by_place;
use crate::learning::mock_exams::store::{self, Written};
use crate::platform::error::OrNotFound;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::trust::access::{Act, Role};
use crate::trust::door::Door;

/// What narrows a sheet.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MarkSheetParams {
    /// Only this paper.
    #[param(value_type = Option<uuid::Uuid>)]
    pub paper: Option<PaperId>,
}

/// A candidate, and what they got so far.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetLineOut {
    /// Enrolment, as entering a mark names it.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Family name; null for a machine client without the scope of apprentices.
    #[schema(max_length = 100)]
    pub family_name: Option<String>,
    /// Given name; null for a machine client without the scope of apprentices.
    #[schema(max_length = 100)]
    pub given_name: Option<String>,
    /// Their marks at the papers of the sheet, each with the version an entry is decided on.
    #[schema(max_items = 200)]
    pub marks: Vec<PaperMark>,
    /// The papers of the sheet they need not sit: the unit is recorded as kept or dispensed with.
    #[schema(max_items = 200)]
    pub not_sat: Vec<PaperNotSatOut>,
}

/// A paper that a candidate need not sit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperNotSatOut {
    /// Paper.
    pub paper_id: PaperId,
    /// The mark is kept, or the candidate is exempt.
    pub why: KeptUnitKind,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub why_label: String,
}

/// What lines of a sheet are made from, besides their candidates.
struct SheetFacts<'a> {
    papers: &'a [MockExamPaper],
    known: ExistingMarks<'a>,
    not_sat: NotSat,
    named: bool,
    lang: Lang,
}

impl SheetFacts<'_> {
    fn not_sat(&self, candidate: EnrolmentId) -> Vec<PaperNotSatOut> {
        let why = |paper: &MockExamPaper| {
            let why = self.not_sat.why(candidate, &paper.facts.unit_code)?;
            let why_label = why.label().in_lang(self.lang).to_owned();
            Some(PaperNotSatOut { paper_id: paper.id, why, why_label })
        };
        self.papers.iter().filter_map(why).collect()
    }
}

impl MarkSheetLineOut {
    fn of(candidate: Candidate, sheet: &SheetFacts<'_>) -> Self {
        let SheetFacts { papers, known, named, .. } = sheet;
        let at = |paper: &MockExamPaper| known.get(&(paper.id, candidate.enrolment_id)).copied().cloned();
        Self {
            marks: papers.iter().filter_map(at).collect(),
            not_sat: sheet.not_sat(candidate.enrolment_id),
            enrolment_id: candidate.enrolment_id,
            apprentice_id: candidate.apprentice_id,
            family_name: Some(candidate.family_name).filter(|_| *named),
            given_name: Some(candidate.given_name).filter(|_| *named),
        }
    }
}

/// The sheet of a class at a mock exam.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetOut {
    /// Its papers, in the order of the regulation.
    #[schema(max_items = 200)]
    pub papers: Vec<MockExamPaper>,
    /// One page of candidates, by name.
    #[schema(max_items = 200)]
    pub data: Vec<MarkSheetLineOut>,
    /// To be sent as `cursor` for the following candidates; null on the last page.
    #[schema(max_length = 500)]
    pub next_cursor: Option<String>,
}

/// Gives the sheet on which marks are entered: the papers, everybody by name, and what each got so far; it comes back as
/// `PUT /v1/mock-exams/{id}/marks`.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamId, Path, description = "Mock exam."), Paged<MarkSheetParams>),
    responses((status = 200, description = "One page of the sheet.", body = MarkSheetOut)))]
#[get("/v1/mock-exams/{id}/mark-sheet")]
pub(super) async fn read_mark_sheet(
    door: Door,
    id: Path<MockExamId>,
    params: Params<Paged<MarkSheetParams>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMark, move |conn, asker| {
        let exam = store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let mut papers = store::papers_of_exam(conn, &exam)?;
        papers.retain(|paper| filter.paper.is_none_or(|only| only == paper.id));
        let rows = store::list_candidates(conn, &asker.reach, exam.cohort_id, &page)?;
        let page = Page::of(rows, page.limit, |one| Written { id: one.enrolment_id.0 });
        let candidates: Vec<EnrolmentId> = page.data.iter().map(|one| one.enrolment_id).collect();
        let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id).collect();
        let marks = store::marks_at(conn, &asker.reach, &ids, &candidates)?;
        let sheet = SheetFacts {
            papers: &papers,
            known: by_place(&marks),
            not_sat: NotSat::of_cohort(conn, exam.cohort_id, None)?,
            named: asker.caller.sees_names_of(Role::Student),
            lang: asker.lang,
        };
        let page = page.map(|candidate| MarkSheetLineOut::of(candidate, &sheet));
        Reply::ok(&MarkSheetOut { papers, data: page.data, next_cursor: page.next_cursor })
    })
    .await
}
