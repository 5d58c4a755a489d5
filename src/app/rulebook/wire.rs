//! JSON in and out.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::law::findings::{Rule, Severity};
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// How much a rule weighs.
    RuleSeverity {
        /// Worth telling, but the act goes on.
        Warning = "warning",
        /// The act is refused.
        Error = "error",
    }
);

impl From<Severity> for RuleSeverity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// What narrows the book.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RuleParams {
    /// Only refusals, or only warnings.
    #[param(inline)]
    pub severity: Option<RuleSeverity>,
    /// Only the rules of this room, such as `contracts`.
    #[param(max_length = 50, pattern = "^[a-z_]+$", example = "employers")]
    pub room: Option<String>,
}

/// A rule of the house or of the law.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleOut {
    /// Stable code, as refusals and warnings name it.
    #[schema(max_length = 100, example = "employer.siret_taken")]
    pub code: &'static str,
    /// Room that declares it.
    #[schema(max_length = 50, example = "employers")]
    pub room: &'static str,
    /// Whether breaking it refuses the act.
    pub severity: RuleSeverity,
    /// The article, form or house rule it rests on.
    #[schema(max_length = 300)]
    pub source: &'static str,
    /// What it asks, in the language asked for.
    #[schema(max_length = 500)]
    pub sentence: &'static str,
}

impl RuleOut {
    /// A rule as told to a reader.
    pub fn render(room: &'static str, rule: &'static Rule, lang: Lang) -> Self {
        let sentence = match lang {
            Lang::Fr => rule.fr,
            Lang::En => rule.en,
        };
        Self { code: rule.code, room, severity: rule.severity.into(), source: rule.source, sentence }
    }
}
