//! What is printed and given in hand: the running order of a jury, the convocation of a candidate.

use serde_json::json;

use super::{Held, oral};
use crate::harness::id_of;

#[actix_web::test]
async fn a_running_order_names_who_comes_when_for_the_jurors_and_the_staff() {
    let held = Held::with(3).await;
    let mut sitting = oral("2026-03-16", "Salle 14");
    sitting["jury"] = json!([{ "tutor_id": held.story.tutor }]);
    sitting["apart"] = json!([{ "enrolment_id": held.enrolments[1], "presence": "kept" }]);
    let sitting = held.plan(json!([sitting])).await.remove(0);
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    held.trainer.post(format!("{path}/slots/proposal"), json!({ "save": true })).await.expect(200);
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    let order = format!("{path}/running-order");
    let tutor = held.world.tutor(&held.story.tutor());
    for person in [&held.trainer, &tutor] {
        let order = person.get(&order).await.expect(200);
        let names: Vec<_> =
            order["candidates"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
        assert_eq!(names, [json!("Chloé Durand"), json!("Léa Martin02")]);
        assert_eq!(order["not_coming"][0]["presence"], json!("kept"));
        assert_eq!(order["sitting"]["jury"][0]["name"], json!("Ada Lovelace"));
    }
    held.world.student(&held.story.apprentice()).get(&order).await.refused_with(403, "forbidden");
}
