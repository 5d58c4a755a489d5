//! Simulations: anybody signed in, nothing kept, everything explained or refused where it is wrong.

use serde_json::{Value, json};

use crate::contracts::agreements::with;
use crate::harness::World;

/// The worked case of who turns 18 during the first year.
fn turning_18() -> Value {
    json!({
        "born_on": "2007-11-10", "starts_on": "2025-08-25", "ends_on": "2027-08-24",
        "cycle": {"starts_on": "2025-08-25", "ends_on": "2027-08-24"},
    })
}

fn line(from_on: &str, to_on: &str, percent: i64) -> Value {
    json!({"from_on": from_on, "to_on": to_on, "percent_hundredths": percent, "base": "smic"})
}

#[actix_web::test]
async fn a_schedule_is_told_to_the_cent_and_to_the_day() {
    let world = World::on("2026-11-23").await;
    let shown = world.trainer().post("/v1/pay-simulations", turning_18()).await.expect(200);
    let rows: Vec<_> = shown["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let percent = one["legal_percent_hundredths"].as_i64().unwrap();
            (one["from_on"].as_str().unwrap(), percent, one["minimum_cents"].as_i64().unwrap())
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("2025-08-25", 2700, 48_649),
            ("2025-12-01", 4300, 77_478),
            ("2026-01-01", 4300, 78_391),
            ("2026-06-01", 4300, 80_282),
            ("2026-08-25", 5100, 95_219),
            ("2027-01-01", 5100, 95_219),
        ]
    );
    assert_eq!(shown["monthly_at_start_cents"], 48_649);
    assert_eq!(shown["base_known_until"], "2026-12-31");
    let beyond: Vec<_> =
        shown["segments"].as_array().unwrap().iter().map(|one| &one["beyond_known_base"]).collect();
    assert_eq!(beyond, [false, false, false, false, false, true]);
    assert_eq!(shown["segments"][4]["current"], true);
    assert_eq!(shown["form_lines"].as_array().unwrap().len(), 3);
    assert_eq!(shown["form_lines"][1]["percent_hundredths"], 4300);
}

#[actix_web::test]
async fn reasons_are_told_in_the_language_asked_for() {
    let world = World::on("2026-11-23").await;
    let manager = world.manager();
    let french = manager.post("/v1/pay-simulations", turning_18()).await.expect(200);
    let rise = &french["segments"][1]["why"][2];
    assert_eq!(rise["code"], "pay.age_rise");
    assert_eq!(rise["message"], "18 ans atteints le 10/11/2025 : nouveau taux dès le 01/12/2025.");
    assert_eq!(rise["source"], "Code du travail, art. D6222-31");
    let request = manager.request(reqwest::Method::POST, "/v1/pay-simulations").json(&turning_18());
    let english = manager.send(request.header("accept-language", "en")).await.expect(200);
    assert_eq!(english["segments"][0]["why"][0]["message"], "Year 1, under 18: 27%.");
}

