//! Keeping what was derived equal to the facts: whoever reads derives anew first what changed since.
//!
//! Whoever writes a fact inserts a mark in the same transaction, and waits for nobody. Whoever reads takes the marks
//! they see, one reader a site at a time, derives the files concerned anew and removes those marks only: a mark
//! committed meanwhile stays for the next reader. Beside them, every instance keeps all sites current by itself, so that
//! a reader seldom has anything to derive.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use diesel::{Connection, QueryResult};

use super::gathering::{gather, gather_cohorts, gather_sites};
use super::model::{Derived, InFile};
use super::rules::{derive, derive_cohort, derive_site};
use super::store::{self, EditionTurn, StaleSite};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CohortId, SiteId};
use crate::law::figures::Law;
use crate::platform::crypto;
use crate::platform::db::Tx;
use crate::platform::error::{Problem, is_read_only};
use crate::platform::stopping::Stopping;
use crate::trust::access::{Bounds, Caller};
use crate::trust::door::App;

/// Raised when the rules change without the law nor the catalogue.
const EDITION: &str = "7";
/// Files gathered at once: what is held in memory.
const FILES_AT_ONCE: usize = 200;
/// How often an instance gives a sign of its edition.
const ATTENDANCE: Duration = Duration::from_secs(20);
/// Rounds a reader does before asking to come back.
const ROUNDS: usize = 8;

/// What obligations are derived with.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// The programmes.
    pub catalogue: &'a Catalogue,
    pub law: &'a Law,
    /// The present day.
    pub today: NaiveDate,
}

impl Means<'_> {
    /// The fingerprint of what the obligations are derived with.
    pub fn fingerprint(&self) -> String {
        let ground = self.catalogue.ground();
        let all = format!("{EDITION} {} {} {ground}", env!("CARGO_PKG_VERSION"), self.law.digest);
        crypto::encode(&crypto::sha256(all.as_bytes())[..16])
    }
}

/// The sites a caller may read obligations of; everywhere when unsaid.
pub fn sites_of(caller: &Caller, bounds: &Bounds, requested: Option<SiteId>) -> Option<Vec<SiteId>> {
    match (bounds, requested) {
        (Bounds::Everything, None) => None,
        (Bounds::Everything, Some(site)) => Some(vec![site]),
        (Bounds::Sites(sites), _) => Some(sites.clone()),
        (Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_), _) if caller.site_ids.is_empty() => {
            None
        }
        (Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_), _) => Some(caller.site_ids.clone()),
    }
}

