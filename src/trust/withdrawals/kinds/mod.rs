//! What may be taken back, in one table: where its rows are, who may, who reads it, how it is told.

mod acts;
mod barriers;
mod complaints;
mod difficulties;
mod records;

pub use barriers::Barrier;

use crate::text_enum;
use crate::trust::access::Act;
use crate::trust::journal::Event;

text_enum!(
    /// What was taken back: a record, or an act on one.
    WithdrawalKind {
        /// The file of an apprentice, with its guardians.
        Apprentice = "apprentice" => "Dossier d'un apprenti" / "File of an apprentice",
        /// An enrolment.
        Enrolment = "enrolment" => "Inscription" / "Enrolment",
        /// A guardian.
        Guardian = "guardian" => "Représentant légal" / "Guardian",
        /// An employer.
        Employer = "employer" => "Entreprise" / "Employer",
        /// A company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// A cohort, with its calendar and its planned mock exams.
        Cohort = "cohort" => "Promotion" / "Cohort",
        /// A telephone contact, with its corrections.
        PhoneContact = "phone_contact" => "Contact téléphonique" / "Telephone contact",
        /// A mark.
        Mark = "mark" => "Note" / "Mark",
        /// An absence.
        Absence = "absence" => "Absence" / "Absence",
        /// What differs from the calendar for an apprentice.
        CalendarOverride = "calendar_override" => "Calendrier propre à l'apprenti" / "Calendar of one apprentice",
        /// A period during which somebody follows an apprentice.
        Referent = "referent" => "Référent" / "Referent",
        /// A derogation to the number of apprentices of a tutor.
        CeilingDerogation = "ceiling_derogation" => "Dérogation au plafond" / "Derogation to the ceiling",
        /// The rupture of a contract.
        Rupture = "rupture" => "Rupture" / "Rupture",
        /// The procedure of a rupture, with its steps.
        RuptureCase = "rupture_case" => "Procédure de rupture" / "Rupture procedure",
        /// A step of the procedure of a rupture.
        RuptureStep = "rupture_step" => "Étape d'une rupture" / "Step of a rupture",
        /// That the parties gave a rupture up.
        RuptureAbandonment = "rupture_abandonment" => "Abandon d'une rupture" / "A rupture given up",
        /// The last signature of a contract.
        ContractSignature = "contract_signature" => "Signature d'un contrat" / "Signature of a contract",
        /// The signature of an amendment.
        AmendmentSignature = "amendment_signature" => "Signature d'un avenant" / "Signature of an amendment",
        /// The calendar of a cohort as last written.
        Calendar = "calendar" => "Calendrier d'alternance" / "Alternation calendar",
        /// The report of a visit, with all its versions.
        VisitReport = "visit_report" => "Compte rendu de visite" / "Report of a visit",
        /// The deposit of a contract.
        ContractFiling = "contract_filing" => "Dépôt d'un contrat" / "Deposit of a contract",
        /// The deposit of an amendment.
        AmendmentFiling = "amendment_filing" => "Dépôt d'un avenant" / "Deposit of an amendment",
        /// The decision on the deposit of a contract.
        ContractDecision = "contract_decision" => "Réponse au dépôt d'un contrat" / "Answer to the deposit of a contract",
        /// The decision on the deposit of an amendment.
        AmendmentDecision = "amendment_decision" => "Réponse au dépôt d'un avenant" / "Answer to the deposit of an amendment",
        /// An invitation of a tutor to a mock exam.
        MockExamInvitation = "mock_exam_invitation" => "Invitation à un examen blanc" / "Invitation to a mock exam",
        /// Whether a tutor invited to a mock exam came.
        InvitationAttendance = "invitation_attendance" => "Venue d'un maître d'apprentissage à un examen blanc" / "Whether a tutor came to a mock exam",
        /// The cancellation of a visit.
        VisitCancellation = "visit_cancellation" => "Annulation d'une visite" / "Cancellation of a visit",
        /// The cancellation of a mock exam.
        MockExamCancellation = "mock_exam_cancellation" => "Annulation d'un examen blanc" / "Cancellation of a mock exam",
        /// The holding of a mock exam.
        MockExamHolding = "mock_exam_holding" => "Tenue d'un examen blanc" / "Holding of a mock exam",
        /// That the marks of a mock exam are complete.
        MockExamMarking = "mock_exam_marking" => "Notes d'un examen blanc dites complètes" / "Marks of a mock exam said complete",
        /// The release of the marks of a mock exam.
        MockExamRelease = "mock_exam_release" => "Publication des notes d'un examen blanc" / "Release of the marks of a mock exam",
        /// What the council says of a candidate at a mock exam.
        CouncilAppreciation = "council_appreciation" => "Appréciation du conseil" / "Appreciation of the council",
        /// The mark one of two people gave a paper.
        MarkReading = "mark_reading" => "Lecture d'une épreuve" / "Reading of a paper",
        /// What two markers settled on.
        MarkReconciliation = "mark_reconciliation" => "Conciliation de deux lectures" / "Reconciliation of two readings",
        /// The last sheet of marks entered at a mock exam.
        MarkImport = "mark_import" => "Feuille de notes importée" / "Sheet of marks brought in",
        /// A sitting of a mock exam, with its jury and its slots.
        Sitting = "sitting" => "Épreuve d'un examen blanc" / "Sitting of a mock exam",
        /// That a room is no longer used.
        RoomRetirement = "room_retirement" => "Mise hors service d'une salle" / "Retirement of a room",
        /// A candidate of a sitting.
        SittingSlot = "sitting_slot" => "Candidat d'une épreuve" / "Candidate of a sitting",
        /// That the sittings of a mock exam are shown.
        SittingPublication = "sitting_publication" => "Publication d'un examen blanc" / "Publication of a mock exam",
        /// That what a call asked for next is done.
        CallFollowUp = "call_follow_up" => "Suite donnée à un appel" / "Follow-up of a call",
        /// That what was agreed at a visit is done.
        CommitmentCompletion = "commitment_completion" => "Engagement tenu" / "Commitment done",
        /// The acknowledgement of the report of a visit.
        VisitAcknowledgement = "visit_acknowledgement" => "Accusé de lecture d'un compte rendu" / "Acknowledgement of a report",
        /// A note on a visit.
        VisitNote = "visit_note" => "Remarque sur une visite" / "Note on a visit",
        /// The replacement of a visit by another.
        VisitReplacement = "visit_replacement" => "Remplacement d'une visite" / "Replacement of a visit",
        /// That the complete file of the deposit of a contract was received.
        ContractFilingCompletion = "contract_filing_completion" => "Dossier complet du dépôt d'un contrat" / "Complete file of the deposit of a contract",
        /// That the complete file of the deposit of an amendment was received.
        AmendmentFilingCompletion = "amendment_filing_completion" => "Dossier complet du dépôt d'un avenant" / "Complete file of the deposit of an amendment",
        /// A draft contract, with its boxes and its pay.
        ContractDraft = "contract_draft" => "Brouillon d'un contrat" / "Draft contract",
        /// A draft amendment.
        AmendmentDraft = "amendment_draft" => "Brouillon d'un avenant" / "Draft amendment",
        /// A visit planned beside those of the contract.
        PlannedVisit = "planned_visit" => "Visite prévue en plus" / "Extra visit planned",
        /// Where an apprentice stands on a skill.
        SkillPosition = "skill_position" => "Positionnement sur une compétence" / "Position on a skill",
        /// The level the centre wants on a skill.
        SkillTarget = "skill_target" => "Objectif sur une compétence" / "Target on a skill",
        /// What was learnt before the training.
        PriorLearning = "prior_learning" => "Acquis antérieurs" / "Prior learning",
        /// A mission done in the company.
        CompanyMission = "company_mission" => "Mission en entreprise" / "Mission in the company",
        /// The extra time granted to a candidate.
        ExamAccommodation = "exam_accommodation" => "Aménagement d'épreuve" / "Exam accommodation",
        /// A unit of the exam that is not sat again.
        KeptUnit = "kept_unit" => "Unité conservée ou dispensée" / "Unit kept or dispensed with",
        /// A difficulty, with all that was done and noted of it.
        Difficulty = "difficulty" => "Difficulté suivie" / "Difficulty followed",
        /// A note on a difficulty.
        DifficultyNote = "difficulty_note" => "Note sur une difficulté" / "Note on a difficulty",
        /// What was done about a difficulty.
        DifficultyStep = "difficulty_step" => "Étape d'une difficulté" / "Step of a difficulty",
        /// That somebody took note of a signal.
        SignalAcknowledgement = "signal_acknowledgement" => "Signal noté" / "Signal noted",
        /// The official exam of a candidate at a session, with its units.
        ExamResult = "exam_result" => "Résultat d'examen" / "Exam result",
        /// A survey of a leaver.
        OutcomeSurvey = "outcome_survey" => "Enquête auprès d'un sortant" / "Survey of a leaver",
        /// What a leaver said they do.
        OutcomeAnswer = "outcome_answer" => "Réponse d'un sortant" / "Answer of a leaver",
        /// What somebody answered of their satisfaction.
        SatisfactionAnswer = "satisfaction_answer" => "Avis donné" / "Opinion given",
        /// A complaint, with what was done about it.
        Complaint = "complaint" => "Réclamation" / "Complaint",
        /// Something done about a complaint.
        ComplaintStep = "complaint_step" => "Étape d'une réclamation" / "Step of a complaint",
        /// The closing of a complaint.
        ComplaintClosing = "complaint_closing" => "Clôture d'une réclamation" / "Closing of a complaint",
        /// The last sheet of exam results entered for a class.
        ResultImport = "result_import" => "Feuille de résultats importée" / "Sheet of exam results brought in",
        /// That somebody objects to surveys after their training.
        SurveyObjection = "survey_objection" => "Opposition aux enquêtes" / "Objection to surveys",
        /// A figure published by the administration.
        OfficialFigure = "official_figure" => "Chiffre officiel" / "Official figure",
        /// Something done during a stay without a contract.
        StayStep = "stay_step" => "Démarche d'une période sans contrat" / "Step of a stay without a contract",
        /// A company where an apprentice looks for a contract, with what happened with it.
        SearchProspect = "search_prospect" => "Entreprise d'une recherche" / "Company of a search",
        /// What happened with such a company.
        SearchEvent = "search_event" => "Étape d'une recherche d'employeur" / "Step of a search for an employer",
        /// The signature of a period of a logbook.
        LogbookSignature = "logbook_signature" => "Signature du livret d'apprentissage" / "Signature of a logbook",
        /// That a period of a logbook was sent back.
        LogbookReturn = "logbook_return" => "Renvoi du livret d'apprentissage" / "Return of a logbook",
        /// The file of an apprentice merged into another.
        ApprenticeMerge = "apprentice_merge" => "Fusion de deux dossiers" / "Merge of two files",
        /// An employer merged into another.
        EmployerMerge = "employer_merge" => "Fusion de deux entreprises" / "Merge of two employers",
        /// A company tutor merged into another.
        TutorMerge = "tutor_merge" => "Fusion de deux maîtres d'apprentissage" / "Merge of two company tutors",
    }
);

