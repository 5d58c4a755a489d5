//! Apprentices, known by their INE, or by their name and birth date.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::companies::full_name;
use super::{ImportContext, ImportedRow};
use crate::exchange::exports::gathering::{self, ENROLMENTS as OF_ENROLMENTS, GUARDIAN, GUARDIANS};
use crate::exchange::imports::rules::COHORT_UNKNOWN;
use crate::exchange::sheets::cells;
use crate::exchange::sheets::writing::SheetRecord;
use crate::ids::{ApprenticeId, CohortId};
use crate::law::identifiers::check_given_name;
use crate::people::apprentices::Apprentice;
use crate::people::apprentices::acts::{faults, guardian_faults};
use crate::people::apprentices::model::{ApprenticeFacts, CohortDates, EnrolmentFacts, GuardianFacts};
use crate::people::apprentices::rules::book::ENROLLED_ONCE;
use crate::people::apprentices::rules::{enrolling, requirement};
use crate::people::apprentices::store::batch;
use crate::platform::db::Tx;
use crate::platform::folding::{folded, nearest};
use crate::say;

/// Apprentices of the site by INE, and by folded name and birth date.
pub struct ExistingApprentices {
    rows: Vec<Apprentice>,
    by_ine: HashMap<String, usize>,
    by_name: HashMap<(String, NaiveDate), Vec<usize>>,
}

impl ExistingApprentices {
    /// Those that rows may mean.
    pub fn of(
        tx: &mut Tx,
        context: &ImportContext<'_>,
        rows: &[ImportedRow],
        (birth, ine): (&str, &str),
    ) -> diesel::QueryResult<Self> {
        let mut births: Vec<NaiveDate> = rows.iter().filter_map(|row| row.day(birth)).collect();
        births.sort_unstable();
        births.dedup();
        let ines = rows.iter().filter_map(|row| row.text(ine)).map(str::to_owned).collect();
        let rows = batch::existing_by(tx, &context.asker.reach, context.site, births, ines)?;
        let mut known = Self { rows, by_ine: HashMap::new(), by_name: HashMap::new() };
        for (at, row) in known.rows.iter().enumerate() {
            if let Some(ine) = &row.ine {
                known.by_ine.insert(ine.clone(), at);
            }
            let key = (full_name(&row.family_name, &row.given_name), row.born_on);
            known.by_name.entry(key).or_default().push(at);
        }
        Ok(known)
    }

    /// Those who may be meant: the INE decides when it is known, then the name.
    pub fn meant(
        &self,
        family_name: &str,
        given_name: &str,
        born_on: NaiveDate,
        ine: Option<&str>,
    ) -> Vec<&Apprentice> {
        let mut found: Vec<usize> = ine.and_then(|ine| self.by_ine.get(ine)).copied().into_iter().collect();
        let same_name = self.by_name.get(&(full_name(family_name, given_name), born_on));
        let fits = |at: &&usize| match (ine, self.rows.get(**at).and_then(|row| row.ine.as_deref())) {
            (Some(given), Some(existing_day)) => given == existing_day || found.is_empty(),
            _ => true,
        };
        let named: Vec<usize> = same_name.into_iter().flatten().filter(fits).copied().collect();
        found.extend(named);
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.rows.get(at)).collect()
    }

    /// Every one of them.
    pub fn all(&self) -> &[Apprentice] {
        &self.rows
    }
}

/// A new apprentice, and the cohorts they join in the same commit.
#[derive(Debug)]
pub struct Newcomer {
    /// The file.
    pub written: ApprenticeFacts,
    /// The cohorts.
    pub joins: Vec<Joining>,
    /// Who represents them, when the row names somebody.
    pub guardian: Option<GuardianFacts>,
}

/// A cohort joined, from which day, perhaps left by an exclusion.
#[derive(Debug)]
pub struct Joining {
    pub cohort_id: CohortId,
    pub facts: EnrolmentFacts,
}

/// What each row asks of apprentices.
pub fn plan(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &mut [ImportedRow],
) -> diesel::QueryResult<Vec<(usize, Newcomer)>> {
    let known = ExistingApprentices::of(tx, context, rows, ("born_on", "ine"))?;
    let cohorts = batch::cohorts_of_site(tx, context.site)?;
    let existing = existing_records(tx, context, &known)?;
    let mut seen_names: HashMap<(String, NaiveDate), i32> = HashMap::new();
    let mut seen_ines: HashMap<String, i32> = HashMap::new();
    let mut created = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let joins = joined(row, context, &cohorts);
        let guardian = represented(row, context);
        let entered = row.entered(&[&OF_ENROLMENTS.concat(), GUARDIANS.as_slice()].concat(), &[]);
        let Some(given) = row.checked::<ApprenticeFacts>(context, &entered) else { continue };
        row.report_all(context, faults(context.asker, &given));
        hold_to_requirements(row, context, &cohorts, &given, &joins);
        let name = (full_name(&given.family_name, &given.given_name), given.born_on);
        let twice = seen_names.insert(name, row.number);
        let ine_twice = given.ine.clone().and_then(|ine| seen_ines.insert(ine, row.number));
        if let Some(other) = twice.or(ine_twice) {
            row.repeats(context, if twice.is_some() { "family_name" } else { "ine" }, other);
            continue;
        }
        let ine = given.ine.as_deref();
        match known.meant(&given.family_name, &given.given_name, given.born_on, ine).as_slice() {
            [] if !row.is_faulty() => created.push((at, Newcomer { written: given, joins, guardian })),
            [] => {}
            [only] => {
                let nothing = SheetRecord::new();
                row.meets(context, only.id.0, existing.get(&only.id).unwrap_or(&nothing));
            }
            several => row.fits_several(context, "family_name", several.len()),
        }
    }
    Ok(created)
}

