//! The grounds on which an apprenticeship contract may be broken, who may invoke them, and their codes.

use chrono::NaiveDate;

use crate::law::figures::Law;
use crate::text_enum;

use self::Initiator::{Administration, Apprentice, Both, Court, Employer, Estate, Liquidator, Nobody};

text_enum!(
    /// Who breaks the contract.
    Initiator {
        /// The employer.
        Employer = "employer" => "Employeur" / "Employer",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// Both parties together.
        Both = "both" => "Les deux parties" / "Both parties",
        /// The liquidator of the company.
        Liquidator = "liquidator" => "Liquidateur" / "Liquidator",
        /// The estate of an employer who died.
        Estate = "estate" => "Ayants droit de l'employeur" / "Estate of the employer",
        /// The labour administration.
        Administration = "administration" => "Administration du travail" / "Labour administration",
        /// A court.
        Court = "court" => "Tribunal" / "Court",
        /// Nobody: the contract ends by itself.
        Nobody = "nobody" => "Personne" / "Nobody",
    }
);

/// Declares the grounds from one aligned table, so that no ground lacks a fact.
macro_rules! grounds {
    ($($variant:ident $code:literal $by:expr, $dsn:expr, $source:literal, $fr:literal, $en:literal;)*) => {
        text_enum!(
            /// Why a contract is broken.
            Ground { $(#[doc = concat!($en, ".")] $variant = $code => $fr / $en,)* }
        );

        impl Ground {
            /// Who may invoke the ground.
            pub const fn initiators(self) -> &'static [Initiator] {
                match self { $(Self::$variant => $by,)* }
            }

            /// The reasons the employer may give in its social declaration (DSN, S21.G00.62.002); none known, empty.
            ///
            /// Read 23/11/2026 in public payroll code; several are our interpretation.
            pub const fn dsn_codes(self) -> &'static [&'static str] {
                match self { $(Self::$variant => $dsn,)* }
            }

            /// The article the ground rests on, as read on 23/11/2026.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }
        }
    };
}

grounds! {
    Free45DaysEmployer "free_45_days_employer" &[Employer], &["036"],
        "Code du travail, art. L6222-18 al. 1",
        "Rupture libre par l'employeur pendant les 45 premiers jours", "Free rupture by the employer within the first 45 days";
    Free45DaysApprentice "free_45_days_apprentice" &[Apprentice], &["037"],
        "Code du travail, art. L6222-18 al. 1",
        "Rupture libre par l'apprenti pendant les 45 premiers jours", "Free rupture by the apprentice within the first 45 days";
    MutualAgreement "mutual_agreement" &[Both], &["084"],
        "Code du travail, art. L6222-18 al. 2",
        "Accord écrit des deux parties", "Written agreement of both parties";
    SeriousMisconduct "serious_misconduct" &[Employer], &["087", "095"],
        "Code du travail, art. L6222-18 al. 3",
        "Faute grave de l'apprenti", "Serious misconduct of the apprentice";
    Unfitness "unfitness" &[Employer], &["091", "092", "033"],
        "Code du travail, art. L6222-18 al. 3",
        "Inaptitude constatée par le médecin du travail", "Unfitness found by the occupational physician";
    ForceMajeure "force_majeure" &[Employer], &["083", "089"],
        "Code du travail, art. L6222-18 al. 3",
        "Force majeure", "Force majeure";
    EmployerDeath "employer_death" &[Estate], &["065"],
        "Code du travail, art. L6222-18 al. 3",
        "Décès de l'employeur maître d'apprentissage d'une entreprise unipersonnelle", "Death of the employer and tutor of a one-person company";
    Resignation "resignation" &[Apprentice], &["037"],
        "Code du travail, art. L6222-18 al. 4 et D6222-21-1",
        "Démission de l'apprenti", "Resignation of the apprentice";
    CourtLiquidation "court_liquidation" &[Liquidator], &["011"],
        "Code du travail, art. L6222-18 al. 5",
        "Liquidation judiciaire sans maintien de l'activité", "Court-ordered liquidation without continuation";
    CfaExclusion "cfa_exclusion" &[Employer], &["020"],
        "Code du travail, art. L6222-18-1",
        "Exclusion définitive du CFA", "Permanent exclusion from the training centre";
    DiplomaObtained "diploma_obtained" &[Apprentice], &["037"],
        "Code du travail, art. L6222-19 et R6222-23",
        "Obtention du diplôme avant le terme", "Diploma obtained before the term";
    AdministrativeDecision "administrative_decision" &[Administration], &["093"],
        "Code du travail, art. L6225-3 à L6225-5",
        "Décision de l'autorité administrative", "Decision of the labour administration";
    CourtTermination "court_termination" &[Court], &["082"],
        "Droit commun du contrat (non vérifié)",
        "Résiliation ou nullité prononcée par le juge", "Termination or nullity ordered by a court";
    ApprenticeDeath "apprentice_death" &[Nobody], &["066"],
        "Droit commun du contrat (non vérifié)",
        "Décès de l'apprenti", "Death of the apprentice";
    Other "other" Initiator::ALL, &[],
        "Règle du site",
        "Autre motif", "Other ground";
}

impl Ground {
    /// Whether the mediator must be seized first: only for a resignation.
    pub const fn needs_mediator(self) -> bool {
        matches!(self, Self::Resignation)
    }

    /// Whether the apprentice may stay in training without a contract, as the law of the day of the rupture says.
    ///
    /// Source: Code du travail, art. L6222-18-2, L6225-3-1 and L6225-7 (read 23/11/2026). The right follows the ruptures of
    /// L6222-18 and the decisions of the administration; of a court or of another ground no text tells, and it is kept.
    pub fn keeps_training(self, effective_on: NaiveDate, law: &Law) -> bool {
        law.contracts.on(effective_on).rupture.keeps_training(self.as_str())
    }

    /// Whether the ground only exists during the first 45 days of training in the company (art. L6222-18).
    pub const fn before_45_days(self) -> bool {
        matches!(self, Self::Free45DaysEmployer | Self::Free45DaysApprentice)
    }
}
