//! Every query on complaints and what was done about them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{
    Complainant, Complaint, ComplaintFacts, ComplaintOutcome, ComplaintStep, ComplaintStepKind,
    ComplaintSubject, NewComplaint, NewComplaintStep,
};
use super::rules::{ComplaintSteps, CountedComplaint};
use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, ComplaintId, ComplaintStepId, SiteId};
use crate::law::identifiers::full_name;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{apprentices, complaint_steps, complaints, past_complaints};
use crate::trust::access::{Bounds, Reach};

/// Most steps of one complaint.
const MOST_STEPS: i64 = 1000;
/// Most complaints counted of a site and a period.
const MOST_COUNTED: i64 = 10_000;

/// What narrows a list of complaints.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ComplaintFilter {
    /// Only of this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only about this.
    #[param(inline)]
    pub subject: Option<ComplaintSubject>,
    /// Only those closed, or those not.
    pub closed: Option<bool>,
    /// Only those that this person treats.
    #[param(value_type = Option<uuid::Uuid>)]
    pub assigned_to: Option<AccountId>,
    /// Only about this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Received from this day on.
    pub from: Option<NaiveDate>,
    /// Received until this day.
    pub to: Option<NaiveDate>,
}

/// The complaints within reach: those of their sites for the office; nobody else reaches any.
fn reachable<'a>(reach: &Reach) -> complaints::BoxedQuery<'a, Pg> {
    let rows = complaints::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, complaints::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(complaints::id.is_null())
        }
    }
}

fn narrowed<'a>(reach: &Reach, filter: &ComplaintFilter) -> complaints::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(complaints::site_id.eq(site));
    }
    if let Some(subject) = filter.subject {
        rows = rows.filter(complaints::subject.eq(subject));
    }
    match filter.closed {
        Some(true) => rows = rows.filter(complaints::closed_on.is_not_null()),
        Some(false) => rows = rows.filter(complaints::closed_on.is_null()),
        None => {}
    }
    if let Some(account) = filter.assigned_to {
        rows = rows.filter(complaints::assigned_to.eq(account));
    }
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(complaints::apprentice_id.eq(apprentice));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(complaints::received_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(complaints::received_on.le(to));
    }
    rows
}

/// How many complaints the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ComplaintFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

/// One more complaint than the limit, the latest written first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ComplaintFilter,
    page: &Rows<ComplaintId>,
) -> QueryResult<Vec<Complaint>> {
    let mut rows = narrowed(reach, filter);
    if let Some(before) = page.after {
        rows = rows.filter(complaints::id.lt(before));
    }
    let rows = rows.select(Complaint::as_select()).order(complaints::id.desc());
    rows.first_rows(page.limit + 1).load(conn)
}

/// The complaints of a site found within reach that were received in a period, to be counted: those kept, and what is left of
/// those whose file was forgotten.
pub fn counted(
    conn: &mut Tx,
    reach: &Reach,
    site: SiteId,
    period: (NaiveDate, NaiveDate),
) -> QueryResult<Vec<CountedComplaint>> {
    let kept = received(conn, reach, site, period)?;
    let ids: Vec<ComplaintId> = kept.iter().map(|row| row.id).collect();
    let steps = steps_among(conn, &ids)?;
    let mut all = forgotten(conn, site, period)?;
    all.extend(kept.into_iter().map(|row| CountedComplaint {
        received_on: row.facts.received_on,
        complainant: row.facts.complainant,
        subject: row.facts.subject,
        closed_on: row.closed_on,
        outcome: row.outcome,
        steps: steps.get(&row.id).copied().unwrap_or_default(),
    }));
    Ok(all)
}

/// What is left of a complaint: who complained of what, the days of its receipt and its closing, of its acknowledgement and
/// its answer, and how it ended.
type PastRow = (
    (Complainant, ComplaintSubject),
    (NaiveDate, NaiveDate),
    (Option<NaiveDate>, Option<NaiveDate>),
    ComplaintOutcome,
);

