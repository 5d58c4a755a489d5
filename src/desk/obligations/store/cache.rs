//! The cache: which sites are behind, what changed there, and what was derived anew.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::editions::{is_later, later_than, see};
use super::tallies::{self, TallyRow};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, Owner};
use crate::ids::{ApprenticeId, CohortId, SiteId};
use crate::platform::db::{
    Json, Tx, any_of, hashtextextended, pg_advisory_xact_lock, pg_try_advisory_xact_lock,
};
use crate::schema::{
    apprentices, cohorts, contract_employments, contracts, derived_obligations, enrolments, mock_exam_papers,
    mock_exams, obligation_ledgers, obligation_marks, referents, sites, visits,
};

/// Marks taken in one round.
const MARKS_AT_ONCE: i64 = 400;
/// Rows forgotten in one round, when everything is derived anew.
const ROWS_FORGOTTEN_AT_ONCE: i64 = 50_000;

/// A site whose obligations have to be derived anew before they are read.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct StaleSite {
    pub id: SiteId,
    /// It was derived with a later edition than ours: whoever has that edition derives it.
    pub is_left_to_later: bool,
}

/// The sites, all or some of them, whose obligations have to be derived anew before they are read.
pub fn stale_sites(
    conn: &mut Tx,
    among: Option<&[SiteId]>,
    fingerprint: &str,
    today: NaiveDate,
) -> QueryResult<Vec<StaleSite>> {
    let marked = obligation_marks::table.filter(obligation_marks::site_id.eq(sites::id));
    let of_site = || obligation_ledgers::table.filter(obligation_ledgers::site_id.eq(sites::id));
    let is_later = || obligation_ledgers::fingerprint.eq_any(later_than(fingerprint));
    let current = of_site()
        .filter(obligation_ledgers::swept_on.ge(today))
        .filter(obligation_ledgers::fingerprint.eq(fingerprint).or(is_later()));
    let stale = sites::table
        .filter(exists(marked).or(not(exists(current))))
        .select((sites::id, exists(of_site().filter(is_later()))))
        .order(sites::id)
        .into_boxed();
    match among {
        None => stale.load(conn),
        Some(few) => stale.filter(sites::id.eq_any(few.to_vec())).load(conn),
    }
}

/// Waits for whoever derives the obligations of a site.
pub fn lock_derivation(tx: &mut Tx, site: SiteId) -> QueryResult<()> {
    diesel::select(pg_advisory_xact_lock(lock_key(site))).execute(tx).map(drop)
}

/// Whether nobody was deriving the obligations of a site: from now on nobody else does.
pub fn try_lock_derivation(tx: &mut Tx, site: SiteId) -> QueryResult<bool> {
    diesel::select(pg_try_advisory_xact_lock(lock_key(site))).get_result(tx)
}

fn lock_key(site: SiteId) -> hashtextextended<String, i64> {
    hashtextextended(format!("obligations {site}"), 0)
}

/// Whether a site has more to derive anew than one round does.
pub fn is_far_behind(tx: &mut Tx, site: SiteId, fingerprint: &str) -> QueryResult<bool> {
    if stored_fingerprint(tx, site)?.as_deref() != Some(fingerprint) {
        let people = apprentices::table.filter(apprentices::site_id.eq(site)).order(apprentices::id);
        let beyond = people.offset(MARKS_AT_ONCE).select(apprentices::id);
        return Ok(beyond.first::<ApprenticeId>(tx).optional()?.is_some());
    }
    let marks = obligation_marks::table.filter(obligation_marks::site_id.eq(site));
    let beyond = marks.order(obligation_marks::id).offset(MARKS_AT_ONCE).select(obligation_marks::id);
    Ok(beyond.first::<i64>(tx).optional()?.is_some())
}

fn stored_fingerprint(tx: &mut Tx, site: SiteId) -> QueryResult<Option<String>> {
    obligation_ledgers::table.find(site).select(obligation_ledgers::fingerprint).first(tx).optional()
}

diesel::alias!(derived_obligations as forgotten: Forgotten);

