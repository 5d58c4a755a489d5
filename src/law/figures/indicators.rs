//! The rates a centre publishes, as `catalogue/law/indicators.toml` defines them: words, denominators, choices, thresholds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// A rate computed of a training.
    IndicatorRate {
        /// Leavers employed 6 months later.
        Insertion6 = "insertion_6" => "Insertion professionnelle à 6 mois" / "Employment of leavers at 6 months",
        /// Leavers employed 12 months later.
        Insertion12 = "insertion_12" => "Insertion professionnelle à 12 mois" / "Employment of leavers at 12 months",
        /// Leavers employed 18 months later.
        Insertion18 = "insertion_18" => "Insertion professionnelle à 18 mois" / "Employment of leavers at 18 months",
        /// Leavers employed 24 months later.
        Insertion24 = "insertion_24" => "Insertion professionnelle à 24 mois" / "Employment of leavers at 24 months",
        /// Those of the last year who are employed.
        Employed6 = "employed_6" => "En emploi à 6 mois" / "Employed at 6 months",
        /// Those of the last year who study.
        Studying6 = "studying_6" => "En formation à 6 mois" / "Studying at 6 months",
        /// Those of the last year who do anything else.
        Other6 = "other_6" => "Autre situation à 6 mois" / "Other situation at 6 months",
        /// Those of the last year who study further.
        FurtherStudy = "further_study" => "Poursuite d'études" / "Further study",
        /// Registered candidates who sat everything.
        Presentation = "presentation" => "Présentation à l'examen" / "Presentation to the exam",
        /// Candidates present who passed.
        Success = "success" => "Réussite" / "Success",
        /// Candidates who obtained the diploma.
        Award = "award" => "Obtention du diplôme" / "Award of the diploma",
        /// Contracts broken.
        Rupture = "rupture" => "Rupture de contrats" / "Broken contracts",
        /// Learners who left.
        Interruption = "interruption" => "Interruption en cours de formation" / "Interrupted trainings",
        /// What only the administration computes.
        ValueAdded = "value_added" => "Valeur ajoutée" / "Value added",
    }
);

text_enum!(
    /// Why somebody, or a contract, is not counted in a rate.
    ExclusionReason {
        /// They had not come in yet.
        NotEntered = "not_entered" => "Pas encore entré en formation" / "Had not entered the training yet",
        /// They left before the last year.
        LeftBeforeLastYear = "left_before_last_year" => "Parti avant la dernière année" / "Left before the last year",
        /// They study further.
        FurtherStudy = "further_study" => "Poursuit des études" / "Studies further",
        /// Nothing is known of them.
        NoAnswer = "no_answer" => "Sans réponse" / "No answer",
        /// It is too early to know.
        TooEarly = "too_early" => "Trop tôt pour le savoir" / "Too early to know",
        /// They are not registered for the exam.
        NotRegistered = "not_registered" => "Pas inscrit à l'examen" / "Not registered for the exam",
        /// Their registration was withdrawn.
        RegistrationWithdrawn = "registration_withdrawn" => "Inscription à l'examen retirée" / "Registration withdrawn",
        /// They did not sit everything.
        Absent = "absent" => "Absent à une épreuve obligatoire" / "Absent at a compulsory unit",
        /// Their result is not entered.
        ResultUnknown = "result_unknown" => "Résultat pas encore saisi" / "Result not entered yet",
        /// The contract has not begun.
        NotStarted = "not_started" => "Contrat pas encore commencé" / "Contract not begun yet",
        /// The contract is of another cohort.
        OtherCohort = "other_cohort" => "Contrat d'une autre année" / "Contract of another year",
        /// It cannot be computed here.
        NotComputable = "not_computable" => "Ne se calcule pas sur place" / "Cannot be computed here",
    }
);

text_enum!(
    /// What a rate counts.
    CountedUnit {
        /// Each learner.
        Learner = "learner" => "Apprenant" / "Learner",
        /// Each contract.
        Contract = "contract" => "Contrat" / "Contract",
    }
);

text_enum!(
    /// How sure a definition is.
    DefinitionCertainty {
        /// A text defines it so.
        Law = "law" => "Définition d'un texte" / "Defined by a text",
        /// A reading of the house.
        Interpretation = "interpretation" => "Interprétation du site" / "Interpretation of the site",
        /// No source was read.
        Unverified = "unverified" => "Source non vérifiée" / "Source not verified",
    }
);

text_enum!(
    /// Which contracts the rupture rate is over.
    RuptureCohort {
        /// All those of the learners counted.
        All = "all" => "Tous les contrats des apprenants" / "All the contracts of the learners",
        /// Those whose agreed end falls in the year of the session.
        PlannedEndInSession = "planned_end_in_session"
            => "Ceux dont le terme tombe l'année de la session" / "Those that end in the year of the session",
    }
);

