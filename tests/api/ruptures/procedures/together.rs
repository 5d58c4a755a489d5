//! Two people at once: one wins, the other is told, nothing is half done.

use serde_json::{Value, json};

use super::{Breakable, a_step, an_end, mistaken};
use crate::contracts::agreements::{count_events, with};
use crate::harness::id_of;
use crate::ruptures::declarations::a_rupture;

#[actix_web::test]
async fn of_two_people_who_record_the_same_step_one_wins_and_the_other_is_told() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    let (path, other) = (format!("{rupture}/steps"), place.world.manager());
    let (one, two) = futures_util::future::join(
        place.manager.post(&path, a_step("agreement_signed", "2026-03-12")),
        other.post(&path, a_step("agreement_signed", "2026-03-13")),
    )
    .await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", one.text, two.text);
    let refused = if one.status == 409 { one } else { two };
    refused.refused_with(409, "rupture.step_recorded");
    assert_eq!(count_events(&place.world, "rupture_step.recorded"), 1);
}

#[actix_web::test]
async fn of_two_cases_opened_at_once_one_is_kept() {
    let place = Breakable::on("2026-04-01").await;
    let other = place.world.manager();
    let (one, two) = futures_util::future::join(
        place.manager.post("/v1/ruptures", place.case_in("mutual_agreement", "both")),
        other.post("/v1/ruptures", place.case_in("resignation", "apprentice")),
    )
    .await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", one.text, two.text);
    assert_eq!(count_events(&place.world, "rupture_case.opened"), 1);
}

/// A contract with an amendment to come, drafted: the address of its amendment.
async fn amended(place: &Breakable) -> String {
    let longer = json!({ "type_code": "36", "effective_on": "2026-03-20", "reason": "Passage à 39 heures.",
        "changes": { "work": { "weekly_minutes": 2340 } } });
    let amendment = place.manager.post(format!("{}/amendments", place.contract), longer).await.expect(201);
    format!("/v1/amendments/{}", id_of(&amendment))
}

fn a_signature() -> Value {
    json!({ "signed_on": "2026-03-13" })
}

/// Breaks the contract while its amendment is signed, round after round, each time with the other one first on its way: one
/// wins, the other is told why, and the winner is taken back.
async fn raced(place: &Breakable, amendment: &str, (path, body): (&str, Value)) {
    let other = place.world.manager();
    for round in 0..8 {
        let broken = place.manager.post(path, body.clone());
        let signed = other.post(format!("{amendment}/signature"), a_signature());
        let (broken, signed) = if round % 2 == 0 {
            futures_util::future::join(broken, signed).await
        } else {
            let (signed, broken) = futures_util::future::join(signed, broken).await;
            (broken, signed)
        };
        let contract = place.manager.get(&place.contract).await.expect(200);
        let agreed = place.manager.get(amendment).await.expect(200);
        let (is_broken, is_signed) = (contract["state"] == "broken", !agreed["signed_on"].is_null());
        assert!(is_broken != is_signed, "{} {}", broken.text, signed.text);
        assert_eq!(contract["work"]["weekly_minutes"], if is_signed { 2340 } else { 2100 });
        let back = if is_broken {
            signed.refused_with(409, "amendment.contract_not_signed");
            format!("/v1/ruptures/{}/withdrawal", id_of(&broken.expect(201)))
        } else {
            broken.refused_with(409, "rupture.amendment_to_come");
            signed.expect(200);
            format!("{amendment}/signature/withdrawal")
        };
        place.manager.post(back, mistaken()).await.expect(201);
    }
    let [broken, signed, amended] = ["contract.broken", "amendment.signed", "contract.amended"]
        .map(|kind| count_events(&place.world, kind));
    assert_eq!((broken + signed, amended), (8, signed), "nothing is half done");
}