/// What the mechanism knows of a kind.
#[derive(Debug, Clone, Copy)]
pub struct Withdrawable {
    /// Table of the record.
    pub table: &'static str,
    /// Tables of what is part of it, each with the column that names it.
    pub parts: &'static [(&'static str, &'static str)],
    /// Table of what it is part of, whose version tells of it too, with the column that names the row.
    pub whole: Option<(&'static str, &'static str)>,
    /// What keeps it from coming back.
    pub barriers: &'static [Barrier],
    /// Who may take it back, and bring it back.
    pub act: Act,
    /// Who reads it.
    pub read: Act,
    /// Whether the apprentice, and the tutor under their contract, are told too.
    pub shared: bool,
    /// Whether partners who may not read it are not told that it took place.
    pub quiet: bool,
    /// Whether one does it again, instead of bringing it back.
    pub done_again: bool,
    /// What is told when it is taken back.
    pub withdrawn: Event,
    /// What is told when it comes back.
    pub restored: Event,
    /// Columns shown of it.
    pub shown: &'static [&'static str],
    /// What happened, in French and in English.
    pub title: (&'static str, &'static str),
}

const fn record(
    table: &'static str,
    (act, read): (Act, Act),
    (withdrawn, restored): (Event, Event),
    shown: &'static [&'static str],
    title: (&'static str, &'static str),
) -> Withdrawable {
    Withdrawable {
        table,
        parts: &[],
        whole: None,
        barriers: &[],
        act,
        read,
        shared: false,
        quiet: false,
        done_again: false,
        withdrawn,
        restored,
        shown,
        title,
    }
}

