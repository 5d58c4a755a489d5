//! JSON out.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::obligations::wire::ObligationOut;
use crate::follow_up::visits::model::{Appointment, Visit};
use crate::ids::VisitId;
use crate::people::contacts::{ContactOut, PeopleToCall, contacts};
use crate::people::referents::model::Duty;

/// A visit of today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MorningVisitOut {
    /// Visit.
    pub id: VisitId,
    /// Day planned.
    pub planned_on: NaiveDate,
    /// Its hour, its length and its place, when they are known.
    pub appointment: Appointment,
    /// Whoever follows the apprentice that day for the site.
    pub referent: Option<Duty>,
    /// The apprentice and the tutor.
    #[schema(max_items = 2)]
    pub contacts: Vec<ContactOut>,
}

impl MorningVisitOut {
    /// A visit, with whom it brings together.
    pub fn of(visit: &Visit, people: &PeopleToCall, referent: Option<Duty>) -> Self {
        let contacts = contacts(people, Some(visit.apprentice_id), Some(visit.tutor_id));
        let appointment = visit.appointment.clone();
        Self { id: visit.id, planned_on: visit.planned_on, appointment, referent, contacts }
    }
}

/// Visits of today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MorningVisitsOut {
    /// How many.
    #[schema(minimum = 0)]
    pub count: i64,
    /// The first of them.
    #[schema(max_items = 20)]
    pub data: Vec<MorningVisitOut>,
}

/// Something to do this morning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MorningTaskOut {
    /// What is due, with the request that clears it.
    #[serde(flatten)]
    #[schema(inline)]
    pub obligation: ObligationOut,
    /// The apprentice and the tutor, for whoever wants to call them.
    #[schema(max_items = 2)]
    pub contacts: Vec<ContactOut>,
}

/// Things to do this morning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MorningTasksOut {
    /// How many.
    #[schema(minimum = 0)]
    pub count: i64,
    /// The first of them, what matters most first.
    #[schema(max_items = 10)]
    pub data: Vec<MorningTaskOut>,
}

/// Somebody's morning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MorningOut {
    /// Today.
    pub as_of: NaiveDate,
    /// The last working day before it.
    pub since_on: NaiveDate,
    /// The Sunday of the week.
    pub until_on: NaiveDate,
    /// Visits planned today: one's own for a trainer, those of their sites for who runs them.
    pub visits: MorningVisitsOut,
    /// Calls to return today.
    pub calls: MorningTasksOut,
    /// What became late since the last working day.
    pub became_late: MorningTasksOut,
    /// What others wait for: a report to read, an answer, a promise, marks.
    pub awaited: MorningTasksOut,
    /// What is lost for good when it is not done by the end of the week.
    pub lost_this_week: MorningTasksOut,
}
