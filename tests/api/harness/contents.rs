//! What the base holds, so that two moments can be compared.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Text};
use serde_json::Value;

use super::{Person, World};

/// The rows of each table, without what every update changes.
pub type Contents = BTreeMap<String, Vec<Value>>;

/// Tables that only tell what was done, who came in, or are made anew from the others.
const TELLING: &[&str] = &[
    "accounts",
    "clients",
    "derived_obligations",
    "enrolment_cards",
    "events",
    "idempotency_keys",
    "journal_entries",
    "noted_acts",
    "obligation_editions",
    "obligation_ledgers",
    "obligation_marks",
    "obligation_tallies",
    "sessions",
    "withdrawals",
    "__diesel_schema_migrations",
];

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = Jsonb)]
    rows: Value,
}

impl World {
    /// What the base holds now: the journal, the feed, the withdrawals and what is derived apart.
    pub fn contents(&self) -> Contents {
        assert_eq!(self.miskept_cards(), 0, "cards say what the facts say");
        let conn = &mut self.database.connect();
        let tables: Vec<Table> = diesel::sql_query(
            "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition",
        )
        .load(conn)
        .expect("tables");
        let told = tables.into_iter().filter(|table| !TELLING.contains(&table.name.as_str()));
        told.map(|Table { name }| {
            let query = format!(
                "SELECT coalesce(jsonb_agg(row ORDER BY row::text), '[]') AS rows
                 FROM (SELECT to_jsonb(t) - '{{version,updated_at}}'::text[] AS row FROM {name} AS t) AS all_rows"
            );
            let found: Rows = diesel::sql_query(query).get_result(conn).expect("rows");
            (name, found.rows.as_array().expect("an array").clone())
        })
        .collect()
    }

    /// Writes what is there already: the record, the journal and the feed stay what they are.
    pub async fn put_again(&self, person: &Person, (read, write): (&str, &str), body: Value) {
        let lines = || {
            self.database_counts(
                "SELECT (SELECT count(*) FROM journal_entries) + (SELECT count(*) FROM events) AS n",
            )
        };
        let (before, known) = (person.get(read).await, lines());
        let again = person.put(write, &before.etag(), body).await;
        let same =
            |one: &str| one.split(['-', '.']).next().map(|version| version.trim_matches('"').to_owned());
        assert_eq!(same(&again.etag()), same(&before.etag()), "{write}");
        again.expect(200);
        assert_eq!(person.get(read).await.expect(200), before.expect(200), "{write}");
        assert_eq!(lines(), known, "{write}: nothing is told");
    }

    /// How many enrolments have a card that does not say what the facts say, or none; and cards of no enrolment.
    pub fn miskept_cards(&self) -> i64 {
        self.database_counts(
            "SELECT count(*) AS n FROM enrolments AS e JOIN cohorts AS c ON c.id = e.cohort_id
         JOIN apprentices AS a ON a.id = e.apprentice_id LEFT JOIN enrolment_cards AS k ON k.enrolment_id = e.id
         WHERE (k.site_id, k.apprentice_id, k.cohort_id, k.search_name, k.ends_on, k.present_from_on, k.present_to_on,
                k.facts::text, k.next_visit::text)
            IS DISTINCT FROM (e.site_id, e.apprentice_id, e.cohort_id, a.search_name,
                coalesce(e.expected_ends_on, c.ends_on),
                greatest(c.starts_on, coalesce(e.entered_on, e.enrolled_on)),
                least(coalesce(e.expected_ends_on, c.ends_on), e.excluded_on - 1),
                enrolment_card(e.id)::text, next_visit_card(e.id)::text)",
        ) + self.database_counts(
            "SELECT count(*) AS n FROM enrolment_cards WHERE enrolment_id NOT IN (SELECT id FROM enrolments)",
        )
    }
}

/// Fails on the rows by which two moments differ.
pub fn assert_same(now: &Contents, before: &Contents, what: &str) {
    for (table, rows) in now {
        let (new, gone): (Vec<&Value>, Vec<&Value>) = (
            rows.iter().filter(|row| !before[table].contains(row)).collect(),
            before[table].iter().filter(|row| !rows.contains(row)).collect(),
        );
        assert!(new.is_empty() && gone.is_empty(), "{what}: {table} has {new:#?} and lacks {gone:#?}");
    }
}