impl Withdrawable {
    const fn with(self, parts: &'static [(&'static str, &'static str)]) -> Self {
        Self { parts, ..self }
    }

    const fn part_of(self, table: &'static str, column: &'static str) -> Self {
        Self { whole: Some((table, column)), ..self }
    }

    const fn unless(self, barriers: &'static [Barrier]) -> Self {
        Self { barriers, ..self }
    }

    const fn shared(self) -> Self {
        Self { shared: true, ..self }
    }

    const fn quiet(self) -> Self {
        Self { quiet: true, ..self }
    }

    const fn done_again(self) -> Self {
        Self { done_again: true, ..self }
    }
}

impl WithdrawalKind {
    /// Whether what the act changed was noted as it was done.
    pub const fn is_noted(self) -> bool {
        matches!(
            self,
            Self::ContractSignature
                | Self::AmendmentSignature
                | Self::Calendar
                | Self::VisitReplacement
                | Self::PlannedVisit
                | Self::MarkImport
                | Self::ResultImport
        )
    }

    /// What the mechanism knows of the kind.
    #[expect(clippy::too_many_lines, reason = "one line a group of kinds")]
    pub const fn facts(self) -> Withdrawable {
        match self {
            Self::Apprentice | Self::Enrolment | Self::Guardian => self.of_people(),
            Self::Employer | Self::Tutor | Self::CeilingDerogation | Self::Cohort => self.of_companies(),
            Self::Referent | Self::CalendarOverride | Self::Absence | Self::PhoneContact => {
                self.of_follow_up()
            }
            Self::ContractSignature | Self::AmendmentSignature | Self::Calendar | Self::VisitReport => {
                self.of_signatures()
            }
            Self::Rupture
            | Self::ContractFiling
            | Self::AmendmentFiling
            | Self::ContractDecision
            | Self::AmendmentDecision => self.of_contracts(),
            Self::MarkReading | Self::MarkReconciliation | Self::CouncilAppreciation => self.of_readings(),
            Self::Mark | Self::MockExamInvitation | Self::InvitationAttendance | Self::VisitCancellation => {
                self.of_meetings()
            }
            Self::ExamAccommodation => record(
                "exam_accommodations",
                (Act::ChangeExamAccommodation, Act::ChangeExamAccommodation),
                (Event::ExamAccommodationWithdrawn, Event::ExamAccommodationRestored),
                &["extra_time_percent", "granted_on", "last_on"],
                ("Aménagement d'épreuve retiré", "Exam accommodation taken back"),
            ),
            Self::KeptUnit => record(
                "kept_units",
                (Act::ChangeKeptUnit, Act::ReadKeptUnit),
                (Event::KeptUnitWithdrawn, Event::KeptUnitRestored),
                &["unit_code", "kind", "mark_hundredths", "acquired_on"],
                ("Unité conservée ou dispensée retirée", "Unit kept or dispensed with taken back"),
            )
            .shared(),
            Self::MockExamCancellation
            | Self::MockExamHolding
            | Self::MockExamMarking
            | Self::MockExamRelease
            | Self::MarkImport => self.of_mock_exams(),
            Self::RuptureCase | Self::RuptureStep | Self::RuptureAbandonment => self.of_ruptures(),
            Self::Sitting | Self::SittingSlot | Self::SittingPublication | Self::RoomRetirement => {
                self.of_sittings()
            }
            Self::CallFollowUp | Self::CommitmentCompletion | Self::VisitNote => self.of_words(),
            Self::VisitAcknowledgement | Self::VisitReplacement | Self::PlannedVisit => self.of_visits(),
            Self::ContractFilingCompletion | Self::AmendmentFilingCompletion => self.of_completions(),
            Self::ContractDraft | Self::AmendmentDraft => self.of_drafts(),
            Self::LogbookSignature | Self::LogbookReturn => self.of_logbooks(),
            Self::SkillPosition | Self::SkillTarget | Self::PriorLearning | Self::CompanyMission => {
                self.of_learning()
            }
            Self::Difficulty | Self::DifficultyNote | Self::DifficultyStep | Self::SignalAcknowledgement => {
                self.of_difficulties()
            }
            Self::ExamResult | Self::ResultImport | Self::OfficialFigure => self.of_outcomes(),
            Self::OutcomeSurvey | Self::OutcomeAnswer | Self::SurveyObjection => self.of_surveys(),
            Self::Complaint | Self::ComplaintStep | Self::ComplaintClosing | Self::SatisfactionAnswer => {
                self.of_complaints()
            }
            Self::StayStep | Self::SearchProspect | Self::SearchEvent => self.of_stays(),
            Self::ApprenticeMerge | Self::EmployerMerge | Self::TutorMerge => self.of_merges(),
        }
    }
}
