//! Every query on the versions of the catalogue.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::assembling::{content_of, digest_of};
use super::model::{CatalogueNoun, CatalogueVersion, VersionOrigin, Versioned};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::platform::db::{FirstRows, Tx, hashtextextended, pg_advisory_xact_lock};
use crate::platform::page::Rows;
use crate::schema::catalogue_versions;

/// How many versions there are: rows are added and never go, so another number says that something changed.
pub fn revision(conn: &mut Tx) -> QueryResult<i64> {
    catalogue_versions::table.select(count_star()).first(conn)
}

/// Every version, the oldest of each first.
pub fn all(conn: &mut Tx) -> QueryResult<Vec<CatalogueVersion>> {
    catalogue_versions::table
        .order((catalogue_versions::noun, catalogue_versions::code, catalogue_versions::number))
        .select(CatalogueVersion::as_select())
        .load(conn)
}

/// Waits for its turn to change the catalogue: one at a time until the end of the transaction.
pub fn lock(tx: &mut Tx) -> QueryResult<()> {
    diesel::select(pg_advisory_xact_lock(hashtextextended("catalogue versions", 0))).execute(tx).map(drop)
}

/// One more row than the limit of the versions of something, the last first.
pub fn list(
    conn: &mut Tx,
    noun: CatalogueNoun,
    code: &str,
    page: &Rows<i32>,
) -> QueryResult<Vec<CatalogueVersion>> {
    let mut rows = of(noun, code).into_boxed();
    if let Some(after) = page.after {
        rows = rows.filter(catalogue_versions::number.lt(after));
    }
    rows.order(catalogue_versions::number.desc())
        .select(CatalogueVersion::as_select())
        .first_rows(page.limit + 1)
        .load(conn)
}

/// Some versions of something.
pub fn some(
    conn: &mut Tx,
    noun: CatalogueNoun,
    code: &str,
    numbers: &[i32],
) -> QueryResult<Vec<CatalogueVersion>> {
    of(noun, code)
        .filter(catalogue_versions::number.eq_any(numbers))
        .select(CatalogueVersion::as_select())
        .load(conn)
}

/// The number of the version of something in force on a day.
pub fn number_in_force(
    conn: &mut Tx,
    noun: CatalogueNoun,
    code: &str,
    day: NaiveDate,
) -> QueryResult<Option<i32>> {
    of(noun, code)
        .filter(catalogue_versions::is_proposed.eq(false))
        .filter(catalogue_versions::effective_on.is_null().or(catalogue_versions::effective_on.le(day)))
        .order((catalogue_versions::effective_on.desc().nulls_last(), catalogue_versions::number.desc()))
        .select(catalogue_versions::number)
        .first(conn)
        .optional()
}

/// The number of the last version of something.
pub fn last_number(conn: &mut Tx, noun: CatalogueNoun, code: &str) -> QueryResult<Option<i32>> {
    of(noun, code).select(max(catalogue_versions::number)).first(conn)
}

#[diesel::dsl::auto_type]
fn of<'a>(noun: CatalogueNoun, code: &'a str) -> _ {
    catalogue_versions::table
        .filter(catalogue_versions::noun.eq(noun))
        .filter(catalogue_versions::code.eq(code))
}

/// Writes a version.
pub fn insert(tx: &mut Tx, version: &CatalogueVersion) -> QueryResult<()> {
    diesel::insert_into(catalogue_versions::table).values(version).execute(tx).map(drop)
}

/// Takes in what the files say, at the start of an instance: the first time as what has always held; then, when a file
/// changed, as what holds from today, unless people changed something since: then as a proposal, told in the log.
pub fn take_in_files(
    tx: &mut Tx,
    files: &Catalogue,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> QueryResult<()> {
    lock(tx)?;
    let known = all(tx)?;
    take_in::<Cfa>(tx, files, &known, (now, today))?;
    take_in::<Site>(tx, files, &known, (now, today))?;
    take_in::<Programme>(tx, files, &known, (now, today))
}

fn take_in<T: Versioned>(
    tx: &mut Tx,
    files: &Catalogue,
    known: &[CatalogueVersion],
    at: (DateTime<Utc>, NaiveDate),
) -> QueryResult<()> {
    for one in T::all(files) {
        let own: Vec<_> = known.iter().filter(|version| version.is_of(T::NOUN, one.code())).collect();
        let Some(version) = from_file(one, &own, at) else { continue };
        if version.is_proposed {
            tracing::warn!(
                noun = version.noun.as_str(),
                code = version.code,
                number = version.number,
                "the file changed after people did: what it says is a proposal, to be adopted by the restoration of that version"
            );
        }
        insert(tx, &version)?;
    }
    Ok(())
}

/// The version that a file brings; none when what it says is known already.
fn from_file<T: Versioned>(
    one: &T,
    known: &[&CatalogueVersion],
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Option<CatalogueVersion> {
    let content = content_of(one);
    let digest = digest_of(&content);
    if known.iter().any(|version| version.file_digest.as_ref() == Some(&digest)) {
        return None;
    }
    let last = known.iter().max_by_key(|version| version.number);
    let in_force = super::model::in_force(known.iter().copied(), today);
    let changed_by_people = known.iter().any(|version| version.origin != VersionOrigin::File);
    let says_the_same = in_force.is_some_and(|version| digest_of(&version.content) == digest);
    Some(CatalogueVersion {
        noun: T::NOUN,
        code: one.code().to_owned(),
        number: last.map_or(1, |last| last.number + 1),
        origin: VersionOrigin::File,
        is_proposed: changed_by_people && !says_the_same,
        effective_on: last.map(|_| today),
        based_on: in_force.map(|version| version.number),
        restores: None,
        content,
        file_digest: Some(digest),
        reason: None,
        author_id: None,
        created_at: now,
    })
}
