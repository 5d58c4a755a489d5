//! The records that may be taken back, or merged into another.

use super::{Withdrawable, WithdrawalKind, barriers, record};
use crate::trust::access::Act;
use crate::trust::journal::Event;

impl WithdrawalKind {
    pub(super) const fn of_people(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Apprentice => record(
                "apprentices",
                (Act::ChangeApprentice, Act::ReadApprentice),
                (E::ApprenticeWithdrawn, E::ApprenticeRestored),
                &["given_name", "family_name", "born_on"],
                ("Fiche de l'apprenti retirée", "File of the apprentice taken back"),
            )
            .with(&[
                ("apprentice_disabilities", "apprentice_id"),
                ("guardians", "apprentice_id"),
                ("obligation_waivers", "apprentice_id"),
                ("obligation_snoozes", "apprentice_id"),
                ("tutor_link_apprentices", "apprentice_id"),
            ]),
            Self::Guardian => record(
                "guardians",
                (Act::WriteGuardian, Act::ReadGuardian),
                (E::GuardianWithdrawn, E::GuardianRestored),
                &["given_name", "family_name", "relation"],
                ("Représentant légal retiré", "Guardian taken back"),
            ),
            _ => record(
                "enrolments",
                (Act::ChangeEnrolment, Act::ReadApprentice),
                (E::EnrolmentWithdrawn, E::EnrolmentRestored),
                &["cohort_id", "enrolled_on", "entered_on", "excluded_on"],
                ("Inscription retirée", "Enrolment taken back"),
            )
            .shared(),
        }
    }

    pub(super) const fn of_companies(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Employer => record(
                "employers",
                (Act::ChangeEmployer, Act::ReadEmployer),
                (E::EmployerWithdrawn, E::EmployerRestored),
                &["name", "siret", "city"],
                ("Employeur retiré", "Employer taken back"),
            ),
            Self::Tutor => record(
                "tutors",
                (Act::ChangeTutor, Act::ReadTutor),
                (E::TutorWithdrawn, E::TutorRestored),
                &["given_name", "family_name", "employer_id"],
                ("Maître d'apprentissage retiré", "Company tutor taken back"),
            ),
            Self::Cohort => record(
                "cohorts",
                (Act::ChangeCohort, Act::ReadCohort),
                (E::CohortWithdrawn, E::CohortRestored),
                &["name", "starts_on", "ends_on"],
                ("Promotion retirée", "Cohort taken back"),
            )
            .with(&[
                ("cohort_calendars", "cohort_id"),
                ("cohort_rhythms", "cohort_id"),
                ("cohort_exceptions", "cohort_id"),
            ]),
            _ => record(
                "ceiling_derogations",
                (Act::GrantCeilingDerogation, Act::ReadCeilingDerogation),
                (E::CeilingDerogationWithdrawn, E::CeilingDerogationRestored),
                &["tutor_id", "granted_on", "from_on", "to_on", "apprentices"],
                ("Dérogation retirée", "Derogation taken back"),
            ),
        }
    }

    pub(super) const fn of_follow_up(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Referent => record(
                "referents",
                (Act::NameReferent, Act::ReadReferent),
                (E::ReferentWithdrawn, E::ReferentRestored),
                &["account_id", "kind", "from_on", "to_on"],
                ("Référent retiré", "Referent taken back"),
            ),
            Self::CalendarOverride => record(
                "calendar_overrides",
                (Act::ChangeCalendar, Act::ReadCalendarOverride),
                (E::CalendarOverrideWithdrawn, E::CalendarOverrideRestored),
                &["from_on", "to_on"],
                ("Différence de calendrier retirée", "Difference of calendar taken back"),
            ),
            Self::Absence => record(
                "absences",
                (Act::ChangeAbsence, Act::ReadAbsence),
                (E::AbsenceWithdrawn, E::AbsenceRestored),
                &["away_from", "from_on", "from_half", "to_on", "to_half"],
                ("Absence retirée", "Absence taken back"),
            ),
            _ => record(
                "phone_contacts",
                (Act::LogPhoneContact, Act::ReadPhoneContact),
                (E::PhoneContactWithdrawn, E::PhoneContactRestored),
                &["called_at", "party", "outcome"],
                ("Appel retiré", "Call taken back"),
            )
            .with(&[("phone_contact_corrections", "phone_contact_id")])
            .shared(),
        }
    }

    pub(super) const fn of_learning(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::SkillPosition => record(
                "skill_positions",
                (Act::SaySkillPosition, Act::ReadSkillPosition),
                (E::SkillPositionWithdrawn, E::SkillPositionRestored),
                &["skill_code", "voice", "level", "seen_on"],
                ("Positionnement retiré", "Position taken back"),
            ),
            Self::SkillTarget => record(
                "skill_targets",
                (Act::SetSkillTarget, Act::ReadSkillPosition),
                (E::SkillTargetWithdrawn, E::SkillTargetRestored),
                &["skill_code", "level", "due_on"],
                ("Objectif retiré", "Target taken back"),
            ),
            Self::PriorLearning => record(
                "prior_learnings",
                (Act::RecognisePriorLearning, Act::ReadSkillPosition),
                (E::PriorLearningWithdrawn, E::PriorLearningRestored),
                &["recognised_on", "statement"],
                ("Acquis antérieurs retirés", "Prior learning taken back"),
            ),
            _ => record(
                "company_missions",
                (Act::LogMission, Act::ReadMission),
                (E::CompanyMissionWithdrawn, E::CompanyMissionRestored),
                &["mission_code", "label", "from_on", "to_on"],
                ("Mission retirée", "Mission taken back"),
            ),
        }
        .shared()
    }

    pub(super) const fn of_outcomes(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::ExamResult => record(
                "exam_results",
                (Act::EnterExamResult, Act::ReadExamResult),
                (E::ExamResultWithdrawn, E::ExamResultRestored),
                &["session", "registered_on", "decision", "decided_on"],
                ("Résultat d'examen retiré", "Exam result taken back"),
            )
            .with(&[("exam_result_units", "exam_result_id")]),
            Self::ResultImport => record(
                "cohorts",
                (Act::EnterExamResult, Act::ReadExamRegistration),
                (E::CohortResultsImportWithdrawn, E::CohortResultsImported),
                &["name"],
                ("Feuille de résultats importée retirée", "Sheet of exam results brought in taken back"),
            ),
            _ => record(
                "official_figures",
                (Act::WriteOfficialFigure, Act::ReadOutcome),
                (E::OfficialFigureWithdrawn, E::OfficialFigureRestored),
                &["programme_code", "rate", "vintage_to", "published_on"],
                ("Chiffre officiel retiré", "Official figure taken back"),
            ),
        }
    }

    pub(super) const fn of_surveys(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::OutcomeSurvey => record(
                "outcome_surveys",
                (Act::SurveyLeavers, Act::ReadOutcome),
                (E::OutcomeSurveyWithdrawn, E::OutcomeSurveyRestored),
                &["wave_months", "opens_on", "closes_on"],
                ("Enquête retirée", "Survey taken back"),
            ),
            Self::OutcomeAnswer => record(
                "outcome_answers",
                (Act::EnterOutcome, Act::ReadOutcome),
                (E::OutcomeAnswerWithdrawn, E::OutcomeAnswerRestored),
                &["source", "answered_on"],
                ("Réponse retirée", "Answer taken back"),
            ),
            _ => record(
                "survey_objections",
                (Act::ObjectToSurvey, Act::ReadSurveyObjection),
                (E::SurveyObjectionWithdrawn, E::SurveyObjectionRestored),
                &["objected_on"],
                ("Opposition aux enquêtes retirée", "Objection to surveys taken back"),
            )
            .shared(),
        }
    }

    pub(super) const fn of_stays(self) -> Withdrawable {
        use Event as E;
        let searched = (Act::WriteEmployerSearch, Act::ReadEmployerSearch);
        match self {
            Self::SearchProspect => record(
                "search_prospects",
                searched,
                (E::SearchProspectWithdrawn, E::SearchProspectRestored),
                &["employer_id", "name", "city"],
                ("Entreprise d'une recherche retirée", "Company of a search taken back"),
            )
            .with(&[("search_events", "prospect_id")]),
            Self::SearchEvent => record(
                "search_events",
                searched,
                (E::SearchEventWithdrawn, E::SearchEventRestored),
                &["kind", "happened_on", "answer"],
                ("Étape d'une recherche d'employeur retirée", "Step of a search for an employer taken back"),
            ),
            _ => record(
                "stay_steps",
                (Act::RecordStayStep, Act::ReadStay),
                (E::StayStepWithdrawn, E::StayStepRestored),
                &["step", "done_on", "starts_on", "ends_on"],
                (
                    "Démarche d'une période sans contrat retirée",
                    "Step of a stay without a contract taken back",
                ),
            )
            .unless(barriers::STAY_STEP),
        }
        .shared()
    }

    pub(super) const fn of_logbooks(self) -> Withdrawable {
        use Event as E;
        let signed = (Act::SignLogbook, Act::ReadLogbook);
        match self {
            Self::LogbookSignature => record(
                "logbook_signatures",
                signed,
                (E::LogbookSignatureWithdrawn, E::LogbookSignatureRestored),
                &["period", "voice", "signed_at"],
                ("Signature du livret retirée", "Signature of the logbook taken back"),
            ),
            _ => record(
                "logbook_returns",
                signed,
                (E::LogbookReturnWithdrawn, E::LogbookReturnRestored),
                &["period", "voice", "reason"],
                ("Renvoi du livret retiré", "Return of the logbook taken back"),
            ),
        }
        .shared()
    }

    pub(super) const fn of_drafts(self) -> Withdrawable {
        use Event as E;
        let written = (Act::ChangeContract, Act::ReadContract);
        match self {
            Self::ContractDraft => record(
                "contracts",
                written,
                (E::ContractDiscarded, E::ContractRestored),
                &["type_code", "starts_on", "ends_on"],
                ("Brouillon de contrat supprimé", "Draft contract discarded"),
            )
            .with(&[
                ("contract_terms", "contract_id"),
                ("contract_pay_lines", "contract_id"),
                ("contract_employments", "contract_id"),
                ("contract_tutors", "contract_id"),
                ("contract_signatures", "contract_id"),
                ("contract_returns", "contract_id"),
            ]),
            _ => record(
                "amendments",
                written,
                (E::AmendmentDiscarded, E::AmendmentRestored),
                &["type_code", "effective_on"],
                ("Brouillon d'avenant supprimé", "Draft amendment discarded"),
            ),
        }
    }

    pub(super) const fn of_merges(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::ApprenticeMerge => record(
                "apprentices",
                (Act::ChangeApprentice, Act::ReadApprentice),
                (E::ApprenticeMerged, E::ApprenticeParted),
                &["given_name", "family_name", "born_on"],
                ("Fiche fusionnée dans une autre", "File merged into another"),
            ),
            Self::EmployerMerge => record(
                "employers",
                (Act::ChangeEmployer, Act::ReadEmployer),
                (E::EmployerMerged, E::EmployerParted),
                &["name", "siret", "city"],
                ("Employeur fusionné dans un autre", "Employer merged into another"),
            ),
            _ => record(
                "tutors",
                (Act::ChangeTutor, Act::ReadTutor),
                (E::TutorMerged, E::TutorParted),
                &["given_name", "family_name", "employer_id"],
                ("Maître d'apprentissage fusionné dans un autre", "Company tutor merged into another"),
            ),
        }
    }
}
