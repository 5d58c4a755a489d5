//! The nouns: something due, who has to do it, where it stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{AccountId, ApprenticeId, CohortId, ContractId, ObligationId, SiteId, TutorId};
use crate::law::calendar::add_days;
use crate::law::figures::LEAST_CONSEQUENCE;
use crate::law::findings::Rule;
use crate::text_enum;

/// Namespace of the identifiers derived from what an obligation is about.
const NAMESPACE: Uuid = Uuid::from_bytes(*b"compagnon.due...");

text_enum!(
    /// What is due.
    ObligationKind {
        /// A visit in the company is to be held.
        VisitToHold = "visit_to_hold" => "Visite à faire" / "Visit to hold",
        /// A slot of the training year has no visit yet.
        VisitToPlan = "visit_to_plan" => "Visite à prévoir" / "Visit to plan",
        /// The days of a mock exam are to be fixed.
        MockExamToPrepare = "mock_exam_to_prepare" => "Examen blanc à fixer" / "Mock exam to prepare",
        /// A mock exam is to be recorded as held.
        MockExamToHold = "mock_exam_to_hold"
            => "Examen blanc à déclarer tenu" / "Mock exam to record as held",
        /// Marks of a mock exam are to be entered.
        MockExamToMark = "mock_exam_to_mark" => "Notes à saisir" / "Marks to enter",
        /// Candidates of a class are to be registered for the official exam.
        ExamToRegister = "exam_to_register" => "Inscriptions à l'examen" / "Registrations for the exam",
        /// A tutor is to be invited to a mock exam.
        TutorToInvite = "tutor_to_invite" => "Maître d'apprentissage à inviter" / "Tutor to invite",
        /// An invitation is to be answered.
        InvitationToAnswer = "invitation_to_answer" => "Invitation sans réponse" / "Invitation to answer",
        /// A draft contract is to be completed.
        ContractToComplete = "contract_to_complete" => "Contrat à compléter" / "Contract to complete",
        /// A contract is to be signed.
        ContractToSign = "contract_to_sign" => "Contrat à signer" / "Contract to sign",
        /// A contract is to be deposited.
        DepositToMake = "deposit_to_make" => "Dépôt à faire" / "Deposit to make",
        /// The answer to a deposit is awaited.
        OpcoAnswer = "opco_answer" => "Réponse au dépôt attendue" / "Answer to a deposit awaited",
        /// The medical visit is to take place.
        MedicalVisit = "medical_visit" => "Visite médicale à passer" / "Medical visit to take place",
        /// The student card is to be given.
        StudentCard = "student_card" => "Carte d'étudiant à remettre" / "Student card to give",
        /// The student card is to be handed back.
        StudentCardReturn = "student_card_return"
            => "Carte d'étudiant à récupérer" / "Student card to take back",
        /// A change of pay is to be announced.
        PayStep = "pay_step"
            => "Changement de rémunération à annoncer" / "Change of pay to announce",
        /// An invoice is to be sent.
        Invoice = "invoice" => "Facture à envoyer" / "Invoice to send",
        /// A rupture is to be told to the body of the deposit.
        RuptureNotice = "rupture_notice" => "Rupture à signaler" / "Rupture to tell",
        /// A step of the procedure of a rupture may be done, the rupture or its notice is awaited.
        RuptureStep = "rupture_step" => "Étape d'une rupture" / "Step of a rupture",
        /// A document of the file is missing.
        Document = "document" => "Pièce manquante" / "Missing document",
        /// The report of a visit is to be acknowledged.
        ReportToAcknowledge = "report_to_acknowledge" => "Compte rendu à viser" / "Report to acknowledge",
        /// Something promised at a visit is to be done.
        CommitmentDue = "commitment_due" => "Engagement à tenir" / "Commitment to keep",
        /// A call left something to do, such as calling again.
        CallToReturn = "call_to_return" => "Appel à suivre" / "Call to follow up",
        /// A tutor or the apprentice told a difficulty, which nobody of the site answered yet.
        DifficultyToAnswer = "difficulty_to_answer"
            => "Difficulté signalée à prendre en charge" / "Difficulty told, to answer",
        /// A complaint is to be answered.
        ComplaintToAnswer = "complaint_to_answer" => "Réclamation à traiter" / "Complaint to answer",
        /// Nobody follows the apprentice.
        ReferentMissing = "referent_missing" => "Référent à nommer" / "Referent to name",
        /// Something is to be done for an apprentice without a contract, such as the social cover.
        StayStep = "stay_step"
            => "Démarche pour un apprenti sans contrat" / "Step for an apprentice without a contract",
        /// A window is closing: to sign, to leave freely, to stay without a contract.
        WindowClosing = "window_closing" => "Délai qui se termine" / "Window closing",
    }
);

