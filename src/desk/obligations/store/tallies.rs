//! How much is open of each kind, as changes day after day: kept with the rows in the same transactions, whose writers
//! hold the lock of the site. The changes of the past are one row a kind: counting a day to come adds up few rows.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::dsl::sum;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::filter::ObligationView;
use super::listing::{KindCount, ObligationRow};
use crate::desk::obligations::model::{DUTIES_OF_CFA, Derived, ObligationKind, is_private};
use crate::desk::obligations::rules::{Days, GivenUp, Open, changes};
use crate::ids::{ObligationId, SiteId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{derived_obligations, obligation_ledgers, obligation_tallies, obligation_waivers};

/// The day under which the changes of the past are kept together.
const PAST: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What of a row makes it count.
#[derive(Debug, Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = derived_obligations, check_for_backend(diesel::pg::Pg))]
pub struct TallyRow {
    id: ObligationId,
    kind: ObligationKind,
    apprentice_sees: bool,
    since_on: NaiveDate,
    from_on: NaiveDate,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
    closed_on: NaiveDate,
}

impl From<&Derived> for TallyRow {
    fn from(one: &Derived) -> Self {
        Self {
            id: one.id(),
            kind: one.kind,
            apprentice_sees: one.apprentice_sees,
            since_on: one.since_on,
            from_on: one.from_on,
            due_on: one.due_on,
            done_on: one.done_on,
            closed_on: one.closed_on(),
        }
    }
}

impl From<&ObligationRow> for TallyRow {
    fn from(one: &ObligationRow) -> Self {
        Self {
            id: one.id,
            kind: one.kind,
            apprentice_sees: one.apprentice_sees,
            since_on: one.since_on,
            from_on: one.from_on,
            due_on: one.due_on,
            done_on: one.done_on,
            closed_on: one.closed_on,
        }
    }
}

impl TallyRow {
    fn changes(&self, given_up: &[GivenUp]) -> Vec<(NaiveDate, Open)> {
        let days = Days {
            from_on: self.from_on,
            due_on: self.due_on,
            done_on: self.done_on,
            closed_on: self.closed_on,
        };
        changes(self.since_on, days, given_up)
    }
}

/// When some obligations were given up.
pub type Waivers = HashMap<ObligationId, Vec<GivenUp>>;

/// When each of some obligations was given up, and until when.
pub fn waivers_of(tx: &mut Tx, ids: Vec<ObligationId>) -> QueryResult<Waivers> {
    use obligation_waivers::{given_on, obligation_id, withdrawn_on};
    let rows: Vec<(ObligationId, NaiveDate, Option<NaiveDate>)> = obligation_waivers::table
        .filter(obligation_id.eq(any_of(ids)))
        .select((obligation_id, given_on, withdrawn_on))
        .load(tx)?;
    let mut waivers = Waivers::new();
    for (id, from_on, until_on) in rows {
        waivers.entry(id).or_default().push(GivenUp { from_on, until_on });
    }
    Ok(waivers)
}

/// The tally of a site after some rows went and others came.
pub fn replaced(tx: &mut Tx, site: SiteId, gone: &[TallyRow], come: &[TallyRow]) -> QueryResult<()> {
    let mut ids: Vec<ObligationId> = gone.iter().chain(come).map(|one| one.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let waivers = waivers_of(tx, ids)?;
    let mut moved = Moved::at(tx, site)?;
    gone.iter().for_each(|one| moved.away(one, &waivers));
    come.iter().for_each(|one| moved.here(one, &waivers));
    moved.save(tx, site)
}

/// The tally of a site after somebody gave something up or took that back.
pub fn settled(tx: &mut Tx, row: &ObligationRow, before: &Waivers) -> QueryResult<()> {
    let after = waivers_of(tx, vec![row.id])?;
    let mut moved = Moved::at(tx, row.site_id)?;
    moved.away(&row.into(), before);
    moved.here(&row.into(), &after);
    moved.save(tx, row.site_id)
}

/// Puts the changes that are past by a day together, for a site held by its lock.
pub fn fold(tx: &mut Tx, site: SiteId, today: NaiveDate) -> QueryResult<()> {
    use obligation_tallies::{due, from_on, kind, late, private, site_id, upcoming};
    let past = || obligation_tallies::table.filter(site_id.eq(site)).filter(from_on.le(today));
    let sums: Vec<(ObligationKind, bool, Sums)> = past()
        .group_by((kind, private))
        .select((kind, private, (sum(upcoming), sum(due), sum(late))))
        .load(tx)?;
    diesel::delete(past()).execute(tx)?;
    let sums = sums.into_iter().map(|(of, hidden, sums)| ((PAST, of.as_str(), hidden), added(sums)));
    Moved { until: today, open: sums.collect() }.save(tx, site)
}

/// Forgets the tally of a site.
pub fn forget(tx: &mut Tx, site: SiteId) -> QueryResult<()> {
    let own = obligation_tallies::table.filter(obligation_tallies::site_id.eq(site));
    diesel::delete(own).execute(tx).map(drop)
}

/// How much is open of each kind, seen from the present day or a day to come, at some sites or everywhere.
pub fn count(
    conn: &mut Tx,
    sites: Option<Vec<SiteId>>,
    view: &ObligationView,
) -> QueryResult<Vec<KindCount>> {
    use obligation_tallies::{due, from_on, kind, late, private, site_id, upcoming};
    let mut rows = obligation_tallies::table
        .filter(from_on.le(view.as_of))
        .group_by(kind)
        .select((kind, (sum(upcoming), sum(due), sum(late))))
        .order(kind)
        .into_boxed();
    if let Some(sites) = sites {
        rows = rows.filter(site_id.eq(any_of(sites)));
    }
    if view.for_everyone {
        rows = rows.filter(private.eq(false));
    }
    if view.without_cfa {
        rows = rows.filter(kind.ne_all(DUTIES_OF_CFA));
    }
    let open = rows.load::<(ObligationKind, Sums)>(conn)?.into_iter().map(|(of, sums)| (of, added(sums)));
    let open = open.filter(|(_, open)| *open != Open::default());
    Ok(open.map(KindCount::from).collect())
}

/// What PostgreSQL answers to three sums.
type Sums = (Option<i64>, Option<i64>, Option<i64>);

fn added((upcoming, due, late): Sums) -> Open {
    let [upcoming, due, late] = [upcoming, due, late].map(Option::unwrap_or_default);
    Open { upcoming, due, late }
}

/// What changes in a tally.
struct Moved {
    /// Last day of what is kept together as past.
    until: NaiveDate,
    open: BTreeMap<(NaiveDate, &'static str, bool), Open>,
}

impl Moved {
    fn at(tx: &mut Tx, site: SiteId) -> QueryResult<Self> {
        let swept_on = obligation_ledgers::table.find(site).select(obligation_ledgers::swept_on);
        let until = swept_on.first(tx).optional()?.unwrap_or(PAST);
        Ok(Self { until, open: BTreeMap::new() })
    }

    fn here(&mut self, one: &TallyRow, waivers: &Waivers) {
        for (day, change) in one.changes(waivers.get(&one.id).map_or(&[], Vec::as_slice)) {
            *self.open_on(day, one) += change;
        }
    }

    fn away(&mut self, one: &TallyRow, waivers: &Waivers) {
        for (day, change) in one.changes(waivers.get(&one.id).map_or(&[], Vec::as_slice)) {
            *self.open_on(day, one) += Open::default() - change;
        }
    }

    fn open_on(&mut self, day: NaiveDate, one: &TallyRow) -> &mut Open {
        let day = if day <= self.until { PAST } else { day };
        self.open.entry((day, one.kind.as_str(), is_private(one.kind, one.apprentice_sees))).or_default()
    }

    /// Adds what changed to what is kept, in the order of the key.
    fn save(self, tx: &mut Tx, site: SiteId) -> QueryResult<()> {
        use obligation_tallies::{due, from_on, kind, late, private, site_id, upcoming};
        let rows = self.open.into_iter().filter(|(_, change)| *change != Open::default());
        let rows = rows.map(|((on, of, hidden), change)| NewTallyRow {
            site_id: site,
            from_on: on,
            kind: of,
            private: hidden,
            upcoming: narrow(change.upcoming),
            due: narrow(change.due),
            late: narrow(change.late),
        });
        for some in rows.collect::<Vec<_>>().chunks(ROWS_AT_ONCE) {
            diesel::insert_into(obligation_tallies::table)
                .values(some)
                .on_conflict((site_id, from_on, kind, private))
                .do_update()
                .set((
                    upcoming.eq(upcoming + excluded(upcoming)),
                    due.eq(due + excluded(due)),
                    late.eq(late + excluded(late)),
                ))
                .execute(tx)?;
        }
        Ok(())
    }
}

/// Rows written by one statement: it takes seven parameters a row, of 65,535 at most.
const ROWS_AT_ONCE: usize = 5000;

#[derive(Insertable)]
#[diesel(table_name = obligation_tallies)]
struct NewTallyRow {
    site_id: SiteId,
    from_on: NaiveDate,
    kind: &'static str,
    private: bool,
    upcoming: i32,
    due: i32,
    late: i32,
}

fn narrow(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
