//! The nouns: the exam of a candidate at a session, and what they have at each of its units.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{ApprenticeId, EnrolmentId, ExamResultId, ExamResultUnitId, SiteId};
use crate::law::figures::RegistrationNeed;
use crate::schema::{enrolments, exam_result_units, exam_results, programmes};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// What the jury decided, as given.
    JuryDecision {
        /// The diploma is awarded.
        Admitted = "admitted" => "Admis" / "Admitted",
        /// The candidate may sit the catch-up orals; another decision follows.
        CalledToCatchUp = "called_to_catch_up" => "Autorisé aux épreuves de contrôle" / "Called to the catch-up orals",
        /// The diploma is not awarded at this session.
        Postponed = "postponed" => "Ajourné" / "Postponed",
        /// The diploma is refused.
        Refused = "refused" => "Refusé" / "Refused",
    }
);

impl JuryDecision {
    /// Whether no other decision is expected at the session.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::CalledToCatchUp)
    }
}

text_enum!(
    /// Whether a candidate came to a unit.
    ExamPresence {
        /// They came.
        Present = "present" => "Présent" / "Present",
        /// They did not: the diploma cannot be delivered (Code de l'éducation, art. D643-24).
        Absent = "absent" => "Absent" / "Absent",
        /// They did not, for a reason of force majeure: zero, and the diploma remains possible.
        AbsentJustified = "absent_justified" => "Absent, force majeure" / "Absent, force majeure",
    }
);

/// The registration of a candidate at a session and what the jury decided.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = exam_results, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct ExamResultFacts {
    /// Day on which the candidate was registered.
    pub registered_on: NaiveDate,
    /// Number given by the registration service.
    pub candidate_number: Option<String>,
    /// Day on which the candidate gave the session up.
    pub registration_withdrawn_on: Option<NaiveDate>,
    pub decision: Option<JuryDecision>,
    /// Day of the decision, exactly when there is one.
    pub decided_on: Option<NaiveDate>,
    /// Where the decision is written.
    pub decision_reference: Option<String>,
    /// Day on which the diploma was obtained, only of the admitted.
    pub diploma_on: Option<NaiveDate>,
}

/// The exam of a candidate at a session.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = exam_results, check_for_backend(diesel::pg::Pg))]
pub struct ExamResult {
    pub id: ExamResultId,
    pub site_id: SiteId,
    pub enrolment_id: EnrolmentId,
    /// Year of the session.
    pub session: i32,
    /// Regulation sat: the codes of units are its own.
    pub regulation_code: String,
    #[diesel(embed)]
    pub facts: ExamResultFacts,
    /// When it was last corrected after the decision.
    pub corrected_at: Option<DateTime<Utc>>,
    /// Why.
    pub correction_reason: Option<String>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for ExamResult {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl ExamResult {
    /// Whether a decision that ends the session was given: what is written since is a correction.
    pub fn is_decided(&self) -> bool {
        self.facts.decision.is_some_and(JuryDecision::is_final)
    }

    /// Whether its candidate reads the marks: once the jury gave a decision.
    pub const fn is_told_to_its_candidate(&self) -> bool {
        self.facts.decision.is_some()
    }
}

/// An exam to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = exam_results)]
pub struct NewExamResult {
    pub id: ExamResultId,
    pub site_id: SiteId,
    pub enrolment_id: EnrolmentId,
    pub session: i32,
    pub regulation_code: String,
    #[diesel(embed)]
    pub facts: ExamResultFacts,
    /// When it was last corrected after the decision.
    pub corrected_at: Option<DateTime<Utc>>,
    /// Why.
    pub correction_reason: Option<String>,
}

/// What a candidate has at a unit.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = exam_result_units, check_for_backend(diesel::pg::Pg))]
pub struct ExamUnitFacts {
    /// Code of the unit in the regulation.
    pub unit_code: String,
    pub presence: ExamPresence,
    /// Official mark in hundredths, only of who came.
    pub mark_hundredths: Option<i32>,
    /// Mark of the catch-up oral in hundredths.
    pub catch_up_hundredths: Option<i32>,
}

impl ExamUnitFacts {
    /// The mark that counts: the better of the two; zero for an absence of force majeure (art. D643-15 and D643-24).
    pub fn best_hundredths(&self) -> Option<i32> {
        let first = match self.presence {
            ExamPresence::Present => self.mark_hundredths,
            ExamPresence::AbsentJustified => Some(0),
            ExamPresence::Absent => None,
        };
        first.max(self.catch_up_hundredths)
    }
}

/// What a candidate has at a unit of an exam.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = exam_result_units, check_for_backend(diesel::pg::Pg))]
pub struct ExamUnitResult {
    pub exam_result_id: ExamResultId,
    #[diesel(embed)]
    pub facts: ExamUnitFacts,
}

/// What a candidate has at a unit, to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = exam_result_units)]
pub struct NewExamUnitResult {
    pub id: ExamResultUnitId,
    pub site_id: SiteId,
    pub exam_result_id: ExamResultId,
    #[diesel(embed)]
    pub facts: ExamUnitFacts,
}

text_enum!(
    /// Where a day stands among those of the registration.
    RegistrationStage {
        /// It is not open yet.
        ToCome = "to_come" => "À venir" / "To come",
        /// Candidates are registered now.
        Open = "open" => "En cours" / "Open",
        /// It is over.
        Closed = "closed" => "Close" / "Closed",
    }
);

text_enum!(
    /// What the registration of a candidate lacks.
    RegistrationGap {
        /// The registration itself.
        Registration = "registration" => "Inscription à l'examen" / "Registration for the exam",
        /// The number given by the service.
        CandidateNumber = "candidate_number" => "Numéro de candidat" / "Candidate number",
        /// National student number, in the file of the apprentice.
        Ine = "ine" => "INE" / "National student number",
        /// Town of birth, in the file.
        BirthPlace = "birth_place" => "Commune de naissance" / "Town of birth",
        /// Department of birth, in the file.
        BirthDepartment = "birth_department" => "Département de naissance" / "Department of birth",
        /// Address, in the file.
        Address = "address" => "Adresse postale" / "Postal address",
        /// E-mail, in the file.
        Email = "email" => "Adresse électronique" / "E-mail address",
    }
);

impl From<RegistrationNeed> for RegistrationGap {
    fn from(need: RegistrationNeed) -> Self {
        match need {
            RegistrationNeed::Ine => Self::Ine,
            RegistrationNeed::BirthPlace => Self::BirthPlace,
            RegistrationNeed::BirthDepartment => Self::BirthDepartment,
            RegistrationNeed::Address => Self::Address,
            RegistrationNeed::Email => Self::Email,
        }
    }
}

/// An exam read with whose it is and the programme it ends.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct ResultRow {
    #[diesel(embed)]
    pub result: ExamResult,
    #[diesel(select_expression = enrolments::apprentice_id)]
    #[diesel(select_expression_type = enrolments::apprentice_id)]
    pub apprentice_id: ApprenticeId,
    /// Code of the programme.
    #[diesel(select_expression = programmes::code)]
    #[diesel(select_expression_type = programmes::code)]
    pub programme: String,
}
