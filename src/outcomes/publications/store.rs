//! Every query on publications.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{
    NewRatePublication, NewRatePublicationValue, PublicationChannel, RatePublication, RatePublicationValue,
};
use crate::at_sites;
use crate::ids::{ApprenticeId, RatePublicationId, SiteId};
use crate::law::figures::IndicatorRate;
use crate::outcomes::indicators::rules::CountedPeople;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{rate_publication_values, rate_publications};
use crate::trust::access::{Bounds, Reach};

/// What narrows a list of publications.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RatePublicationFilter {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Only this exam session, by its year.
    #[param(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// Only in this channel.
    #[param(inline)]
    pub channel: Option<PublicationChannel>,
    /// `true` for those withdrawn too.
    #[serde(default)]
    pub withdrawn: bool,
}

/// Where a list of publications stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublishedKey {
    pub id: Uuid,
}

/// The people shown rates are over, by rate: one group a publication.
pub type PublishedPeople = HashMap<IndicatorRate, Vec<CountedPeople>>;

type PublicationRows<'a> = rate_publications::BoxedQuery<'a, Pg>;

fn reachable<'a>(reach: &Reach) -> PublicationRows<'a> {
    let rows = rate_publications::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, rate_publications::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(rate_publications::id.is_null())
        }
    }
}

/// One publication.
pub fn find(conn: &mut Tx, reach: &Reach, id: RatePublicationId) -> QueryResult<Option<RatePublication>> {
    reachable(reach)
        .filter(rate_publications::id.eq(id))
        .select(RatePublication::as_select())
        .first(conn)
        .optional()
}

/// One publication, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: RatePublicationId) -> QueryResult<Option<RatePublication>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    let row = rate_publications::table.find(id).for_no_key_update();
    row.select(RatePublication::as_select()).first(tx).optional()
}

/// One more row than the limit, the latest first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &RatePublicationFilter,
    page: &Rows<PublishedKey>,
) -> QueryResult<Vec<RatePublication>> {
    let mut rows = narrowed(reachable(reach), filter);
    if let Some(after) = &page.after {
        rows = rows.filter(rate_publications::id.lt(after.id));
    }
    latest(rows, page.limit + 1, conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &RatePublicationFilter) -> QueryResult<i64> {
    narrowed(reachable(reach), filter).count().get_result(conn)
}

/// What stands in public, the latest first: anybody reads it, so nobody's reach is asked for.
pub fn standing(
    conn: &mut Tx,
    filter: &RatePublicationFilter,
    most: i64,
) -> QueryResult<Vec<RatePublication>> {
    let public = RatePublicationFilter { withdrawn: false, ..filter.clone() };
    latest(narrowed(rate_publications::table.into_boxed(), &public), most, conn)
}

fn latest(rows: PublicationRows<'_>, most: i64, conn: &mut Tx) -> QueryResult<Vec<RatePublication>> {
    rows.select(RatePublication::as_select()).order(rate_publications::id.desc()).first_rows(most).load(conn)
}

fn narrowed<'a>(mut rows: PublicationRows<'a>, filter: &RatePublicationFilter) -> PublicationRows<'a> {
    if let Some(site) = filter.site {
        rows = rows.filter(rate_publications::site_id.eq(site));
    }
    if let Some(code) = &filter.programme {
        rows = rows.filter(rate_publications::programme_code.eq(code.clone()));
    }
    if let Some(session) = filter.session {
        rows = rows.filter(rate_publications::exam_session.eq(session));
    }
    if let Some(channel) = filter.channel {
        rows = rows.filter(rate_publications::channel.eq(channel));
    }
    if !filter.withdrawn {
        rows = rows.filter(rate_publications::withdrawn_at.is_null());
    }
    rows
}

/// The rates of publications already found, in their order, by publication.
pub fn values_of(
    conn: &mut Tx,
    publications: &[RatePublicationId],
) -> QueryResult<HashMap<RatePublicationId, Vec<RatePublicationValue>>> {
    let rows: Vec<RatePublicationValue> = rate_publication_values::table
        .filter(rate_publication_values::publication_id.eq(any_of(publications.to_vec())))
        .select(RatePublicationValue::as_select())
        .order((rate_publication_values::publication_id, rate_publication_values::rank))
        .load(conn)?;
    let mut grouped = HashMap::<RatePublicationId, Vec<RatePublicationValue>>::new();
    for row in rows {
        grouped.entry(row.publication_id).or_default().push(row);
    }
    Ok(grouped)
}

/// Over whom the rates shown of a site are, those withdrawn too when they are remembered.
pub fn people_shown(tx: &mut Tx, site: SiteId, with_withdrawn: bool) -> QueryResult<PublishedPeople> {
    let mut rows = rate_publication_values::table
        .inner_join(
            rate_publications::table.on(rate_publications::id.eq(rate_publication_values::publication_id)),
        )
        .filter(rate_publication_values::site_id.eq(site))
        .filter(rate_publication_values::withheld.is_null())
        .into_boxed();
    if !with_withdrawn {
        rows = rows.filter(rate_publications::withdrawn_at.is_null());
    }
    let rows: Vec<(IndicatorRate, Vec<Uuid>, Vec<Uuid>)> = rows
        .select((
            rate_publication_values::rate,
            rate_publication_values::cases,
            rate_publication_values::people,
        ))
        .load(tx)?;
    let mut grouped = HashMap::<IndicatorRate, BTreeSet<CountedPeople>>::new();
    for (rate, cases, people) in rows {
        let group: CountedPeople = cases.into_iter().zip(people.into_iter().map(ApprenticeId)).collect();
        // the same group shown several times tells nothing more
        grouped.entry(rate).or_default().insert(group);
    }
    Ok(grouped.into_iter().map(|(rate, groups)| (rate, groups.into_iter().collect())).collect())
}

/// Writes a publication with its rates.
pub fn insert(
    tx: &mut Tx,
    new: &NewRatePublication,
    values: &[NewRatePublicationValue],
) -> QueryResult<RatePublication> {
    let publication = diesel::insert_into(rate_publications::table)
        .values(new)
        .returning(RatePublication::as_returning())
        .get_result(tx)?;
    diesel::insert_into(rate_publication_values::table).values(values).execute(tx)?;
    Ok(publication)
}

/// Withdraws a publication, which stays.
pub fn withdraw(
    tx: &mut Tx,
    id: RatePublicationId,
    at: DateTime<Utc>,
    reason: &str,
) -> QueryResult<RatePublication> {
    diesel::update(rate_publications::table.find(id))
        .set((rate_publications::withdrawn_at.eq(at), rate_publications::withdrawn_reason.eq(reason)))
        .returning(RatePublication::as_returning())
        .get_result(tx)
}
