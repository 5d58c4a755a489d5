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
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// Somebody who trains at the site.
        Trainer = "trainer" => "Formateur" / "Trainer",
        /// A guardian of the apprentice.
        Guardian = "guardian" => "Représentant légal" / "Guardian",
        /// Somebody else.
        Other = "other" => "Autre personne" / "Somebody else",
    }
);

text_enum!(
    /// How a visit takes place.
    VisitMode {
        /// In the company.
        OnSite = "on_site" => "En entreprise" / "In the company",
        /// At a distance, for a reason.
        Remote = "remote" => "À distance" / "At a distance",
    }
);

text_enum!(
    /// Why a visit takes place at a distance.
    RemoteReason {
        /// The company asked for it.
        CompanyRequest = "company_request" => "À la demande de l'entreprise" / "Asked for by the company",
        /// The apprentice works elsewhere that day.
        ApprenticeAway = "apprentice_away" => "Apprenti en déplacement" / "Apprentice away",
        /// Nobody could travel.
        TravelImpossible = "travel_impossible" => "Déplacement impossible" / "Travel impossible",
        /// It could not wait.
        Urgent = "urgent" => "Urgence" / "Urgent",
        /// Another reason, said in the report.
        Other = "other" => "Autre motif" / "Another reason",
    }
);

text_enum!(
    /// How far a skill was seen at a visit.
    ObservedLevel {
        /// Watches others do it.
        Discovered = "discovered" => "Découverte" / "Discovered",
        /// Does it with help.
        Guided = "guided" => "Avec aide" / "Guided",
        /// Does it alone.
        Autonomous = "autonomous" => "En autonomie" / "Autonomous",
        /// Does it alone, adapts it and explains it.
        Mastered = "mastered" => "Maîtrise" / "Mastered",
    }
);

text_enum!(
    /// A difficulty met in the company; never a diagnosis.
    Difficulty {
        /// Absences or lateness.
        Attendance = "attendance" => "Absences ou retards" / "Absences or lateness",
        /// The tasks are not those of the training.
        TasksNotMatching = "tasks_not_matching"
            => "Tâches éloignées de la formation" / "Tasks that do not match the training",
        /// Relations with the team or the clients.
        Relations = "relations"
            => "Relations dans l'équipe ou avec la clientèle" / "Relations with the team or the clients",
        /// Working hours, or days of the centre not respected.
        WorkingTime = "working_time"
            => "Temps de travail ou jours de cours non respectés" / "Working time or centre days not respected",
        /// Health and safety at work.
        Safety = "safety" => "Santé et sécurité au travail" / "Health and safety at work",
        /// Pay late or wrong.
        Pay = "pay" => "Rémunération en retard ou inexacte" / "Pay late or wrong",
        /// Too much work.
        Workload = "workload" => "Charge de travail" / "Workload",
        /// Tools or premises.
        Equipment = "equipment" => "Matériel ou locaux" / "Equipment or premises",
        /// The tutor lacks time, or changed.
        Tutoring = "tutoring" => "Encadrement insuffisant" / "Lack of tutoring",
        /// Transport or housing.
        Living = "living" => "Transport ou logement" / "Transport or housing",
        /// Motivation, or doubts on the trade.
        Motivation = "motivation" => "Motivation ou orientation" / "Motivation",
        /// Work or training is to be adapted; told to nobody outside the site and the company.
        AccommodationNeeded = "accommodation_needed" => "Aménagement nécessaire" / "Accommodation needed",
        /// Another one, said in the report.
        Other = "other" => "Autre difficulté" / "Another one",
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
