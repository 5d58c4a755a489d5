//! The yearly declarations that come from the files of learners, as `catalogue/law/declarations.toml` defines them.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{DefinitionCertainty, DefinitionWords};
use crate::text_enum;

text_enum!(
    /// A yearly declaration of a training centre.
    Declaration {
        /// To the services of the State.
        Bpf = "bpf" => "Bilan pédagogique et financier" / "Pedagogical and financial report",
        /// To France compétences.
        AnalyticalAccounts = "analytical_accounts" => "Comptabilité analytique" / "Analytical accounts",
    }
);

text_enum!(
    /// What a figure of a declaration computes.
    DeclaredMeasure {
        /// People under contract in the year.
        Apprentices = "apprentices" => "Apprentis de l'année" / "Apprentices of the year",
        /// People in training without a contract in the year.
        WithoutContract = "without_contract" => "Stagiaires sans contrat" / "Trainees without a contract",
        /// Hours of training of the year.
        TrainingHours = "training_hours" => "Heures de formation" / "Hours of training",
        /// People under contract at the end of the year.
        ApprenticesAtYearEnd = "apprentices_at_year_end" => "Effectif en fin d'année" / "Apprentices at the end of the year",
        /// Contract days over the days of the year.
        AverageApprentices = "average_apprentices" => "Effectif moyen" / "Average number of apprentices",
        /// Contracts that began.
        ContractsBegun = "contracts_begun" => "Contrats commencés" / "Contracts begun",
        /// Contracts that were broken.
        ContractsBroken = "contracts_broken" => "Contrats rompus" / "Contracts broken",
        /// Kept somewhere else.
        NotKept = "not_kept" => "Tenu ailleurs" / "Kept elsewhere",
    }
);

text_enum!(
    /// What there is one figure of.
    DeclaredPer {
        /// One for the site.
        Site = "site" => "Site" / "Site",
        /// One a programme.
        Programme = "programme" => "Formation" / "Programme",
        /// One a level of certification.
        Level = "level" => "Niveau" / "Level",
    }
);

/// The figures of the yearly declarations.
#[derive(Debug, Clone, Deserialize)]
pub struct DeclarationLaw {
    /// How people name the version.
    pub edition: String,
    /// Each figure, in the order of the declarations.
    pub figures: Vec<DeclaredFigure>,
}

/// A figure of a declaration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredFigure {
    pub declaration: Declaration,
    /// What names it among those of its declaration.
    pub code: String,
    /// Where it stands in the declaration.
    pub frame: String,
    pub measure: DeclaredMeasure,
    pub per: DeclaredPer,
    /// How sure the definition is.
    pub certainty: DefinitionCertainty,
    /// Where it comes from.
    pub source: String,
    /// What it counts, in words.
    pub definition: DefinitionWords,
}

impl DeclarationLaw {
    /// The figures of a declaration.
    pub fn of(&self, declaration: Declaration) -> impl Iterator<Item = &DeclaredFigure> {
        self.figures.iter().filter(move |figure| figure.declaration == declaration)
    }

    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let codes: BTreeSet<_> =
            self.figures.iter().map(|figure| (figure.declaration, figure.code.as_str())).collect();
        (codes.len() != self.figures.len()).then_some("`figures` has each code of a declaration once")
    }
}
