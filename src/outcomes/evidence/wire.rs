//! What the base shows of the national quality standard, as answered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::{EvidenceCount, EvidenceState, state_of};
use crate::ids::SiteId;
use crate::law::figures::{EvidenceKind, QualityIndicator, QualityLaw, Version};
use crate::platform::text::{Lang, Sentence};

/// Which period is looked at.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EvidenceParams {
    /// First day; eighteen months before the last one when absent, as far back as audits look.
    pub from: Option<NaiveDate>,
    /// Last day; today when absent.
    pub to: Option<NaiveDate>,
}

/// Something kept that evidences an indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceOut {
    /// What it is.
    pub kind: EvidenceKind,
    /// The same in words.
    #[schema(max_length = 60, example = "Visites faites")]
    pub kind_label: String,
    /// How many facts of the period.
    #[schema(minimum = 0)]
    pub facts: i64,
    /// How many are missing.
    #[schema(minimum = 0)]
    pub gaps: i64,
    /// What is missing, in words; null where nothing can be said to be.
    #[schema(max_length = 200, example = "Visites en retard")]
    pub gap_label: Option<String>,
    /// Where the facts are read.
    #[schema(max_length = 300, example = "/v1/visits?site=0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71")]
    pub href: Option<String>,
}

/// An indicator of the standard, and what the base shows of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QualityIndicatorOut {
    /// Its number.
    #[schema(minimum = 1, maximum = 32, example = 13)]
    pub number: u8,
    /// What it asks, in short.
    #[schema(max_length = 200)]
    pub label: String,
    /// Whether it concerns apprenticeship alone.
    pub apprenticeship_only: bool,
    /// What the base shows.
    pub state: EvidenceState,
    /// The same in words.
    #[schema(max_length = 60, example = "Montré, avec des manques")]
    pub state_label: String,
    /// What evidences it; empty for what is shown otherwise.
    #[schema(max_items = 30)]
    pub evidence: Vec<EvidenceOut>,
}

/// What the base shows of the national quality standard, for a site and a period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct QualityEvidenceOut {
    /// Site.
    pub site_id: SiteId,
    /// Name of the site.
    #[schema(max_length = 200)]
    pub site_name: String,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Version of the standard.
    #[schema(max_length = 60, example = "2019")]
    pub edition: String,
    /// Where it was read.
    #[schema(max_length = 300)]
    pub source: String,
    /// Day on which it was read.
    pub read_on: NaiveDate,
    /// The indicators, in their order.
    #[schema(max_items = 32)]
    pub indicators: Vec<QualityIndicatorOut>,
}

/// Where and when, for an answer.
#[derive(Debug, Clone)]
pub struct EvidenceScope {
    pub site_id: SiteId,
    pub site_name: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl QualityEvidenceOut {
    /// What was counted, in words.
    pub fn of(
        law: &Version<QualityLaw>,
        scope: EvidenceScope,
        counted: &dyn Fn(EvidenceKind) -> EvidenceCount,
        lang: Lang,
    ) -> Self {
        let EvidenceScope { site_id, site_name, from, to } = scope;
        let indicator = |one: &QualityIndicator| indicator_of(one, site_id, counted, lang);
        Self {
            site_id,
            site_name,
            from,
            to,
            edition: law.said.edition.clone(),
            source: law.source.clone(),
            read_on: law.read_on,
            indicators: law.said.indicators.iter().map(indicator).collect(),
        }
    }
}

fn indicator_of(
    one: &QualityIndicator,
    site: SiteId,
    counted: &dyn Fn(EvidenceKind) -> EvidenceCount,
    lang: Lang,
) -> QualityIndicatorOut {
    let counts: Vec<EvidenceCount> = one.evidence.iter().map(|kind| counted(*kind)).collect();
    let state = state_of(&counts);
    let evidence = one.evidence.iter().zip(&counts).map(|(kind, count)| EvidenceOut {
        kind: *kind,
        kind_label: kind.label().in_lang(lang).to_owned(),
        facts: count.facts,
        gaps: count.gaps,
        gap_label: missing(*kind).map(|words| words.in_lang(lang).to_owned()),
        href: place(*kind, site),
    });
    QualityIndicatorOut {
        number: one.number,
        label: Sentence::new(one.fr.clone(), one.en.clone()).in_lang(lang).to_owned(),
        apprenticeship_only: one.apprenticeship_only,
        state,
        state_label: state.label().in_lang(lang).to_owned(),
        evidence: evidence.collect(),
    }
}

/// What is missing of a kind, in words.
fn missing(kind: EvidenceKind) -> Option<Sentence> {
    use EvidenceKind as K;
    let (fr, en) = match kind {
        K::Visits => ("Visites en retard", "Visits that are late"),
        K::Acknowledgements => {
            ("Visites dont personne n'a visé le compte rendu", "Visits whose report nobody acknowledged")
        }
        K::PhoneContacts => ("Appels dont la suite n'est pas donnée", "Calls not followed up"),
        K::Referents => ("Apprentis que personne ne suit", "Apprentices nobody follows"),
        K::SkillPositions => ("Apprentis sans positionnement", "Apprentices without any position"),
        K::MockExams => ("Examens blancs passés, non déclarés tenus", "Past mock exams not recorded as held"),
        K::TutorInvitations => ("Invitations sans réponse", "Invitations without an answer"),
        K::Difficulties => ("Difficultés encore ouvertes", "Difficulties still open"),
        K::LeaverSurveys => ("Enquêtes sans réponse", "Surveys without an answer"),
        K::Complaints => ("Réclamations non closes hors délai", "Complaints past their delay, not closed"),
        _ => return None,
    };
    Some(Sentence::new(fr, en))
}

/// Where the facts of a kind are read.
fn place(kind: EvidenceKind, site: SiteId) -> Option<String> {
    use EvidenceKind as K;
    let list = match kind {
        K::Visits | K::Acknowledgements => "visits",
        K::PhoneContacts => "phone-contacts",
        K::Difficulties => "difficulties",
        K::Complaints => "complaints",
        K::ExamRegistrations | K::ExamDecisions => "exam-results",
        K::OfficialFigures => "official-figures",
        K::RatesPublished => "publications",
        _ => return None,
    };
    Some(format!("/v1/{list}?site={site}"))
}
