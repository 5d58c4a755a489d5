//! How long files are kept, what holds them back, and what is left once they go: rates as they were, and nothing of anybody.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

mod audits;
mod people;
mod report;

use compagnon::ids::{CohortId, EmployerId, TutorId};
use compagnon::outcomes::erasures::{ForgottenRecords, forget_due};
use diesel::sql_types::{Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl};
use serde_json::{Value, json};

use crate::harness::{Story, World};

/// Where what a site keeps is read and set.
pub fn retention(world: &World) -> String {
    format!("/v1/sites/{}/retention", world.site())
}

/// The site lets every category go.
pub async fn lets_everything_go(world: &World) {
    let manager = world.manager();
    let etag = manager.get(retention(world)).await.etag();
    let each = ["health_data", "follow_up_notes", "attendance", "learner_file", "never_entered"]
        .map(|category| json!({ "category": category, "months": null, "erases": true }));
    let all = json!({ "categories": each });
    manager.put(retention(world), &etag, all.clone()).await.expect(200);
    world.put_again(&manager, (&retention(world), &retention(world)), all).await;
}

/// What is due goes; how many people by category.
pub async fn goes(world: &World) -> Vec<(&'static str, usize)> {
    let gone = forget_due(world.app(), false).await.unwrap();
    let some = gone.into_iter().filter(|one| one.people > 0);
    some.map(|ForgottenRecords { category, people, .. }| (category.as_str(), people)).collect()
}

/// The report of a category.
pub async fn category(world: &World, name: &str) -> Value {
    let found = world.manager().get(retention(world)).await.expect(200);
    found["categories"].as_array().unwrap().iter().find(|one| one["category"] == name).unwrap().clone()
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Nullable<Text>)]
    tables: Option<String>,
}

/// The tables where any of some texts stands, in whatever column, as text or as bytes.
pub fn tables_that_tell_of(world: &World, texts: &[String]) -> Vec<String> {
    world.database_says(
        "CREATE OR REPLACE FUNCTION told_of(texts text[]) RETURNS text LANGUAGE plpgsql AS $$
         DECLARE one record; found boolean; tables text[] := '{}';
         BEGIN
             FOR one IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1 LOOP
                 EXECUTE format('SELECT EXISTS (SELECT FROM %I AS t, unnest($1) AS sought
                     WHERE position(lower(sought) IN lower(t::text)) > 0
                        OR position(encode(convert_to(sought, ''UTF8''), ''hex'') IN t::text) > 0)', one.relname)
                 INTO found USING texts;
                 IF found THEN tables := tables || one.relname::text; END IF;
             END LOOP;
             RETURN array_to_string(tables, ' ');
         END $$",
    );
    let sought =
        texts.iter().map(|text| format!("'{}'", text.replace('\'', "''"))).collect::<Vec<_>>().join(",");
    let query = format!("SELECT told_of(ARRAY[{sought}]) AS tables");
    let found: Found = diesel::sql_query(query).get_result(&mut world.database.connect()).unwrap();
    found.tables.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// Where everybody works: an employer and a tutor.
pub type Company = (EmployerId, TutorId);

/// A company of the world.
pub fn company(world: &World) -> Company {
    let employer = world.seed_employer("73282932000074");
    (employer, world.seed_tutor(employer, "Lovelace", "Ada"))
}

/// Somebody of a cohort, with their contract.
pub fn learner(
    world: &World,
    (employer, tutor): Company,
    name: &str,
    cohort: CohortId,
    (starts_on, ends_on): (&str, &str),
) -> Story {
    let apprentice = world.seed_apprentice(name, "Canari", "2001-02-03");
    let enrolment = world.seed_enrolment(apprentice, cohort);
    let story = Story { cohort, apprentice, enrolment, employer, tutor };
    world.database_says(&format!(
        "UPDATE enrolments SET enrolled_on = '{starts_on}' WHERE id = '{enrolment}'"
    ));
    world.seed_contract(&story, starts_on, ends_on);
    story
}
