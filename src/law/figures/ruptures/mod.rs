//! The procedure of each ground of rupture, as `catalogue/law/ruptures.toml` gives it.

mod words;

use std::collections::HashSet;

use serde::Deserialize;

use crate::platform::text::Lang;

pub use words::{
    DelayUnit, GroundPeriod, Initiator, LetterParty, RupturePaper, StepActor, StepWhen, ToldOfRupture,
};

/// The facts of a case that a letter may name between braces; a step of the case is named by its code.
pub const LETTER_FACTS: [&str; 15] = [
    "apprentice",
    "born_on",
    "contract_number",
    "effective_on",
    "employer",
    "ends_on",
    "free_period_until",
    "ground",
    "ground_source",
    "guardian",
    "last_contract_day",
    "programme",
    "siret",
    "site",
    "starts_on",
];

/// The longest delay a step may have, whatever its unit.
const LONGEST: u32 = 1000;

/// How contracts are broken.
#[derive(Debug, Clone, Deserialize)]
pub struct RuptureLaw {
    /// Calendar days after the free rupture period during which a free rupture is only warned of; confirmed later (house rule).
    pub free_ground_tolerance_days: u32,
    /// Each ground.
    pub grounds: Vec<GroundLaw>,
    /// Models of letters.
    pub letters: Vec<LetterLaw>,
}

/// The procedure of one ground.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundLaw {
    /// Code of the ground.
    pub code: String,
    /// Who may invoke it.
    pub initiators: Vec<Initiator>,
    /// In which period it exists.
    pub period: GroundPeriod,
    /// Reasons the employer may give in its social declaration (DSN, S21.G00.62.002).
    pub dsn_codes: Vec<String>,
    /// Whether the apprentice may stay in training without a contract (L6222-18-2, L6225-3-1, L6225-7).
    #[serde(default = "yes")]
    pub right_to_stay: bool,
    /// Who must be told.
    pub told: Vec<ToldOfRupture>,
    /// Papers that go with it.
    pub documents: Vec<RupturePaper>,
    /// What no text read settles, and what was chosen.
    pub unverified: Option<String>,
    /// Delays before the rupture itself.
    #[serde(default)]
    pub effect: Vec<StepDelay>,
    /// The steps, in order.
    pub steps: Vec<StepLaw>,
}

/// One step of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepLaw {
    /// Code, unique in its ground.
    pub code: String,
    /// Its name in French.
    pub fr: String,
    /// Its name in English.
    pub en: String,
    /// Who does it.
    pub by: StepActor,
    /// Of whose contracts it is.
    #[serde(default = "always")]
    pub when: StepWhen,
    /// Whether the contract may not end without it.
    #[serde(default = "yes")]
    pub compulsory: bool,
    /// Steps it waits for.
    #[serde(default)]
    pub after: Vec<StepDelay>,
    /// The longest delay the law gives for it.
    pub within: Option<StepDelay>,
    /// The step it takes the place of.
    pub instead_of: Option<String>,
    /// Model of the letter that goes with it.
    pub letter: Option<String>,
    /// Article it rests on.
    pub source: String,
}

impl StepLaw {
    /// Its name in one language.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// A delay after another step; none when its count is 0.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepDelay {
    /// Step it runs from.
    pub step: String,
    /// How many.
    #[serde(default)]
    pub count: u32,
    /// Of what.
    #[serde(default)]
    pub unit: DelayUnit,
}

/// The model of a letter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterLaw {
    /// Code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Who writes it.
    pub from: LetterParty,
    /// Who receives it.
    pub to: LetterParty,
    /// Whether it is the act that ends the contract, signed too by whoever represents a minor when the ground asks for it.
    #[serde(default)]
    pub act: bool,
    /// Its text, facts between braces.
    pub paragraphs: Vec<String>,
}

const fn yes() -> bool {
    true
}

const fn always() -> StepWhen {
    StepWhen::Always
}

