//! The nouns: a survey of a leaver, what they answered, an official figure.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{
    ApprenticeId, EnrolmentId, OfficialFigureId, OutcomeAnswerId, OutcomeSurveyId, SiteId, SurveyObjectionId,
};
use crate::schema::{enrolments, official_figures, outcome_answers, outcome_surveys, survey_objections};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// What a leaver does.
    Situation {
        /// A salaried job in France.
        Employed = "employed" => "Salarié en France" / "Employee in France",
        /// On their own account.
        SelfEmployed = "self_employed" => "À son compte" / "Self-employed",
        /// A job abroad.
        EmployedAbroad = "employed_abroad" => "En emploi à l'étranger" / "Employed abroad",
        /// Any training but an apprenticeship, the same one again included.
        Studying = "studying" => "En études" / "Studying",
        /// Another apprenticeship, or the same one again.
        Apprenticeship = "apprenticeship" => "En apprentissage" / "In an apprenticeship",
        /// Without a job, looking for one.
        Seeking = "seeking" => "En recherche d'emploi" / "Looking for a job",
        /// Anything else.
        Other = "other" => "Autre situation" / "Something else",
    }
);

text_enum!(
    /// What a situation counts as.
    OutcomeCategory {
        /// Salaried employment in France, as official rates count it: neither self-employed nor abroad.
        Employed = "employed" => "En emploi" / "Employed",
        /// Any training, whoever repeats included.
        Studying = "studying" => "En formation" / "Studying",
        /// All the rest.
        Other = "other" => "Autres situations" / "Other situations",
    }
);

impl Situation {
    /// What it counts as, by the conventions of the official rates.
    pub const fn category(self) -> OutcomeCategory {
        match self {
            Self::Employed => OutcomeCategory::Employed,
            Self::Studying | Self::Apprenticeship => OutcomeCategory::Studying,
            Self::SelfEmployed | Self::EmployedAbroad | Self::Seeking | Self::Other => OutcomeCategory::Other,
        }
    }
}

text_enum!(
    /// How an answer came.
    AnswerSource {
        /// By the link, from the leaver.
        Link = "link" => "Par le lien" / "By the link",
        /// On the telephone, entered by staff.
        Phone = "phone" => "Par téléphone" / "On the telephone",
        /// Another way, entered by staff.
        Other = "other" => "Autrement" / "Another way",
    }
);

text_enum!(
    /// How an answer that staff enter came.
    EnteredSource {
        /// On the telephone.
        Phone = "phone" => "Par téléphone" / "On the telephone",
        /// Another way.
        Other = "other" => "Autrement" / "Another way",
    }
);

impl From<EnteredSource> for AnswerSource {
    fn from(entered: EnteredSource) -> Self {
        match entered {
            EnteredSource::Phone => Self::Phone,
            EnteredSource::Other => Self::Other,
        }
    }
}

text_enum!(
    /// Where a survey stands.
    SurveyState {
        /// Its days are to come.
        ToCome = "to_come" => "À venir" / "To come",
        /// It waits for an answer.
        Open = "open" => "En attente de réponse" / "Waiting for an answer",
        /// It was answered.
        Answered = "answered" => "Réponse reçue" / "Answered",
        /// It is over, and nobody answered.
        NoAnswer = "no_answer" => "Sans réponse" / "No answer",
    }
);

