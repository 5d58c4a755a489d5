//! Every query on links, whom they are about and how much they are used.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{max, sum};
use diesel::pg::Pg;
use diesel::prelude::*;

use super::model::{Link, LinkDetails, NewLink, Usage};
use crate::at_sites;
use crate::ids::{ApprenticeId, LinkId, SiteId, TutorId};
use crate::platform::crypto::sha256;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{
    contract_tutors, contracts, sites, tutor_link_apprentices as about, tutor_link_uses as uses, tutor_links,
    tutors,
};
use crate::trust::access::{Bounds, Reach};

/// The links within reach: staff only.
fn reachable<'a>(reach: &Reach) -> tutor_links::BoxedQuery<'a, Pg> {
    let rows = tutor_links::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, tutor_links::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(tutor_links::id.is_null())
        }
    }
}

/// One link.
pub fn find(conn: &mut Tx, reach: &Reach, id: LinkId) -> QueryResult<Option<LinkDetails>> {
    let rows = reachable(reach).filter(tutor_links::id.eq(id));
    let found: Option<Link> = rows.select(Link::as_select()).first(conn).optional()?;
    Ok(with_details(conn, found.into_iter().collect())?.pop())
}

/// One link, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: LinkId) -> QueryResult<Option<Link>> {
    let rows = reachable(reach).filter(tutor_links::id.eq(id)).select(tutor_links::id);
    if rows.first::<LinkId>(tx).optional()?.is_none() {
        return Ok(None);
    }
    tutor_links::table.find(id).for_no_key_update().select(Link::as_select()).first(tx).optional()
}

/// One more link of a tutor than the limit, the latest first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    tutor: TutorId,
    page: &Rows<LinkId>,
) -> QueryResult<Vec<LinkDetails>> {
    let mut rows = narrowed(reach, tutor);
    if let Some(before) = page.after {
        rows = rows.filter(tutor_links::id.lt(before));
    }
    let rows = rows.select(Link::as_select()).order(tutor_links::id.desc());
    let found = rows.first_rows(page.limit + 1).load(conn)?;
    with_details(conn, found)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, tutor: TutorId) -> QueryResult<i64> {
    narrowed(reach, tutor).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, tutor: TutorId) -> tutor_links::BoxedQuery<'a, Pg> {
    reachable(reach).filter(tutor_links::tutor_id.eq(tutor))
}

/// Links with whom they are about and how much they were used.
fn with_details(conn: &mut Tx, links: Vec<Link>) -> QueryResult<Vec<LinkDetails>> {
    let ids: Vec<LinkId> = links.iter().map(|link| link.id).collect();
    let mut apprentices: HashMap<LinkId, Vec<ApprenticeId>> = HashMap::new();
    for (link, apprentice) in apprentices_of(conn, &ids)? {
        apprentices.entry(link).or_default().push(apprentice);
    }
    let mut usage = usage_of(conn, &ids)?;
    let each = links.into_iter().map(|link| LinkDetails {
        apprentices: apprentices.remove(&link.id).unwrap_or_default(),
        usage: usage.remove(&link.id).unwrap_or_default(),
        link,
    });
    Ok(each.collect())
}

fn apprentices_of(conn: &mut Tx, links: &[LinkId]) -> QueryResult<Vec<(LinkId, ApprenticeId)>> {
    about::table
        .filter(about::link_id.eq(any_of(links.to_vec())))
        .select((about::link_id, about::apprentice_id))
        .order((about::link_id, about::apprentice_id))
        .load(conn)
}

fn usage_of(conn: &mut Tx, links: &[LinkId]) -> QueryResult<HashMap<LinkId, Usage>> {
    let rows: Vec<(LinkId, Option<i64>, Option<DateTime<Utc>>)> = uses::table
        .filter(uses::link_id.eq(any_of(links.to_vec())))
        .group_by(uses::link_id)
        .select((uses::link_id, sum(uses::reads + uses::writes), max(uses::last_used_at)))
        .load(conn)?;
    let usage = |(link, uses, last_used_at): (LinkId, Option<i64>, _)| {
        (link, Usage { uses: uses.unwrap_or_default(), last_used_at })
    };
    Ok(rows.into_iter().map(usage).collect())
}

/// The link a secret opens, whatever its state, with whom it is about.
pub fn find_by_secret(conn: &mut Tx, secret: &str) -> QueryResult<Option<(Link, Vec<ApprenticeId>)>> {
    let found: Option<Link> = tutor_links::table
        .filter(tutor_links::secret_hash.eq(sha256(secret.as_bytes()).as_slice()))
        .select(Link::as_select())
        .first(conn)
        .optional()?;
    let Some(link) = found else { return Ok(None) };
    let apprentices = apprentices_of(conn, &[link.id])?.into_iter().map(|(_, apprentice)| apprentice);
    Ok(Some((link, apprentices.collect())))
}

/// The rank of the first tutor among those of a contract.
const FIRST_TUTOR: i16 = 1;

