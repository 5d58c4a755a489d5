//! The grounds on which an apprenticeship contract may be broken: their codes, names and articles.
//!
//! The procedure of each, who may invoke it and when, stands in `catalogue/law/ruptures.toml`.

use chrono::NaiveDate;

use super::declaration::MEDIATOR_SEIZED;
use crate::law::figures::{GroundPeriod, Law, RuptureLaw};
use crate::text_enum;

pub use crate::law::figures::Initiator;

/// Declares the grounds from one aligned table, so that no ground lacks a fact.
macro_rules! grounds {
    ($($variant:ident $code:literal $source:literal, $fr:literal, $en:literal;)*) => {
        text_enum!(
            /// Why a contract is broken.
            Ground { $(#[doc = concat!($en, ".")] $variant = $code => $fr / $en,)* }
        );

        impl Ground {
            /// The article the ground rests on, as read on 23/11/2026.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }
        }
    };
}

grounds! {
    Free45DaysEmployer "free_45_days_employer"
        "Code du travail, art. L6222-18 al. 1",
        "Rupture libre par l'employeur pendant les 45 premiers jours", "Free rupture by the employer within the first 45 days";
    Free45DaysApprentice "free_45_days_apprentice"
        "Code du travail, art. L6222-18 al. 1",
        "Rupture libre par l'apprenti pendant les 45 premiers jours", "Free rupture by the apprentice within the first 45 days";
    MutualAgreement "mutual_agreement"
        "Code du travail, art. L6222-18 al. 2",
        "Accord écrit des deux parties", "Written agreement of both parties";
    SeriousMisconduct "serious_misconduct"
        "Code du travail, art. L6222-18 al. 3",
        "Faute grave de l'apprenti", "Serious misconduct of the apprentice";
    Unfitness "unfitness"
        "Code du travail, art. L6222-18 al. 3",
        "Inaptitude constatée par le médecin du travail", "Unfitness found by the occupational physician";
    ForceMajeure "force_majeure"
        "Code du travail, art. L6222-18 al. 3",
        "Force majeure", "Force majeure";
    EmployerDeath "employer_death"
        "Code du travail, art. L6222-18 al. 3",
        "Décès de l'employeur maître d'apprentissage d'une entreprise unipersonnelle", "Death of the employer and tutor of a one-person company";
    Resignation "resignation"
        "Code du travail, art. L6222-18 al. 4 et D6222-21-1",
        "Démission de l'apprenti", "Resignation of the apprentice";
    CourtLiquidation "court_liquidation"
        "Code du travail, art. L6222-18 al. 5",
        "Liquidation judiciaire sans maintien de l'activité", "Court-ordered liquidation without continuation";
    CfaExclusion "cfa_exclusion"
        "Code du travail, art. L6222-18-1",
        "Exclusion définitive du CFA", "Permanent exclusion from the training centre";
    DiplomaObtained "diploma_obtained"
        "Code du travail, art. L6222-19 et R6222-23",
        "Obtention du diplôme avant le terme", "Diploma obtained before the term";
    AdministrativeDecision "administrative_decision"
        "Code du travail, art. L6225-3 à L6225-5",
        "Décision de l'autorité administrative", "Decision of the labour administration";
    CourtTermination "court_termination"
        "Droit commun du contrat (non vérifié)",
        "Résiliation ou nullité prononcée par le juge", "Termination or nullity ordered by a court";
    ApprenticeDeath "apprentice_death"
        "Droit commun du contrat (non vérifié)",
        "Décès de l'apprenti", "Death of the apprentice";
    Other "other"
        "Règle du site",
        "Autre motif", "Other ground";
}

impl Ground {
    /// Whether the mediator must be seized first, as the procedure of the ground says.
    pub fn needs_mediator(self, law: &RuptureLaw) -> bool {
        law.ground(self.as_str()).is_some_and(|ground| ground.step(MEDIATOR_SEIZED).is_some())
    }

    /// Whether the apprentice may stay in training without a contract, as the law of the day of the rupture says.
    ///
    /// Source: Code du travail, art. L6222-18-2, L6225-3-1 and L6225-7 (read 23/11/2026). The right follows the ruptures of
    /// L6222-18 and the decisions of the administration; of a court or of another ground no text tells, and it is kept.
    pub fn keeps_training(self, effective_on: NaiveDate, law: &Law) -> bool {
        law.ruptures.on(effective_on).keeps_training(self.as_str())
    }

    /// Whether the ground only exists during the first days of training in the company (art. L6222-18).
    pub fn before_45_days(self, law: &RuptureLaw) -> bool {
        law.ground(self.as_str()).is_some_and(|ground| ground.period == GroundPeriod::Free)
    }
}

/// Who may invoke a ground.
pub fn initiators_of(ground: Ground, law: &RuptureLaw) -> &[Initiator] {
    law.ground(ground.as_str()).map_or(&[], |ground| &ground.initiators)
}
