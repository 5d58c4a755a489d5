//! Rates: exact, with who is left out and why, and who is behind.

use serde_json::{Value, json};

use super::{SheetCohort, rate};

const TODAY: &str = "2026-06-01";
const RATES: &str = "/v1/indicators?programme=bts-mco&session=2025";

/// Every scope of software but that of outcomes.
fn other_scopes() -> Vec<&'static str> {
    compagnon::trust::access::SCOPES.iter().copied().filter(|scope| *scope != "outcomes:read").collect()
}

#[actix_web::test]
async fn the_figures_of_the_sheet_are_reproduced_with_their_denominators() {
    let cohort = SheetCohort::on(TODAY).await;
    let found = cohort.world.trainer().get(RATES).await.expect(200);
    assert_eq!((&found["learners"], &found["as_of"]), (&json!(5), &json!(TODAY)));
    for (name, numerator, denominator, text) in [
        ("rupture", 1, 5, "20\u{a0}%"),
        ("interruption", 1, 5, "20\u{a0}%"),
        ("presentation", 2, 3, "67\u{a0}%"),
        ("success", 1, 2, "50\u{a0}%"),
        ("award", 1, 2, "50\u{a0}%"),
        ("further_study", 1, 2, "50\u{a0}%"),
        ("insertion_6", 1, 1, "100\u{a0}%"),
    ] {
        let one = rate(&found["data"], name);
        let value = &one["value"];
        assert_eq!(
            (&value["numerator"], &value["denominator"]),
            (&json!(numerator), &json!(denominator)),
            "{name}"
        );
        assert_eq!(value["text"], text, "{name}");
        let left_out: u64 =
            one["excluded"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
        assert_eq!(left_out + denominator, 5, "{name}");
        assert_eq!(one["definition"]["edition"], "2026");
    }
    let insertion = rate(&found["data"], "insertion_6");
    assert_eq!(
        (&insertion["unknowns"]["no_answer"], &insertion["unknowns"]["lowest"]["percent"]),
        (&json!(2), &json!(33))
    );
    assert_eq!(insertion["before"], json!({ "session": 2024, "value": null, "no_value": "nobody" }));
    assert_eq!(rate(&found["data"], "insertion_12")["no_value"], "too_early");
    assert_eq!(rate(&found["data"], "value_added")["no_value"], "not_computable");
}

#[actix_web::test]
async fn rates_are_read_as_of_a_day_that_has_come() {
    let cohort = SheetCohort::on(TODAY).await;
    let trainer = cohort.world.trainer();
    let then = trainer.get(format!("{RATES}&as_of=2024-01-15")).await.expect(200);
    assert_eq!(rate(&then["data"], "rupture")["value"]["numerator"], 0);
    assert_eq!(rate(&then["data"], "success")["no_value"], "nobody");
    assert_eq!(rate(&then["data"], "insertion_6")["no_value"], "too_early");
    trainer.get(format!("{RATES}&as_of=2026-06-02")).await.faults(&[("as_of", "indicator.as_of_in_future")]);
    let next = trainer.get("/v1/indicators?session=2026").await.expect(200);
    assert_eq!(
        (&next["learners"], &rate(&next["data"], "rupture")["before"]["value"]["percent"]),
        (&json!(1), &json!(20))
    );
}

#[actix_web::test]
async fn staff_of_the_site_see_who_is_behind_a_rate_and_nobody_else_does() {
    let cohort = SheetCohort::on(TODAY).await;
    let (world, first) = (&cohort.world, &cohort.learners[0]);
    let trainer = world.trainer();
    let cases = async |path: &str| trainer.get(path).await.expect(200)["data"].as_array().unwrap().clone();
    let broken = cases("/v1/indicators/rupture/cases?session=2025&side=numerator").await;
    assert_eq!((broken.len(), &broken[0]["apprentice"]["family_name"]), (1, &json!("Evrard")));
    assert!(broken[0]["contract_id"].is_string());
    let silent = cases("/v1/indicators/insertion_6/cases?session=2025&reason=no_answer").await;
    assert_eq!(silent.len(), 2);
    let mut path = "/v1/indicators/presentation/cases?session=2025&limit=2".to_owned();
    let (mut seen, mut pages) = (Vec::<Value>::new(), 0);
    loop {
        let page = trainer.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(|one| one["enrolment_id"].clone()));
        pages += 1;
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/indicators/presentation/cases?session=2025&limit=2&cursor={cursor}");
    }
    seen.dedup();
    assert_eq!((seen.len(), pages), (5, 3));
    trainer.get("/v1/indicators/gossip/cases").await.refused_with(404, "indicator.not_found");
    let elsewhere = world.other_trainer();
    assert_eq!(elsewhere.get(RATES).await.expect(200)["learners"], 0);
    let cohort_path = format!("/v1/indicators?cohort={}", first.cohort);
    assert_eq!(trainer.get(&cohort_path).await.expect(200)["learners"], 5);
    elsewhere.get(&cohort_path).await.refused_with(404, "cohort.not_found");
    let (tutor, student) = (world.tutor(&first.tutor()), world.student(&first.apprentice()));
    for outsider in [tutor, student, world.client(&other_scopes())] {
        outsider.get(RATES).await.refused_with(403, "forbidden");
        outsider.get("/v1/indicators/rupture/cases").await.refused_with(403, "forbidden");
    }
    assert_eq!(world.client(&["outcomes:read"]).get(RATES).await.expect(200)["learners"], 5);
}

