//! Amendments: drafted on a signed contract, signed, and read back as of any day.

mod ceiling;
mod days;
mod filings;
mod sequences;
mod tutors;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, signed, with};
use crate::harness::{Person, Reply, Story, World, id_of};

async fn a_signed_contract(world: &World, by: &Person, story: &Story) -> String {
    let path = signed(by, a_contract(story), "2025-07-10").await;
    world.clock.advance_days(200);
    path
}

fn another_tutor(world: &World, story: &Story) -> Value {
    json!(world.seed_tutor(story.employer, "Hopper", "Grace"))
}

async fn discard(by: &Person, path: &str, etag: &str) -> Reply {
    by.send(by.request(reqwest::Method::DELETE, path).header("if-match", etag)).await
}

fn change_of_tutor(tutor: &Value) -> Value {
    json!({ "type_code": "36", "effective_on": "2026-03-01", "changes": { "tutor_id": tutor },
            "reason": "Départ de la première tutrice." })
}

#[actix_web::test]
async fn a_change_of_tutor_holds_from_its_day_and_history_stays() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let draft = manager.post(format!("{path}/amendments"), change_of_tutor(&grace)).await;
    assert_eq!(draft.etag(), "\"v1\"");
    let draft = draft.expect(201);
    let amendment = format!("/v1/amendments/{}", id_of(&draft));
    let contract = manager.get(&path).await.expect(200);
    assert_eq!(contract["tutor_id"], json!(story.tutor), "a draft changes nothing");

    let signature =
        manager.post(format!("{amendment}/signature"), json!({ "signed_on": "2026-01-28" })).await;
    let signature = signature.expect(200);
    assert_eq!(signature["signed_on"], "2026-01-28");
    assert_eq!(signature["warnings"][0]["code"], "amendment.contract_number_unknown");
    assert_eq!(manager.get(&path).await.expect(200)["tutor_id"], grace);

    let before = manager.get(format!("{path}/as-of?on=2026-02-28")).await.expect(200);
    let after = manager.get(format!("{path}/as-of?on=2026-03-01")).await.expect(200);
    assert_eq!(before["agreed"]["tutor_id"], json!(story.tutor));
    assert_eq!(before["origins"], json!([]));
    assert_eq!(after["agreed"]["tutor_id"], grace);
    assert_eq!(
        after["origins"],
        json!([{ "pointer": "/tutor_id", "amendment_id": draft["id"], "type_code": "36",
                 "effective_on": "2026-03-01" }])
    );
    let shown =
        |period: &Value| [&period["tutor_id"], &period["from_on"], &period["to_on"]].map(Clone::clone);
    let tutors: Vec<_> = after["tutors"].as_array().unwrap().iter().map(shown).collect();
    assert_eq!(
        tutors,
        [
            [json!(story.tutor), json!("2025-08-25"), json!("2026-02-28")],
            [grace, json!("2026-03-01"), json!("2027-08-24")],
        ]
    );
    assert_eq!([count_events(&world, "amendment.signed"), count_events(&world, "contract.amended")], [1, 1]);
    let listed = manager.get(format!("{path}/amendments")).await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn what_is_signed_no_longer_changes_and_a_draft_may_be_discarded() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let draft = async || {
        let made = manager.post(format!("{path}/amendments"), change_of_tutor(&grace)).await.expect(201);
        format!("/v1/amendments/{}", id_of(&made))
    };
    let (stored, dropped) = (draft().await, draft().await);
    manager.delete(&dropped).await.refused_with(428, "precondition.required");
    discard(&manager, &dropped, "\"v1\"").await.expect(204);
    manager.get(&dropped).await.refused_with(404, "amendment.not_found");
    manager.post(format!("{stored}/signature"), json!({ "signed_on": "2026-01-28" })).await.expect(200);
    let again = manager.post(format!("{stored}/signature"), json!({ "signed_on": "2026-01-28" })).await;
    again.refused_with(409, "amendment.already_signed");
    discard(&manager, &stored, "\"v2\"").await.refused_with(409, "amendment.already_signed");
}

#[actix_web::test]
async fn an_amendment_signed_after_it_takes_effect_is_warned_of() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let late = with(change_of_tutor(&grace), json!({ "effective_on": "2026-01-15" }));
    let draft = id_of(&manager.post(format!("{path}/amendments"), late).await.expect(201));
    let signature = json!({ "signed_on": "2026-01-28" });
    let shown = manager.post(format!("/v1/amendments/{draft}/signature"), signature).await.expect(200);
    assert_eq!(shown["warnings"][0]["code"], "amendment.signed_after_effect");
}

#[actix_web::test]
async fn a_draft_contract_is_changed_directly_and_a_broken_one_no_more() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let grace = another_tutor(&world, &story);
    let refused = manager.post(format!("{path}/amendments"), change_of_tutor(&grace)).await;
    refused.refused_with(409, "amendment.contract_not_signed");
}

