//! What is answered of exams, codes in words.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::ExamRegulation;
use crate::ids::{ApprenticeId, EnrolmentId, ExamResultId, SiteId};
use crate::law::findings::{Finding, Warning};
use crate::outcomes::results::model::{ExamPresence, ExamUnitFacts, JuryDecision, ResultRow};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, Peopled, RowTopic};
use crate::platform::text::Lang;

/// The regulation sat.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegulationSatOut {
    /// Its code.
    #[schema(max_length = 60, example = "mco-2024")]
    pub code: String,
    /// Its name; null when the programme no longer has it.
    #[schema(max_length = 2000)]
    pub label: Option<String>,
}

/// What a candidate has at a unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamUnitResultOut {
    /// Code of the unit.
    #[schema(max_length = 10, example = "E5")]
    pub unit: String,
    /// Its name; null when the regulation no longer has it.
    #[schema(max_length = 2000)]
    pub label: Option<String>,
    /// Whether they came.
    pub presence: ExamPresence,
    /// The same in words.
    #[schema(max_length = 60, example = "Présent")]
    pub presence_label: String,
    /// Official mark in hundredths.
    #[schema(minimum = 0, maximum = 2000)]
    pub mark_hundredths: Option<i32>,
    /// Mark of the catch-up oral in hundredths.
    #[schema(minimum = 0, maximum = 2000)]
    pub catch_up_hundredths: Option<i32>,
    /// The mark that counts: the better of both, zero for an absence of force majeure; null without any.
    #[schema(minimum = 0, maximum = 2000)]
    pub best_hundredths: Option<i32>,
}

impl ExamUnitResultOut {
    /// Units in the order of their regulation.
    fn in_order(mut units: Vec<ExamUnitFacts>, regulation: Option<&ExamRegulation>, lang: Lang) -> Vec<Self> {
        let leaves = regulation.map(ExamRegulation::leaves).unwrap_or_default();
        let rank = |code: &str| leaves.iter().position(|leaf| leaf.code == code);
        units.sort_by_key(|unit| rank(&unit.unit_code).unwrap_or(usize::MAX));
        units.into_iter().map(|unit| Self::of(unit, regulation, lang)).collect()
    }

    fn of(facts: ExamUnitFacts, regulation: Option<&ExamRegulation>, lang: Lang) -> Self {
        let unit = regulation.and_then(|one| one.unit(&facts.unit_code));
        Self {
            label: unit.map(|unit| unit.label.clone()),
            presence: facts.presence,
            presence_label: facts.presence.label().in_lang(lang).to_owned(),
            mark_hundredths: facts.mark_hundredths,
            catch_up_hundredths: facts.catch_up_hundredths,
            best_hundredths: facts.best_hundredths(),
            unit: facts.unit_code,
        }
    }
}

/// The exam of a candidate at a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamResultOut {
    /// Identifier.
    pub id: ExamResultId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Year of the session.
    #[schema(minimum = 1990, maximum = 2100, example = 2027)]
    pub session: i32,
    /// Regulation sat.
    pub regulation: RegulationSatOut,
    /// Day on which the candidate was registered.
    pub registered_on: NaiveDate,
    /// Number given by the registration service.
    #[schema(max_length = 30)]
    pub candidate_number: Option<String>,
    /// Day on which the candidate gave the session up.
    pub registration_withdrawn_on: Option<NaiveDate>,
    /// What the jury decided, as given: an input, never computed.
    pub decision: Option<JuryDecision>,
    /// The same in words.
    #[schema(max_length = 60, example = "Admis")]
    pub decision_label: Option<String>,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// Where the decision is written.
    #[schema(max_length = 200)]
    pub decision_reference: Option<String>,
    /// Day on which the diploma was obtained.
    pub diploma_on: Option<NaiveDate>,
    /// What they have at each unit, in the order of the regulation; none for apprentices before the jury decided.
    #[schema(max_items = 50)]
    pub units: Vec<ExamUnitResultOut>,
    /// When it was last corrected after the decision.
    pub corrected_at: Option<DateTime<Utc>>,
    /// Why; null for apprentices.
    #[schema(max_length = 500)]
    pub correction_reason: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// What was worth telling but did not stop the act; only when it is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
}

impl ExamResultOut {
    /// An exam in words; an apprentice sees marks once the jury decided.
    pub fn of(
        row: ResultRow,
        mut units: Vec<ExamUnitFacts>,
        catalogue: &Catalogue,
        (lang, own): (Lang, bool),
    ) -> Self {
        let ResultRow { result, apprentice_id, programme } = row;
        let code = result.regulation_code.clone();
        let regulation = catalogue.programme(&programme).and_then(|known| known.regulation(&code));
        units.retain(|_| !own || result.is_told_to_its_candidate());
        let facts = result.facts;
        Self {
            id: result.id,
            site_id: result.site_id,
            enrolment_id: result.enrolment_id,
            apprentice_id,
            session: result.session,
            regulation: RegulationSatOut { label: regulation.map(|one| one.label.clone()), code },
            registered_on: facts.registered_on,
            candidate_number: facts.candidate_number,
            registration_withdrawn_on: facts.registration_withdrawn_on,
            decision: facts.decision,
            decision_label: facts.decision.map(|one| one.label().in_lang(lang).to_owned()),
            decided_on: facts.decided_on,
            decision_reference: facts.decision_reference,
            diploma_on: facts.diploma_on,
            units: ExamUnitResultOut::in_order(units, regulation, lang),
            corrected_at: result.corrected_at,
            correction_reason: result.correction_reason.filter(|_| !own),
            version: result.version,
            created_at: result.created_at,
            updated_at: result.updated_at,
            warnings: Vec::new(),
        }
    }

    /// The same, with what was worth telling.
    #[must_use]
    pub fn warned(self, warnings: Vec<Finding>, lang: Lang) -> Self {
        Self { warnings: warnings.into_iter().map(|one| Warning::render(one, lang)).collect(), ..self }
    }
}

impl AboutPeople for ExamResultOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}

/// What the exams of a class came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClassResultsOut {
    /// Exams written by this request.
    #[schema(minimum = 0, maximum = 200)]
    pub entered: usize,
    /// Exams that already said the same.
    #[schema(minimum = 0, maximum = 200)]
    pub unchanged: usize,
    /// Every exam of the request as it now is, in its order.
    #[schema(max_items = 200)]
    pub data: Vec<Peopled<ExamResultOut>>,
    /// What was worth telling but did not stop the act.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 200, default = "absent")]
    pub warnings: Vec<Warning>,
}
