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
        /// Opinions given.
        Satisfaction = "satisfaction" => "Avis donnés" / "Opinions given",
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
    /// What apprentices and tutors are asked.
    pub satisfaction: SatisfactionPlan,
}

text_enum!(
    /// When a question is asked.
    SatisfactionForm {
        /// Before each visit.
        Visit = "visit" => "Avant chaque visite" / "Before each visit",
        /// Once a school year.
        Year = "year" => "Une fois par an" / "Once a year",
    }
);

text_enum!(
    /// Who is asked.
    SatisfactionVoice {
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
    }
);

/// What apprentices and their tutors are asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionPlan {
    /// How sure it is.
    pub certainty: FigureCertainty,
    /// Fewest answers of which anything is shown, and how many are added at a time.
    pub threshold: usize,
    /// First month of a school year.
    pub year_begins_month: u32,
    /// Words of the levels, the lowest first.
    pub levels: Vec<SatisfactionLevel>,
    /// The questions, in their order.
    pub questions: Vec<SatisfactionQuestion>,
}

/// A level of an answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionLevel {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// A question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionQuestion {
    /// Its code, once in a form and a voice.
    pub code: String,
    /// When it is asked.
    pub form: SatisfactionForm,
    /// Of whom.
    pub asked_of: SatisfactionVoice,
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl SatisfactionPlan {
    /// The questions of a form, asked of somebody.
    pub fn asked(
        &self,
        form: SatisfactionForm,
        of: SatisfactionVoice,
    ) -> impl Iterator<Item = &SatisfactionQuestion> {
        self.questions.iter().filter(move |one| one.form == form && one.asked_of == of)
    }
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

/// How many levels an answer has.
const LEVELS: usize = 4;

impl QualityLaw {
    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let delays = self.complaints;
        let sound = delays.acknowledge_days > 0 && delays.answer_days >= delays.acknowledge_days;
        let numbered = self.indicators.iter().map(|one| one.number).eq(1..=INDICATORS);
        let asked = &self.satisfaction;
        let shown = asked.threshold > 1
            && (1..=12).contains(&asked.year_begins_month)
            && asked.levels.len() == LEVELS;
        (!sound || !numbered || !shown).then_some(
            "`complaints` are acknowledged within some days, and answered within as many or more; `indicators` go from 1 to 32; \
             `satisfaction` has a threshold above 1, a month and four levels",
        )
    }
}