#[actix_web::test]
async fn each_refusal_points_at_what_the_amendment_changes() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = format!("{}/amendments", a_signed_contract(&world, &world.manager(), &story).await);
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let stranger = world.seed_tutor(world.seed_employer("35600000000048"), "Curie", "Marie");
    let cases: [(Value, &[(&str, &str)]); 9] = [
        (json!({ "changes": { "tutor_id": story.tutor } }), &[("/changes", "amendment.changes_nothing")]),
        (
            json!({ "changes": { "starts_on": "2025-08-26" } }),
            &[("/changes/starts_on", "amendment.not_of_this_type")],
        ),
        (json!({ "changes": { "tutor": 1 } }), &[("/changes/tutor", "unknown_field")]),
        (json!({ "changes": { "ends_on": "31/08/2027" } }), &[("/changes/ends_on", "date")]),
        (json!({ "effective_on": "2025-08-24" }), &[("/effective_on", "amendment.outside_contract")]),
        (json!({ "changes": { "tutor_id": stranger } }), &[("/changes/tutor_id", "tutor.not_of_employer")]),
        (json!({ "changes": { "tutor_id": null } }), &[("/changes/tutor_id", "required")]),
        (json!({ "type_code": "31" }), &[("/changes/employer_id", "amendment.employer_required")]),
        (
            json!({ "type_code": "33", "changes": { "ends_on": "2029-01-01" } }),
            &[
                ("/changes/ends_on", "amendment.prolonged_too_long"),
                ("/changes/pay/lines", "amendment.pay_line_required"),
            ],
        ),
    ];
    for (fields, expected) in cases {
        let body = with(change_of_tutor(&grace), fields);
        manager.post(&path, body).await.faults(expected);
    }
    let disabled =
        json!({ "type_code": "34", "effective_on": "2027-08-24", "changes": { "ends_on": "2028-08-24" } });
    manager.post(&path, disabled).await.faults(&[("/type_code", "amendment.disabled_worker_required")]);
}

#[actix_web::test]
async fn a_signature_comes_after_the_contract_and_not_after_today() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let draft = manager.post(format!("{path}/amendments"), change_of_tutor(&grace)).await.expect(201);
    let signature = format!("/v1/amendments/{}/signature", id_of(&draft));
    let early = manager.post(&signature, json!({ "signed_on": "2025-07-09" })).await;
    early.faults(&[("/signed_on", "amendment.signed_before_contract")]);
    let ahead = manager.post(&signature, json!({ "signed_on": "2026-02-20" })).await;
    ahead.faults(&[("/signed_on", "amendment.signed_in_future")]);
}

#[actix_web::test]
async fn a_prolongation_after_a_failure_covers_one_more_year() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    world.clock.advance_days(550);
    let manager = world.manager();
    let line = |year: u8, from: &str, to: &str, percent: u32| json!({ "year": year, "line": 1, "from_on": from, "to_on": to, "percent_hundredths": percent, "base": "smic" });
    let agreed = manager.get(&path).await.expect(200);
    let mut lines = agreed["pay"]["lines"].as_array().cloned().unwrap_or_default();
    lines.push(line(3, "2027-08-25", "2028-08-24", 10000));
    let mut lowered = lines.clone();
    lowered[0]["percent_hundredths"] = json!(2700);
    let under_the_law = json!({ "type_code": "33", "effective_on": "2027-08-25",
                                "changes": { "ends_on": "2028-08-24", "pay": { "lines": lowered } } });
    let refused = manager.post(format!("{path}/amendments"), under_the_law).await;
    refused.faults(&[("/changes/pay/lines/0/percent_hundredths", "pay.percent_below_legal")]);
    let body = json!({ "type_code": "33", "effective_on": "2027-08-25",
                         "changes": { "ends_on": "2028-08-24", "pay": { "lines": lines } } });
    let draft = manager.post(format!("{path}/amendments"), body).await.expect(201);
    let signature = format!("/v1/amendments/{}/signature", id_of(&draft));
    manager.post(&signature, json!({ "signed_on": "2027-07-20" })).await.expect(200);
    assert_eq!(manager.get(&path).await.expect(200)["ends_on"], "2028-08-24");
    // the rate of the year repeated, not that of a third year (D6222-28); of age 21 since 14/03/2027
    let pay = manager.get(format!("{path}/pay-schedule")).await.expect(200);
    let last = pay["segments"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["legal_percent_hundredths"], &last["to_on"]), (&json!(6100), &json!("2028-08-24")));
    let shown = manager.get(format!("{path}/as-of?on=2027-08-24")).await.expect(200);
    assert_eq!(shown["agreed"]["ends_on"], "2027-08-24");
    let repeaters: Vec<_> =
        shown["tutors"].as_array().unwrap().iter().map(|period| &period["repeater"]).collect();
    assert_eq!(repeaters, [&json!(false), &json!(true)]);
}

#[actix_web::test]
async fn an_amendment_out_of_reach_does_not_exist() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let draft = manager.post(format!("{path}/amendments"), change_of_tutor(&grace)).await.expect(201);
    let amendment = format!("/v1/amendments/{}", id_of(&draft));
    let other = world.other_manager();
    other.get(&amendment).await.refused_with(404, "amendment.not_found");
    other.get(format!("{path}/as-of")).await.refused_with(404, "contract.not_found");
    other.get(format!("{path}/amendments")).await.refused_with(404, "contract.not_found");
    other
        .post(format!("{path}/amendments"), change_of_tutor(&grace))
        .await
        .refused_with(404, "contract.not_found");
    let signature = json!({ "signed_on": "2026-01-28" });
    other
        .post(format!("{amendment}/signature"), signature.clone())
        .await
        .refused_with(404, "amendment.not_found");
    let student = world.student(&story.apprentice());
    student.get(&amendment).await.expect(200);
    student.post(format!("{amendment}/signature"), signature).await.refused_with(403, "forbidden");
}