/// What the programmes of the cohorts joined ask for and the row does not prove, told where it would.
fn hold_to_requirements(
    row: &mut ImportedRow,
    context: &ImportContext<'_>,
    cohorts: &[CohortDates],
    given: &ApprenticeFacts,
    joins: &[Joining],
) {
    let joined = cohorts.iter().filter(|cohort| joins.iter().any(|one| one.cohort_id == cohort.id));
    let programmes = joined.filter_map(|cohort| context.catalogue.followed(&cohort.programme));
    for found in programmes.filter_map(|one| requirement::check(&one.presentation, given.schooling())) {
        let (diploma, [field, ..]) = ("previous_diploma_code", OF_ENROLMENTS[0]);
        row.report(context, if context.column_of(diploma).is_some() { diploma } else { field }, found);
    }
}

/// Who represents the apprentice of a row, or nobody once every fault is reported.
fn represented(row: &mut ImportedRow, context: &ImportContext<'_>) -> Option<GuardianFacts> {
    let given = row.below(GUARDIAN);
    if given.is_empty() {
        return None;
    }
    let given_name = given.get("given_name").and_then(Value::as_str).unwrap_or_default();
    let named = check_given_name(given_name, given.get("single_name") == Some(&Value::Bool(true)));
    let read: Option<GuardianFacts> = row.checked_below(context, GUARDIAN, &Value::Object(given));
    for found in read.as_ref().map_or_else(|| named.into_iter().collect(), guardian_faults) {
        let field = format!("{GUARDIAN}{}", found.pointer.trim_start_matches('/'));
        row.report(context, &field, found);
    }
    read
}

/// The apprentices already there, as lists show them.
fn existing_records(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    known: &ExistingApprentices,
) -> diesel::QueryResult<HashMap<ApprenticeId, SheetRecord>> {
    let records = gathering::apprentice_records(tx, &context.asker.reach, known.all())?;
    Ok(known.all().iter().map(|row| row.id).zip(records).collect())
}

/// The cohorts a row names, those unknown told with what was probably meant.
fn joined(row: &mut ImportedRow, context: &ImportContext<'_>, cohorts: &[CohortDates]) -> Vec<Joining> {
    let mut joins: Vec<Joining> = Vec::new();
    for [field, enrolled_on, entered_on, expected_ends_on, excluded_on] in OF_ENROLMENTS {
        let days = [enrolled_on, entered_on, expected_ends_on, excluded_on];
        if days.iter().any(|day| row.day(day).is_some()) {
            row.report_missing(context, field);
        }
        let Some(cohort) = cohort_named(row, context, cohorts, field) else { continue };
        if joins.iter().any(|one| one.cohort_id == cohort.id) {
            let facts = say!("La même promotion est donnée deux fois.", "The same cohort is given twice.");
            row.report(context, field, ENROLLED_ONCE.at("", facts));
            continue;
        }
        let enrolled = row.day(enrolled_on).unwrap_or(context.asker.today);
        let facts = EnrolmentFacts {
            entered_on: row.day(entered_on),
            expected_ends_on: row.day(expected_ends_on),
            excluded_on: row.day(excluded_on),
            ..EnrolmentFacts::on(enrolled)
        };
        let programme = context.catalogue.followed(&cohort.programme);
        let window = programme.map(|one| &one.admission_window);
        for found in enrolling::check(&facts, cohort.course(), window, &context.asker.law) {
            let named = |day: &&&str| found.pointer.strip_prefix('/').is_some_and(|name| day.ends_with(name));
            let at = days.iter().find(named).copied().unwrap_or(enrolled_on);
            row.report(context, if context.column_of(at).is_some() { at } else { field }, found);
        }
        joins.push(Joining { cohort_id: cohort.id, facts });
    }
    joins
}

fn cohort_named<'a>(
    row: &mut ImportedRow,
    context: &ImportContext<'_>,
    cohorts: &'a [CohortDates],
    field: &str,
) -> Option<&'a CohortDates> {
    let given = row.text(field)?.to_owned();
    let named: Vec<_> = cohorts.iter().filter(|cohort| folded(&cohort.name) == folded(&given)).collect();
    if let [only] = named.as_slice() {
        return Some(only);
    }
    let (given, count) = (cells::quoted(&given), named.len());
    let facts = match count {
        0 => say!(
            "Aucune promotion de ce site ne s'appelle « {given} ».",
            "No cohort of this site is called \"{given}\"."
        ),
        _ => say!(
            "{count} promotions de ce site s'appellent « {given} » : renommez-en une.",
            "{count} cohorts of this site are called \"{given}\": rename one of them."
        ),
    };
    let meant = nearest(&given, cohorts.iter().map(|cohort| cohort.name.as_str())).filter(|_| count == 0);
    row.report_meaning(context, field, COHORT_UNKNOWN.at("", facts), meant);
    None
}