#[actix_web::test]
async fn rates_are_followed_over_the_years_in_one_request() {
    let cohort = SheetCohort::on(TODAY).await;
    let (world, trainer) = (&cohort.world, cohort.world.trainer());
    let found = trainer.get("/v1/indicators/trend?programme=bts-mco&rate=insertion_6").await.expect(200);
    assert_eq!((&found["from"], &found["to"], &found["by"]), (&json!(2017), &json!(2026), &json!("session")));
    let points = found["data"][0]["points"].as_array().unwrap();
    assert_eq!(points.iter().map(|point| point["session"].clone()).collect::<Vec<_>>(), [2025, 2026]);
    assert_eq!(
        (&points[0]["value"]["numerator"], &points[0]["value"]["denominator"]),
        (&json!(1), &json!(1))
    );
    assert_eq!((&points[0]["learners"], &points[0]["unknowns"]["no_answer"]), (&json!(5), &json!(2)));
    assert_eq!((&points[1]["value"], &points[1]["no_value"]), (&Value::Null, &json!("too_early")));
    let alone = trainer.get(RATES).await.expect(200);
    let by_cohort = trainer.get("/v1/indicators/trend?by=cohort&from=2025&to=2025").await.expect(200);
    for trend in by_cohort["data"].as_array().unwrap() {
        let (name, point) = (trend["rate"].as_str().unwrap(), &trend["points"][0]);
        let same = rate(&alone["data"], name);
        assert_eq!((&point["value"], &point["excluded"]), (&same["value"], &same["excluded"]), "{name}");
        assert_eq!(point["cohort"]["name"], "BTS MCO 2023-2025");
    }
    assert_eq!(by_cohort["data"].as_array().unwrap().len(), alone["data"].as_array().unwrap().len());
    let before = trainer.get("/v1/indicators/trend?rate=rupture&as_of=2024-01-15&to=2025").await.expect(200);
    assert_eq!(before["data"][0]["points"][0]["value"]["numerator"], 0);
    trainer
        .get("/v1/indicators/trend?from=2015&to=2025")
        .await
        .faults(&[("from", "indicator.too_many_sessions")]);
    trainer
        .get("/v1/indicators/trend?as_of=2026-06-02")
        .await
        .faults(&[("as_of", "indicator.as_of_in_future")]);
    let elsewhere = world.other_trainer().get("/v1/indicators/trend?rate=rupture").await.expect(200);
    assert_eq!(elsewhere["data"][0]["points"], json!([]));
    world.client(&other_scopes()).get("/v1/indicators/trend").await.refused_with(403, "forbidden");
}
