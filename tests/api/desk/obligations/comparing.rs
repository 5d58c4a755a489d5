//! What is kept, what the facts say, and what counting row by row says: all the same.

use std::collections::BTreeSet;

use compagnon::desk::obligations::model::{InFile, PRIVATE_UNLESS_SHOWN};
use compagnon::desk::obligations::refresh::{Means, derive_all};
use compagnon::ids::{ApprenticeId, CohortId, SiteId};
use compagnon::schema::{apprentices, cohorts, derived_obligations, sites};
use diesel::prelude::*;
use serde_json::Value;

use crate::harness::World;

type Row =
    (String, String, [Option<uuid::Uuid>; 5], String, bool, [Option<chrono::NaiveDate>; 5], String, Value);

/// What is kept, and what is derived from the facts with nothing kept, both in the same form.
pub fn stored_and_derived(world: &World) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut conn = world.database.connect();
    let shown = |row: Row| format!("{row:?}");
    let obligation: Vec<_> = derived_obligations::table
        .select((
            (derived_obligations::id, derived_obligations::kind, derived_obligations::step),
            (
                derived_obligations::apprentice_id,
                derived_obligations::cohort_id,
                derived_obligations::subject_id,
                derived_obligations::contract_id,
                derived_obligations::tutor_id,
            ),
            (derived_obligations::owner_kind, derived_obligations::apprentice_sees),
            (
                derived_obligations::since_on,
                derived_obligations::from_on,
                derived_obligations::due_on,
                derived_obligations::done_on,
                derived_obligations::closed_on,
            ),
            (derived_obligations::rule, derived_obligations::facts),
        ))
        .load::<(
            (uuid::Uuid, String, String),
            (Option<uuid::Uuid>, Option<uuid::Uuid>, uuid::Uuid, Option<uuid::Uuid>, Option<uuid::Uuid>),
            (String, bool),
            (
                chrono::NaiveDate,
                chrono::NaiveDate,
                chrono::NaiveDate,
                Option<chrono::NaiveDate>,
                chrono::NaiveDate,
            ),
            (String, Value),
        )>(&mut conn)
        .unwrap();
    let obligation =
        obligation.into_iter().map(|((id, kind, step), of, (owner, sees), days, (rule, facts))| {
            let ids = [of.0, of.1, Some(of.2), of.3, of.4];
            let days = [Some(days.0), Some(days.1), Some(days.2), days.3, Some(days.4)];
            shown((format!("{id} {kind}"), step, ids, owner, sees, days, rule, facts))
        });
    let people: Vec<ApprenticeId> = apprentices::table.select(apprentices::id).load(&mut conn).unwrap();
    let classes: Vec<CohortId> = cohorts::table.select(cohorts::id).load(&mut conn).unwrap();
    let own: Vec<SiteId> = sites::table.select(sites::id).load(&mut conn).unwrap();
    let files = people.into_iter().map(InFile::Apprentice).chain(classes.into_iter().map(InFile::Cohort));
    let files = files.chain(own.into_iter().map(InFile::Site));
    let catalogue = compagnon::app::start::catalogue(&world.app().config).unwrap();
    let means = Means { catalogue: &catalogue, law: &world.app().law, today: world.clock.today() };
    let derived = derive_all(&mut conn, means, &files.collect::<Vec<_>>()).unwrap();
    let derived = derived.into_iter().map(|one| {
        let (apprentice, cohort) = match one.file {
            InFile::Apprentice(id) => (Some(id.0), None),
            InFile::Cohort(id) => (None, Some(id.0)),
            InFile::Site(_) => (None, None),
        };
        let ids = [
            apprentice,
            cohort,
            Some(one.subject),
            one.contract_id.map(|id| id.0),
            one.tutor_id.map(|id| id.0),
        ];
        let days =
            [Some(one.since_on), Some(one.from_on), Some(one.due_on), one.done_on, Some(one.closed_on())];
        let owner = one.owner.kind().to_string();
        let facts = serde_json::to_value(&one.facts).unwrap();
        shown((
            format!("{} {}", one.id(), one.kind),
            one.step.clone(),
            ids,
            owner,
            one.apprentice_sees,
            days,
            one.rule.code.to_owned(),
            facts,
        ))
    });
    (obligation.collect(), derived.collect())
}

#[track_caller]
pub fn assert_equal(world: &World, after: &str) {
    let (row, derived) = stored_and_derived(world);
    let stale: Vec<_> = row.difference(&derived).collect();
    let missing: Vec<_> = derived.difference(&row).collect();
    assert!(
        stale.is_empty() && missing.is_empty(),
        "after {after}\nkept only: {stale:#?}\nderived only: {missing:#?}"
    );
    let hidden = "SELECT count(*) AS n FROM derived_obligations WHERE NOT live AND closed_on > ";
    assert_eq!(world.database_counts(&format!("{hidden} '{}'", world.clock.today())), 0, "after {after}");
    assert_eq!(miscounted(world), 0, "after {after}");
    assert_eq!(world.miskept_cards(), 0, "cards after {after}");
}

/// The days, kinds and visibilities of which the tally does not say what counting row by row says.
pub fn miscounted(world: &World) -> i64 {
    let private = PRIVATE_UNLESS_SHOWN.map(|kind| format!("'{kind}'")).join(", ");
    let (today, to) = (world.clock.today(), world.clock.today() + chrono::TimeDelta::days(1200));
    world.database_counts(&format!(
        "WITH days AS (SELECT day::date FROM generate_series('{today}'::date, '{to}', '5 days') AS day),
         counted AS (
            SELECT day, kind, kind IN ({private}) AND NOT apprentice_sees AS private,
                   count(*) FILTER (WHERE from_on > day) AS upcoming,
                   count(*) FILTER (WHERE from_on <= day AND due_on >= day) AS due,
                   count(*) FILTER (WHERE due_on < day) AS late
            FROM days JOIN derived_obligations AS one ON since_on <= day AND closed_on > day
            WHERE NOT EXISTS (SELECT FROM obligation_waivers WHERE obligation_id = one.id AND given_on <= day
                              AND (withdrawn_on IS NULL OR withdrawn_on > day))
            GROUP BY 1, 2, 3),
         added AS (
            SELECT day, kind, private, sum(upcoming) AS upcoming, sum(due) AS due, sum(late) AS late
            FROM days JOIN obligation_tallies ON from_on <= day GROUP BY 1, 2, 3
            HAVING (sum(upcoming), sum(due), sum(late)) <> (0, 0, 0))
         SELECT count(*) AS n FROM counted FULL JOIN added USING (day, kind, private)
         WHERE (counted.upcoming, counted.due, counted.late) IS DISTINCT FROM (added.upcoming, added.due, added.late)"
    ))
}
