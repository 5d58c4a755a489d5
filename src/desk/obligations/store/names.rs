//! The names of whom a page of what is due speaks of: one statement a kind of person.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::listing::ObligationRow;
use crate::catalogue::cohorts::store::names_by_id;
use crate::desk::obligations::model::OwnerKind;
use crate::ids::{AccountId, ApprenticeId, CohortId, SiteId, TutorId};
use crate::law::identifiers::{called, full_name};
use crate::people::referents::model::Duty;
use crate::people::referents::store::on_duty;
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, apprentices, sites, tutors};
use crate::trust::access::{Caller, Role};

/// Names, by whom they are of.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub apprentices: HashMap<ApprenticeId, String>,
    pub cohorts: HashMap<CohortId, String>,
    /// Of company tutors.
    pub tutors: HashMap<TutorId, String>,
    /// Of people of the site.
    pub staff: HashMap<AccountId, String>,
    pub sites: HashMap<SiteId, String>,
    /// Who is on duty for apprentices.
    pub duties: HashMap<ApprenticeId, Duty>,
}

impl Names {
    /// The names a reader may read: a machine, only of those whose records it may read.
    #[must_use]
    pub fn seen_by(mut self, caller: &Caller) -> Self {
        if !caller.sees_names_of(Role::Student) {
            self.apprentices.clear();
        }
        if !caller.sees_names_of(Role::Tutor) {
            self.tutors.clear();
        }
        self
    }
}

/// The names of whom some rows speak of, found within reach; who follows an apprentice is told of a day.
pub fn names_of(conn: &mut Tx, rows: &[ObligationRow], day: NaiveDate) -> QueryResult<Names> {
    let mut people: Vec<ApprenticeId> = rows.iter().filter_map(|row| row.apprentice_id).collect();
    people.sort_unstable();
    people.dedup();
    let followed = rows.iter().filter(|row| row.owner_kind == OwnerKind::Referent);
    let mut followed: Vec<ApprenticeId> = followed.filter_map(|row| row.apprentice_id).collect();
    followed.sort_unstable();
    followed.dedup();
    let of_tutors = rows.iter().filter(|row| row.owner_kind == OwnerKind::Tutor);
    Ok(Names {
        apprentices: apprentice_names(conn, people)?,
        cohorts: names_by_id(conn, rows.iter().filter_map(|row| row.cohort_id).collect())?,
        tutors: tutor_names(conn, of_tutors.filter_map(|row| row.tutor_id).collect())?,
        staff: staff_names(conn, rows.iter().filter_map(|row| row.owner_id).collect())?,
        sites: site_names(conn, rows.iter().map(|row| row.site_id).collect())?,
        duties: if followed.is_empty() { HashMap::new() } else { on_duty(conn, &followed, day)? },
    })
}

fn apprentice_names(conn: &mut Tx, ids: Vec<ApprenticeId>) -> QueryResult<HashMap<ApprenticeId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ApprenticeId, Option<String>, String, String)> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids)))
        .select((
            apprentices::id,
            apprentices::usual_given_name,
            apprentices::given_name,
            apprentices::family_name,
        ))
        .load(conn)?;
    let named = rows
        .into_iter()
        .map(|(id, usual, given, family)| (id, full_name(called(usual.as_deref(), &given), &family)));
    Ok(named.collect())
}

fn tutor_names(conn: &mut Tx, ids: Vec<TutorId>) -> QueryResult<HashMap<TutorId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(TutorId, String, String)> = tutors::table
        .filter(tutors::id.eq(any_of(ids)))
        .select((tutors::id, tutors::given_name, tutors::family_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, given, family)| (id, full_name(&given, &family))).collect())
}

fn staff_names(conn: &mut Tx, ids: Vec<AccountId>) -> QueryResult<HashMap<AccountId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        accounts::table.filter(accounts::id.eq(any_of(ids))).select((accounts::id, accounts::display_name));
    Ok(rows.load::<(AccountId, String)>(conn)?.into_iter().collect())
}

fn site_names(conn: &mut Tx, mut ids: Vec<SiteId>) -> QueryResult<HashMap<SiteId, String>> {
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sites::table.filter(sites::id.eq(any_of(ids))).select((sites::id, sites::name));
    Ok(rows.load::<(SiteId, String)>(conn)?.into_iter().collect())
}
