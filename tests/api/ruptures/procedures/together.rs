//! Two people at once: one wins, the other is told, nothing is half done.

use serde_json::json;

use super::{Breakable, a_step, an_end};
use crate::contracts::agreements::count_events;
use crate::harness::id_of;

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

#[actix_web::test]
async fn a_rupture_and_a_signature_of_an_amendment_at_once_leave_nothing_half_done() {
    let place = Breakable::on("2026-04-01").await;
    let longer = json!({ "type_code": "36", "effective_on": "2026-03-20", "reason": "Passage à 39 heures.",
        "changes": { "work": { "weekly_minutes": 2340 } } });
    let amendment = place.manager.post(format!("{}/amendments", place.contract), longer).await.expect(201);
    let amendment = format!("/v1/amendments/{}", id_of(&amendment));
    let rupture = place.opened("mutual_agreement", "both").await;
    place.step(&rupture, "agreement_signed", "2026-03-12").await.expect(201);
    let other = place.world.manager();
    let (broken, signed) = futures_util::future::join(
        place.manager.post(format!("{rupture}/completion"), an_end("2026-03-14")),
        other.post(format!("{amendment}/signature"), json!({ "signed_on": "2026-03-13" })),
    )
    .await;
    let contract = place.manager.get(&place.contract).await.expect(200);
    let amendment = place.manager.get(&amendment).await.expect(200);
    let (is_broken, is_signed) = (contract["state"] == "broken", !amendment["signed_on"].is_null());
    assert_eq!(
        (is_broken, is_signed),
        (broken.status == 201, signed.status == 200),
        "{} {}",
        broken.text,
        signed.text
    );
    assert!(is_broken || is_signed, "{} {}", broken.text, signed.text);
    assert_eq!(count_events(&place.world, "contract.broken"), i64::from(is_broken));
    for refused in [&broken, &signed].into_iter().filter(|reply| reply.status >= 400) {
        assert_eq!(refused.status, 409, "{}", refused.text);
    }
}