/// Derives anew whatever changed at some sites; answers busy when there is too much for one request, or when somebody
/// else is already at it: many readers of a site that is far behind do not wait in line, each with a connection.
pub fn refresh(conn: &mut Tx, means: Means<'_>, sites: Option<&[SiteId]>) -> Result<(), Problem> {
    let fingerprint = means.fingerprint();
    // a round does a bounded number of files, and writers may mark others meanwhile: look again, but not for ever
    for _ in 0..ROUNDS {
        let stale = store::stale_sites(conn, sites, &fingerprint, means.today)?;
        if stale.is_empty() {
            return Ok(());
        }
        // whoever has the later edition is at it, or soon will be
        if stale.iter().any(|site| site.is_left_to_later) {
            return Err(Problem::busy("obligations.preparing"));
        }
        for StaleSite { id: site, .. } in stale {
            match conn.transaction(|tx| refresh_in_turn(tx, means, site, &fingerprint)) {
                Ok(true) => {}
                Ok(false) => return Err(Problem::busy("obligations.preparing")),
                // what was derived last is all there is
                Err(error) if is_read_only(&error) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
    match store::stale_sites(conn, sites, &fingerprint, means.today)?.is_empty() {
        true => Ok(()),
        false => Err(Problem::busy("obligations.preparing")),
    }
}

/// One round for a reader; false when somebody else has many to do.
fn refresh_in_turn(tx: &mut Tx, means: Means<'_>, site: SiteId, fingerprint: &str) -> QueryResult<bool> {
    if !store::try_lock_derivation(tx, site)? {
        // waiting pays when the other reader has little left; else every reader would sit on a connection
        if store::is_far_behind(tx, site, fingerprint)? {
            return Ok(false);
        }
        store::lock_derivation(tx, site)?;
    }
    refresh_site(tx, means, site, fingerprint)?;
    Ok(true)
}

/// One round: whether nothing was left to do.
pub fn refresh_once(conn: &mut Tx, means: Means<'_>, sites: Option<&[SiteId]>) -> QueryResult<bool> {
    let fingerprint = means.fingerprint();
    let stale = ours(store::stale_sites(conn, sites, &fingerprint, means.today)?);
    for site in &stale {
        conn.transaction(|tx| {
            store::lock_derivation(tx, *site)?;
            refresh_site(tx, means, *site, &fingerprint)
        })?;
    }
    Ok(stale.is_empty())
}

/// The sites that are not left to a later edition.
fn ours(stale: Vec<StaleSite>) -> Vec<SiteId> {
    stale.into_iter().filter(|site| !site.is_left_to_later).map(|site| site.id).collect()
}

/// One short round at each site that is behind, whose obligations nobody else is deriving; says how many there were.
///
/// A site that cannot be derived keeps no other from being.
pub async fn round(app: &App, catalogue: Arc<Catalogue>, stopping: &Stopping) -> Result<usize, Problem> {
    let stopping = stopping.clone();
    let (law, today) = (Arc::clone(&app.law), app.clock.today());
    let each = move |conn: &mut Tx| {
        let means = Means { catalogue: &catalogue, law: &law, today };
        let fingerprint = means.fingerprint();
        let stale = ours(store::stale_sites(conn, None, &fingerprint, today)?);
        let begun = stale.into_iter().take_while(|_| !stopping.is_told());
        let advanced = begun.filter(|site| advance(conn, means, *site, &fingerprint));
        Ok(advanced.count())
    };
    app.db.read(each).await
}

/// One round at a site; false when somebody else is at it, or when it failed.
fn advance(conn: &mut Tx, means: Means<'_>, site: SiteId, fingerprint: &str) -> bool {
    let advanced = conn.transaction(|tx| {
        let free = store::try_lock_derivation(tx, site)?;
        if free {
            refresh_site(tx, means, site, fingerprint)?;
        }
        QueryResult::Ok(free)
    });
    advanced.unwrap_or_else(|error| {
        tracing::warn!(%site, %error, "deriving what is due");
        false
    })
}

/// Keeps what is due current at every site, so that readers find it so; until told to stop, at the end of a round.
/// Says so after each round that ended well.
pub async fn refresh_regularly(
    app: &App,
    catalogue: impl Fn() -> Arc<Catalogue>,
    pause: Duration,
    stopping: Stopping,
    succeeded: impl Fn(),
) {
    let mut attendance = Attendance::default();
    while !stopping.is_told() {
        let catalogue = catalogue();
        attendance.give(app, &catalogue).await;
        let advanced = round(app, Arc::clone(&catalogue), &stopping).await;
        match &advanced {
            Ok(_) => succeeded(),
            Err(problem) => tracing::warn!(%problem, "deriving what is due"),
        }
        if advanced.unwrap_or_default() == 0 {
            let _ = tokio::time::timeout(pause, stopping.told()).await;
        }
    }
}

/// The signs that an instance gives of its edition, and what it last heard: said once in the log.
#[derive(Debug, Default)]
struct Attendance {
    given_at: Option<Instant>,
    waits_for: Option<String>,
}

impl Attendance {
    /// Gives a sign when it is time to.
    async fn give(&mut self, app: &App, catalogue: &Arc<Catalogue>) {
        if self.given_at.is_some_and(|at| at.elapsed() < ATTENDANCE) {
            return;
        }
        match attend(app, Arc::clone(catalogue)).await {
            Ok(turn) => self.hear(turn),
            Err(problem) => return tracing::warn!(%problem, "deriving what is due"),
        }
        self.given_at = Some(Instant::now());
    }

    fn hear(&mut self, turn: EditionTurn) {
        match turn {
            EditionTurn::Later(program) if self.waits_for.is_none() => {
                tracing::warn!(
                    %program,
                    "what is due is left to an instance with a later version of the program, the law or the catalogue"
                );
                self.waits_for = Some(program);
            }
            EditionTurn::OursAgain => {
                tracing::warn!(
                    "the instances with a later version are gone: what is due is derived with ours"
                );
                self.waits_for = None;
            }
            EditionTurn::Ours => self.waits_for = None,
            EditionTurn::Later(_) => {}
        }
    }
}

/// Says that an instance derives with what it has, and whose turn it is.
pub async fn attend(app: &App, catalogue: Arc<Catalogue>) -> Result<EditionTurn, Problem> {
    let (law, today) = (Arc::clone(&app.law), app.clock.today());
    let attending = move |tx: &mut Tx| {
        let means = Means { catalogue: &catalogue, law: &law, today };
        Ok(store::attend(tx, &means.fingerprint())?)
    };
    app.db.transaction(attending).await
}

/// Derives anew whatever changed, a short transaction after another, so that nobody waits for much of it.
pub async fn catch_up(app: &App, catalogue: Arc<Catalogue>, site: Option<SiteId>) -> Result<(), Problem> {
    loop {
        let (law, catalogue, today) = (Arc::clone(&app.law), Arc::clone(&catalogue), app.clock.today());
        let round = move |conn: &mut Tx| {
            let means = Means { catalogue: &catalogue, law: &law, today };
            Ok(refresh_once(conn, means, site.as_ref().map(std::slice::from_ref))?)
        };
        if app.db.read(round).await? {
            return Ok(());
        }
    }
}

/// Forgets everything derived: the next rounds derive it all anew.
pub fn forget_all(conn: &mut Tx) -> QueryResult<()> {
    store::forget_ledgers(conn)
}

/// One round at a site held by its lock.
fn refresh_site(tx: &mut Tx, means: Means<'_>, site: SiteId, fingerprint: &str) -> QueryResult<()> {
    if !store::begin_anew(tx, site, fingerprint)? {
        return Ok(());
    }
    store::sweep(tx, site, means.today)?;
    let marks = store::take_marks(tx, site)?;
    if !marks.is_empty() {
        let files: Vec<InFile> = store::expand(tx, &marks)?.into_iter().collect();
        for some in files.chunks(FILES_AT_ONCE) {
            let derived = derive_all(tx, means, some)?;
            store::replace(tx, site, some, &derived, means.today)?;
        }
        store::forget_marks(tx, &marks)?;
    }
    Ok(())
}

/// What the facts of some files say, nothing kept: the truth that what is kept has to equal.
pub fn derive_all(tx: &mut Tx, means: Means<'_>, files: &[InFile]) -> QueryResult<Vec<Derived>> {
    let mut people: Vec<ApprenticeId> = Vec::new();
    let mut classes: Vec<CohortId> = Vec::new();
    let mut sites: Vec<SiteId> = Vec::new();
    for file in files {
        match file {
            InFile::Apprentice(id) => people.push(*id),
            InFile::Cohort(id) => classes.push(*id),
            InFile::Site(id) => sites.push(*id),
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
    if !sites.is_empty() {
        let gathered = gather_sites(tx, &sites)?;
        derived.extend(gathered.iter().flat_map(|file| derive_site(file, means.law)));
    }
    Ok(derived)
}
