//! Keeping what was derived equal to the facts: whoever reads derives anew first what changed since.
//!
//! Whoever writes a fact inserts a mark in the same transaction, and waits for nobody. Whoever reads takes the marks
//! they see, one reader a site at a time, derives the files concerned anew and removes those marks only: a mark
//! committed meanwhile stays for the next reader.

use chrono::NaiveDate;
use diesel::{Connection, QueryResult};

use super::gathering::{gather, gather_cohorts};
use super::model::{Derived, InFile};
use super::rules::{derive, derive_cohort};
use super::store;
use crate::access::{Bounds, Caller};
use crate::catalogue::Catalogue;
use crate::ids::{ApprenticeId, CohortId, SiteId};
use crate::law::Law;
use crate::platform::crypto;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

/// Raised when the rules change without the law nor the catalogue.
const EDITION: &str = "1";
/// Marks taken at once.
const MARKS_AT_ONCE: i64 = 1000;
/// Files gathered at once.
const FILES_AT_ONCE: usize = 250;
/// Rounds a reader does before asking to come back.
const ROUNDS: usize = 4;

/// What obligations are derived with.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The programmes.
    pub catalogue: &'a Catalogue,
    /// The law.
    pub law: &'a Law,
    /// The present day.
    pub today: NaiveDate,
}

impl Means<'_> {
    /// The fingerprint of what the obligations are derived with.
    pub fn fingerprint(&self) -> String {
        let mut all = format!("{EDITION} {} {}", env!("CARGO_PKG_VERSION"), self.law.digest);
        for programme in &self.catalogue.programmes {
            all.push_str(&programme.digest);
        }
        crypto::encode(&crypto::sha256(all.as_bytes())[..16])
    }
}

/// The sites a caller may read obligations of; everywhere when unsaid.
pub fn sites_of(caller: &Caller, bounds: &Bounds, asked: Option<SiteId>) -> Option<Vec<SiteId>> {
    match (bounds, asked) {
        (Bounds::Everything, None) => None,
        (Bounds::Everything, Some(site)) => Some(vec![site]),
        (Bounds::Sites(sites), _) => Some(sites.clone()),
        (Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_), _) if caller.site_ids.is_empty() => {
            None
        }
        (Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_), _) => Some(caller.site_ids.clone()),
    }
}

/// Derives anew whatever changed at some sites; answers busy when there is too much for one request.
pub fn refresh(conn: &mut Tx, means: Means<'_>, sites: Option<&[SiteId]>) -> Result<(), Problem> {
    for _ in 0..ROUNDS {
        if refresh_once(conn, means, sites)? {
            return Ok(());
        }
    }
    match refresh_once(conn, means, sites)? {
        true => Ok(()),
        false => Err(Problem::busy("obligations.preparing")),
    }
}

/// One round: whether nothing was left to do.
pub fn refresh_once(conn: &mut Tx, means: Means<'_>, sites: Option<&[SiteId]>) -> QueryResult<bool> {
    let fingerprint = means.fingerprint();
    let stale = store::stale_sites(conn, sites, &fingerprint, means.today)?;
    for site in &stale {
        conn.transaction(|tx| refresh_site(tx, means, *site, &fingerprint))?;
    }
    Ok(stale.is_empty())
}

/// Forgets everything derived: the next rounds derive it all anew.
pub fn forget_all(conn: &mut Tx) -> QueryResult<()> {
    store::forget_ledgers(conn)
}

fn refresh_site(tx: &mut Tx, means: Means<'_>, site: SiteId, fingerprint: &str) -> QueryResult<()> {
    store::lock_site(tx, site)?;
    store::begin_anew(tx, site, fingerprint)?;
    let marks = store::take_marks(tx, site, MARKS_AT_ONCE)?;
    if !marks.is_empty() {
        let files: Vec<InFile> = store::expand(tx, &marks)?.into_iter().collect();
        for some in files.chunks(FILES_AT_ONCE) {
            let derived = derive_all(tx, means, some)?;
            store::replace(tx, site, some, &derived, means.today)?;
        }
        store::forget_marks(tx, &marks)?;
    }
    store::sweep(tx, site, means.today)
}

/// What the facts of some files say, nothing kept: the truth that what is kept has to equal.
pub fn derive_all(tx: &mut Tx, means: Means<'_>, files: &[InFile]) -> QueryResult<Vec<Derived>> {
    let mut people: Vec<ApprenticeId> = Vec::new();
    let mut classes: Vec<CohortId> = Vec::new();
    for file in files {
        match file {
            InFile::Apprentice(id) => people.push(*id),
            InFile::Cohort(id) => classes.push(*id),
        }
    }
    let mut derived = Vec::new();
    if !people.is_empty() {
        let gathered = gather(tx, means.catalogue, means.law, &people)?;
        derived.extend(gathered.iter().flat_map(|file| derive(file, means.law)));
    }
    if !classes.is_empty() {
        let gathered = gather_cohorts(tx, &classes)?;
        derived.extend(gathered.iter().flat_map(|file| derive_cohort(file, means.law)));
    }
    Ok(derived)
}