/// Marks everybody of a site when the law, the catalogue or the rules are not those it was derived with, once what was
/// derived with them is gone, some rows a round; false as long as some are left, or when a later edition came first.
pub fn begin_anew(tx: &mut Tx, site: SiteId, fingerprint: &str) -> QueryResult<bool> {
    match stored_fingerprint(tx, site)? {
        Some(stored) if stored == fingerprint => return Ok(true),
        Some(stored) if is_later(tx, &stored, fingerprint)? => return Ok(false),
        _ => see(tx, fingerprint)?,
    }
    #[expect(clippy::disallowed_methods, reason = "a job reads a batch: its plan may know the number")]
    let some = forgotten
        .filter(forgotten.field(derived_obligations::site_id).eq(site))
        .select(forgotten.field(derived_obligations::id))
        .limit(ROWS_FORGOTTEN_AT_ONCE);
    let gone = derived_obligations::table.filter(derived_obligations::id.eq_any(some));
    if i64::try_from(diesel::delete(gone).execute(tx)?) == Ok(ROWS_FORGOTTEN_AT_ONCE) {
        return Ok(false);
    }
    tallies::forget(tx, site)?;
    mark_everybody(tx, site)?;
    diesel::insert_into(obligation_ledgers::table)
        .values((
            obligation_ledgers::site_id.eq(site),
            obligation_ledgers::fingerprint.eq(fingerprint),
            obligation_ledgers::swept_on.eq(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(NaiveDate::MIN)),
        ))
        .on_conflict(obligation_ledgers::site_id)
        .do_update()
        .set(obligation_ledgers::fingerprint.eq(fingerprint))
        .execute(tx)?;
    Ok(true)
}

/// Forgets how every site was derived: each is derived anew before it is read.
pub fn forget_ledgers(conn: &mut Tx) -> QueryResult<()> {
    diesel::delete(obligation_ledgers::table).execute(conn).map(drop)
}

fn mark_everybody(tx: &mut Tx, site: SiteId) -> QueryResult<()> {
    let people: Vec<ApprenticeId> =
        apprentices::table.filter(apprentices::site_id.eq(site)).select(apprentices::id).load(tx)?;
    let classes: Vec<CohortId> =
        cohorts::table.filter(cohorts::site_id.eq(site)).select(cohorts::id).load(tx)?;
    // what changed so far is derived with everything else
    diesel::delete(obligation_marks::table.filter(obligation_marks::site_id.eq(site))).execute(tx)?;
    let people = people.into_iter().map(|id| NewObligationMark {
        site_id: site,
        subject_kind: "apprentice",
        subject_id: id.0,
    });
    let classes = classes.into_iter().map(|id| NewObligationMark {
        site_id: site,
        subject_kind: "cohort_alone",
        subject_id: id.0,
    });
    let itself = NewObligationMark { site_id: site, subject_kind: "site", subject_id: site.0 };
    let marks: Vec<NewObligationMark> = people.chain(classes).chain([itself]).collect();
    diesel::copy_from(obligation_marks::table).from_insertable(marks).execute(tx).map(drop)
}

#[derive(Insertable)]
#[diesel(table_name = obligation_marks, treat_none_as_default_value = false)]
struct NewObligationMark {
    site_id: SiteId,
    subject_kind: &'static str,
    subject_id: Uuid,
}

/// Sets apart what is closed, so that reading what is open never passes over it, once a day.
pub fn sweep(tx: &mut Tx, site: SiteId, today: NaiveDate) -> QueryResult<()> {
    let behind = obligation_ledgers::table.find(site).filter(obligation_ledgers::swept_on.lt(today));
    if diesel::update(behind).set(obligation_ledgers::swept_on.eq(today)).execute(tx)? == 0 {
        return Ok(());
    }
    let closed = derived_obligations::table
        .filter(derived_obligations::site_id.eq(site))
        .filter(derived_obligations::live)
        .filter(derived_obligations::closed_on.le(today));
    diesel::update(closed).set(derived_obligations::live.eq(false)).execute(tx)?;
    tallies::fold(tx, site, today)
}

/// What changed at a site.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    ids: Vec<i64>,
    subjects: Vec<(String, Uuid)>,
}

impl Marks {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    fn of(&self, kind: &str) -> Vec<Uuid> {
        self.subjects.iter().filter(|(known, _)| known == kind).map(|(_, id)| *id).collect()
    }
}

