//! The nouns of a report: who was there, what was seen and said.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::prelude::*;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Jsonb;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Acknowledgement, Commitment, VisitNote};
use crate::ids::VisitId;
use crate::schema::visit_reports;
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Authors};

text_enum!(
    /// Somebody met at a visit.
    Present {
        /// The apprentice.
        Apprentice = "apprentice",
        /// The company tutor.
        Tutor = "tutor",
        /// Somebody who trains at the site.
        Trainer = "trainer",
        /// A guardian of the apprentice.
        Guardian = "guardian",
        /// Somebody else.
        Other = "other",
    }
);

text_enum!(
    /// How a visit takes place.
    VisitMode {
        /// In the company.
        OnSite = "on_site",
        /// At a distance, for a reason.
        Remote = "remote",
    }
);

text_enum!(
    /// Why a visit takes place at a distance.
    RemoteReason {
        /// The company asked for it.
        CompanyRequest = "company_request",
        /// The apprentice works elsewhere that day.
        ApprenticeAway = "apprentice_away",
        /// Nobody could travel.
        TravelImpossible = "travel_impossible",
        /// It could not wait.
        Urgent = "urgent",
        /// Another reason, said in the report.
        Other = "other",
    }
);

text_enum!(
    /// How far a skill was seen at a visit.
    ObservedLevel {
        /// Watches others do it.
        Discovered = "discovered",
        /// Does it with help.
        Guided = "guided",
        /// Does it alone.
        Autonomous = "autonomous",
        /// Does it alone, adapts it and explains it.
        Mastered = "mastered",
    }
);

text_enum!(
    /// A difficulty met in the company; never a diagnosis.
    Difficulty {
        /// Absences or lateness.
        Attendance = "attendance",
        /// The tasks are not those of the training.
        TasksNotMatching = "tasks_not_matching",
        /// Relations with the team or the clients.
        Relations = "relations",
        /// Working hours, or days of the centre not respected.
        WorkingTime = "working_time",
        /// Health and safety at work.
        Safety = "safety",
        /// Pay late or wrong.
        Pay = "pay",
        /// Too much work.
        Workload = "workload",
        /// Tools or premises.
        Equipment = "equipment",
        /// The tutor lacks time, or changed.
        Tutoring = "tutoring",
        /// Transport or housing.
        Living = "living",
        /// Motivation, or doubts on the trade.
        Motivation = "motivation",
        /// Work or training is to be adapted; told to nobody outside the site and the company.
        AccommodationNeeded = "accommodation_needed",
        /// Another one, said in the report.
        Other = "other",
    }
);

/// A skill observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillSeen {
    /// Code of the skill in the programme.
    #[schema(min_length = 1, max_length = 60, example = "bc01-3")]
    pub code: String,
    /// How far it was seen.
    pub level: ObservedLevel,
}

/// The skills observed at a visit, one column of its report.
#[derive(Debug, Clone, Default, Serialize, Deserialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Jsonb)]
pub struct SkillsSeen(pub Vec<SkillSeen>);

impl FromSql<Jsonb, Pg> for SkillsSeen {
    fn from_sql(column: PgValue<'_>) -> deserialize::Result<Self> {
        let json = <Value as FromSql<Jsonb, Pg>>::from_sql(column)?;
        Ok(serde_json::from_value(json)?)
    }
}

impl ToSql<Jsonb, Pg> for SkillsSeen {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let json = serde_json::to_value(self)?;
        <Value as ToSql<Jsonb, Pg>>::to_sql(&json, &mut out.reborrow())
    }
}

/// What a report says.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = visit_reports, check_for_backend(Pg))]
pub struct VisitReportFacts {
    pub held_on: NaiveDate,
    pub mode: VisitMode,
    pub remote_reason: Option<RemoteReason>,
    pub present: Vec<Present>,
    /// What was seen and said.
    pub report: String,
    /// What everybody agreed to do next.
    pub points_agreed: Option<String>,
    pub mission_codes: Vec<String>,
    /// Missions the programme does not name.
    pub other_missions: Option<String>,
    pub skills: SkillsSeen,
    pub difficulties: Vec<Difficulty>,
}

/// A version of the report of a visit.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visit_reports, check_for_backend(Pg))]
pub struct VisitReport {
    pub visit_id: VisitId,
    /// Number of the version, from 1.
    pub number: i16,
    #[diesel(embed)]
    pub facts: VisitReportFacts,
    /// Why the version before was corrected.
    pub correction_reason: Option<String>,
    pub author_kind: AuthorKind,
    /// Account or link that wrote it.
    pub author_id: Option<Uuid>,
    pub written_at: DateTime<Utc>,
}

/// What a visit that took place tells one reader.
#[derive(Debug, Clone, Default)]
pub struct VisitContents {
    /// The version of the report that holds.
    pub report: Option<VisitReport>,
    /// What is to be done.
    pub commitments: Vec<Commitment>,
    /// Who acknowledged, whatever the version.
    pub acknowledgements: Vec<Acknowledgement>,
    /// The notes the reader may read.
    pub notes: Vec<VisitNote>,
    /// Who wrote and acknowledged all this.
    pub authors: Arc<Authors>,
}
