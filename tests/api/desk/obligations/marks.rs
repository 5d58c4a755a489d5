//! Whatever the obligations are derived from marks what it changes.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use std::collections::BTreeSet;

use diesel::prelude::*;

/// The tables a source reads, from its own `use` lines.
fn tables_read(source: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(format!("{}/src/{source}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (_, after) = text.split_once("use crate::schema::{").unwrap();
    let (names, _) = after.split_once('}').unwrap();
    names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_table_of_facts_marks_what_it_changes() {
    #[derive(QueryableByName)]
    struct Marked {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let database = crate::harness::TestDatabase::new();
    let marked: Vec<Marked> = diesel::sql_query(
        "SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger
         WHERE tgfoid IN ('mark_obligations'::regproc, 'mark_duties'::regproc, 'mark_class_of_enrolment'::regproc)",
    )
    .load(&mut database.connect())
    .unwrap();
    let marked: BTreeSet<String> = marked.into_iter().map(|row| row.name).collect();
    // the catalogue has a fingerprint of its own; the row of a calendar only holds its version
    let told_elsewhere = ["programmes", "cohort_calendars"].map(str::to_owned).into();
    for source in [
        "desk/obligations/gathering/store/mod.rs",
        "desk/obligations/gathering/store/of_cohorts.rs",
        "contracts/clock/store.rs",
        "presence/absences/store/mod.rs",
        "presence/calendars/store/mod.rs",
    ] {
        let silent = &(&tables_read(source) - &marked) - &told_elsewhere;
        assert!(silent.is_empty(), "{source} reads what no trigger marks: {silent:?}");
    }
}
