//! The base as the migrations make it: reversible, documented, and the same as `src/schema.rs`.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use std::collections::BTreeMap;

use compagnon::platform::migrations::{MIGRATIONS, migrate};
use compagnon::platform::roles::open_to_serving_role;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::MigrationHarness;

use crate::harness::{TestDatabase, World};

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    column: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    documented: bool,
}

/// Every column of our tables, partitions and the migration tool's own table apart.
fn columns(conn: &mut PgConnection) -> Vec<Column> {
    diesel::sql_query(
        "SELECT c.relname::text AS table, a.attname::text AS column, NOT a.attnotnull AS nullable,
                col_description(c.oid, a.attnum) IS NOT NULL AND obj_description(c.oid) IS NOT NULL AS documented
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> '__diesel_schema_migrations'
         ORDER BY c.relname, a.attnum",
    )
    .load(conn)
    .unwrap()
}

#[test]
fn migrations_go_up_down_and_up_again() {
    let database = TestDatabase::empty();
    migrate(&database.url, |conn| {
        conn.revert_all_migrations(MIGRATIONS).unwrap();
        assert!(columns(conn).is_empty(), "a down.sql leaves something behind");
        conn.run_pending_migrations(MIGRATIONS).unwrap();
        Ok(())
    })
    .unwrap();
}

#[test]
fn two_instances_may_migrate_at_once() {
    let database = TestDatabase::empty();
    std::thread::scope(|scope| {
        let both: Vec<_> = (0..2).map(|_| scope.spawn(|| migrate(&database.url, |_| Ok(())))).collect();
        for one in both {
            one.join().unwrap().unwrap();
        }
    });
}

#[test]
fn every_table_and_column_has_its_comment() {
    let database = TestDatabase::new();
    let silent: Vec<String> = columns(&mut database.connect())
        .into_iter()
        .filter(|column| !column.documented)
        .map(|column| format!("{}.{}", column.table, column.column))
        .collect();
    assert!(silent.is_empty(), "without COMMENT ON: {silent:?}");
}

#[test]
fn every_row_belongs_to_a_site() {
    const WITHOUT: &[&str] = &[
        "sites",
        "programmes",
        "catalogue_versions",
        "accounts",
        "invitations",
        "sessions",
        "feeds",
        "feed_entries",
        "clients",
        "client_secrets",
        "login_throttles",
        "signing_keys",
        "data_keys",
        "bootstrap_tokens",
        "idempotency_keys",
        "obligation_editions",
    ];
    let database = TestDatabase::new();
    let mut tables = BTreeMap::<String, bool>::new();
    for column in columns(&mut database.connect()) {
        *tables.entry(column.table).or_default() |= column.column == "site_id";
    }
    for (table, has_site) in tables {
        assert_ne!(has_site, WITHOUT.contains(&table.as_str()), "{table}");
    }
}

#[test]
fn schema_rs_is_the_base() {
    let database = TestDatabase::new();
    let mut base = BTreeMap::<String, Vec<(String, bool)>>::new();
    for column in columns(&mut database.connect()) {
        base.entry(column.table).or_default().push((column.column, column.nullable));
    }
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema.rs")).unwrap();
    let written = tables_in(&text);
    assert_eq!(written.keys().collect::<Vec<_>>(), base.keys().collect::<Vec<_>>(), "tables");
    for (table, columns) in base {
        assert_eq!(written[&table], columns, "{table}: src/schema.rs is outdated, run scripts/schema.sh");
    }
}

fn tables_in(schema: &str) -> BTreeMap<String, Vec<(String, bool)>> {
    let mut tables = BTreeMap::<String, Vec<(String, bool)>>::new();
    let mut table = String::new();
    for line in
        schema.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with("diesel::"))
    {
        if let Some((name, kind)) = line.split_once(" -> ") {
            let renamed = name.trim_start_matches("r#").to_owned();
            tables.entry(table.clone()).or_default().push((renamed, kind.starts_with("Nullable<")));
        } else if let Some((name, key)) = line.split_once(" (")
            && key.ends_with(") {")
        {
            table = name.to_owned();
        }
    }
    tables
}

#[test]
fn the_journal_cannot_be_rewritten() {
    use diesel::connection::SimpleConnection;
    let database = TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute(
        "INSERT INTO journal_entries (id, actor_kind, act, subject_kind, subject_id)
         VALUES (gen_random_uuid(), 'system', 'test', 'test', gen_random_uuid())",
    )
    .unwrap();
    for rewriting in
        ["UPDATE journal_entries SET act = 'x'", "DELETE FROM journal_entries", "TRUNCATE journal_entries"]
    {
        let refused = conn.batch_execute(rewriting).unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{rewriting}: {refused}");
    }
}

/// The migration that made versions of the reports of visits.
const REPORTS_BECOME_VERSIONS: &str = "20261123121100";

#[actix_web::test]
async fn visits_held_before_reports_had_versions_are_kept_and_ask_nothing() {
    use diesel::connection::SimpleConnection;
    let world = World::on("2026-03-02").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    migrate(&world.database.url, |conn| {
        while conn.applied_migrations().unwrap().iter().any(|one| one.to_string() == REPORTS_BECOME_VERSIONS) {
            conn.revert_last_migration(MIGRATIONS).unwrap();
        }
        let (site, apprentice, tutor) = (world.site(), story.apprentice, story.tutor);
        let visit = |rank: i16, state: &str, facts: &str| {
            format!(
                "INSERT INTO visits (id, site_id, apprentice_id, contract_id, tutor_id, training_year, ordinal,
                                     planned_on, due_on, state, held_on, present, report, points_agreed, updated_at)
                 VALUES (gen_random_uuid(), '{site}', '{apprentice}', '{contract}', '{tutor}', 1, {rank},
                         '2025-11-20', '2026-02-22', '{state}', {facts});"
            )
        };
        let logged = "'2025-11-20', ARRAY['apprentice', 'tutor'], 'Bonne intégration.', 'Préparer le dossier.', '2025-11-21'";
        conn.batch_execute(&(visit(1, "held", logged) + &visit(2, "planned", "NULL, '{}', NULL, NULL, '2025-09-01'")))
            .unwrap();
        conn.run_pending_migrations(MIGRATIONS).unwrap();
        Ok(open_to_serving_role(conn, &world.database.addresses())?)
    })
    .unwrap();
    let manager = world.manager();
    let visits = manager.get("/v1/visits").await.expect(200);
    let visits = visits["data"].as_array().unwrap();
    assert_eq!(visits.len(), 2);
    let logged = visits.iter().find(|one| one["state"] == "held").unwrap();
    let logged = manager.get(format!("/v1/visits/{}", logged["id"].as_str().unwrap())).await.expect(200);
    let text = logged.to_string();
    for stored in ["2025-11-20", "Bonne intégration.", "Préparer le dossier.", "on_site"] {
        assert!(text.contains(stored), "{stored}: {logged:#}");
    }
    let due = manager.get("/v1/obligations?limit=200&state=done&kind=visit_to_hold").await.expect(200);
    assert_eq!(due["data"].as_array().unwrap().len(), 1, "the visit held is done");
    for state in ["", "&state=done", "&state=lapsed"] {
        let requested = format!("/v1/obligations?kind=report_to_acknowledge{state}");
        let requested = manager.get(requested).await.expect(200);
        assert!(
            requested["data"].as_array().unwrap().is_empty(),
            "nobody is asked to read an old report: {requested:#}"
        );
    }
}
