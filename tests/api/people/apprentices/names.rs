//! One idea of the same name: what is typed, what is searched, what a file brings.

#![expect(clippy::disallowed_methods, reason = "tests look at the base itself")]

use compagnon::platform::folding::{folded_name, name_key};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::exchange::imports::{dry_run, rows};
use crate::harness::World;

/// Names that are hard to write twice in the same way.
const HARD_NAMES: [&str; 24] = [
    "O'Brien",
    "O’Brien",
    "Oʼ BRIEN",
    "D’Hérouville",
    "d`Hérouville",
    "'t Hooft",
    "Le Goff Maëlle-Anne",
    "LE  GOFF MAELLE ANNE ",
    "Jean‑Pierre",
    "Chloe\u{301}",
    "Œuvrard",
    "Cœur-Ærø",
    "Straße STRAẞE",
    "Łukasz Đorđević",
    "İlknur IŞIK ışık",
    "Þór Ðóra",
    "Nguyễn Thị Ánh",
    "ŠKODA Ţuţea Ğül",
    "ﬁnˊ Ⅳ ½ 1º",
    "SARL « L’Épi d’Or » (n° 1)",
    "a\u{a0}b\u{202f}c\u{200b}d\td",
    "%_\\[]^-",
    "Ольга",
    "",
];

diesel::define_sql_function! {
    fn search_form(given: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

diesel::define_sql_function! {
    #[sql_name = "name_key"]
    fn key_in_base(given: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

#[actix_web::test]
async fn the_base_and_the_program_fold_names_alike() {
    let world = World::on("2025-06-02").await;
    let mut conn = world.database.connect();
    for name in HARD_NAMES {
        let asked = diesel::select((search_form(name), key_in_base(name)));
        let (searched, key): (String, String) = asked.get_result(&mut conn).unwrap();
        assert_eq!((searched, key), (folded_name(name), name_key(name)), "{name:?}");
    }
}

fn born(family_name: &str, given_name: &str) -> Value {
    json!({"family_name": family_name, "given_name": given_name, "born_on": "2006-09-01"})
}

#[actix_web::test]
async fn the_same_name_is_asked_about_however_it_is_written() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    manager.post("/v1/apprentices", born("Le Goff", "Maëlle-Anne")).await.expect(201);
    for (family_name, given_name) in
        [("LE GOFF", "MAELLE ANNE"), ("Le-Goff", "Maëlle Anne"), ("LeGoff", "maelle‑anne")]
    {
        let again = manager.post("/v1/apprentices", born(family_name, given_name)).await;
        again.refused_with(409, "apprentice.looks_like_another");
    }
    let file = "Nom;Prénom;Date de naissance\nLE GOFF;MAELLE ANNE;01/09/2006\n";
    let import = dry_run(&manager, "apprentices", file).await;
    assert_eq!(rows(&manager, &import).await[0]["state"], "differs");
    for query in ["maelle%20anne%20le%20goff", "LE-GOFF", "ma%C3%ABlle-anne"] {
        let found = manager.get(format!("/v1/apprentices?q={query}")).await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "{query}");
    }
}

#[actix_web::test]
async fn twins_have_two_files() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    manager.post("/v1/apprentices", born("Jumeau", "Léa")).await.expect(201);
    manager.post("/v1/apprentices", born("Jumeau", "Léo")).await.expect(201);
}

#[actix_web::test]
async fn an_apostrophe_does_not_hide_a_name() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    for (family_name, given_name) in
        [("O'Brien", "Anna"), ("O’Brien", "Bea"), ("D’Hérouville", "Cléo"), ("Œuvrard", "Dora")]
    {
        manager.post("/v1/apprentices", born(family_name, given_name)).await.expect(201);
    }
    for (query, expected) in [
        ("obrien", vec!["Anna", "Bea"]),
        ("o'brien", vec!["Anna", "Bea"]),
        ("O%E2%80%99BRIEN", vec!["Anna", "Bea"]),
        ("dherouville", vec!["Cléo"]),
        ("d%20herouville", vec!["Cléo"]),
        ("herouville", vec!["Cléo"]),
        ("oeuvrard", vec!["Dora"]),
        ("%C5%93uvrard", vec!["Dora"]),
        ("''", vec![]),
    ] {
        let found = manager.get(format!("/v1/apprentices?q={query}")).await.expect(200);
        let mut names: Vec<&str> =
            found["data"].as_array().unwrap().iter().filter_map(|one| one["given_name"].as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{query}");
    }
    let tutor = manager.post("/v1/employers", json!({"siret": "73282932000074", "name": "L’Épi d’Or"})).await;
    tutor.expect(201);
    let found = manager.get("/v1/employers?q=lepi%20dor").await.expect(200);
    assert_eq!(found["data"].as_array().unwrap().len(), 1);
}

#[derive(QueryableByName)]
struct Planned {
    #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
    line: String,
}

#[actix_web::test]
async fn a_search_walks_the_trigrams_of_names() {
    let world = World::on("2025-06-02").await;
    let mut conn = world.database.connect();
    // of a table without rows any plan is as good: only that of the trigrams is left
    for other in ["seqscan", "indexscan", "indexonlyscan"] {
        diesel::sql_query(format!("SET enable_{other} = off")).execute(&mut conn).unwrap();
    }
    let asked =
        "EXPLAIN SELECT id FROM apprentices WHERE search_name LIKE '%obrien%' ORDER BY search_name || '', id";
    let plan: Vec<Planned> = diesel::sql_query(asked).load(&mut conn).unwrap();
    let plan = plan.into_iter().map(|one| one.line).collect::<Vec<_>>().join("\n");
    assert!(plan.contains("apprentices_search"), "{plan}");
}