text_enum!(
    /// Who has to do something.
    OwnerKind {
        /// Whoever follows the apprentice for the site on the day asked for; the site when nobody does.
        Referent = "referent" => "Référent" / "Referent",
        /// A named person of the site.
        Staff = "staff" => "Membre de l'équipe" / "Member of staff",
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The site.
        Site = "site" => "Site de formation" / "Site",
        /// The CFA that answers for the site.
        Cfa = "cfa" => "CFA" / "CFA",
    }
);

text_enum!(
    /// Where something due stands on a day.
    ObligationState {
        /// There is time.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
        /// Now is the time.
        Due = "due" => "À faire" / "Due",
        /// The last day is over.
        Late = "late" => "En retard" / "Late",
        /// Done.
        Done = "done" => "Fait" / "Done",
        /// Given up, with a reason.
        Waived = "waived" => "Abandonné" / "Given up",
        /// Never done, and no longer to do.
        Lapsed = "lapsed" => "Sans objet" / "Lapsed",
    }
);

text_enum!(
    /// Why something due is given up or put off.
    SettlingReason {
        /// It does not apply here.
        NotApplicable = "not_applicable" => "Sans objet ici" / "Does not apply here",
        /// It was done, elsewhere or before.
        DoneElsewhere = "done_elsewhere" => "Déjà fait ailleurs" / "Done elsewhere",
        /// Agreed with whoever it concerns.
        Agreed = "agreed" => "Convenu avec les intéressés" / "Agreed with those concerned",
        /// It cannot be done.
        Impossible = "impossible" => "Impossible" / "Impossible",
        /// Somebody else has to act first.
        Waiting = "waiting" => "Quelqu'un d'autre doit agir d'abord" / "Somebody else has to act first",
        /// Another reason, said in the note.
        Other = "other" => "Autre motif" / "Another reason",
    }
);

impl ObligationKind {
    /// What identifiers are made from: the first name of the kind, so that what was said of one stays said of it.
    fn first_name(self) -> &'static str {
        match self {
            Self::PayStep => "pay_step_to_announce",
            Self::Invoice => "invoice_step",
            Self::RuptureNotice => "rupture_to_tell",
            Self::Document => "document_missing",
            other => other.as_str(),
        }
    }
}

/// What only the site and the tutor may read, unless the apprentice is shown it: what a call that is not for everyone left
/// to do, what the procedure of a rupture waits for, a difficulty told, a complaint. Whoever counts for everybody else leaves it
/// out.
pub const PRIVATE_UNLESS_SHOWN: [ObligationKind; 4] = [
    ObligationKind::CallToReturn,
    ObligationKind::RuptureStep,
    ObligationKind::DifficultyToAnswer,
    ObligationKind::ComplaintToAnswer,
];

/// What trainers read of those they follow alone, as the difficulty itself; of a complaint, due in nobody's file, nothing.
pub const FOR_WHO_FOLLOWS: [ObligationKind; 2] =
    [ObligationKind::DifficultyToAnswer, ObligationKind::ComplaintToAnswer];

/// Whether only the site and the tutor may read something.
pub fn is_private(kind: ObligationKind, apprentice_sees: bool) -> bool {
    PRIVATE_UNLESS_SHOWN.contains(&kind) && !apprentice_sees
}

/// What the CFA has to do, told to its own software and to whoever follows its duties: no work of the site.
pub const DUTIES_OF_CFA: [ObligationKind; 1] = [ObligationKind::Invoice];

/// The facts that make something due; only those that matter to its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ObligationFacts {
    /// Year of the training cycle, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 8, default = "absent")]
    pub training_year: Option<i16>,
    /// Rank: of the visit in its year, of the mock exam in the cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 100, default = "absent")]
    pub ordinal: Option<i16>,
    /// Day planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub planned_on: Option<NaiveDate>,
    /// First day of what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub starts_on: Option<NaiveDate>,
    /// Last day of what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub ends_on: Option<NaiveDate>,
    /// Month of what it is about while its days are not fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 7, example = "2027-11", default = "absent")]
    pub month: Option<String>,
    /// Day something was sent, received or decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub sent_on: Option<NaiveDate>,
    /// Share, in hundredths of a percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100_000, default = "absent")]
    pub percent_hundredths: Option<u32>,
    /// How many are done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, default = "absent")]
    pub count: Option<i64>,
    /// Of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, default = "absent")]
    pub out_of: Option<i64>,
    /// Name in French: of a document, a deadline, a commitment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000, default = "absent")]
    pub label_fr: Option<String>,
    /// The same in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000, default = "absent")]
    pub label_en: Option<String>,
}

