//! The apprenticeship mediator a site sends people to: coordinates the site writes down once; until then, not given.

use actix_web::web::Path;
use actix_web::{get, put};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::programmes::SiteKey;
use crate::catalogue::programmes::store::lock_site;
use crate::ids::SiteId;
use crate::law::identifiers::normal;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::schema::site_mediators;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::{Event, Subject};

/// Mounts the handlers.
pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_site_mediator).service(write_site_mediator);
}

/// The mediator of the chamber, as the site writes it; nothing at all says that it is not given.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = site_mediators, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = MediatorIn, example = json!({"chamber": "CCI Troyes et Aube", "name": "Alix Roy",
    "phone": "+33325437000", "mail": "mediateur@example.org", "source": "Site de la chambre", "read_on": "2025-09-01"}))]
pub struct MediatorFacts {
    /// Chamber or service whose mediator it is.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub chamber: Option<String>,
    /// Name of the person.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub name: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25)]
    #[serde(default, deserialize_with = "normal::phone_or_none")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(format = "email", max_length = 254)]
    #[serde(default, deserialize_with = "normal::email_or_none")]
    pub mail: Option<String>,
    /// Where the coordinates were read.
    #[schema(min_length = 1, max_length = 300)]
    pub source: Option<String>,
    /// Day on which they were read.
    pub read_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = site_mediators, check_for_backend(diesel::pg::Pg))]
struct SiteMediator {
    site_id: SiteId,
    #[diesel(embed)]
    facts: MediatorFacts,
    version: i64,
    updated_at: DateTime<Utc>,
}

impl Subject for SiteMediator {
    fn subject(&self) -> (SiteId, uuid::Uuid, i64) {
        (self.site_id, self.site_id.0, self.version)
    }
}

/// The mediator a site sends people to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MediatorOut {
    /// Whether the site gave any coordinates; if not, ask the chamber of the employer.
    pub given: bool,
    /// Chamber or service whose mediator it is.
    #[schema(max_length = 200)]
    pub chamber: Option<String>,
    /// Name of the person.
    #[schema(max_length = 200)]
    pub name: Option<String>,
    /// Telephone.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub mail: Option<String>,
    /// Where the coordinates were read.
    #[schema(max_length = 300)]
    pub source: Option<String>,
    /// Day on which they were read.
    pub read_on: Option<NaiveDate>,
    /// Version, from which the ETag is made; 0 until they are written.
    #[schema(minimum = 0)]
    pub version: i64,
    /// When they last changed; null until they are written.
    pub updated_at: Option<DateTime<Utc>>,
}

impl MediatorOut {
    fn of(kept: Option<SiteMediator>) -> Self {
        let updated_at = kept.as_ref().map(|one| one.updated_at);
        let version = kept.as_ref().map_or(0, |one| one.version);
        let MediatorFacts { chamber, name, phone, mail, source, read_on } =
            kept.map(|one| one.facts).unwrap_or_default();
        let given = [&chamber, &name, &phone, &mail].iter().any(|one| one.is_some());
        Self { given, chamber, name, phone, mail, source, read_on, version, updated_at }
    }
}

/// The mediator of a site found within reach.
pub fn mediator_of(conn: &mut Tx, site: SiteId) -> QueryResult<MediatorOut> {
    Ok(MediatorOut::of(kept_of(conn, site)?))
}

fn kept_of(conn: &mut Tx, site: SiteId) -> QueryResult<Option<SiteMediator>> {
    site_mediators::table.find(site).select(SiteMediator::as_select()).first(conn).optional()
}

/// Reads the mediator a site sends people to; not given until it is written.
#[utoipa::path(tag = "difficulties", params(SiteKey),
    responses((status = 200, description = "The mediator, given or not.", body = MediatorOut)))]
#[get("/v1/sites/{site}/mediator")]
async fn get_site_mediator(door: Door, at: Path<SiteKey>) -> Answer {
    door.read(Act::ReadMediator, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        let kept = kept_of(conn, site)?;
        let shown = MediatorOut::of(kept);
        Ok(Reply::ok(&shown)?.version(shown.version))
    })
    .await
}

/// Writes which mediator a site sends people to, in place of the former one; with no member at all, it is no longer given.
#[utoipa::path(tag = "difficulties", params(SiteKey),
    request_body = MediatorFacts,
    responses((status = 200, description = "The mediator written.", body = MediatorOut)))]
#[put("/v1/sites/{site}/mediator")]
async fn write_site_mediator(door: Door, at: Path<SiteKey>, body: Body<MediatorFacts>) -> Answer {
    door.create(Act::ChangeMediator, body, move |tx, asker, facts| {
        let site = at.within_reach(tx, asker)?;
        lock_site(tx, site)?.or_not_found("site")?;
        let before = kept_of(tx, site)?;
        asker.expects(before.as_ref().map_or(0, |one| one.version))?;
        if before.as_ref().map_or(facts == MediatorFacts::default(), |one| one.facts == facts) {
            let shown = MediatorOut::of(before);
            return Ok(Reply::ok(&shown)?.version(shown.version));
        }
        let written: SiteMediator = diesel::insert_into(site_mediators::table)
            .values((site_mediators::site_id.eq(site), &facts))
            .on_conflict(site_mediators::site_id)
            .do_update()
            .set(&facts)
            .returning(SiteMediator::as_returning())
            .get_result(tx)?;
        asker.record(tx, Event::SiteMediatorWritten, &written)?;
        let shown = MediatorOut::of(Some(written));
        Ok(Reply::ok(&shown)?.version(shown.version))
    })
    .await
}
