//! What a projection answers.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::rules::{ExamRuleOut, points, rules_of};
use crate::catalogue::programmes::file::{Certainty, SubjectKind};
use crate::ids::{ApprenticeId, EnrolmentId, ExamResultId, KeptUnitId, MockExamId};
use crate::learning::projection::acts::Gathered;
use crate::learning::projection::model::{Judged, MarksCounted, PassScale, ProjectedUnit, UnitStanding};
use crate::learning::projection::rules::{
    CatchUp, CatchUpStatus, NeedReason, NeededMark, Outlook, Projection, UnitNeed, catch_up, orals_may_do,
    project,
};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::{Lang, Sentence};
use crate::say;

/// A mark needed, or why none is named.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NeededMarkOut {
    /// Least mark that does, in hundredths of 20, rounded up; null with the reason beside.
    #[schema(minimum = 0, maximum = 2000, example = 1034)]
    pub mark_hundredths: Option<i64>,
    /// Why no mark is named.
    pub reason: Option<NeedReason>,
    /// The reason in words, in the language asked for.
    #[schema(max_length = 200)]
    pub reason_label: Option<String>,
}

impl NeededMarkOut {
    fn of(need: NeededMark, lang: Lang) -> Self {
        let reason = need.err();
        Self {
            mark_hundredths: need.ok(),
            reason,
            reason_label: reason.map(|one| one.label().in_lang(lang).to_owned()),
        }
    }
}

/// What a unit still to be sat must bring.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitNeedOut {
    /// Below it the mean is lost, even with 20 at every other unit still to be sat.
    pub at_least: NeededMarkOut,
    /// What does when every other compulsory unit still to be sat brings just the mean to be reached.
    pub alone: NeededMarkOut,
}

impl UnitNeedOut {
    fn of(need: UnitNeed, lang: Lang) -> Self {
        Self { at_least: NeededMarkOut::of(need.at_least, lang), alone: NeededMarkOut::of(need.alone, lang) }
    }
}

/// A unit of the exam in a projection.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectedUnitOut {
    /// Code in the regulation.
    #[schema(max_length = 10, example = "E5")]
    pub unit_code: String,
    /// Title in the regulation.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Coefficient in hundredths; null for an optional unit, whose points are added as they are.
    #[schema(minimum = 0, example = 300)]
    pub coefficient_hundredths: Option<i64>,
    /// Whether only its points above the threshold are added.
    pub optional: bool,
    /// General or professional.
    pub kind: SubjectKind,
    /// What it counts for.
    pub standing: UnitStanding,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub standing_label: String,
    /// Mark that counts, in hundredths of 20.
    #[schema(minimum = 0, maximum = 2000, example = 1150)]
    pub mark_hundredths: Option<i64>,
    /// Mock exam the mark comes from; null for a mark supposed.
    pub mock_exam_id: Option<MockExamId>,
    /// First day of the month of that mock exam.
    pub mock_exam_month_on: Option<NaiveDate>,
    /// Official exam the mark comes from.
    pub exam_result_id: Option<ExamResultId>,
    /// Record by which the unit is kept or dispensed with; null for what is supposed.
    pub kept_unit_id: Option<KeptUnitId>,
    /// What it must bring; null unless it is still to be sat.
    pub needed: Option<UnitNeedOut>,
}

impl ProjectedUnitOut {
    fn of(unit: &ProjectedUnit, need: Option<UnitNeed>, lang: Lang) -> Self {
        Self {
            unit_code: unit.code.clone(),
            label: unit.label.clone(),
            coefficient_hundredths: (!unit.optional).then_some(unit.weight),
            optional: unit.optional,
            kind: unit.kind,
            standing: unit.standing,
            standing_label: unit.standing.label().in_lang(lang).to_owned(),
            mark_hundredths: unit.mark,
            mock_exam_id: unit.origin.map(|(id, _)| id),
            mock_exam_month_on: unit.origin.map(|(_, month)| month),
            exam_result_id: unit.exam_result,
            kept_unit_id: unit.kept_unit,
            needed: need.map(|need| UnitNeedOut::of(need, lang)),
        }
    }
}