/// Who has to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Whoever follows the apprentice.
    Referent,
    /// A named person of the site.
    Staff(AccountId),
    /// The company tutor it concerns.
    Tutor,
    /// The apprentice.
    Apprentice,
    /// The site.
    Site,
    /// The CFA that answers for the site.
    Cfa,
}

impl Owner {
    /// Its kind.
    pub const fn kind(self) -> OwnerKind {
        match self {
            Self::Referent => OwnerKind::Referent,
            Self::Staff(_) => OwnerKind::Staff,
            Self::Tutor => OwnerKind::Tutor,
            Self::Apprentice => OwnerKind::Apprentice,
            Self::Site => OwnerKind::Site,
            Self::Cfa => OwnerKind::Cfa,
        }
    }
}

/// Whose file something is due in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InFile {
    /// Of one apprentice.
    Apprentice(ApprenticeId),
    /// Of a whole cohort.
    Cohort(CohortId),
    /// Of the site itself.
    Site(SiteId),
}

/// Something due, whatever the day: where it stands follows from comparing its days with that day.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// What is due.
    pub kind: ObligationKind,
    pub file: InFile,
    /// Record it is about.
    pub subject: Uuid,
    /// Which one, of what is due several times.
    pub step: String,
    /// Contract concerned.
    pub contract_id: Option<ContractId>,
    /// Company tutor whom it concerns.
    pub tutor_id: Option<TutorId>,
    /// Who has to do it.
    pub owner: Owner,
    /// Whether the apprentice is shown it.
    pub apprentice_sees: bool,
    /// Day from which the facts are known.
    pub since_on: NaiveDate,
    /// First day on which it is due.
    pub from_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// Last day on which it is still told when it was not done.
    pub lapses_on: NaiveDate,
    /// How much is lost when it is late, 1 for the most.
    pub consequence: i16,
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// What makes it so.
    pub facts: ObligationFacts,
}

impl Derived {
    /// Something to do by a day; the rest is said by the methods below.
    pub fn new(
        kind: ObligationKind,
        file: InFile,
        subject: impl Into<Uuid>,
        rule: &'static Rule,
        (from_on, due_on): (NaiveDate, NaiveDate),
    ) -> Self {
        Self {
            kind,
            file,
            subject: subject.into(),
            step: String::new(),
            contract_id: None,
            tutor_id: None,
            owner: Owner::Site,
            apprentice_sees: false,
            since_on: from_on.min(due_on),
            from_on: from_on.min(due_on),
            due_on,
            done_on: None,
            lapses_on: NaiveDate::MAX,
            consequence: LEAST_CONSEQUENCE,
            rule,
            facts: ObligationFacts::default(),
        }
    }

    /// The same, this one of several.
    #[must_use]
    pub fn step(self, step: impl Into<String>) -> Self {
        Self { step: step.into(), ..self }
    }

    /// The same, under a contract, told to its tutor when there is one.
    #[must_use]
    pub fn under(self, contract: ContractId, tutor: Option<TutorId>) -> Self {
        Self { contract_id: Some(contract), tutor_id: tutor, ..self }
    }

    /// The same, to be done by somebody.
    #[must_use]
    pub fn owned_by(self, owner: Owner) -> Self {
        Self { owner, ..self }
    }

    /// The same, shown to the apprentice.
    #[must_use]
    pub fn shown_to_apprentice(self) -> Self {
        Self { apprentice_sees: true, ..self }
    }

    /// The same, known since a day at the earliest.
    #[must_use]
    pub fn known_since(self, day: NaiveDate) -> Self {
        Self { since_on: day.min(self.from_on), ..self }
    }

    /// The same, done.
    #[must_use]
    pub fn done(self, on: Option<NaiveDate>) -> Self {
        Self { done_on: on, ..self }
    }

    /// The same, no longer told after a day.
    #[must_use]
    pub fn until(self, day: NaiveDate) -> Self {
        Self { lapses_on: day, ..self }
    }

    /// The same, with what makes it so.
    #[must_use]
    pub fn because(self, facts: ObligationFacts) -> Self {
        Self { facts, ..self }
    }

    /// Whether only the site and the tutor may read it.
    pub fn is_private(&self) -> bool {
        is_private(self.kind, self.apprentice_sees)
    }

    /// Its identifier: the same each time, whatever its kind came to be called.
    pub fn id(&self) -> ObligationId {
        let name = format!("{}:{}:{}", self.kind.first_name(), self.subject, self.step);
        ObligationId(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
    }

    /// First day on which it is no longer open.
    pub fn closed_on(&self) -> NaiveDate {
        let lapsed_on = add_days(self.lapses_on, 1);
        self.done_on.map_or(lapsed_on, |done_on| done_on.min(lapsed_on))
    }
}
