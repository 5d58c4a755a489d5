//! Every query on files and their age, and the functions of the base that let them go.

mod holds;
mod letting_go;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

pub use self::holds::{Moment, holds_of};
pub use self::letting_go::let_go;
use super::model::{FileScope, RetentionChoices, RetentionSettings};
use crate::ids::{ApprenticeId, SiteId};
use crate::law::figures::RecordCategory;
use crate::people::apprentices::model::EntryDates;
use crate::platform::clock::paris_day;
use crate::platform::db::{Json, Tx, any_of};
use crate::schema::{
    absences, apprentice_disabilities, apprentices, cohorts, contracts, difficulties, enrolments,
    exam_accommodations, phone_contacts, retention_settings, signal_acknowledgements, sites, visit_notes,
    visits,
};

/// What a site sets, if it sets anything.
pub fn settings_of(conn: &mut Tx, site: SiteId) -> QueryResult<Option<RetentionSettings>> {
    retention_settings::table.find(site).select(RetentionSettings::as_select()).first(conn).optional()
}

/// Every site with its name and what it sets.
pub fn sites_with_choices(conn: &mut Tx) -> QueryResult<Vec<(SiteId, String, RetentionChoices)>> {
    let rows: Vec<(SiteId, String, Option<Json<RetentionChoices>>)> = sites::table
        .left_join(retention_settings::table)
        .select((sites::id, sites::name, retention_settings::categories.nullable()))
        .order(sites::id)
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name, set)| (id, name, set.map(|set| set.0).unwrap_or_default())).collect())
}

/// Writes what a site sets, in place of what it set.
pub fn write_settings(
    tx: &mut Tx,
    site: SiteId,
    choices: RetentionChoices,
) -> QueryResult<RetentionSettings> {
    let choices = Json(choices);
    diesel::insert_into(retention_settings::table)
        .values((retention_settings::site_id.eq(site), retention_settings::categories.eq(choices.clone())))
        .on_conflict(retention_settings::site_id)
        .do_update()
        .set(retention_settings::categories.eq(choices))
        .returning(RetentionSettings::as_returning())
        .get_result(tx)
}

/// Locks apprentices until the end of the transaction, in one order; those that are still there.
pub fn lock(tx: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeId>> {
    let rows = apprentices::table.filter(apprentices::id.eq(any_of(ids.to_vec())));
    rows.order(apprentices::id).for_update().select(apprentices::id).load(tx)
}

/// The last day of the training of everybody who was enrolled: of the last enrolment or contract, whichever comes last.
pub fn ends_of_trainings(conn: &mut Tx, scope: &FileScope) -> QueryResult<HashMap<ApprenticeId, NaiveDate>> {
    let mut enrolled = enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .filter(enrolments::site_id.eq(scope.site))
        .into_boxed();
    let mut signed = contracts::table.filter(contracts::site_id.eq(scope.site)).into_boxed();
    if let Some(only) = &scope.only {
        enrolled = enrolled.filter(enrolments::apprentice_id.eq(any_of(only.clone())));
        signed = signed.filter(contracts::apprentice_id.eq(any_of(only.clone())));
    }
    let trainings: Vec<(ApprenticeId, EntryDates)> =
        enrolled.select((enrolments::apprentice_id, EntryDates::as_select())).load(conn)?;
    let contracts: Vec<(ApprenticeId, NaiveDate, Option<NaiveDate>)> =
        signed.select((contracts::apprentice_id, contracts::ends_on, contracts::closed_on)).load(conn)?;
    let ended = trainings.into_iter().map(|(apprentice, dates)| {
        let last = dates.entry().course().ends_on;
        (apprentice, dates.facts.excluded_on.map_or(last, |on| on.min(last)))
    });
    let closed = contracts
        .into_iter()
        .map(|(apprentice, ends, closed)| (apprentice, closed.map_or(ends, |on| on.min(ends))));
    let mut found = HashMap::new();
    for (apprentice, on) in ended.chain(closed) {
        let last = found.entry(apprentice).or_insert(on);
        *last = on.max(*last);
    }
    Ok(found)
}

/// When the record of everybody who was never enrolled last changed.
pub fn never_entered(conn: &mut Tx, scope: &FileScope) -> QueryResult<HashMap<ApprenticeId, NaiveDate>> {
    let enrolled = enrolments::table.filter(enrolments::apprentice_id.eq(apprentices::id));
    let mut rows = apprentices::table
        .filter(apprentices::site_id.eq(scope.site))
        .filter(diesel::dsl::not(exists(enrolled)))
        .into_boxed();
    if let Some(only) = &scope.only {
        rows = rows.filter(apprentices::id.eq(any_of(only.clone())));
    }
    let rows: Vec<(ApprenticeId, DateTime<Utc>)> =
        rows.select((apprentices::id, apprentices::updated_at)).load(conn)?;
    Ok(rows.into_iter().map(|(id, at)| (id, paris_day(at))).collect())
}

/// Those of some apprentices of whom something is kept in a category.
pub fn having(
    conn: &mut Tx,
    category: RecordCategory,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<ApprenticeId>> {
    let them = || any_of(ids.to_vec());
    match category {
        RecordCategory::LearnerFile | RecordCategory::NeverEntered => Ok(ids.to_vec()),
        RecordCategory::HealthData => {
            let rows = apprentice_disabilities::table;
            let mut found: Vec<ApprenticeId> = rows
                .filter(apprentice_disabilities::apprentice_id.eq(them()))
                .select(apprentice_disabilities::apprentice_id)
                .load(conn)?;
            let granted: Vec<ApprenticeId> = enrolments::table
                .inner_join(
                    exam_accommodations::table.on(exam_accommodations::enrolment_id.eq(enrolments::id)),
                )
                .filter(enrolments::apprentice_id.eq(them()))
                .select(enrolments::apprentice_id)
                .load(conn)?;
            found.extend(granted);
            found.sort_unstable();
            found.dedup();
            Ok(found)
        }
        RecordCategory::Attendance => absences::table
            .filter(absences::apprentice_id.eq(them()))
            .select(absences::apprentice_id)
            .load(conn),
        RecordCategory::FollowUpNotes => noted(conn, ids),
    }
}

fn noted(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeId>> {
    let them = || any_of(ids.to_vec());
    let mut found: Vec<ApprenticeId> = phone_contacts::table
        .filter(phone_contacts::apprentice_id.eq(them()))
        .select(phone_contacts::apprentice_id)
        .load(conn)?;
    found.extend(
        difficulties::table
            .filter(difficulties::apprentice_id.eq(them()))
            .select(difficulties::apprentice_id)
            .load::<ApprenticeId>(conn)?,
    );
    found.extend(
        signal_acknowledgements::table
            .filter(signal_acknowledgements::apprentice_id.eq(them()))
            .select(signal_acknowledgements::apprentice_id)
            .load::<ApprenticeId>(conn)?,
    );
    let of_visits = visits::table
        .inner_join(visit_notes::table.on(visit_notes::visit_id.eq(visits::id)))
        .filter(visits::apprentice_id.eq(them()))
        .select(visits::apprentice_id);
    found.extend(of_visits.load::<ApprenticeId>(conn)?);
    Ok(found)
}