/// A survey of a leaver.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = outcome_surveys, check_for_backend(diesel::pg::Pg))]
pub struct LeaverSurvey {
    pub id: OutcomeSurveyId,
    pub site_id: SiteId,
    pub enrolment_id: EnrolmentId,
    /// Months after the end of the training.
    pub wave_months: i16,
    /// Last day of the training.
    pub ended_on: NaiveDate,
    /// First day on which answers are taken.
    pub opens_on: NaiveDate,
    /// Last one.
    pub closes_on: NaiveDate,
    /// Day on which the first link was made.
    pub link_made_on: Option<NaiveDate>,
    pub reminders: i16,
    /// Day of the last reminder.
    pub reminded_on: Option<NaiveDate>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for LeaverSurvey {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A survey read with whose it is.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct SurveyRow {
    #[diesel(embed)]
    pub survey: LeaverSurvey,
    #[diesel(select_expression = enrolments::apprentice_id)]
    #[diesel(select_expression_type = enrolments::apprentice_id)]
    pub apprentice_id: ApprenticeId,
}

/// A survey to open.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = outcome_surveys)]
pub struct NewLeaverSurvey {
    pub id: OutcomeSurveyId,
    pub site_id: SiteId,
    pub enrolment_id: EnrolmentId,
    pub wave_months: i16,
    pub ended_on: NaiveDate,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
}

/// That somebody objects to surveys after their training.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = survey_objections, check_for_backend(diesel::pg::Pg))]
pub struct SurveyObjection {
    pub id: SurveyObjectionId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    /// Day on which they did.
    pub objected_on: NaiveDate,
    pub author_kind: AuthorKind,
    /// Account that wrote it.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for SurveyObjection {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// An objection to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = survey_objections)]
pub struct NewSurveyObjection {
    pub id: SurveyObjectionId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub objected_on: NaiveDate,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// What a leaver says they do.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = outcome_answers, check_for_backend(diesel::pg::Pg))]
pub struct OutcomeFacts {
    pub situation: Situation,
    /// Employer, or school.
    pub organisation: Option<String>,
    pub town: Option<String>,
    pub since_on: Option<NaiveDate>,
}

/// An answer: a change is another one, and the latest counts.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = outcome_answers, check_for_backend(diesel::pg::Pg))]
pub struct OutcomeAnswer {
    pub id: OutcomeAnswerId,
    pub site_id: SiteId,
    pub survey_id: OutcomeSurveyId,
    pub source: AnswerSource,
    #[diesel(embed)]
    pub facts: OutcomeFacts,
    /// Day on which it was said.
    pub answered_on: NaiveDate,
    pub author_kind: AuthorKind,
    /// Account that entered it; none for the leaver.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for OutcomeAnswer {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// An answer to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = outcome_answers)]
pub struct NewOutcomeAnswer {
    pub id: OutcomeAnswerId,
    pub site_id: SiteId,
    pub survey_id: OutcomeSurveyId,
    pub source: AnswerSource,
    #[diesel(embed)]
    pub facts: OutcomeFacts,
    pub answered_on: NaiveDate,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

text_enum!(
    /// A rate published by the administration.
    OfficialRate {
        /// Leavers in salaried employment some months after, over leavers.
        Employment = "employment" => "Taux d'emploi des sortants" / "Rate of employment of leavers",
        /// The same, over all who were in the last year.
        EmployedShare = "employed_share" => "Part en emploi" / "Share in employment",
        /// In any training the year after, over all who were in the last year.
        FurtherStudy = "further_study" => "Taux de poursuite d'études" / "Rate of further study",
        /// Neither in employment nor in training, over all who were in the last year.
        OtherSituations = "other_situations" => "Part des autres situations" / "Share of other situations",
        /// Observed employment less the employment expected, in points.
        AddedValue = "added_value" => "Valeur ajoutée de l'établissement" / "Added value of the establishment",
        /// Contracts broken before their term, over contracts.
        ContractRupture = "contract_rupture" => "Taux de rupture des contrats" / "Rate of rupture of contracts",
        /// Learners who left before the end, over learners.
        Interruption = "interruption" => "Taux d'interruption en cours de formation" / "Rate of interruption of training",
        /// Diplomas obtained.
        Award = "award" => "Taux d'obtention du diplôme" / "Rate of award of the diploma",
    }
);

impl OfficialRate {
    /// Whether it is told so many months after the end of the training.
    pub const fn has_months(self) -> bool {
        matches!(self, Self::Employment | Self::EmployedShare)
    }

    /// Whether it may be below zero.
    pub const fn may_be_negative(self) -> bool {
        matches!(self, Self::AddedValue)
    }
}

/// What an official figure says.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = official_figures, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct OfficialFigureFacts {
    /// Programme it is about; none for the site as a whole.
    pub programme_code: Option<String>,
    pub rate: OfficialRate,
    /// Months after the end of the training, exactly for a rate of employment.
    pub months: Option<i16>,
    /// First year of the cohorts counted.
    pub vintage_from: i32,
    /// Last one.
    pub vintage_to: i32,
    /// In hundredths of a percent, or of a point for added value; none when it is not published.
    pub value_hundredths: Option<i32>,
    /// How many people it is computed over.
    pub population: Option<i32>,
    /// Why there is no value.
    pub withheld_reason: Option<String>,
    /// Where it was read.
    pub source: String,
    pub published_on: NaiveDate,
}

/// A figure of the administration.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = official_figures, check_for_backend(diesel::pg::Pg))]
pub struct OfficialFigure {
    pub id: OfficialFigureId,
    pub site_id: SiteId,
    #[diesel(embed)]
    pub facts: OfficialFigureFacts,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for OfficialFigure {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
