//! Official figures: beside our own, withheld is not zero, corrected and taken back.

use serde_json::{Value, json};

use crate::harness::{World, id_of};

const PATH: &str = "/v1/sites/ufa-leonie-aviat/official-figures";

fn figure() -> Value {
    json!({ "programme": "bts-mco", "rate": "employment", "months": 6, "vintage_from": 2023, "vintage_to": 2024,
            "value_hundredths": 7143, "population": 56, "source": "InserJeunes", "published_on": "2026-02-10" })
}

#[actix_web::test]
async fn a_figure_is_entered_once_corrected_and_taken_back() {
    let world = World::on("2026-11-30").await;
    let manager = world.manager();
    let entered = manager.post(PATH, figure()).await.expect(201);
    assert_eq!(entered["rate_label"], "Taux d'emploi des sortants");
    manager.post(PATH, figure()).await.refused_with(409, "official_figure.known");
    let path = format!("/v1/official-figures/{}", id_of(&entered));
    let withheld = json!({ "value_hundredths": null, "withheld_reason": "Moins de 20 sortants" });
    let changed = manager.change(&path, withheld).await.expect(200);
    assert_eq!(changed["value_hundredths"], Value::Null);
    manager.change(&path, json!({ "withheld_reason": null, "months": null })).await.faults(&[
        ("/months", "official_figure.months"),
        ("/value_hundredths", "official_figure.value_or_reason"),
    ]);
    let listed =
        world.trainer().get("/v1/official-figures?programme=bts-mco&rate=employment").await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    manager.post(format!("{path}/withdrawal"), json!({ "reason": "Autre établissement" })).await.expect(201);
    manager.get(&path).await.refused_with(404, "official_figure.not_found");
}

#[actix_web::test]
async fn a_figure_is_of_ones_own_site_and_sound() {
    let world = World::on("2026-11-30").await;
    let manager = world.manager();
    world.other_manager().post(PATH, figure()).await.refused_with(404, "site.not_found");
    world.trainer().post(PATH, figure()).await.refused_with(403, "forbidden");
    let mut wrong = figure();
    (wrong["value_hundredths"], wrong["vintage_from"]) = (json!(-1), json!(2025));
    wrong["published_on"] = json!("2026-12-01");
    manager.post(PATH, wrong).await.faults(&[
        ("/published_on", "official_figure.years"),
        ("/value_hundredths", "official_figure.value"),
        ("/vintage_to", "official_figure.years"),
    ]);
    let entered = manager.post(PATH, figure()).await.expect(201);
    let path = format!("/v1/official-figures/{}", id_of(&entered));
    world.other_manager().get(&path).await.refused_with(404, "official_figure.not_found");
}
