//! What a sheet publishes of its results, kept as published and never computed here.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text_enum;

/// A rate as the sheet publishes it, without its numerator or denominator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigure {
    /// Which rate.
    pub rate: RateKind,
    /// The rate's name on the sheet.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Value in percent; absent means not available, which is not zero.
    #[schema(minimum = 0, maximum = 100)]
    pub value_percent: Option<u8>,
    /// The session or the school year, when the sheet gives it.
    #[schema(max_length = 9, pattern = "^[0-9]{4}(/[0-9]{4})?$", example = "2024/2025")]
    pub period: Option<String>,
    /// What the sheet adds, or why there is no value.
    #[schema(min_length = 1, max_length = 2000)]
    pub remark: Option<String>,
}

text_enum!(
    /// A published rate.
    RateKind {
        /// Taux d'insertion professionnelle.
        Insertion = "insertion" => "Taux d'insertion professionnelle" / "Employment rate",
        /// Taux de présentation à l'examen.
        Presentation = "presentation"
            => "Taux de présentation à l'examen" / "Rate of presentation to the exam",
        /// Taux de réussite.
        Success = "success" => "Taux de réussite" / "Success rate",
        /// Taux d'obtention.
        Award = "award" => "Taux d'obtention" / "Award rate",
        /// Taux de poursuite d'études.
        FurtherStudy = "further_study" => "Taux de poursuite d'études" / "Rate of further study",
        /// Taux de rupture de contrat.
        Rupture = "rupture" => "Taux de rupture de contrat" / "Rate of broken contracts",
        /// Taux d'interruption en cours de formation.
        Interruption = "interruption"
            => "Taux d'interruption en cours de formation" / "Rate of interrupted trainings",
    }
);

/// What a national survey says became of an intake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeSurvey {
    /// Where the figures come from, as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub source: String,
    /// Year of the intake observed.
    #[schema(minimum = 1990, maximum = 2100)]
    pub intake: i32,
    /// Months after leaving the training.
    #[schema(minimum = 1, maximum = 60)]
    pub months_after: u8,
    /// The question asked, as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub question: Option<String>,
    /// The answers, adding up to one hundred.
    #[schema(max_items = 200)]
    pub shares: Vec<OutcomeShare>,
}

/// The share of an intake that became this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeShare {
    /// What they became.
    pub outcome: SurveyedOutcome,
    /// Share in percent.
    #[schema(minimum = 0, maximum = 100)]
    pub percent: u8,
    /// The answer as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
}

text_enum!(
    /// What a former apprentice became.
    SurveyedOutcome {
        /// In a job.
        Employed = "employed" => "En emploi" / "Employed",
        /// Enrolled in a training.
        InTraining = "in_training" => "En formation" / "In training",
        /// Anything else.
        Other = "other" => "Autre situation" / "Other",
    }
);
