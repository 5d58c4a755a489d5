//! Whom a tutor reaches as tutorships begin, are shared and end.

use serde_json::{Value, json};

use super::{a_signed_contract, another_tutor, change_of_tutor};
use crate::contracts::agreements::{a_contract, signed, with};
use crate::harness::{Person, Story, World, id_of};

/// What a tutor who follows the apprentice reads.
fn followed(story: &Story, contract: &str) -> [String; 3] {
    [
        format!("/v1/apprentices/{}", story.apprentice),
        format!("/v1/enrolments/{}", story.enrolment),
        contract.into(),
    ]
}

async fn reads(person: &Person, paths: &[String]) -> Vec<u16> {
    let mut shown = Vec::new();
    for path in paths {
        shown.push(person.get(path).await.status);
    }
    shown
}

async fn first_visit(person: &Person) -> String {
    let listed = person.get("/v1/visits").await.expect(200);
    format!("/v1/visits/{}", id_of(&listed["data"][0]))
}

fn a_report(held_on: &str) -> Value {
    json!({ "held_on": held_on, "present": ["apprentice", "tutor"], "report": "Vu en rayon." })
}

#[actix_web::test]
async fn both_tutors_of_a_contract_see_and_act_alike() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let grace = another_tutor(&world, &story);
    let body = with(a_contract(&story), json!({ "second_tutor_id": grace }));
    let path = signed(&world.manager(), body, "2025-07-10").await;
    world.clock.advance_days(132);
    let (first, second) = (world.tutor(&story.tutor()), world.tutor(&json!({ "id": grace })));
    assert_eq!(reads(&second, &followed(&story, &path)).await, [200, 200, 200]);
    for list in ["/v1/apprentices", "/v1/visits", "/v1/obligations", "/v1/contracts", "/v1/cohorts"] {
        let (one, other) = (first.get(list).await.expect(200), second.get(list).await.expect(200));
        assert_eq!(one["data"], other["data"], "{list}");
        assert_ne!(one["data"], json!([]), "{list}");
    }
    let visit = first_visit(&second).await;
    let logged = second.post(format!("{visit}/report"), a_report("2025-11-20")).await.expect(200);
    assert_eq!(logged["state"], "held");
    assert_eq!(first.get(&visit).await.expect(200)["report"], "Vu en rayon.");
}

#[actix_web::test]
async fn a_tutor_who_gave_way_closes_their_papers_for_a_month_then_reads_nothing() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let (manager, grace) = (world.manager(), another_tutor(&world, &story));
    let draft = manager.post(format!("{path}/amendments"), change_of_tutor(&grace)).await.expect(201);
    let signature = format!("/v1/amendments/{}/signature", id_of(&draft));
    manager.post(signature, json!({ "signed_on": "2026-01-28" })).await.expect(200);

    // tutor until 28 February 2026, thirty-one days more to close the papers
    let until = |world: &World, day: &str| {
        (day.parse::<chrono::NaiveDate>().unwrap() - world.clock.today()).num_days()
    };
    world.clock.advance_days(until(&world, "2026-03-31"));
    let paths = followed(&story, &path);
    let ada = world.tutor(&story.tutor());
    assert_eq!(reads(&ada, &paths).await, [200, 200, 200]);
    let visit = first_visit(&ada).await;
    ada.post(format!("{visit}/report"), a_report("2026-02-20")).await.expect(200);

    world.clock.advance_days(1);
    let (ada, grace) = (world.tutor(&story.tutor()), world.tutor(&json!({ "id": grace })));
    assert_eq!(reads(&ada, &paths).await, [404, 404, 404]);
    assert_eq!(reads(&grace, &paths).await, [200, 200, 200]);
    for list in ["/v1/apprentices", "/v1/visits", "/v1/obligations", "/v1/contracts", "/v1/phone-contacts"] {
        assert_eq!(ada.get(list).await.expect(200)["data"], json!([]), "{list}");
    }
    let call = json!({ "apprentice_id": story.apprentice, "called_at": "2026-04-01T08:00:00Z",
                       "direction": "outgoing", "party": "apprentice", "summary": "Point." });
    assert_ne!(ada.post("/v1/phone-contacts", call).await.status, 201);
    ada.get(&visit).await.refused_with(404, "visit.not_found");
    assert_eq!(grace.get(&visit).await.expect(200)["state"], "held", "the report stays with the contract");
}

#[actix_web::test]
async fn the_tutor_of_a_broken_contract_is_let_go_a_month_after() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = a_signed_contract(&world, &world.manager(), &story).await;
    let rupture = json!({ "effective_on": "2026-01-20", "ground": "mutual_agreement", "initiator": "both",
                          "notice_received_on": "2026-01-22" });
    world.manager().post(format!("{path}/rupture"), rupture).await.expect(201);
    world.clock.advance_days(19);
    let paths = followed(&story, &path);
    assert_eq!(world.clock.today().to_string(), "2026-02-19");
    assert_eq!(reads(&world.tutor(&story.tutor()), &paths).await, [200, 200, 200]);
    world.clock.advance_days(1);
    let ada = world.tutor(&story.tutor());
    assert_eq!(reads(&ada, &paths).await, [404, 404, 404]);
    assert_eq!(ada.get("/v1/ruptures").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn whoever_is_named_in_a_draft_is_not_its_tutor_yet() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let path = crate::contracts::agreements::drafted(&world.manager(), a_contract(&story)).await;
    let ada = world.tutor(&story.tutor());
    assert_eq!(
        reads(&ada, &followed(&story, &path)).await,
        [404, 404, 200],
        "the draft, and nothing of the file"
    );
}
