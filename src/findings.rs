//! A finding: what a pure rule noticed, said in French and in English, with the text it rests on.
//! A rule gathers all its findings; who asked decides whether a warning may pass.

use crate::platform::error::{Fault, Problem};
use crate::platform::text::Text;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth telling, but the act may go on.
    Warning,
    /// The act is refused.
    Error,
}

impl Severity {
    /// The stable public code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing a rule has to say about what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable public code, `room.rule`.
    pub code: &'static str,
    /// Refusal or warning.
    pub severity: Severity,
    /// JSON pointer to the member at stake; empty for the whole document.
    pub pointer: &'static str,
    /// The sentence in French.
    pub fr: String,
    /// The sentence in English.
    pub en: String,
    /// The article, form or house rule it rests on.
    pub source: &'static str,
}

/// What a finding says, in both languages: French first, then English.
pub type Sentences = (String, String);

impl Finding {
    /// A finding that refuses the act.
    pub fn error(
        code: &'static str,
        pointer: &'static str,
        source: &'static str,
        (fr, en): Sentences,
    ) -> Self {
        Self { code, severity: Severity::Error, pointer, fr, en, source }
    }

    /// A finding that only warns.
    pub fn warning(
        code: &'static str,
        pointer: &'static str,
        source: &'static str,
        (fr, en): Sentences,
    ) -> Self {
        Self { code, severity: Severity::Warning, pointer, fr, en, source }
    }

    /// Whether this finding refuses the act.
    pub const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }

    /// The refusal of an act that the state of things does not allow (409).
    pub fn into_conflict(self) -> Problem {
        Problem::conflict(self.code, Text::new(self.fr, self.en)).sourced(self.source)
    }
}

/// Refuses when a finding is an error, telling all of them; else gives the warnings back.
pub fn refuse_errors(findings: Vec<Finding>) -> Result<Vec<Finding>, Problem> {
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::is_error);
    let Some(first) = errors.first() else { return Ok(warnings) };
    let source = first.source;
    let faults = errors.into_iter().map(|finding| {
        let text = Text::new(finding.fr, finding.en);
        Fault::new(finding.pointer, finding.code, text)
    });
    Err(Problem::faults(faults.collect()).sourced(source))
}

/// Something worth telling that did not stop the act, as JSON.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Warning {
    /// Stable code of the rule.
    #[schema(max_length = 100)]
    pub code: &'static str,
    /// JSON pointer to the field at stake.
    #[schema(max_length = 300)]
    pub pointer: &'static str,
    /// The sentence in French.
    #[schema(max_length = 1000)]
    pub message: String,
    /// Article, form or rule of the house.
    #[schema(max_length = 300)]
    pub source: &'static str,
}

impl From<Finding> for Warning {
    fn from(finding: Finding) -> Self {
        Self { code: finding.code, pointer: finding.pointer, message: finding.fr, source: finding.source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_refuses_and_a_warning_does_not() {
        let said = || ("non".to_owned(), "no".to_owned());
        assert!(Finding::error("a.b", "/c", "here", said()).is_error());
        assert!(!Finding::warning("a.b", "/c", "here", said()).is_error());
        assert!(Severity::Error > Severity::Warning);
        assert_eq!([Severity::Error.code(), Severity::Warning.code()], ["error", "warning"]);
    }
}