#[actix_web::test]
async fn of_the_end_of_a_procedure_and_the_signature_of_an_amendment_at_once_one_wins() {
    let place = Breakable::on("2026-04-01").await;
    let amendment = amended(&place).await;
    let rupture = place.opened("mutual_agreement", "both").await;
    place.step(&rupture, "agreement_signed", "2026-03-12").await.expect(201);
    raced(&place, &amendment, (&format!("{rupture}/completion"), an_end("2026-03-14"))).await;
}

#[actix_web::test]
async fn of_a_declaration_and_the_signature_of_an_amendment_at_once_one_wins() {
    let place = Breakable::on("2026-04-01").await;
    let amendment = amended(&place).await;
    raced(&place, &amendment, (&format!("{}/rupture", place.contract), a_rupture("2026-03-14"))).await;
}

#[actix_web::test]
async fn a_rupture_names_the_signed_amendments_that_never_take_effect() {
    let place = Breakable::on("2026-04-01").await;
    let amendment = amended(&place).await;
    let id = amendment.rsplit('/').next().unwrap();
    let path = format!("{}/rupture", place.contract);
    let named = |ids: Value| with(a_rupture("2026-03-14"), json!({ "lapsed_amendments": ids }));
    let draft = place.manager.post(&path, named(json!([id]))).await;
    draft.faults(&[("/lapsed_amendments/0", "rupture.amendment_does_not_lapse")]);
    place.manager.post(format!("{amendment}/signature"), a_signature()).await.expect(200);
    let unnamed = place.manager.post(&path, a_rupture("2026-03-14")).await;
    assert!(unnamed.text.contains("prendrait effet le 20/03/2026"), "{}", unnamed.text);
    unnamed.refused_with(409, "rupture.amendment_to_come");
    let twice = place.manager.post(&path, named(json!([id, id]))).await;
    twice.faults(&[("/lapsed_amendments/1", "rupture.amendment_does_not_lapse")]);
    let broken = place.manager.post(&path, named(json!([id]))).await.expect(201);
    assert_eq!(broken["lapsed_amendments"], json!([id]));
    let rupture = format!("/v1/ruptures/{}", id_of(&broken));

    let later = place.manager.change(&rupture, json!({ "effective_on": "2026-03-21" })).await;
    later.faults(&[("/lapsed_amendments/0", "rupture.amendment_does_not_lapse")]);
    let forgotten = place.manager.change(&rupture, json!({ "lapsed_amendments": null })).await;
    forgotten.refused_with(409, "rupture.amendment_to_come");
    let applied = json!({ "effective_on": "2026-03-21", "lapsed_amendments": [] });
    let applied = place.manager.change(&rupture, applied).await.expect(200);
    assert_eq!(applied["lapsed_amendments"], json!([]));
    let back = place.manager.post(format!("{amendment}/signature/withdrawal"), mistaken()).await;
    back.refused_with(409, "withdrawal.stood_on");
}

#[actix_web::test]
async fn neither_is_brought_back_over_the_other() {
    let place = Breakable::on("2026-04-01").await;
    let amendment = amended(&place).await;
    let declared = format!("{}/rupture", place.contract);
    let restored = async |withdrawal: &Value| {
        let path = format!("/v1/withdrawals/{}/restoration", id_of(withdrawal));
        place.manager.post(path, json!({})).await
    };
    let broken = place.manager.post(&declared, a_rupture("2026-03-14")).await.expect(201);
    let rupture = format!("/v1/ruptures/{}/withdrawal", id_of(&broken));
    let rupture = place.manager.post(rupture, mistaken()).await.expect(201);
    place.manager.post(format!("{amendment}/signature"), a_signature()).await.expect(200);
    restored(&rupture).await.refused_with(409, "withdrawal.place_taken");
    assert_eq!(place.manager.get(&place.contract).await.expect(200)["state"], "signed");

    let signature = place.manager.post(format!("{amendment}/signature/withdrawal"), mistaken()).await;
    let signature = signature.expect(201);
    place.manager.post(&declared, a_rupture("2026-03-14")).await.expect(201);
    restored(&signature).await.refused_with(409, "withdrawal.place_taken");
    assert_eq!(place.manager.get(&amendment).await.expect(200)["signed_on"], Value::Null);
}