fn forgotten(
    conn: &mut Tx,
    site: SiteId,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<CountedComplaint>> {
    let rows: Vec<PastRow> = past_complaints::table
        .filter(past_complaints::site_id.eq(site))
        .filter(past_complaints::received_on.between(from, to))
        .order(past_complaints::id)
        .select((
            (past_complaints::complainant, past_complaints::subject),
            (past_complaints::received_on, past_complaints::closed_on),
            (past_complaints::acknowledged_on, past_complaints::answered_on),
            past_complaints::outcome,
        ))
        .first_rows(MOST_COUNTED)
        .load(conn)?;
    let seen = |((complainant, subject), (received_on, closed_on), days, outcome): PastRow| {
        let (acknowledged_on, answered_on) = days;
        let steps = ComplaintSteps { any: true, acknowledged_on, answered_on, last_on: answered_on };
        let (closed_on, outcome) = (Some(closed_on), Some(outcome));
        CountedComplaint { received_on, complainant, subject, closed_on, outcome, steps }
    };
    Ok(rows.into_iter().map(seen).collect())
}

fn received(
    conn: &mut Tx,
    reach: &Reach,
    site: SiteId,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Complaint>> {
    let filter =
        ComplaintFilter { site: Some(site), from: Some(from), to: Some(to), ..ComplaintFilter::default() };
    let rows = narrowed(reach, &filter).select(Complaint::as_select()).order(complaints::id);
    rows.first_rows(MOST_COUNTED).load(conn)
}

/// One complaint.
pub fn find(conn: &mut Tx, reach: &Reach, id: ComplaintId) -> QueryResult<Option<Complaint>> {
    reachable(reach).filter(complaints::id.eq(id)).select(Complaint::as_select()).first(conn).optional()
}

/// One complaint, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: ComplaintId) -> QueryResult<Option<Complaint>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    complaints::table.find(id).for_no_key_update().select(Complaint::as_select()).first(tx).optional()
}

/// Writes a complaint.
pub fn insert(tx: &mut Tx, new: &NewComplaint) -> QueryResult<Complaint> {
    diesel::insert_into(complaints::table).values(new).returning(Complaint::as_returning()).get_result(tx)
}

/// Writes a complaint anew.
pub fn change(tx: &mut Tx, id: ComplaintId, facts: &ComplaintFacts) -> QueryResult<Complaint> {
    diesel::update(complaints::table.find(id)).set(facts).returning(Complaint::as_returning()).get_result(tx)
}

/// Closes a complaint.
pub fn close(
    tx: &mut Tx,
    id: ComplaintId,
    (on, outcome): (NaiveDate, ComplaintOutcome),
    note: Option<&str>,
) -> QueryResult<Complaint> {
    diesel::update(complaints::table.find(id))
        .set((
            complaints::closed_on.eq(Some(on)),
            complaints::outcome.eq(Some(outcome)),
            complaints::closing_note.eq(note),
        ))
        .returning(Complaint::as_returning())
        .get_result(tx)
}

/// Opens a complaint again.
pub fn reopen(tx: &mut Tx, id: ComplaintId) -> QueryResult<usize> {
    diesel::update(complaints::table.find(id))
        .set((
            complaints::closed_on.eq(None::<NaiveDate>),
            complaints::outcome.eq(None::<ComplaintOutcome>),
            complaints::closing_note.eq(None::<String>),
        ))
        .execute(tx)
}

/// Writes a step.
pub fn insert_step(tx: &mut Tx, new: &NewComplaintStep) -> QueryResult<ComplaintStep> {
    diesel::insert_into(complaint_steps::table)
        .values(new)
        .returning(ComplaintStep::as_returning())
        .get_result(tx)
}

/// The steps of a complaint, by day.
pub fn steps_of(conn: &mut Tx, id: ComplaintId) -> QueryResult<Vec<ComplaintStep>> {
    complaint_steps::table
        .filter(complaint_steps::complaint_id.eq(id))
        .order((complaint_steps::done_on, complaint_steps::id))
        .select(ComplaintStep::as_select())
        .first_rows(MOST_STEPS)
        .load(conn)
}

/// One step, its complaint locked first, then itself, until the end of the transaction.
pub fn lock_step(
    tx: &mut Tx,
    reach: &Reach,
    id: ComplaintStepId,
) -> QueryResult<Option<(Complaint, ComplaintStep)>> {
    let complaint: Option<ComplaintId> =
        complaint_steps::table.find(id).select(complaint_steps::complaint_id).first(tx).optional()?;
    let Some(complaint) = complaint else { return Ok(None) };
    let Some(complaint) = lock(tx, reach, complaint)? else { return Ok(None) };
    let step = complaint_steps::table.find(id).for_no_key_update().select(ComplaintStep::as_select());
    Ok(step.first(tx).optional()?.map(|step| (complaint, step)))
}

/// What was done about each of some complaints, as far as delays depend on it.
pub fn steps_among(conn: &mut Tx, ids: &[ComplaintId]) -> QueryResult<HashMap<ComplaintId, ComplaintSteps>> {
    let rows: Vec<(ComplaintId, ComplaintStepKind, NaiveDate)> = complaint_steps::table
        .filter(complaint_steps::complaint_id.eq(any_of(ids.to_vec())))
        .select((complaint_steps::complaint_id, complaint_steps::kind, complaint_steps::done_on))
        .load(conn)?;
    let mut grouped: HashMap<ComplaintId, Vec<(ComplaintStepKind, NaiveDate)>> = HashMap::new();
    for (complaint, kind, on) in rows {
        grouped.entry(complaint).or_default().push((kind, on));
    }
    Ok(grouped.into_iter().map(|(complaint, steps)| (complaint, ComplaintSteps::of(steps))).collect())
}

/// The names of the apprentices of some complaints.
pub fn names_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<HashMap<ApprenticeId, String>> {
    let rows: Vec<(ApprenticeId, String, String)> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids.to_vec())))
        .select((apprentices::id, apprentices::given_name, apprentices::family_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, full_name(&given, &family))).collect())
}