/// What one catch-up oral would have to bring.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatchUpOralOut {
    /// Subject.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Unit of which the better mark would count.
    #[schema(max_length = 10)]
    pub unit_code: String,
    /// Mark it has now, in hundredths of 20.
    #[schema(minimum = 0, maximum = 2000)]
    pub mark_hundredths: i64,
    /// Mark that does when the other oral brings nothing, rounded up; null when 20 would not.
    #[schema(minimum = 0, maximum = 2000)]
    pub needed_hundredths: Option<i64>,
}

/// What a choice of orals would have to bring together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatchUpChoiceOut {
    /// Units bettered, one an oral.
    #[schema(max_items = 3, value_type = Vec<CatchUpUnitCode>)]
    pub unit_codes: Vec<String>,
    /// The same mark at each that does, rounded up; null when 20 would not.
    #[schema(minimum = 0, maximum = 2000)]
    pub needed_hundredths: Option<i64>,
}

/// Code of a unit that an oral betters.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(max_length = 10)]
pub struct CatchUpUnitCode(pub String);

/// The catch-up orals, as far as the marks known tell.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatchUpOut {
    /// Whether they would be open.
    pub status: CatchUpStatus,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub status_label: String,
    /// Exact mean over the professional units in hundredths: the numerator.
    #[schema(minimum = 0)]
    pub professional_mean_numerator: i64,
    /// Exact mean over the professional units in hundredths: the denominator, 0 without a mark.
    #[schema(minimum = 0)]
    pub professional_mean_denominator: i64,
    /// Mean over the professional units in hundredths, rounded down.
    #[schema(minimum = 0)]
    pub professional_mean_hundredths: Option<i64>,
    /// Each oral that could better a mark; empty unless open.
    #[schema(max_items = 32)]
    pub orals: Vec<CatchUpOralOut>,
    /// Every choice of orals; empty unless open.
    #[schema(max_items = 4000)]
    pub choices: Vec<CatchUpChoiceOut>,
}

impl CatchUpOut {
    fn of(found: CatchUp, lang: Lang) -> Self {
        let orals = found.orals.into_iter().map(|oral| CatchUpOralOut {
            label: oral.label,
            unit_code: oral.unit_code,
            mark_hundredths: oral.mark,
            needed_hundredths: oral.needed,
        });
        let choices = found
            .choices
            .into_iter()
            .map(|one| CatchUpChoiceOut { unit_codes: one.unit_codes, needed_hundredths: one.needed });
        Self {
            status: found.status,
            status_label: found.status.label().in_lang(lang).to_owned(),
            professional_mean_numerator: found.professional.numerator,
            professional_mean_denominator: found.professional.denominator,
            professional_mean_hundredths: found.professional.shown(),
            orals: orals.collect(),
            choices: choices.collect(),
        }
    }
}

/// The regulation a projection follows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectedRegulationOut {
    /// Code.
    #[schema(max_length = 60, example = "mco-2024")]
    pub code: String,
    /// Name for readers.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Where it was read.
    #[schema(max_length = 2000)]
    pub source: String,
    /// How sure it and its sessions are.
    pub certainty: Certainty,
    /// What remains to be checked.
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

