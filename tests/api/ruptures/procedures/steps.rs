//! Steps as they happened: in order, too early, corrected, taken back, of minors.

use serde_json::{Value, json};

use super::{Breakable, a_step, against, an_end, codes, mistaken, step_of};
use crate::harness::Story;

#[actix_web::test]
async fn a_step_too_early_is_refused_with_its_lawful_day_or_recorded_as_a_breach() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("resignation", "apprentice").await;
    let case = place.step(&rupture, "mediator_seized", "2026-03-02").await.expect(201);
    let informed = step_of(&case, "employer_informed");
    assert_eq!((&informed["status"], &informed["earliest_on"]), (&json!("possible"), &json!("2026-04-01")));
    let computed = json!(
        "5 jours calendaires après « Médiateur de l'apprentissage saisi » (02/03/2026) : au plus tôt le 07/03/2026."
    );
    assert_eq!(informed["computation"][0]["text"], computed);

    let early = place.step(&rupture, "employer_informed", "2026-03-06").await;
    assert_eq!(codes(&early), ["rupture.step_too_early"]);
    assert!(early.text.contains("au plus tôt le 07/03/2026"), "{}", early.text);
    let needless = place
        .manager
        .post(format!("{rupture}/steps"), against(a_step("employer_informed", "2026-03-07")))
        .await;
    needless.faults(&[("/breach", "rupture.no_breach")]);
    let ahead = place.step(&rupture, "employer_informed", "2026-04-02").await;
    ahead.faults(&[("/done_on", "rupture.date_in_future")]);
    place.step(&rupture, "interview", "2026-03-07").await.faults(&[("/step", "rupture.step_unknown")]);
    place
        .step(&rupture, "guardian_signed", "2026-03-07")
        .await
        .faults(&[("/step", "rupture.step_not_asked")]);

    let case = place
        .manager
        .post(format!("{rupture}/steps"), against(a_step("employer_informed", "2026-03-06")))
        .await;
    let case = case.expect(201);
    let breach = &step_of(&case, "employer_informed")["breach"];
    assert_eq!(breach["kind"], "too_early");
    assert_eq!(breach["reason"], "C'est arrivé ainsi, d'après l'apprenti.");
    assert_eq!(case["procedure"]["unlawful"][0]["code"], "rupture.step_too_early");
    assert_eq!(case["procedure"]["effect"]["earliest_on"], "2026-03-13");
    place.step(&rupture, "mediator_seized", "2026-03-01").await.refused_with(409, "rupture.step_recorded");
}

#[actix_web::test]
async fn a_correction_is_checked_with_what_followed() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("resignation", "apprentice").await;
    let case = place.step(&rupture, "mediator_seized", "2026-03-02").await.expect(201);
    let seized = record_of(&case, "mediator_seized");
    let case = place.step(&rupture, "employer_informed", "2026-03-10").await.expect(201);
    let informed = record_of(&case, "employer_informed");
    let late = place.manager.patch(&seized, "\"v1\"", json!({ "done_on": "2026-03-06" })).await;
    assert_eq!(codes(&late), ["rupture.step_too_early"], "the employer would be informed too early");
    let stale = place.manager.patch(&seized, "\"v9\"", json!({ "done_on": "2026-03-05" })).await;
    stale.refused_with(412, "precondition.stale");
    let moved = place.manager.patch(&seized, "\"v1\"", json!({ "done_on": "2026-03-05" })).await.expect(200);
    assert_eq!(step_of(&moved, "mediator_seized")["done_on"], "2026-03-05");
    let followed = place.manager.post(format!("{seized}/withdrawal"), mistaken()).await;
    followed.refused_with(409, "rupture.step_followed");
    let gone = place.manager.post(format!("{informed}/withdrawal"), mistaken()).await.expect(201);
    assert_eq!(step_of(&place.case(&rupture).await, "employer_informed")["done_on"], Value::Null);
    let held = place.manager.get(format!("{rupture}/case")).await.etag();
    let restored = format!("/v1/withdrawals/{}/restoration", gone["id"].as_str().unwrap());
    place.manager.post(restored, json!({})).await.expect(200);
    assert_eq!(step_of(&place.case(&rupture).await, "employer_informed")["done_on"], "2026-03-10");
    let stale = place.manager.patch(format!("{rupture}/case"), &held, json!({ "note": "Vu." })).await;
    stale.refused_with(412, "precondition.stale");
}

/// The address of what was recorded of a step.
fn record_of(case: &Value, code: &str) -> String {
    format!("/v1/rupture-steps/{}", step_of(case, code)["record"]["id"].as_str().unwrap())
}