/// The apprentices a tutor follows: under a signed contract that runs on a day or begins later.
pub fn followed_on(conn: &mut Tx, tutor: TutorId, day: NaiveDate) -> QueryResult<BTreeSet<ApprenticeId>> {
    let found: Vec<ApprenticeId> = contracts::table
        .inner_join(contract_tutors::table.on(contract_tutors::contract_id.eq(contracts::id)))
        .filter(contract_tutors::tutor_id.eq(tutor))
        .filter(contract_tutors::rank.eq(FIRST_TUTOR))
        .filter(contract_tutors::to_on.ge(day))
        .filter(contracts::state.eq_any(["signed", "broken"]))
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(day)))
        .select(contracts::apprentice_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// A link about to end, and whom to tell.
#[derive(Debug, Clone, Queryable)]
pub struct EndingLink {
    pub site_id: SiteId,
    pub tutor_id: TutorId,
    pub given_name: String,
    pub family_name: String,
    /// Last day on which it works.
    pub expires_on: NaiveDate,
    /// Name of the site.
    pub site: String,
}

/// The links in use whose last day is among these, of tutors with an address who follow somebody
/// after it and have no link that lasts longer.
pub fn ending_between(conn: &mut Tx, from: NaiveDate, to: NaiveDate) -> QueryResult<Vec<EndingLink>> {
    let following = contract_tutors::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_tutors::contract_id)))
        .filter(contract_tutors::tutor_id.eq(tutor_links::tutor_id))
        .filter(contract_tutors::rank.eq(FIRST_TUTOR))
        .filter(contract_tutors::to_on.gt(tutor_links::expires_on))
        .filter(contracts::state.eq_any(["signed", "broken"]))
        .filter(
            contracts::closed_on
                .is_null()
                .or(contracts::closed_on.assume_not_null().gt(tutor_links::expires_on)),
        );
    let ending: Vec<EndingLink> = tutor_links::table
        .inner_join(tutors::table.on(tutors::id.eq(tutor_links::tutor_id)))
        .inner_join(sites::table.on(sites::id.eq(tutor_links::site_id)))
        .filter(tutor_links::revoked_at.is_null())
        .filter(tutor_links::expires_on.between(from, to))
        .filter(tutors::email.is_not_null())
        .filter(diesel::dsl::exists(following))
        .select((
            tutor_links::site_id,
            tutor_links::tutor_id,
            tutors::given_name,
            tutors::family_name,
            tutor_links::expires_on,
            sites::name,
        ))
        .load(conn)?;
    let tutors: Vec<TutorId> = ending.iter().map(|link| link.tutor_id).collect();
    let lasting: Vec<TutorId> = tutor_links::table
        .filter(tutor_links::tutor_id.eq(any_of(tutors)))
        .filter(tutor_links::revoked_at.is_null())
        .filter(tutor_links::expires_on.gt(to))
        .select(tutor_links::tutor_id)
        .load(conn)?;
    Ok(ending.into_iter().filter(|link| !lasting.contains(&link.tutor_id)).collect())
}

/// Writes a new link; of its secret, the hash only.
pub fn insert(tx: &mut Tx, new: &NewLink, secret: &str) -> QueryResult<LinkDetails> {
    let link: Link = diesel::insert_into(tutor_links::table)
        .values((
            tutor_links::id.eq(LinkId::new()),
            tutor_links::site_id.eq(new.site_id),
            tutor_links::tutor_id.eq(new.tutor_id),
            tutor_links::secret_hash.eq(sha256(secret.as_bytes()).as_slice()),
            tutor_links::verbs.eq(&new.verbs),
            tutor_links::expires_on.eq(new.expires_on),
            tutor_links::secret_seen_by_id.eq(new.secret_seen_by_id),
        ))
        .returning(Link::as_returning())
        .get_result(tx)?;
    let rows: Vec<_> = new
        .apprentices
        .iter()
        .map(|apprentice| {
            (
                about::link_id.eq(link.id),
                about::apprentice_id.eq(*apprentice),
                about::site_id.eq(link.site_id),
            )
        })
        .collect();
    diesel::insert_into(about::table).values(rows).execute(tx)?;
    Ok(LinkDetails { link, apprentices: new.apprentices.clone(), usage: Usage::default() })
}

/// Revokes a link.
pub fn revoke(tx: &mut Tx, id: LinkId, reason: &str, at: DateTime<Utc>) -> QueryResult<Link> {
    diesel::update(tutor_links::table.find(id))
        .set((tutor_links::revoked_at.eq(at), tutor_links::revoked_reason.eq(reason)))
        .returning(Link::as_returning())
        .get_result(tx)
}

/// Counts one use of a link; whether it is the first reading of the day.
pub fn count_use(
    tx: &mut Tx,
    link: &Link,
    reads: bool,
    on: NaiveDate,
    at: DateTime<Utc>,
) -> QueryResult<bool> {
    let (reading, writing) = (i32::from(reads), i32::from(!reads));
    let reads_today: i32 = diesel::insert_into(uses::table)
        .values((
            uses::link_id.eq(link.id),
            uses::used_on.eq(on),
            uses::site_id.eq(link.site_id),
            uses::reads.eq(reading),
            uses::writes.eq(writing),
            uses::last_used_at.eq(at),
        ))
        .on_conflict((uses::link_id, uses::used_on))
        .do_update()
        .set((
            uses::reads.eq(uses::reads + reading),
            uses::writes.eq(uses::writes + writing),
            uses::last_used_at.eq(at),
        ))
        .returning(uses::reads)
        .get_result(tx)?;
    Ok(reads && reads_today == 1)
}