text_enum!(
    /// Whom the award is over.
    AwardBase {
        /// Candidates present.
        Present = "present" => "Candidats présents" / "Candidates present",
        /// Candidates registered.
        Registered = "registered" => "Candidats inscrits" / "Candidates registered",
    }
);

/// Rates with their definitions, what the house chose, and below how many people nothing is shown.
#[derive(Debug, Clone, Deserialize)]
pub struct IndicatorLaw {
    /// How people name the version.
    pub edition: String,
    /// Fewest people of what is shown.
    pub thresholds: IndicatorThresholds,
    /// What no text settles.
    pub choices: IndicatorChoices,
    /// Every rate, in the order people read them.
    pub rates: Vec<RateDefinition>,
}

/// Fewest people of a rate that is shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorThresholds {
    /// In the official channel.
    pub official: u32,
    /// In the own channel of a site.
    pub own: u32,
    /// Whether figures withdrawn still count where answers are compared.
    pub remembers_withdrawn: bool,
    /// Of sites that chose otherwise, by their codes.
    #[serde(default)]
    pub sites: BTreeMap<String, u32>,
}

/// What no text settles, chosen by the house.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorChoices {
    /// Grounds of rupture that do not count as one.
    pub grounds_left_out: Vec<String>,
    /// Which contracts the rupture rate is over.
    pub rupture_cohort: RuptureCohort,
    /// Ruptures count within so many months of the start; 0 for any.
    pub rupture_within_months: u32,
    /// Whom the award is over.
    pub award_over: AwardBase,
    /// Whether an absence by force majeure counts as being present.
    pub force_majeure_is_present: bool,
    /// Whether whoever did not answer is counted.
    pub non_answers_counted: bool,
    /// Months after the end within which another training is further study.
    pub further_study_within_months: u32,
}

/// What a rate counts, in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateDefinition {
    /// The rate.
    pub rate: IndicatorRate,
    /// What it counts.
    pub unit: CountedUnit,
    /// Months after the end of the training at which it looks, if it does.
    pub months: Option<u32>,
    /// How sure the definition is.
    pub certainty: DefinitionCertainty,
    /// Where it comes from.
    pub source: String,
    /// What is counted.
    pub numerator: DefinitionWords,
    /// Over what.
    pub denominator: DefinitionWords,
    /// Who may be left out.
    pub excluded: Vec<ExclusionReason>,
}

/// A sentence of a definition, in both languages.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefinitionWords {
    /// In French.
    #[schema(max_length = 500)]
    pub fr: String,
    /// In English.
    #[schema(max_length = 500)]
    pub en: String,
}

impl DefinitionWords {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

impl IndicatorLaw {
    /// The definition of a rate; every rate has one.
    pub fn definition(&self, rate: IndicatorRate) -> Option<&RateDefinition> {
        self.rates.iter().find(|one| one.rate == rate)
    }

    /// Fewest people of what a site shows of its own.
    pub fn own_threshold(&self, site_code: &str) -> u32 {
        self.thresholds.sites.get(site_code).copied().unwrap_or(self.thresholds.own)
    }

    /// What is wrong with the definitions, if anything is.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let thresholds = &self.thresholds;
        let named = |rate: &IndicatorRate| self.rates.iter().filter(|one| one.rate == *rate).count();
        let small = thresholds.sites.values().chain([&thresholds.official, &thresholds.own]).min();
        let dated = |one: &RateDefinition| match one.rate {
            IndicatorRate::Insertion6
            | IndicatorRate::Insertion12
            | IndicatorRate::Insertion18
            | IndicatorRate::Insertion24
            | IndicatorRate::Employed6
            | IndicatorRate::Studying6
            | IndicatorRate::Other6
            | IndicatorRate::FurtherStudy => one.months.is_some(),
            _ => one.months.is_none(),
        };
        match () {
            () if !IndicatorRate::ALL.iter().all(|rate| named(rate) == 1) => {
                Some("every rate has one definition")
            }
            () if small == Some(&0) => Some("a threshold is one person at least"),
            () if !self.rates.iter().all(dated) => {
                Some("`months` goes with the rates that look at people after the training")
            }
            () => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::law::figures::Law;

    #[test]
    fn every_rate_is_defined_and_a_site_may_have_its_own_threshold() {
        let law = Law::embedded().unwrap();
        let mut read = law.indicators.newest().clone();
        assert_eq!(read.fault(), None);
        assert_eq!((read.own_threshold("ufa-leonie-aviat"), read.thresholds.official), (5, 20));
        read.thresholds.sites.insert("ufa-leonie-aviat".into(), 1);
        assert_eq!(read.own_threshold("ufa-leonie-aviat"), 1);
        read.thresholds.sites.insert("other".into(), 0);
        assert!(read.fault().is_some_and(|fault| fault.contains("threshold")));
        read.rates.pop();
        assert!(read.fault().is_some_and(|fault| fault.contains("every rate")));
    }
}