#[actix_web::test]
async fn of_a_minor_the_guardian_signs_or_the_mediator_answers_in_time() {
    let place = Breakable::on("2026-04-01").await;
    let apprentice = place.world.seed_apprentice("Petit", "Zoé", "2009-05-01");
    let enrolment = place.world.seed_enrolment(apprentice, place.story.cohort);
    let story = Story { apprentice, enrolment, ..place.story };
    let contract = place.world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let body = json!({ "contract_id": contract, "ground": "resignation", "initiator": "apprentice" });
    let case = place.manager.post("/v1/ruptures", body).await.expect(201);
    assert_eq!(case["procedure"]["minor"], json!(true));
    let rupture = format!("/v1/ruptures/{}", case["id"].as_str().unwrap());
    for (step, day) in [("mediator_seized", "2026-03-02"), ("employer_informed", "2026-03-07")] {
        place.step(&rupture, step, day).await.expect(201);
    }
    let unsigned = place.complete(&rupture, "2026-03-14").await;
    assert_eq!(codes(&unsigned), ["rupture.step_missing"]);
    let alone = place.step(&rupture, "mediator_answered", "2026-03-10").await;
    assert_eq!(codes(&alone), ["rupture.step_out_of_order"]);
    place.step(&rupture, "guardian_silent", "2026-03-10").await.expect(201);
    let late = place.step(&rupture, "mediator_answered", "2026-03-26").await;
    assert_eq!(codes(&late), ["rupture.step_too_late"]);
    assert!(late.text.contains("au plus tard le 25/03/2026"), "{}", late.text);
    let case = place.step(&rupture, "mediator_answered", "2026-03-25").await.expect(201);
    assert_eq!(step_of(&case, "guardian_signed")["status"], "replaced");
    assert_eq!(codes(&place.complete(&rupture, "2026-03-24").await), ["rupture.effect_too_early"]);
    place.complete(&rupture, "2026-03-25").await.expect(201);
}

#[actix_web::test]
async fn a_simulation_computes_and_keeps_nothing() {
    let place = Breakable::on("2026-03-02").await;
    let asked = json!({ "contract_id": place.contract_id(), "ground": "resignation", "as_of": "2026-03-02" });
    let trainer = place.world.trainer();
    let computed = trainer.post("/v1/simulations/rupture", asked.clone()).await.expect(200);
    assert_eq!(computed["effect"]["earliest_on"], "2026-03-14");
    assert_eq!(computed["free_period_until"], "2025-12-05");
    assert_eq!(computed["missing"], json!(["mediator_seized", "employer_informed"]));
    let wanted = json!({ "effective_on": "2025-11-20", "as_of": "2025-11-01" });
    let early = crate::contracts::agreements::with(asked.clone(), wanted);
    let early = trainer.post("/v1/simulations/rupture", early).await.expect(200);
    let unlawful: Vec<_> =
        early["unlawful"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
    assert!(unlawful.contains(&json!("rupture.not_in_its_period")), "{unlawful:?}");
    let late = crate::contracts::agreements::with(asked.clone(), json!({ "effective_on": "2027-09-15" }));
    let late = trainer.post("/v1/simulations/rupture", late).await.expect(200);
    assert!(late["unlawful"].to_string().contains("rupture.outside_contract"), "{late:#}");
    let twice = json!({ "step": "mediator_seized", "done_on": "2026-03-02" });
    let twice = crate::contracts::agreements::with(asked.clone(), json!({ "steps": [twice, twice] }));
    let twice = trainer.post("/v1/simulations/rupture", twice).await;
    twice.faults(&[("/steps/1/step", "rupture.step_recorded")]);
    let odd = json!({ "steps": [{ "step": "wedding", "done_on": "2026-03-02" }] });
    let odd = crate::contracts::agreements::with(asked, odd);
    trainer.post("/v1/simulations/rupture", odd).await.faults(&[("/steps/0/step", "rupture.step_unknown")]);
    assert_eq!(place.manager.get("/v1/rupture-cases").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn an_end_without_its_steps_is_kept_with_why() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    let end =
        place.manager.post(format!("{rupture}/completion"), against(an_end("2026-03-14"))).await.expect(201);
    assert_eq!(end["last_contract_day"], "2026-03-13");
    let case = place.case(&rupture).await;
    assert_eq!(case["breach_reason"], "C'est arrivé ainsi, d'après l'apprenti.");
    assert_eq!(case["procedure"]["unlawful"][0]["code"], "rupture.step_missing");
    place.step(&rupture, "agreement_signed", "2026-03-13").await.refused_with(409, "rupture.case_ended");
}