impl RuptureLaw {
    /// The procedure of a ground, given by its code.
    pub fn ground(&self, code: &str) -> Option<&GroundLaw> {
        self.grounds.iter().find(|ground| ground.code == code)
    }

    /// The model of a letter, given by its code.
    pub fn letter(&self, code: &str) -> Option<&LetterLaw> {
        self.letters.iter().find(|letter| letter.code == code)
    }

    /// The model of a letter that a ground asks for, or of a notice, which goes with any.
    pub fn letter_of(&self, ground: &str, code: &str) -> Option<&LetterLaw> {
        let names = |law: &GroundLaw| law.steps.iter().any(|step| step.letter.as_deref() == Some(code));
        let fits = self.ground(ground).is_some_and(names) || !self.grounds.iter().any(names);
        self.letter(code).filter(|_| fits)
    }

    /// Whether the apprentice may stay in training after a rupture on a ground, given by its code.
    ///
    /// Of a ground no text settles, yes: in favour of the apprentice.
    pub fn keeps_training(&self, ground: &str) -> bool {
        self.ground(ground).is_none_or(|ground| ground.right_to_stay)
    }

    /// Why these cannot be used, if they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let mut seen = HashSet::new();
        if !self.grounds.iter().all(|ground| seen.insert(ground.code.as_str())) {
            return Some("a ground has its own code");
        }
        let mut letters = HashSet::new();
        if !self.letters.iter().all(|letter| letters.insert(letter.code.as_str())) {
            return Some("a letter has its own code");
        }
        let steps: HashSet<&str> =
            self.grounds.iter().flat_map(|ground| &ground.steps).map(|step| step.code.as_str()).collect();
        let known = |fact: &str| LETTER_FACTS.contains(&fact) || steps.contains(fact);
        let texts = self.letters.iter().flat_map(|letter| &letter.paragraphs);
        if !texts.flat_map(|text| facts_named(text)).all(known) {
            return Some("a letter names facts of the case alone between braces");
        }
        self.grounds.iter().find_map(|ground| ground.fault(&letters))
    }
}

/// The facts a text names between braces.
pub fn facts_named(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(fact, _)| fact)
}

impl GroundLaw {
    /// A step, given by its code.
    pub fn step(&self, code: &str) -> Option<&StepLaw> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// The delay of a step after another, or before the rupture itself when the step is none of these.
    pub fn delay(&self, step: &str, after: &str) -> u32 {
        let delays = self.step(step).map_or(&self.effect, |step| &step.after);
        delays.iter().find(|delay| delay.step == after).map_or(0, |delay| delay.count)
    }

    fn fault(&self, letters: &HashSet<&str>) -> Option<&'static str> {
        if self.code.is_empty() || self.initiators.is_empty() || self.steps.is_empty() {
            return Some("a ground has a code, initiators and steps");
        }
        let three_digits = |code: &String| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
        if !self.dsn_codes.iter().all(three_digits) {
            return Some("a code of the social declaration has three digits");
        }
        let mut before: HashSet<&str> = HashSet::new();
        for step in &self.steps {
            let delays = step.after.iter().chain(&step.within);
            let named = delays.clone().map(|delay| delay.step.as_str()).chain(step.instead_of.as_deref());
            if !named.into_iter().all(|code| before.contains(code)) {
                return Some("a step names steps that come before it in the list");
            }
            if delays.into_iter().any(|delay| delay.count > LONGEST) {
                return Some("a delay is of 1000 at most");
            }
            if step.letter.as_deref().is_some_and(|letter| !letters.contains(letter)) {
                return Some("the letter of a step is in `letters`");
            }
            let named = [&step.code, &step.fr, &step.en, &step.source].iter().all(|text| !text.is_empty());
            if !named || step.code.len() > 40 || !before.insert(&step.code) {
                return Some("a step has its own code of 1 to 40 letters, two names and a source");
            }
        }
        let ends = self.effect.iter().all(|delay| before.contains(delay.step.as_str()));
        (!ends).then_some("the rupture itself waits for steps of its ground")
    }
}