/// Where an apprentice stands before the exam, and what is still needed: a computation, never a decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ExamProjectionOut)]
pub struct ProjectionOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Enrolment in the cohort that sits the exam.
    pub enrolment_id: EnrolmentId,
    /// Year of the session.
    #[schema(minimum = 2000, maximum = 2100)]
    pub exam_session: i32,
    /// The regulation followed.
    pub regulation: ProjectedRegulationOut,
    /// Which marks it starts from.
    pub marks: MarksCounted,
    /// Mean to be reached, in hundredths of 20.
    #[schema(minimum = 0, maximum = 2000, example = 1000)]
    pub pass_mark_hundredths: i64,
    /// Exact mean of the marks known in hundredths: the numerator.
    #[schema(minimum = 0, example = 2_115_000)]
    pub mean_numerator: i64,
    /// Exact mean of the marks known in hundredths: the denominator; 0 when there is no mean.
    #[schema(minimum = 0, example = 2100)]
    pub mean_denominator: i64,
    /// That mean in hundredths, rounded down for the eye: 9.999 never shows as 10.
    #[schema(minimum = 0, example = 1007)]
    pub mean_hundredths: Option<i64>,
    /// Whether that mean reaches the one asked for, compared exactly; null without any mark.
    pub reaches_pass_mark: Option<bool>,
    /// Whether no compulsory unit is still to be sat.
    pub complete: bool,
    /// Where the marks known lead.
    pub outlook: Outlook,
    /// That in words, in the language asked for.
    #[schema(max_length = 200)]
    pub outlook_label: String,
    /// The same mark at every compulsory unit still to be sat that does, no optional unit helping.
    pub needed_on_average: NeededMarkOut,
    /// Every unit that receives a mark, in the order of the regulation.
    #[schema(max_items = 200)]
    pub units: Vec<ProjectedUnitOut>,
    /// The catch-up orals with the marks known; null when the session has none.
    pub catch_up: Option<CatchUpOut>,
    /// The rules followed, with where they were read.
    #[schema(max_items = 10)]
    pub rules: Vec<ExamRuleOut>,
    /// All of it in a sentence, in the language asked for.
    #[schema(max_length = 1000)]
    pub summary: String,
    /// Who decides, in the language asked for.
    #[schema(max_length = 1000)]
    pub jury: String,
}

impl ProjectionOut {
    /// Where units with their marks lead.
    pub fn of(gathered: &Gathered, judged: &Judged<'_>, lang: Lang) -> Self {
        let (units, scale) = (&gathered.units, PassScale::from(judged.award));
        let mut projection = project(units, scale);
        if judged.catch_up.is_some_and(|rule| orals_may_do(units, scale, rule)) {
            projection = projection.with_orals();
        }
        let (mean, regulation) = (projection.mean, judged.regulation);
        let catch_up = judged.catch_up.map(|rule| catch_up(units, scale, rule));
        let out = units.iter().zip(&projection.needs);
        Self {
            apprentice_id: gathered.apprentice_id,
            enrolment_id: gathered.enrolment_id,
            exam_session: gathered.session,
            regulation: ProjectedRegulationOut {
                code: regulation.code.clone(),
                label: regulation.label.clone(),
                source: regulation.source.clone(),
                certainty: regulation.certainty,
                note: regulation.note.clone(),
            },
            marks: gathered.marks,
            pass_mark_hundredths: scale.pass,
            mean_numerator: mean.numerator,
            mean_denominator: mean.denominator,
            mean_hundredths: mean.shown(),
            reaches_pass_mark: mean.reaches(scale.pass),
            complete: !units.iter().any(|unit| unit.remains() && !unit.optional),
            outlook: projection.outlook,
            outlook_label: projection.outlook.label().in_lang(lang).to_owned(),
            needed_on_average: NeededMarkOut::of(projection.on_average, lang),
            units: out.map(|(unit, need)| ProjectedUnitOut::of(unit, *need, lang)).collect(),
            catch_up: catch_up.map(|found| CatchUpOut::of(found, lang)),
            rules: rules_of(judged, lang),
            summary: summary(&projection, scale).in_lang(lang).to_owned(),
            jury: jury().in_lang(lang).to_owned(),
        }
    }
}

fn summary(projection: &Projection, scale: PassScale) -> Sentence {
    let pass = points(scale.pass);
    match (projection.outlook, projection.on_average) {
        (Outlook::Open, Ok(mark)) => {
            let mark = points(mark);
            Sentence::new(
                format!("Il faut {} à chacune des épreuves restantes pour atteindre {}.", mark.fr, pass.fr),
                format!("It takes {} at each unit still to be sat to reach {}.", mark.en, pass.en),
            )
        }
        (Outlook::Open, Err(reason)) => reason.label(),
        (outlook, _) => outlook.label(),
    }
}

fn jury() -> Sentence {
    say!(
        "Ce calcul est une aide au travail : le jury, souverain, décide seul de la délivrance du diplôme.",
        "This computation is an aid to work: the jury is sovereign and alone decides on the award of the diploma."
    )
}

impl AboutPeople for ProjectionOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}
