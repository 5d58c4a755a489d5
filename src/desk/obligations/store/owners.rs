//! What somebody has to do themselves, and what falls back on a site because nobody follows the apprentice.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::listing::Condition;
use crate::desk::obligations::model::OwnerKind;
use crate::ids::{AccountId, ApprenticeId, SiteId, TutorId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, derived_obligations, referents, sites};

diesel::alias!(referents as deputies: Deputies);

/// Rows that a person, a tutor, an apprentice or a site has to do on a day: each part has an index of its own.
pub(super) fn owned(conn: &mut Tx, owner: Uuid, as_of: NaiveDate) -> QueryResult<Condition> {
    use derived_obligations::{apprentice_id, owner_id, owner_kind, tutor_id};
    let is_site = diesel::select(exists(sites::table.find(SiteId(owner)))).get_result(conn)?;
    if is_site {
        return of_site(conn, SiteId(owner), as_of);
    }
    let followed = followed_by(conn, AccountId(owner), as_of)?;
    let tutor = owner_kind.eq(OwnerKind::Tutor).and(tutor_id.assume_not_null().eq(TutorId(owner)));
    let apprentice =
        owner_kind.eq(OwnerKind::Apprentice).and(apprentice_id.assume_not_null().eq(ApprenticeId(owner)));
    let named = owner_kind.eq(OwnerKind::Staff).and(owner_id.assume_not_null().eq(AccountId(owner)));
    let referent =
        owner_kind.eq(OwnerKind::Referent).and(apprentice_id.assume_not_null().eq(any_of(followed)));
    Ok(Box::new(tutor.or(apprentice).or(named).or(referent)))
}

/// What a site has to do itself, and what its referents would if there were one to answer.
fn of_site(conn: &mut Tx, site: SiteId, as_of: NaiveDate) -> QueryResult<Condition> {
    use derived_obligations::{apprentice_id, owner_kind, site_id};
    let answered = answered_at(conn, site, as_of)?;
    let followed = apprentice_id.is_not_null().and(apprentice_id.assume_not_null().eq(any_of(answered)));
    let vacant = owner_kind.eq(OwnerKind::Referent).and(not(followed));
    Ok(Box::new(site_id.eq(site).and(owner_kind.eq(OwnerKind::Site).or(vacant))))
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