#[actix_web::test]
async fn anybody_signed_in_simulates_and_nothing_is_kept() {
    let world = World::on("2026-11-23").await;
    let story = world.story();
    let people = [
        world.administrator(),
        world.trainer(),
        world.tutor(&story.tutor()),
        world.student(&story.apprentice()),
        world.client(&["contracts:read"]),
    ];
    for person in people {
        person.post("/v1/pay-simulations", turning_18()).await.expect(200);
    }
    world.nobody().post("/v1/pay-simulations", turning_18()).await.refused_with(401, "unauthenticated");
    let unscoped = world.client(&["visits:read"]);
    unscoped.post("/v1/pay-simulations", turning_18()).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn the_lines_of_a_contract_are_judged_with_the_figure_they_should_have() {
    let world = World::on("2026-11-23").await;
    let manager = world.manager();
    let lines = json!([
        line("2025-08-25", "2025-11-30", 2700),
        line("2025-12-01", "2026-08-24", 4200),
        line("2026-08-25", "2027-08-23", 5100),
    ]);
    let refused = manager.post("/v1/pay-simulations", with(turning_18(), json!({"lines": lines}))).await;
    let refused = refused
        .faults(&[("/lines/1/percent_hundredths", "pay.percent_below_legal"), ("/lines", "pay.lines_gap")]);
    let shown = refused["errors"][0]["message"].as_str().unwrap();
    assert!(shown.contains("au moins 43 %"), "{shown}");
    let better = json!([line("2025-08-25", "2027-08-24", 5200)]);
    let shown =
        manager.post("/v1/pay-simulations", with(turning_18(), json!({"lines": better}))).await.expect(200);
    assert_eq!(shown["segments"][0]["contractual_percent_hundredths"], 5200);
    assert_eq!(shown["segments"][0]["minimum_cents"], 48_649);
    assert_eq!(shown["segments"][0]["due_cents"], 93_694);
}

#[actix_web::test]
async fn facts_that_cannot_stand_together_are_refused_at_their_place() {
    let world = World::on("2026-11-23").await;
    let manager = world.manager();
    for (change, pointer, code) in [
        (json!({"ends_on": "2025-08-24", "cycle": null}), "/ends_on", "pay.ends_before_start"),
        (json!({"reference": "late_entry", "cycle": null}), "/cycle", "pay.cycle_missing"),
        (
            json!({"repeated_year": 2, "licence_professionnelle": true}),
            "/licence_professionnelle",
            "pay.cases_exclude_each_other",
        ),
        (json!({"related_diploma": true}), "/related_diploma", "pay.related_diploma_too_long"),
        (json!({"repeated_year": 5}), "/repeated_year", "too_large"),
        (json!({"territory": "moon"}), "/territory", "enum"),
        (json!({"surprise": 1}), "/surprise", "unknown_field"),
    ] {
        let body = with(turning_18(), change);
        manager.post("/v1/pay-simulations", body).await.faults(&[(pointer, code)]);
    }
}

#[actix_web::test]
async fn the_extreme_days_of_the_calendar_are_refused_not_suffered() {
    let world = World::on("2026-11-23").await;
    let manager = world.manager();
    for change in [
        json!({"ends_on": "9999-12-31"}),
        json!({"starts_on": "0001-01-01"}),
        json!({"born_on": "9999-12-31"}),
        json!({"born_on": "0001-01-01", "starts_on": "9999-12-30", "ends_on": "9999-12-31", "cycle": null}),
        json!({"cycle": {"starts_on": "0001-01-01", "ends_on": "9999-12-31"}, "reference": "late_entry"}),
        json!({"conventional_minimums": [{"from_on": "9999-12-31", "monthly_cents": 100_000_000}]}),
        json!({"lines": [{"from_on": "0001-01-01", "to_on": "9999-12-31", "percent_hundredths": 100_000, "base": "smc"}]}),
    ] {
        let reply = manager.post("/v1/pay-simulations", with(turning_18(), change.clone())).await;
        assert!(matches!(reply.status, 200 | 422), "{change}: {}", reply.text);
    }
}

#[actix_web::test]
async fn the_figures_of_the_law_are_published_with_their_sources() {
    let world = World::on("2026-11-23").await;
    let nobody = world.nobody();
    let smic = nobody.get("/v1/reference/smic").await.expect(200);
    let last = smic["data"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["from_on"], &last["metropolitan_monthly_cents"]),
        (&json!("2026-06-01"), &json!(186_702))
    );
    assert_eq!(last["mayotte_monthly_cents"], 144_993);
    assert_eq!(smic["known_until"], "2026-12-31");
    let grid = nobody.get("/v1/reference/pay-grid").await.expect(200);
    let bands = grid["data"][0]["bands"].as_array().unwrap();
    assert_eq!(bands[1]["label"], "de 18 à 20 ans");
    assert_eq!(bands[1]["shares"][2], json!({"year": 3, "percent_hundredths": 6700}));
    let english =
        nobody.request(reqwest::Method::GET, "/v1/reference/pay-grid").header("accept-language", "en");
    assert!(nobody.send(english).await.text.contains("18 to 20"));
    let again = nobody.get("/v1/reference/smic").await.etag();
    let again = nobody.request(reqwest::Method::GET, "/v1/reference/smic").header("if-none-match", again);
    assert_eq!(nobody.send(again).await.status, 304);
    assert_eq!(grid["data"][0]["choices"]["shorter_contract"], "cycle");
}
