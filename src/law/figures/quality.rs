//! What the national quality standard asks to be shown, as `catalogue/law/quality.toml` gives it.

use serde::Deserialize;

use super::FigureCertainty;
use crate::text_enum;

text_enum!(
    /// Something kept that evidences an indicator of the standard.
    EvidenceKind {
        /// Rates published.
        RatesPublished = "rates_published" => "Taux publiés" / "Rates published",
        /// Official figures entered.
        OfficialFigures = "official_figures" => "Chiffres officiels saisis" / "Official figures entered",
        /// Registrations for the exam.
        ExamRegistrations = "exam_registrations" => "Inscriptions à l'examen" / "Registrations for the exam",
        /// Decisions of juries entered.
        ExamDecisions = "exam_decisions" => "Décisions de jury saisies" / "Decisions of juries entered",
        /// Prior learning recognised.
        PriorLearnings = "prior_learnings" => "Acquis antérieurs reconnus" / "Prior learning recognised",
        /// Documents received.
        Documents = "documents" => "Pièces reçues" / "Documents received",
        /// Visits held.
        Visits = "visits" => "Visites faites" / "Visits held",
        /// Reports acknowledged.
        Acknowledgements = "acknowledgements" => "Comptes rendus visés" / "Reports acknowledged",
        /// Telephone contacts.
        PhoneContacts = "phone_contacts" => "Contacts téléphoniques" / "Telephone contacts",
        /// Followed by a referent.
        Referents = "referents" => "Suivis par un référent" / "Followed by a referent",
        /// Positions on skills.
        SkillPositions = "skill_positions" => "Positionnements" / "Positions on skills",
        /// Mock exams held.
        MockExams = "mock_exams" => "Examens blancs tenus" / "Mock exams held",
        /// Missions in the company.
        Missions = "missions" => "Missions en entreprise" / "Missions in the company",
        /// Signatures of the logbook.
        Logbooks = "logbooks" => "Signatures du livret" / "Signatures of the logbook",
        /// Invitations of tutors.
        TutorInvitations = "tutor_invitations" => "Invitations de maîtres d'apprentissage" / "Invitations of tutors",
        /// Difficulties followed.
        Difficulties = "difficulties" => "Difficultés suivies" / "Difficulties followed",
        /// Procedures of rupture followed.
        RuptureCases = "rupture_cases" => "Procédures de rupture suivies" / "Procedures of rupture followed",
        /// Surveys closed.
        LeaverSurveys = "leaver_surveys" => "Enquêtes closes" / "Surveys closed",
        /// Complaints received.
        Complaints = "complaints" => "Réclamations reçues" / "Complaints received",
    }
);

/// What is shown of quality, and the delays the house gives itself.
#[derive(Debug, Clone, Deserialize)]
pub struct QualityLaw {
    /// How people name the version of the standard.
    pub edition: String,
    /// Months counted back from the last day, unless said otherwise.
    pub evidence_months: i32,
    /// Delays of complaints.
    pub complaints: ComplaintDelays,
    /// The indicators of the standard, in their order.
    pub indicators: Vec<QualityIndicator>,
}

/// An indicator of the standard.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityIndicator {
    /// Its number.
    pub number: u8,
    /// What it asks, in short, in French.
    pub fr: String,
    /// The same in English.
    pub en: String,
    /// Whether it concerns apprenticeship alone.
    pub apprenticeship_only: bool,
    /// What is kept here that evidences it.
    pub evidence: Vec<EvidenceKind>,
}

/// Days within which a complaint is treated.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintDelays {
    /// How sure they are.
    pub certainty: FigureCertainty,
    /// Days within which the receipt is acknowledged.
    pub acknowledge_days: i64,
    /// Days within which it is answered.
    pub answer_days: i64,
}

/// How many indicators the standard has.
const INDICATORS: u8 = 32;

impl QualityLaw {
    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let delays = self.complaints;
        let sound = delays.acknowledge_days > 0 && delays.answer_days >= delays.acknowledge_days;
        let numbered = self.indicators.iter().map(|one| one.number).eq(1..=INDICATORS);
        (!sound || !numbered).then_some(
            "`complaints` are acknowledged within some days, and answered within as many or more; `indicators` go from 1 to 32",
        )
    }
}
