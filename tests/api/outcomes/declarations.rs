//! The yearly declarations: figures with their definition, the same as a file, and who is behind.

use serde_json::{Value, json};

use super::SheetCohort;
use crate::harness::World;

const TODAY: &str = "2026-06-01";

/// The cohort of the sheet, each of its contracts for 1,350 hours.
async fn cohort() -> SheetCohort {
    let cohort = SheetCohort::on(TODAY).await;
    cohort.world.database_says(
        "INSERT INTO contract_terms (contract_id, site_id, training_hours) SELECT id, site_id, 1350 FROM contracts
         ON CONFLICT (contract_id) DO UPDATE SET training_hours = excluded.training_hours",
    );
    cohort
}

fn path(world: &World, declaration: &str, year: i32) -> String {
    format!("/v1/sites/{}/declarations/{declaration}?year={year}", world.site())
}

fn figure(declaration: &Value, code: &str, of: &Value) -> Value {
    let found = declaration["figures"].as_array().unwrap().iter();
    let mut found = found.filter(|one| one["code"] == code && one["of"] == *of);
    found.next().unwrap_or_else(|| panic!("{code}: {declaration}")).clone()
}

#[actix_web::test]
async fn the_figures_of_a_year_come_from_the_files_with_their_definitions() {
    let cohort = cohort().await;
    let world = &cohort.world;
    let manager = world.manager();
    let bpf = manager.get(path(world, "bpf", 2024)).await.expect(200);
    assert_eq!((&bpf["provisional"], &bpf["counted_to"]), (&json!(false), &json!("2024-12-31")));
    for (code, of, numerator, text) in [
        ("f1_apprentices", Value::Null, 5, "5"),
        // four whole years and forty days of 1,350 hours over 727 days
        ("f1_apprentice_hours", Value::Null, 4 * 40_779 + 4_457, "2793"),
        ("f1_without_contract", Value::Null, 1, "1"),
        ("f3_apprentices", json!("5"), 5, "5"),
        ("f3_hours", json!("5"), 4 * 40_779 + 4_457, "2793"),
    ] {
        let found = figure(&bpf, code, &of);
        assert_eq!(
            (&found["value"]["numerator"], &found["value"]["text"]),
            (&json!(numerator), &json!(text)),
            "{code}"
        );
        assert!(found["definition"].as_str().is_some_and(|words| words.len() > 20), "{found}");
        assert_eq!(found["unknown"], 0);
    }
    let elsewhere = figure(&bpf, "c_products", &Value::Null);
    assert_eq!((&elsewhere["value"], &elsewhere["measure"]), (&Value::Null, &json!("not_kept")));
    let accounts = manager.get(path(world, "analytical_accounts", 2024)).await.expect(200);
    for (code, text) in [
        ("apprentices_at_year_end", "4"),
        ("average_apprentices", "4,11"),
        ("contracts_begun", "0"),
        ("contracts_broken", "1"),
        ("training_hours", "2793"),
    ] {
        let found = figure(&accounts, code, &json!("bts-mco"));
        assert_eq!(found["value"]["text"], text, "{code}");
        assert!(found["of_label"].as_str().is_some_and(|title| !title.is_empty()));
    }
    let now = manager.get(path(world, "bpf", 2026)).await.expect(200);
    assert_eq!((&now["provisional"], &now["counted_to"]), (&json!(true), &json!(TODAY)));
}

#[actix_web::test]
async fn a_contract_without_its_hours_is_told_and_named() {
    let cohort = cohort().await;
    let world = &cohort.world;
    let silent = cohort.learners[0].enrolment;
    world.database_says(&format!(
        "UPDATE contract_terms SET training_hours = NULL WHERE contract_id IN (SELECT id FROM contracts WHERE enrolment_id = '{silent}')"
    ));
    let manager = world.manager();
    let bpf = manager.get(path(world, "bpf", 2024)).await.expect(200);
    let hours = figure(&bpf, "f1_apprentice_hours", &Value::Null);
    assert_eq!((&hours["unknown"], &hours["value"]["numerator"]), (&json!(1), &json!(3 * 40_779 + 4_457)));
    let cases =
        path(world, "bpf", 2024).replace('?', "/cases?figure=f1_apprentice_hours&limit=3&include=total&");
    let page = manager.get(&cases).await.expect(200);
    assert_eq!((page["total"].as_i64(), page["data"].as_array().unwrap().len()), (Some(5), 3));
    let next =
        manager.get(format!("{cases}&cursor={}", page["next_cursor"].as_str().unwrap())).await.expect(200);
    let rows: Vec<&Value> =
        page["data"].as_array().unwrap().iter().chain(next["data"].as_array().unwrap()).collect();
    let unknown: Vec<_> = rows.iter().filter(|row| row["amount"].is_null()).collect();
    assert_eq!(
        (rows.len(), unknown.len(), &unknown[0]["apprentice"]["family_name"]),
        (5, 1, &json!("Aubry"))
    );
}

#[actix_web::test]
async fn the_same_leaves_as_a_file_and_only_the_office_of_the_site_reads_it() {
    let cohort = cohort().await;
    let world = &cohort.world;
    let manager = world.manager();
    let file = manager.get(path(world, "bpf", 2024).replace('?', "/table?")).await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("text/csv; charset=utf-8")));
    assert!(
        file.header("content-disposition").is_some_and(|name| name.contains("bpf-2024.csv")),
        "{:?}",
        file.headers
    );
    let lines: Vec<&str> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("année;arrêté au;cadre;code;"), "{}", lines[0]);
    assert!(
        lines.iter().any(|line| line.contains(";f1_apprentice_hours;;Heures de formation;2793;0;")),
        "{}",
        file.text
    );
    assert!(lines.iter().any(|line| line.contains(";c_products;;Tenu ailleurs;;0;")), "{}", file.text);
    manager.get(path(world, "bpf", 2027)).await.faults(&[("year", "declaration.year_not_begun")]);
    manager.get(path(world, "gossip", 2024)).await.refused_with(404, "declaration.not_found");
    let no_figure = path(world, "bpf", 2024).replace('?', "/cases?figure=gossip&");
    manager.get(no_figure).await.refused_with(404, "figure.not_found");
    let cases = path(world, "bpf", 2024).replace('?', "/cases?figure=f1_apprentices&");
    let table = path(world, "bpf", 2024).replace('?', "/table?");
    for path in [path(world, "bpf", 2024), table, cases] {
        world.other_manager().get(&path).await.refused_with(404, "site.not_found");
        world.trainer().get(&path).await.refused_with(403, "forbidden");
    }
}
