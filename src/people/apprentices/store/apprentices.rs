//! Queries on apprentices.

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, CohortId, SiteId};
use crate::people::apprentices::cards::store::cards_with;
use crate::people::apprentices::model::{Apprentice, ApprenticeFacts, ApprenticeLine, Phase};
use crate::people::apprentices::rules::book::INE_IS_ONE_PERSON;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::platform::db::{
    FirstRows, Tx, hashtextextended, pg_advisory_xact_lock, pg_advisory_xact_lock_shared,
};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::folding;
use crate::platform::page::{Name, Rows};
use crate::platform::search::{name_key, search_pattern, start_pattern, words_of};
use crate::say;
use crate::schema::{apprentices, enrolment_cards, referents};
use crate::trust::access::{Bounds, Reach, followed_apprentices};

/// What narrows a list of apprentices.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ApprenticeFilter {
    /// Words of the birth, given or usage name, whatever their accents, capitals and order; one or two letters are
    /// looked for at the beginning of names only.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only those enrolled in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only those this manager or trainer is on duty for on the day the statuses are said of.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only those with an enrolment that has this status today.
    #[param(inline)]
    pub status: Option<EnrolmentStatus>,
    /// Only those with an enrolment whose contract that counts today is in this phase.
    #[param(inline)]
    pub phase: Option<Phase>,
    /// Day the statuses are said of, today when absent.
    pub as_of: Option<NaiveDate>,
}

pub(super) type ApprenticeQuery<'a> = apprentices::BoxedQuery<'a, Pg>;

/// The apprentices within reach: those they have a signed contract with for tutors, themselves for students.
///
/// One site is compared with `=`, so that the index on (site, name) gives the rows already in order.
pub(super) fn reachable<'a>(reach: &Reach) -> ApprenticeQuery<'a> {
    let rows = apprentices::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, apprentices::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(apprentices::id.eq_any(followed_apprentices(*tutor))),
        Bounds::Link { tutor, apprentices: theirs } => {
            let followed = rows.filter(apprentices::id.eq_any(followed_apprentices(*tutor)));
            followed.filter(apprentices::id.eq_any(theirs.clone()))
        }
        Bounds::Apprentice(apprentice) => rows.filter(apprentices::id.eq(*apprentice)),
    }
}

/// One apprentice.
///
/// By its identifier the statement is the same for all staff, so that it is neither written nor planned anew.
pub fn find(conn: &mut Tx, reach: &Reach, id: ApprenticeId) -> QueryResult<Option<Apprentice>> {
    if let Bounds::Tutor(_) | Bounds::Link { .. } = reach.bounds() {
        let rows = reachable(reach).filter(apprentices::id.eq(id));
        return rows.select(Apprentice::as_select()).first(conn).optional();
    }
    let found: Option<Apprentice> =
        apprentices::table.find(id).select(Apprentice::as_select()).first(conn).optional()?;
    Ok(found.filter(|row| reach.covers(row.site_id, row.id)))
}

/// Which of some apprentices are within reach.
pub fn existing_among(conn: &mut Tx, reach: &Reach, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeId>> {
    reachable(reach).filter(apprentices::id.eq_any(ids.to_vec())).select(apprentices::id).load(conn)
}

/// One apprentice, locked until the end of the transaction; taken before anything under them is written.
pub fn lock(tx: &mut Tx, reach: &Reach, id: ApprenticeId) -> QueryResult<Option<Apprentice>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    apprentices::table.find(id).for_no_key_update().select(Apprentice::as_select()).first(tx).optional()
}

fn narrowed<'a>(reach: &Reach, filter: &ApprenticeFilter, as_of: NaiveDate) -> ApprenticeQuery<'a> {
    let mut rows = reachable(reach);
    for word in &words_of(filter.q.as_deref()) {
        let name = apprentices::search_name;
        rows = match is_short(word) {
            false => rows.filter(name.like(search_pattern(word))),
            true => {
                rows.filter(name.like(start_pattern(word)).or(name.like(search_pattern(&format!(" {word}")))))
            }
        };
    }
    if let Some(site) = filter.site {
        rows = rows.filter(apprentices::site_id.eq(site));
    }
    if filter.cohort.is_some() || filter.status.is_some() || filter.phase.is_some() {
        let theirs = cards_with(filter.cohort, filter.status, filter.phase);
        rows = rows.filter(apprentices::id.eq_any(theirs.select(enrolment_cards::apprentice_id)));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(apprentices::id.eq_any(on_duty_for(account, as_of)));
    }
    rows
}

diesel::alias!(referents as deputies: Deputies);

/// The apprentices somebody is on duty for on a day: as their deputy, or as their referent when nobody stands in.
#[diesel::dsl::auto_type(type_case = "PascalCase")]
pub fn on_duty_for(account: AccountId, day: NaiveDate) -> _ {
    let from_on = deputies.field(referents::from_on);
    let to_on = deputies.field(referents::to_on);
    let stand_in = deputies
        .filter(deputies.field(referents::apprentice_id).eq(referents::apprentice_id))
        .filter(deputies.field(referents::kind).eq("deputy"))
        .filter(from_on.le(day))
        .filter(to_on.ge(day));
    referents::table
        .filter(referents::account_id.eq(account))
        .filter(referents::from_on.le(day))
        .filter(referents::to_on.is_null().or(referents::to_on.ge(day)))
        .filter(referents::kind.eq("deputy").or(not(exists(stand_in))))
        .select(referents::apprentice_id)
}

