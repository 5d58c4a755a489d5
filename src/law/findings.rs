//! A finding: what a pure rule noticed, said in French and in English, with the text it rests on.
//! A rule gathers all its findings; who asked decides whether a warning may pass.

use std::borrow::Cow;

use crate::platform::error::{Fault, FaultList, Problem};
use crate::platform::text::{Lang, Sentence};

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

/// A rule of the house or of the law: what `GET /v1/rules` lists, and what every refusal names.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable public code, `room.rule`.
    pub code: &'static str,
    /// Whether breaking it refuses the act.
    pub severity: Severity,
    /// The article, form or house rule it rests on.
    pub source: &'static str,
    /// What it asks, in French.
    pub fr: &'static str,
    /// What it asks, in English.
    pub en: &'static str,
}

impl Rule {
    /// What the rule says of the member at a JSON pointer, with the facts.
    pub fn at(&self, pointer: impl Into<Cow<'static, str>>, facts: Sentence) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            pointer: pointer.into(),
            fr: facts.fr.into_owned(),
            en: facts.en.into_owned(),
            source: self.source,
        }
    }

    /// The refusal of an act that the state of things does not allow (409), with the facts.
    pub fn conflict(&self, facts: Sentence) -> Problem {
        Problem::conflict(self.code, facts).sourced(self.source)
    }

    /// The refusal of the member at a JSON pointer (422), with the facts.
    pub fn fault(&self, pointer: &str, facts: Sentence) -> Problem {
        Problem::fault(pointer, self.code, facts).sourced(self.source)
    }
}

/// Declares the rules of a room, each as a constant, and all of them as `RULES`.
///
/// ```text
/// rules! {
///     /// Six months at least.
///     TOO_SHORT = error "contract.too_short", "Code du travail, art. L6222-7-1";
///         "Un contrat dure au moins six mois." / "A contract lasts at least six months.";
/// }
/// ```
#[macro_export]
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $severity:ident $code:literal, $source:expr; $fr:literal / $en:literal;)+) => {
        $($(#[$doc])* pub const $name: $crate::law::findings::Rule = $crate::law::findings::Rule {
            code: $code,
            severity: $crate::rules!(@$severity),
            source: $source,
            fr: $fr,
            en: $en,
        };)+
        /// Every rule declared here.
        pub const RULES: &[$crate::law::findings::Rule] = &[$($name),+];
    };
    (@error) => { $crate::law::findings::Severity::Error };
    (@warning) => { $crate::law::findings::Severity::Warning };
}

/// One thing a rule has to say about what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable public code, `room.rule`.
    pub code: &'static str,
    /// Refusal or warning.
    pub severity: Severity,
    /// JSON pointer to the member at stake; empty for the whole document.
    pub pointer: Cow<'static, str>,
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
        pointer: impl Into<Cow<'static, str>>,
        source: &'static str,
        (fr, en): Sentences,
    ) -> Self {
        Self { code, severity: Severity::Error, pointer: pointer.into(), fr, en, source }
    }

    /// A finding that only warns.
    pub fn warning(
        code: &'static str,
        pointer: impl Into<Cow<'static, str>>,
        source: &'static str,
        (fr, en): Sentences,
    ) -> Self {
        Self { code, severity: Severity::Warning, pointer: pointer.into(), fr, en, source }
    }

    /// The same finding, resting on a more precise text than its rule.
    #[must_use]
    pub fn sourced(self, source: &'static str) -> Self {
        Self { source, ..self }
    }

    /// Whether this finding refuses the act.
    pub const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }

    /// The refusal of an act that the state of things does not allow (409).
    pub fn into_conflict(self) -> Problem {
        Problem::conflict(self.code, Sentence::new(self.fr, self.en)).sourced(self.source)
    }

    /// The refusal of what was sent, at its pointer (422).
    pub fn into_fault(self) -> Problem {
        refusal(vec![self])
    }
}

/// Refuses when a finding is an error, telling all of them; else gives the warnings back.
pub fn refuse_errors(findings: Vec<Finding>) -> Result<Vec<Finding>, Problem> {
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::is_error);
    if errors.is_empty() { Ok(warnings) } else { Err(refusal(errors)) }
}

/// The refusal of what was sent, each finding at its pointer; it rests on the source of the first (422).
pub fn refusal(findings: Vec<Finding>) -> Problem {
    let source = findings.first().map_or("", |first| first.source);
    let fault =
        |finding: Finding| Fault::new(finding.pointer, finding.code, Sentence::new(finding.fr, finding.en));
    Problem::faults(findings.into_iter().map(fault).collect::<FaultList>()).sourced(source)
}

/// Something worth telling that did not stop the act, as JSON.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct Warning {
    /// Stable code of the rule.
    #[schema(max_length = 100)]
    pub code: &'static str,
    /// JSON pointer to the field at stake.
    #[schema(max_length = 300)]
    pub pointer: Cow<'static, str>,
    /// The sentence in the language asked for.
    #[schema(max_length = 1000)]
    pub message: String,
    /// Article, form or rule of the house.
    #[schema(max_length = 300)]
    pub source: &'static str,
}

impl Warning {
    /// A finding as shown to a reader.
    pub fn render(finding: Finding, lang: Lang) -> Self {
        let message = match lang {
            Lang::Fr => finding.fr,
            Lang::En => finding.en,
        };
        Self { code: finding.code, pointer: finding.pointer, message, source: finding.source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::rules! {
        /// For the tests.
        FIRST = error "a.first", "here"; "Non." / "No.";
        /// For the tests.
        SECOND = warning "a.second", "here"; "Attention." / "Beware.";
    }

    #[test]
    fn a_declared_rule_speaks_at_a_pointer_with_the_facts() {
        let found = SECOND.at("/lines/3/percent", crate::say!("{} de moins", "{} short", 3));
        assert_eq!(
            (found.code, found.pointer.as_ref(), found.fr.as_str()),
            ("a.second", "/lines/3/percent", "3 de moins")
        );
        assert!(!found.is_error() && FIRST.at("", crate::say!("a", "b")).is_error());
        assert_eq!(RULES, [FIRST, SECOND]);
        assert_eq!(Warning::render(found, Lang::En).message, "3 short");
    }

    #[test]
    fn an_error_refuses_and_a_warning_does_not() {
        let stated = || ("non".to_owned(), "no".to_owned());
        assert!(Finding::error("a.b", "/c", "here", stated()).is_error());
        assert!(!Finding::warning("a.b", "/c", "here", stated()).is_error());
        assert!(Severity::Error > Severity::Warning);
        assert_eq!([Severity::Error.code(), Severity::Warning.code()], ["error", "warning"]);
    }
}
