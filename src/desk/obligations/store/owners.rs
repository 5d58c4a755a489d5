//! What somebody has to do themselves, and what falls back on a site because nobody follows the apprentice.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::filter::{ObligationView, OwnWork, OwnedBy};
use super::listing::Condition;
use crate::desk::obligations::model::OwnerKind;
use crate::ids::{AccountId, ApprenticeId, SiteId, TutorId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, derived_obligations, referents, sites};
use crate::trust::access::Role;

diesel::alias!(referents as deputies: Deputies);

/// Whose work rows are, the apprentices they follow looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct Owners {
    /// Sites, each with the apprentices whose referent answers.
    sites: Vec<(SiteId, Vec<ApprenticeId>)>,
    /// An account, a tutor or an apprentice, with the apprentices it follows.
    person: Option<(Uuid, Vec<ApprenticeId>)>,
    cfa: bool,
}

/// Whose work that is on the day a list is seen from.
pub(super) fn owners(conn: &mut Tx, owner: OwnedBy, view: &ObligationView) -> QueryResult<Owners> {
    let (sites, person, cfa) = match owner {
        OwnedBy::Cfa => (Vec::new(), None, true),
        OwnedBy::One(id) if is_site(conn, SiteId(id))? => (vec![SiteId(id)], None, false),
        OwnedBy::One(id) => (Vec::new(), Some(id), false),
        OwnedBy::Me => (sites_of(conn, &view.reader)?, view.reader.own, view.reader.cfa),
    };
    let mut answered = Vec::with_capacity(sites.len());
    for site in sites {
        answered.push((site, answered_at(conn, site, view.as_of)?));
    }
    let person = match person {
        Some(id) => Some((id, followed_by(conn, AccountId(id), view.as_of)?)),
        None => None,
    };
    Ok(Owners { sites: answered, person, cfa })
}

/// The sites whose own work is somebody's.
fn sites_of(conn: &mut Tx, work: &OwnWork) -> QueryResult<Vec<SiteId>> {
    let mut own = work.sites.clone();
    if work.unmanaged_sites {
        let managers =
            accounts::table.filter(accounts::role.eq(Role::Manager)).filter(accounts::disabled_at.is_null());
        let managed: Vec<Vec<SiteId>> = managers.select(accounts::site_ids).load(conn)?;
        let managed: Vec<SiteId> = managed.into_iter().flatten().collect();
        own.extend(sites::table.filter(sites::id.ne_all(managed)).select(sites::id).load::<SiteId>(conn)?);
    }
    Ok(own)
}

fn is_site(conn: &mut Tx, id: SiteId) -> QueryResult<bool> {
    diesel::select(exists(sites::table.find(id))).get_result(conn)
}

impl Owners {
    /// Their rows: each part has an index of its own.
    pub(super) fn condition(&self) -> Condition {
        let cfa = || -> Condition { Box::new(derived_obligations::owner_kind.eq(OwnerKind::Cfa)) };
        let sites = self.sites.iter().map(|(site, answered)| of_site(*site, answered));
        let person = self.person.iter().map(|(id, followed)| of_person(*id, followed));
        let either = |one: Condition, other: Condition| -> Condition { Box::new(one.or(other)) };
        let nobody = || -> Condition { Box::new(derived_obligations::id.is_null()) };
        sites.chain(person).chain(self.cfa.then(cfa)).reduce(either).unwrap_or_else(nobody)
    }
}

/// What a person, a tutor or an apprentice has to do themselves.
fn of_person(owner: Uuid, followed: &[ApprenticeId]) -> Condition {
    use derived_obligations::{apprentice_id, owner_id, owner_kind, tutor_id};
    let tutor = owner_kind.eq(OwnerKind::Tutor).and(tutor_id.assume_not_null().eq(TutorId(owner)));
    let apprentice =
        owner_kind.eq(OwnerKind::Apprentice).and(apprentice_id.assume_not_null().eq(ApprenticeId(owner)));
    let named = owner_kind.eq(OwnerKind::Staff).and(owner_id.assume_not_null().eq(AccountId(owner)));
    let followed = apprentice_id.assume_not_null().eq(any_of(followed.to_vec()));
    let referent = owner_kind.eq(OwnerKind::Referent).and(followed);
    Box::new(tutor.or(apprentice).or(named).or(referent))
}

/// What a site has to do itself, and what its referents would if there were one to answer.
fn of_site(site: SiteId, answered: &[ApprenticeId]) -> Condition {
    use derived_obligations::{apprentice_id, owner_kind, site_id};
    let answered = apprentice_id.assume_not_null().eq(any_of(answered.to_vec()));
    let vacant = owner_kind.eq(OwnerKind::Referent).and(not(apprentice_id.is_not_null().and(answered)));
    Box::new(site_id.eq(site).and(owner_kind.eq(OwnerKind::Site).or(vacant)))
}

type ReferentQuery = diesel::helper_types::IntoBoxed<'static, referents::table, diesel::pg::Pg>;

/// Who follows whom on a day, as deputy or as referent when nobody stands in.
fn on_duty(as_of: NaiveDate) -> ReferentQuery {
    let stood_in_for = deputies
        .filter(deputies.field(referents::apprentice_id).eq(referents::apprentice_id))
        .filter(deputies.field(referents::kind).eq("deputy"))
        .filter(deputies.field(referents::from_on).le(as_of))
        .filter(deputies.field(referents::to_on).assume_not_null().ge(as_of));
    referents::table
        .filter(referents::from_on.le(as_of))
        .filter(referents::to_on.is_null().or(referents::to_on.assume_not_null().ge(as_of)))
        .filter(referents::kind.eq("deputy").or(not(exists(stood_in_for))))
        .into_boxed()
}

/// The apprentices somebody follows on a day.
fn followed_by(conn: &mut Tx, account: AccountId, as_of: NaiveDate) -> QueryResult<Vec<ApprenticeId>> {
    on_duty(as_of).filter(referents::account_id.eq(account)).select(referents::apprentice_id).load(conn)
}

/// The apprentices of a site whom somebody who still has an account follows on a day.
fn answered_at(conn: &mut Tx, site: SiteId, as_of: NaiveDate) -> QueryResult<Vec<ApprenticeId>> {
    let enabled = accounts::table
        .filter(accounts::id.eq(referents::account_id))
        .filter(accounts::disabled_at.is_null());
    on_duty(as_of)
        .filter(referents::site_id.eq(site))
        .filter(exists(enabled))
        .select(referents::apprentice_id)
        .load(conn)
}
