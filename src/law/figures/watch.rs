//! The signals that are watched for, as `catalogue/law/watch.toml` gives them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::text::{Lang, Sentence};
use crate::text_enum;

text_enum!(
    /// A signal that an apprenticeship may be in difficulty.
    SignalCode {
        /// A visit is late.
        LateVisit = "late_visit" => "Visite en retard" / "Late visit",
        /// Nobody was spoken to for weeks.
        NoContact = "no_contact" => "Plus de contact" / "No contact any more",
        /// Absences without justification.
        UnjustifiedAbsences = "unjustified_absences" => "Absences non justifiées" / "Unjustified absences",
        /// The days of free rupture end soon.
        FreeDaysEnd = "free_days_end"
            => "Fin proche des jours de rupture libre" / "End of the free rupture days near",
        /// The tutor answers nothing.
        SilentTutor = "silent_tutor" => "Maître d'apprentissage silencieux" / "Silent company tutor",
        /// The mean of a mock exam is below the one before.
        MarksFalling = "marks_falling" => "Notes en baisse" / "Marks falling",
        /// A skill is put lower than before.
        PositionDown = "position_down" => "Compétence en recul" / "Skill going down",
        /// A difficulty nobody plans anything about.
        DifficultyWithoutStep = "difficulty_without_step"
            => "Difficulté ouverte sans prochaine étape" / "Open difficulty without a next step",
    }
);

text_enum!(
    /// What the threshold of a signal counts.
    ThresholdUnit {
        /// Days.
        Days = "days" => "Jours" / "Days",
        /// Weeks.
        Weeks = "weeks" => "Semaines" / "Weeks",
        /// Times.
        Times = "times" => "Fois" / "Times",
        /// Hundredths of a mark out of 20.
        Hundredths = "hundredths" => "Centièmes de point" / "Hundredths of a point",
    }
);

/// The signals watched for.
#[derive(Debug, Clone, Deserialize)]
pub struct WatchLaw {
    /// Each of them, once.
    pub signals: Vec<SignalRule>,
}

/// When a signal shows, how much it weighs, what clears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// Which signal.
    pub code: SignalCode,
    /// Its name in French.
    #[schema(max_length = 300)]
    pub fr: String,
    /// Its name in English.
    #[schema(max_length = 300)]
    pub en: String,
    /// When it shows, in French: `{n}` stands for the threshold, `{w}` for the days looked back on.
    #[schema(max_length = 500)]
    pub rule_fr: String,
    /// The same in English.
    #[schema(max_length = 500)]
    pub rule_en: String,
    /// What clears it, in French.
    #[schema(max_length = 500)]
    pub clears_fr: String,
    /// The same in English.
    #[schema(max_length = 500)]
    pub clears_en: String,
    /// What the apprentice is told, in French.
    #[schema(max_length = 500)]
    pub plain_fr: String,
    /// The same in English.
    #[schema(max_length = 500)]
    pub plain_en: String,
    /// What the threshold counts.
    pub unit: ThresholdUnit,
    /// The threshold of a site that set none.
    #[schema(minimum = 0, maximum = 10000, example = 21)]
    pub threshold: i32,
    /// Least threshold a site may set.
    #[schema(minimum = 0, maximum = 10000)]
    pub least: i32,
    /// Greatest threshold a site may set.
    #[schema(minimum = 0, maximum = 10000)]
    pub most: i32,
    /// Days looked back on; null where none are.
    #[schema(minimum = 1, maximum = 1000)]
    pub window_days: Option<i32>,
    /// What it counts for in the sum.
    #[schema(minimum = 1, maximum = 100, example = 2)]
    pub weight: i32,
    /// Whether apprentices read it about themselves.
    pub told_to_apprentice: bool,
}

impl SignalRule {
    /// When it shows, with a threshold.
    pub fn stated(&self, threshold: i32) -> Sentence {
        let window = self.window_days.unwrap_or_default().to_string();
        let filled = |text: &str| text.replace("{n}", &threshold.to_string()).replace("{w}", &window);
        Sentence::new(filled(&self.rule_fr), filled(&self.rule_en))
    }

    /// Its name in one language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }

    /// What clears it, in one language.
    pub fn clears(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.clears_fr,
            Lang::En => &self.clears_en,
        }
    }

    /// What the apprentice is told, in one language.
    pub fn plain(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.plain_fr,
            Lang::En => &self.plain_en,
        }
    }
}

impl WatchLaw {
    /// The rule of a signal.
    pub fn rule(&self, code: SignalCode) -> Option<&SignalRule> {
        self.signals.iter().find(|rule| rule.code == code)
    }

    /// Why these cannot be used, if they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let once = |code: &SignalCode| self.signals.iter().filter(|rule| rule.code == *code).count() == 1;
        if !SignalCode::ALL.iter().all(once) {
            return Some("each signal has one rule");
        }
        let sound = |rule: &SignalRule| {
            let bounds = 0 <= rule.least && rule.least <= rule.most && rule.most <= 10_000;
            bounds && (rule.least..=rule.most).contains(&rule.threshold) && (1..=100).contains(&rule.weight)
        };
        (!self.signals.iter().all(sound))
            .then_some("a threshold is between its bounds, a weight between 1 and 100")
    }
}
