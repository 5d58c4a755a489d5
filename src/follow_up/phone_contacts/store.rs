//! Every query on telephone contacts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{CallOutcome, CallParty, Correction, PhoneContact, PhoneContactFacts};
use crate::at_sites;
use crate::follow_up::visits::NoteVisibility;
use crate::ids::{AccountId, ApprenticeId, CohortId, PhoneContactId, SiteId, TutorId};
use crate::law::calendar::add_days;
use crate::people::apprentices::Apprentice;
use crate::people::apprentices::store::on_duty_for;
use crate::platform::clock::start_of;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{enrolments, phone_contact_corrections, phone_contacts};
use crate::trust::access::{Bounds, Following, Reach, Role, followed_apprentices, followed_contracts};
use crate::trust::door::Asker;
use crate::trust::journal::{Author, Signed};

/// Where the list stands: the last instant given, and its row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct At {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

/// What narrows a list of contacts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PhoneContactFilter {
    /// Only about this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only with this party.
    #[param(inline)]
    pub party: Option<CallParty>,
    /// Only with this outcome.
    #[param(inline)]
    pub outcome: Option<CallOutcome>,
    /// Only those logged by this account.
    #[param(value_type = Option<uuid::Uuid>)]
    pub author: Option<AccountId>,
    /// `true` for those that call for something still to be done.
    #[serde(default)]
    pub open: bool,
    /// Only those whose next action is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Only about apprentices enrolled in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only about apprentices this manager or trainer is on duty for today.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only calls from this day on.
    pub from: Option<NaiveDate>,
    /// Only calls up to this day.
    pub to: Option<NaiveDate>,
}

/// Who reads a list of contacts, and on which day.
#[derive(Debug, Clone, Copy)]
pub struct CallReader {
    pub role: Role,
    pub today: NaiveDate,
}

impl From<&Asker> for CallReader {
    fn from(asker: &Asker) -> Self {
        Self { role: asker.caller.role, today: asker.today }
    }
}

type PhoneContactQuery<'a> = phone_contacts::BoxedQuery<'a, Pg>;

/// The contacts within reach: of tutors, those they logged and those shared about the contracts they follow; of students,
/// those shared with everyone about themselves.
fn reachable<'a>(reach: &Reach) -> PhoneContactQuery<'a> {
    let rows = phone_contacts::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, phone_contacts::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(visible_to(*tutor)),
        Bounds::Link { tutor, apprentices } => {
            rows.filter(visible_to(*tutor)).filter(phone_contacts::apprentice_id.eq_any(apprentices.clone()))
        }
        Bounds::Apprentice(apprentice) => rows
            .filter(phone_contacts::apprentice_id.eq(*apprentice))
            .filter(phone_contacts::visibility.eq(NoteVisibility::Everyone)),
    }
}

/// Contacts shared about a contract a tutor follows, as its visits are, and those they logged about an apprentice they
/// follow.
fn visible_to<'a>(
    tutor: Following,
) -> Box<dyn BoxableExpression<phone_contacts::table, Pg, SqlType = Bool> + 'a> {
    let (contract, author) =
        (phone_contacts::contract_id.assume_not_null(), phone_contacts::tutor_id.assume_not_null());
    let shared = phone_contacts::visibility.ne(NoteVisibility::Staff);
    let own = phone_contacts::apprentice_id.eq_any(followed_apprentices(tutor)).and(author.eq(tutor.tutor));
    Box::new(own.or(shared.and(contract.eq_any(followed_contracts(tutor)))))
}

/// One contact.
pub fn find(conn: &mut Tx, reach: &Reach, id: PhoneContactId) -> QueryResult<Option<PhoneContact>> {
    let rows = reachable(reach).filter(phone_contacts::id.eq(id));
    rows.select(PhoneContact::as_select()).first(conn).optional()
}

/// One contact, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: PhoneContactId) -> QueryResult<Option<PhoneContact>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    phone_contacts::table.find(id).for_no_key_update().select(PhoneContact::as_select()).first(tx).optional()
}