/// Whether a word has too few letters to be found in the middle of a name: only beginnings have trigrams then.
fn is_short(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() < 3
}

/// One more row than the limit, sorted by name; their referents are those of a day.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ApprenticeFilter,
    as_of: NaiveDate,
    page: &Rows<Name>,
) -> QueryResult<Vec<ApprenticeLine>> {
    let mut rows = narrowed(reach, filter, as_of);
    if let Some(after) = page.after.clone() {
        let tie = apprentices::search_name.gt(after.name.clone()).or(apprentices::id.gt(after.id));
        rows = rows.filter(apprentices::search_name.ge(after.name)).filter(tie);
    }
    let (rows, most) = (rows.select(ApprenticeLine::as_select()), page.limit + 1);
    // found by their trigrams, the rows are few and sorted afterwards: were the index on names able to give this
    // order, PostgreSQL might walk it through a whole site for want of enough matches
    match words_of(filter.q.as_deref()).is_empty() {
        true => rows.order((apprentices::search_name, apprentices::id)).first_rows(most).load(conn),
        false => {
            let order = (apprentices::search_name.concat(""), apprentices::id);
            rows.order(order).first_rows(most).load(conn)
        }
    }
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ApprenticeFilter, as_of: NaiveDate) -> QueryResult<i64> {
    narrowed(reach, filter, as_of).count().get_result(conn)
}

/// Waits for whoever is writing an apprentice of the same names at the site, so that one of the two sees the other.
pub fn wait_for_lookalikes(tx: &mut Tx, site: SiteId, facts: &ApprenticeFacts) -> QueryResult<()> {
    let [family_name, given_name] =
        [&facts.family_name, &facts.given_name].map(|name| folding::name_key(name));
    let person = format!("{site} {family_name} {given_name} {}", facts.born_on);
    let beside_others = pg_advisory_xact_lock_shared(hashtextextended(site.to_string(), 0));
    let alone = pg_advisory_xact_lock(hashtextextended(person, 0));
    diesel::select((beside_others, alone)).execute(tx).map(drop)
}

/// Waits for whoever is writing an apprentice at the site: many are written at once.
pub fn wait_for_everybody(tx: &mut Tx, site: SiteId) -> QueryResult<()> {
    diesel::select(pg_advisory_xact_lock(hashtextextended(site.to_string(), 0))).execute(tx).map(drop)
}

/// An apprentice of the site with the same names, however they are written, and the same birth date.
pub fn one_who_looks_like(
    conn: &mut Tx,
    site: SiteId,
    facts: &ApprenticeFacts,
    except: Option<ApprenticeId>,
) -> QueryResult<Option<ApprenticeId>> {
    let mut rows = apprentices::table
        .filter(apprentices::site_id.eq(site))
        .filter(apprentices::born_on.eq(facts.born_on))
        .filter(name_key(apprentices::family_name).eq(folding::name_key(&facts.family_name)))
        .filter(name_key(apprentices::given_name).eq(folding::name_key(&facts.given_name)))
        .select(apprentices::id)
        .into_boxed();
    if let Some(themselves) = except {
        rows = rows.filter(apprentices::id.ne(themselves));
    }
    rows.first(conn).optional()
}

/// Another apprentice of the site who has an INE.
pub fn find_by_ine(
    conn: &mut Tx,
    site: SiteId,
    ine: &str,
    except: Option<ApprenticeId>,
) -> QueryResult<Option<Apprentice>> {
    let alike = apprentices::table.filter(apprentices::site_id.eq(site)).filter(apprentices::ine.eq(ine));
    let mut rows = alike.select(Apprentice::as_select()).into_boxed();
    if let Some(themselves) = except {
        rows = rows.filter(apprentices::id.ne(themselves));
    }
    rows.first(conn).optional()
}

/// Writes a new apprentice.
pub fn insert(tx: &mut Tx, site: SiteId, facts: &ApprenticeFacts) -> Result<Apprentice, Problem> {
    diesel::insert_into(apprentices::table)
        .values((apprentices::id.eq(ApprenticeId::new()), apprentices::site_id.eq(site), facts))
        .returning(Apprentice::as_returning())
        .get_result(tx)
        .refuse_on("apprentices_ine_unique", ine_taken)
}

/// Writes an apprentice anew.
pub fn change(tx: &mut Tx, id: ApprenticeId, facts: &ApprenticeFacts) -> Result<Apprentice, Problem> {
    diesel::update(apprentices::table.find(id))
        .set(facts)
        .returning(Apprentice::as_returning())
        .get_result(tx)
        .refuse_on("apprentices_ine_unique", ine_taken)
}

/// The refusal of an INE that another apprentice of the site has.
pub fn ine_taken() -> Problem {
    INE_IS_ONE_PERSON.conflict(say!(
        "Un autre apprenti de ce site a déjà cet INE : vérifiez qu'il ne s'agit pas de la même personne.",
        "Another apprentice of this site already has this INE: check that it is not the same person."
    ))
}

/// Locks an apprentice until the end of the transaction: whatever changes their contracts comes one after another.
pub fn lock_contracts_of(tx: &mut Tx, id: ApprenticeId) -> QueryResult<()> {
    apprentices::table
        .find(id)
        .for_no_key_update()
        .select(apprentices::id)
        .first::<ApprenticeId>(tx)
        .map(drop)
}
