//! The nouns of a report: who was there, what was seen, what was said, what is to be done.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::ids::{SiteId, VisitCommitmentId, VisitId, VisitNoteId};
use crate::schema::{visit_acknowledgements, visit_commitments, visit_notes, visit_reports};
use crate::text_enum;
use crate::trust::access::Role;
use crate::trust::journal::AuthorKind;

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

text_enum!(
    /// Who may read a note.
    NoteVisibility {
        /// Whoever may read the record.
        Everyone = "everyone",
        /// The site and the tutor, not the apprentice.
        StaffAndTutor = "staff_and_tutor",
        /// The site only.
        Staff = "staff",
    }
);

impl NoteVisibility {
    /// The notes somebody of a role may read.
    pub const fn seen_by(role: Role) -> &'static [Self] {
        match role {
            Role::Administrator | Role::Manager | Role::Trainer => {
                &[Self::Everyone, Self::StaffAndTutor, Self::Staff]
            }
            Role::Tutor => &[Self::Everyone, Self::StaffAndTutor],
            Role::Student | Role::Client => &[Self::Everyone],
        }
    }
}

text_enum!(
    /// Who acknowledges a report.
    Acknowledger {
        /// The company tutor.
        Tutor = "tutor",
        /// The apprentice.
        Apprentice = "apprentice",
        /// The site.
        Staff = "staff",
    }
);

impl Acknowledger {
    /// For whom somebody of a role acts.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Tutor => Self::Tutor,
            Role::Student => Self::Apprentice,
            Role::Administrator | Role::Manager | Role::Trainer | Role::Client => Self::Staff,
        }
    }
}

text_enum!(
    /// Who is to do what was agreed.
    CommitmentOwner {
        /// The apprentice.
        Apprentice = "apprentice",
        /// The company tutor.
        Tutor = "tutor",
        /// The referent of the apprentice.
        Referent = "referent",
        /// The site.
        Site = "site",
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

/// A version of the report of a visit.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visit_reports, check_for_backend(diesel::pg::Pg))]
pub struct VisitReport {
    /// Visit told.
    pub visit_id: VisitId,
    /// Number of the version, from 1.
    pub number: i16,
    /// Day it took place.
    pub held_on: NaiveDate,
    /// How.
    pub mode: VisitMode,
    /// Why at a distance.
    pub remote_reason: Option<RemoteReason>,
    /// Persons present.
    pub present: Vec<Present>,
    /// What was seen and said.
    pub report: String,
    /// What everybody agreed to do next.
    pub points_agreed: Option<String>,
    /// Missions of the programme that were seen.
    pub mission_codes: Vec<String>,
    /// Other missions seen.
    pub other_missions: Option<String>,
    /// Skills observed, as [`SkillSeen`].
    pub skills: Value,
    /// Difficulties met.
    pub difficulties: Vec<Difficulty>,
    /// Why the version before was corrected.
    pub correction_reason: Option<String>,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// When written.
    pub written_at: DateTime<Utc>,
}

/// A version of a report to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = visit_reports)]
pub struct NewReport {
    /// Day it took place.
    pub held_on: NaiveDate,
    /// How.
    pub mode: VisitMode,
    /// Why at a distance.
    pub remote_reason: Option<RemoteReason>,
    /// Persons present.
    pub present: Vec<Present>,
    /// What was seen and said.
    pub report: String,
    /// What everybody agreed to do next.
    pub points_agreed: Option<String>,
    /// Missions of the programme that were seen.
    pub mission_codes: Vec<String>,
    /// Other missions seen.
    pub other_missions: Option<String>,
    /// Skills observed, as [`SkillSeen`].
    pub skills: Value,
    /// Difficulties met.
    pub difficulties: Vec<Difficulty>,
}

/// Who acknowledged a version, and when.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visit_acknowledgements, check_for_backend(diesel::pg::Pg))]
pub struct Acknowledgement {
    /// Visit.
    pub visit_id: VisitId,
    /// Version of the report.
    pub number: i16,
    /// Party.
    pub party: Acknowledger,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// When.
    pub acknowledged_at: DateTime<Utc>,
}

/// What somebody undertook to do.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visit_commitments, check_for_backend(diesel::pg::Pg))]
pub struct Commitment {
    /// Identifier.
    pub id: VisitCommitmentId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Visit at which it was made.
    pub visit_id: VisitId,
    /// Who is to do it.
    pub owner: CommitmentOwner,
    /// What is to be done.
    pub what: String,
    /// Last day to do it.
    pub due_on: NaiveDate,
    /// Version of the report that first holds it.
    pub reported_in: i16,
    /// Version of the report from which it no longer holds.
    pub withdrawn_in: Option<i16>,
    /// Day it was done.
    pub done_on: Option<NaiveDate>,
    /// Version.
    pub version: i64,
}

impl Commitment {
    /// Whether it is part of a version of the report.
    pub fn holds_in(&self, number: i16) -> bool {
        self.reported_in <= number && self.withdrawn_in.is_none_or(|withdrawn| number < withdrawn)
    }
}

/// A commitment to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = visit_commitments)]
pub struct NewCommitment {
    /// Who is to do it.
    pub owner: CommitmentOwner,
    /// What is to be done.
    pub what: String,
    /// Last day to do it.
    pub due_on: NaiveDate,
}

/// A note on difficulties, with who may read it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visit_notes, check_for_backend(diesel::pg::Pg))]
pub struct VisitNote {
    /// Identifier.
    pub id: VisitNoteId,
    /// Visit.
    pub visit_id: VisitId,
    /// Who may read it.
    pub visibility: NoteVisibility,
    /// The note.
    pub note: String,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// When written.
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
}