/// One more row than the limit, the latest call first; what is to be done next is only looked for where a role reads it.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &PhoneContactFilter,
    reader: CallReader,
    page: &Rows<At>,
) -> QueryResult<Vec<PhoneContact>> {
    let mut rows = seen(narrowed(reachable(reach), filter), filter, reader);
    if let Some(after) = page.after {
        let tie = phone_contacts::called_at.lt(after.at).or(phone_contacts::id.gt(after.id));
        rows = rows.filter(phone_contacts::called_at.le(after.at)).filter(tie);
    }
    rows.select(PhoneContact::as_select())
        .order((phone_contacts::called_at.desc(), phone_contacts::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(
    conn: &mut Tx,
    reach: &Reach,
    filter: &PhoneContactFilter,
    reader: CallReader,
) -> QueryResult<i64> {
    seen(narrowed(reachable(reach), filter), filter, reader).count().get_result(conn)
}

/// The sites of the rows of the whole list, at most so many rows.
pub fn sites_of(
    conn: &mut Tx,
    reach: &Reach,
    filter: &PhoneContactFilter,
    reader: CallReader,
    most: i64,
) -> QueryResult<Vec<SiteId>> {
    let rows = seen(narrowed(reachable(reach), filter), filter, reader);
    rows.select(phone_contacts::site_id).first_rows(most).load(conn)
}

fn seen<'a>(
    mut rows: PhoneContactQuery<'a>,
    filter: &PhoneContactFilter,
    reader: CallReader,
) -> PhoneContactQuery<'a> {
    if filter.open || filter.due_before.is_some() {
        rows = rows.filter(phone_contacts::visibility.eq_any(NoteVisibility::seen_by(reader.role)));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(phone_contacts::apprentice_id.eq_any(theirs.select(enrolments::apprentice_id)));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(phone_contacts::apprentice_id.eq_any(on_duty_for(account, reader.today)));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(phone_contacts::called_at.ge(start_of(from)));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(phone_contacts::called_at.lt(start_of(add_days(to, 1))));
    }
    rows
}

fn narrowed<'a>(mut rows: PhoneContactQuery<'a>, filter: &PhoneContactFilter) -> PhoneContactQuery<'a> {
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(phone_contacts::apprentice_id.eq(apprentice));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(phone_contacts::site_id.eq(site));
    }
    if let Some(party) = filter.party {
        rows = rows.filter(phone_contacts::party.eq(party));
    }
    if let Some(outcome) = filter.outcome {
        rows = rows.filter(phone_contacts::outcome.eq(outcome));
    }
    if let Some(author) = filter.author {
        rows = rows.filter(phone_contacts::author_id.eq(author.0));
    }
    if filter.open {
        let to_do = phone_contacts::next_action.is_not_null().and(phone_contacts::cleared_on.is_null());
        rows = rows.filter(to_do);
    }
    if let Some(day) = filter.due_before {
        rows = rows.filter(phone_contacts::next_action_on.lt(day));
    }
    rows
}

/// Writes a new contact about an apprentice of a site.
pub fn insert(
    tx: &mut Tx,
    apprentice: &Apprentice,
    tutor: Option<TutorId>,
    author: &Author,
    logged_on: NaiveDate,
    facts: &PhoneContactFacts,
) -> QueryResult<PhoneContact> {
    diesel::insert_into(phone_contacts::table)
        .values((
            phone_contacts::id.eq(PhoneContactId::new()),
            phone_contacts::site_id.eq(apprentice.site_id),
            phone_contacts::apprentice_id.eq(apprentice.id),
            phone_contacts::tutor_id.eq(tutor),
            phone_contacts::author_kind.eq(author.kind),
            phone_contacts::author_id.eq(author.id),
            phone_contacts::logged_on.eq(logged_on),
            facts,
        ))
        .returning(PhoneContact::as_returning())
        .get_result(tx)
}

/// Writes a contact anew.
pub fn change(tx: &mut Tx, id: PhoneContactId, facts: &PhoneContactFacts) -> QueryResult<PhoneContact> {
    diesel::update(phone_contacts::table.find(id))
        .set(facts)
        .returning(PhoneContact::as_returning())
        .get_result(tx)
}

/// Writes that what was to be done next is done.
pub fn clear(
    tx: &mut Tx,
    id: PhoneContactId,
    cleared_on: NaiveDate,
    note: Option<&str>,
) -> QueryResult<PhoneContact> {
    diesel::update(phone_contacts::table.find(id))
        .set((phone_contacts::cleared_on.eq(cleared_on), phone_contacts::cleared_note.eq(note)))
        .returning(PhoneContact::as_returning())
        .get_result(tx)
}

/// Writes that what was to be done next is not done.
pub fn reopen(tx: &mut Tx, id: PhoneContactId) -> QueryResult<PhoneContact> {
    diesel::update(phone_contacts::table.find(id))
        .set((
            phone_contacts::cleared_on.eq(None::<NaiveDate>),
            phone_contacts::cleared_note.eq(None::<String>),
        ))
        .returning(PhoneContact::as_returning())
        .get_result(tx)
}

/// Writes what a contact, locked, said before a correction.
pub fn keep_former(
    tx: &mut Tx,
    contact: &PhoneContact,
    former: &Value,
    reason: &str,
    corrected: Signed,
) -> QueryResult<()> {
    let before = corrections_of(tx, contact.id)?.last().map_or(0, |correction| correction.number);
    diesel::insert_into(phone_contact_corrections::table)
        .values((
            phone_contact_corrections::phone_contact_id.eq(contact.id),
            phone_contact_corrections::number.eq(before + 1),
            phone_contact_corrections::site_id.eq(contact.site_id),
            phone_contact_corrections::former.eq(former),
            phone_contact_corrections::reason.eq(reason),
            phone_contact_corrections::author_kind.eq(corrected.by.kind),
            phone_contact_corrections::author_id.eq(corrected.by.id),
            phone_contact_corrections::corrected_at.eq(corrected.at),
        ))
        .execute(tx)
        .map(drop)
}

/// The corrections of a contact already found within reach, in order.
pub fn corrections_of(conn: &mut Tx, contact: PhoneContactId) -> QueryResult<Vec<Correction>> {
    phone_contact_corrections::table
        .filter(phone_contact_corrections::phone_contact_id.eq(contact))
        .order(phone_contact_corrections::number)
        .select(Correction::as_select())
        .load(conn)
}