/// The oldest marks of a site, as many as one round takes.
pub fn take_marks(tx: &mut Tx, site: SiteId) -> QueryResult<Marks> {
    #[expect(clippy::disallowed_methods, reason = "a job reads a batch: its plan may know the number")]
    let rows: Vec<(i64, String, Uuid)> = obligation_marks::table
        .filter(obligation_marks::site_id.eq(site))
        .order(obligation_marks::id)
        .limit(MARKS_AT_ONCE)
        .select((obligation_marks::id, obligation_marks::subject_kind, obligation_marks::subject_id))
        .load(tx)?;
    let mut marks = Marks::default();
    for (id, kind, subject) in rows {
        marks.ids.push(id);
        marks.subjects.push((kind, subject));
    }
    Ok(marks)
}

/// Removes the marks that were taken; those written meanwhile stay.
pub fn forget_marks(tx: &mut Tx, marks: &Marks) -> QueryResult<()> {
    let taken = obligation_marks::table.filter(obligation_marks::id.eq(any_of(marks.ids.clone())));
    diesel::delete(taken).execute(tx).map(drop)
}

/// The files that what changed concerns, as things stand now.
pub fn expand(tx: &mut Tx, marks: &Marks) -> QueryResult<BTreeSet<InFile>> {
    let mut people: Vec<ApprenticeId> = marks.of("apprentice").into_iter().map(ApprenticeId).collect();
    let mut classes: Vec<CohortId> = marks.of("cohort_alone").into_iter().map(CohortId).collect();
    let whole: Vec<CohortId> = marks.of("cohort").into_iter().map(CohortId).collect();
    people.extend(whose_contracts(tx, marks.of("contract"), marks.of("employer"))?);
    people.extend(whose_visits(tx, marks.of("visit"))?);
    people.extend(whose_referent(tx, marks.of("account"))?);
    people.extend(enrolled(tx, &whole)?);
    classes.extend(whole);
    classes.extend(whose_exams(tx, marks.of("mock_exam"), marks.of("paper"))?);
    let sites = marks.of("site").into_iter().map(|id| InFile::Site(SiteId(id)));
    let people = people.into_iter().map(InFile::Apprentice);
    Ok(people.chain(classes.into_iter().map(InFile::Cohort)).chain(sites).collect())
}

fn whose_contracts(tx: &mut Tx, ids: Vec<Uuid>, employers: Vec<Uuid>) -> QueryResult<Vec<ApprenticeId>> {
    if ids.is_empty() && employers.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = contract_employments::table
        .filter(contract_employments::employer_id.eq(any_of(employers)))
        .select(contract_employments::contract_id);
    let named = contracts::id.eq(any_of(ids)).or(contracts::id.eq_any(theirs));
    contracts::table.filter(named).select(contracts::apprentice_id).load(tx)
}

fn whose_visits(tx: &mut Tx, ids: Vec<Uuid>) -> QueryResult<Vec<ApprenticeId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    visits::table.filter(visits::id.eq(any_of(ids))).select(visits::apprentice_id).load(tx)
}

fn whose_referent(tx: &mut Tx, accounts: Vec<Uuid>) -> QueryResult<Vec<ApprenticeId>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = referents::table.filter(referents::account_id.eq(any_of(accounts)));
    theirs.select(referents::apprentice_id).load(tx)
}

fn enrolled(tx: &mut Tx, cohorts: &[CohortId]) -> QueryResult<Vec<ApprenticeId>> {
    if cohorts.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = enrolments::table.filter(enrolments::cohort_id.eq(any_of(cohorts.to_vec())));
    theirs.select(enrolments::apprentice_id).load(tx)
}

fn whose_exams(tx: &mut Tx, exams: Vec<Uuid>, papers: Vec<Uuid>) -> QueryResult<Vec<CohortId>> {
    if exams.is_empty() && papers.is_empty() {
        return Ok(Vec::new());
    }
    let of_papers = mock_exam_papers::table
        .filter(mock_exam_papers::id.eq(any_of(papers)))
        .select(mock_exam_papers::mock_exam_id);
    let named = mock_exams::id.eq(any_of(exams)).or(mock_exams::id.eq_any(of_papers));
    mock_exams::table.filter(named).select(mock_exams::cohort_id).distinct().load(tx)
}

