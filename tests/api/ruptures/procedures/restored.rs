//! What was taken back does not come back into what ended since, nor beside what says the contrary.

use serde_json::{Value, json};

use super::{Breakable, against, an_end, mistaken};
use crate::harness::{Reply, id_of};
use crate::ruptures::declarations::a_rupture;

const ENDED: &str = "withdrawal.ended_since";

impl Breakable {
    async fn taken_back(&self, path: &str) -> Value {
        self.manager.post(format!("{path}/withdrawal"), mistaken()).await.expect(201)
    }

    async fn restored(&self, withdrawal: &Value) -> Reply {
        self.manager.post(format!("/v1/withdrawals/{}/restoration", id_of(withdrawal)), json!({})).await
    }

    /// The address of the record of a step.
    async fn step_address(&self, rupture: &str, code: &str) -> String {
        let case = self.case(rupture).await;
        format!("/v1/rupture-steps/{}", super::step_of(&case, code)["record"]["id"].as_str().unwrap())
    }
}

fn given_up() -> Value {
    json!({ "reason": "Les parties poursuivent." })
}

#[actix_web::test]
async fn a_step_does_not_come_back_into_a_procedure_that_ended() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    place.step(&rupture, "agreement_signed", "2026-03-13").await.expect(201);
    let step = place.step_address(&rupture, "agreement_signed").await;
    let step = place.taken_back(&step).await;

    place.manager.post(format!("{rupture}/abandonment"), given_up()).await.expect(201);
    let refused = place.restored(&step).await;
    let way = format!("d'abord : POST {rupture}/abandonment/withdrawal.");
    assert!(refused.body["detail"].as_str().unwrap().contains(&way), "{}", refused.text);
    refused.refused_with(409, ENDED);
    place.taken_back(&format!("{rupture}/abandonment")).await;

    let broken = place.manager.post(format!("{rupture}/completion"), against(an_end("2026-03-14"))).await;
    broken.expect(201);
    let refused = place.restored(&step).await;
    let way = format!("d'abord : POST {rupture}/withdrawal.");
    assert!(refused.body["detail"].as_str().unwrap().contains(&way), "{}", refused.text);
    refused.refused_with(409, ENDED);
    assert_eq!(place.case(&rupture).await["procedure"]["missing"], json!(["agreement_signed"]));

    place.taken_back(&rupture).await;
    place.restored(&step).await.expect(200);
    assert_eq!(place.case(&rupture).await["procedure"]["missing"], json!([]));
}

#[actix_web::test]
async fn a_procedure_is_not_given_up_again_once_its_rupture_took_place_nor_the_reverse() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("mutual_agreement", "both").await;
    place.step(&rupture, "agreement_signed", "2026-03-13").await.expect(201);
    place.manager.post(format!("{rupture}/abandonment"), given_up()).await.expect(201);
    let resumed = place.taken_back(&format!("{rupture}/abandonment")).await;
    place.complete(&rupture, "2026-03-14").await.expect(201);
    place.restored(&resumed).await.refused_with(409, ENDED);
    assert_eq!(place.case(&rupture).await["abandoned_on"], Value::Null);

    let broken = place.taken_back(&rupture).await;
    place.manager.post(format!("{rupture}/abandonment"), given_up()).await.expect(201);
    place.restored(&broken).await.refused_with(409, ENDED);
    assert_eq!(place.manager.get(&place.contract).await.expect(200)["state"], "signed");
    place.taken_back(&format!("{rupture}/abandonment")).await;
    place.restored(&broken).await.expect(200);
    assert_eq!(place.case(&rupture).await["state"], "completed");
}

#[actix_web::test]
async fn a_procedure_and_a_rupture_declared_without_it_do_not_come_back_beside_each_other() {
    let place = Breakable::on("2026-04-01").await;
    let declared = format!("{}/rupture", place.contract);
    let rupture = place.opened("mutual_agreement", "both").await;
    let case = place.taken_back(&format!("{rupture}/case")).await;
    let other = place.manager.post(&declared, a_rupture("2026-02-10")).await.expect(201);
    place.restored(&case).await.refused_with(409, ENDED);
    place.manager.get(format!("{rupture}/case")).await.refused_with(404, "rupture.not_found");

    let other = place.taken_back(&format!("/v1/ruptures/{}", id_of(&other))).await;
    place.restored(&case).await.expect(200);
    place.restored(&other).await.refused_with(409, ENDED);

    place.manager.post(format!("{rupture}/abandonment"), given_up()).await.expect(201);
    place.restored(&other).await.expect(200);
    let resumed = place.manager.post(format!("{rupture}/abandonment/withdrawal"), mistaken()).await;
    resumed.refused_with(409, "rupture.already_declared");
    assert_eq!(place.case(&rupture).await["state"], "abandoned");
}

#[actix_web::test]
async fn a_step_of_a_stay_or_of_a_difficulty_does_not_come_back_once_these_are_over() {
    let place = Breakable::on("2026-04-01").await;
    let of = format!("/v1/apprentices/{}", place.story.apprentice);
    let broken = place.manager.post(format!("{}/rupture", place.contract), a_rupture("2026-02-10")).await;
    let broken = format!("/v1/ruptures/{}", id_of(&broken.expect(201)));
    let told = json!({ "step": "p2s_given", "done_on": "2026-02-20" });
    let step = place.manager.post(format!("{of}/stay-steps"), told).await.expect(201);
    let step = place.taken_back(&format!("/v1/stay-steps/{}", id_of(&step))).await;
    let broken = place.taken_back(&broken).await;
    place.restored(&step).await.refused_with(409, ENDED);
    place.restored(&broken).await.expect(200);
    place.restored(&step).await.expect(200);

    let difficulty = json!({ "origin": "staff", "subjects": ["mobility"] });
    let case = place.manager.post(format!("{of}/difficulties"), difficulty).await.expect(201);
    let case = format!("/v1/difficulties/{}", id_of(&case));
    let call = json!({ "kind": "call", "done_on": "2026-03-20", "visibility": "staff" });
    let [kept, step] = [
        place.manager.post(format!("{case}/steps"), call.clone()).await.expect(201),
        place.manager.post(format!("{case}/steps"), call).await.expect(201),
    ];
    let step = place.taken_back(&format!("/v1/difficulty-steps/{}", id_of(&step))).await;
    let closing = json!({ "decision": "settled", "words": "Réglé." });
    place.manager.post(format!("{case}/closing"), closing).await.expect(200);
    place.restored(&step).await.refused_with(409, ENDED);
    let kept = format!("/v1/difficulty-steps/{}/withdrawal", id_of(&kept));
    place.manager.post(kept, mistaken()).await.refused_with(409, "difficulty.closed");
    place.manager.post(format!("{case}/reopening"), given_up()).await.expect(200);
    place.restored(&step).await.expect(200);
}