#[derive(Insertable)]
#[diesel(table_name = derived_obligations, treat_none_as_default_value = false)]
struct NewObligationRow<'a> {
    id: Uuid,
    site_id: SiteId,
    kind: &'static str,
    apprentice_id: Option<ApprenticeId>,
    cohort_id: Option<CohortId>,
    subject_id: Uuid,
    step: &'a str,
    contract_id: Option<Uuid>,
    tutor_id: Option<Uuid>,
    owner_kind: &'static str,
    owner_id: Option<Uuid>,
    apprentice_sees: bool,
    since_on: NaiveDate,
    from_on: NaiveDate,
    due_on: NaiveDate,
    done_on: Option<NaiveDate>,
    closed_on: NaiveDate,
    live: bool,
    rule: &'static str,
    facts: Json<&'a ObligationFacts>,
    consequence: i16,
}

impl<'a> NewObligationRow<'a> {
    fn of(site_id: SiteId, derived: &'a Derived, today: NaiveDate) -> Self {
        let (apprentice_id, cohort_id) = match derived.file {
            InFile::Apprentice(id) => (Some(id), None),
            InFile::Cohort(id) => (None, Some(id)),
            InFile::Site(_) => (None, None),
        };
        let owner_id = match derived.owner {
            Owner::Staff(account) => Some(account.0),
            Owner::Referent | Owner::Tutor | Owner::Apprentice | Owner::Site | Owner::Cfa => None,
        };
        let closed_on = derived.closed_on();
        Self {
            id: derived.id().0,
            site_id,
            kind: derived.kind.as_str(),
            apprentice_id,
            cohort_id,
            subject_id: derived.subject,
            step: &derived.step,
            contract_id: derived.contract_id.map(Uuid::from),
            tutor_id: derived.tutor_id.map(Uuid::from),
            owner_kind: derived.owner.kind().as_str(),
            owner_id,
            apprentice_sees: derived.apprentice_sees,
            since_on: derived.since_on,
            from_on: derived.from_on,
            due_on: derived.due_on,
            done_on: derived.done_on,
            closed_on,
            live: closed_on > today,
            rule: derived.rule.code,
            facts: Json(&derived.facts),
            consequence: derived.consequence,
        }
    }
}

/// Puts what was derived in the place of what some files had.
pub fn replace(
    tx: &mut Tx,
    site: SiteId,
    files: &[InFile],
    derived: &[Derived],
    today: NaiveDate,
) -> QueryResult<()> {
    let people: Vec<ApprenticeId> = files
        .iter()
        .filter_map(|file| if let InFile::Apprentice(id) = file { Some(*id) } else { None })
        .collect();
    let classes: Vec<CohortId> = files
        .iter()
        .filter_map(|file| if let InFile::Cohort(id) = file { Some(*id) } else { None })
        .collect();
    let of_people = derived_obligations::apprentice_id.assume_not_null().eq(any_of(people));
    let of_classes = derived_obligations::cohort_id.assume_not_null().eq(any_of(classes));
    let mut gone: Vec<TallyRow> = diesel::delete(derived_obligations::table.filter(of_people))
        .returning(TallyRow::as_returning())
        .get_results(tx)?;
    gone.extend(
        diesel::delete(derived_obligations::table.filter(of_classes))
            .returning(TallyRow::as_returning())
            .get_results(tx)?,
    );
    if files.contains(&InFile::Site(site)) {
        gone.extend(remove_of_site(tx, site)?);
    }
    let rows: Vec<NewObligationRow<'_>> =
        derived.iter().map(|one| NewObligationRow::of(site, one, today)).collect();
    diesel::copy_from(derived_obligations::table).from_insertable(rows).execute(tx)?;
    tallies::replaced(tx, site, &gone, &derived.iter().map(TallyRow::from).collect::<Vec<_>>())
}

/// Takes away what is due of a site itself, in nobody's file.
fn remove_of_site(tx: &mut Tx, site: SiteId) -> QueryResult<Vec<TallyRow>> {
    let own = derived_obligations::table
        .filter(derived_obligations::site_id.eq(site))
        .filter(derived_obligations::apprentice_id.is_null())
        .filter(derived_obligations::cohort_id.is_null());
    diesel::delete(own).returning(TallyRow::as_returning()).get_results(tx)
}
