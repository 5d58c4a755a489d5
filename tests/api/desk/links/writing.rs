//! What the bearer of a link writes, once, and never beyond their apprentices.

use serde_json::{Value, json};

use super::{a_followed_story, a_link, address_of, journaled};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::visits_of;
use crate::harness::{Reply, Story, World, id_of};

pub fn a_report() -> Value {
    json!({"held_on": "2025-11-10", "present": ["apprentice", "tutor"], "report": "Chloé tient le rayon."})
}

/// The last part of an address.
pub fn last(address: &str) -> &str {
    address.rsplit('/').next().expect("an identifier")
}

async fn report(world: &World, link: &Value, visit: &str, key: &str, body: Value) -> Reply {
    let address = format!("{}/visits/{}/report", address_of(link), last(visit));
    world.nobody().post_with_key(address, key, body).await
}

#[actix_web::test]
async fn a_visit_is_logged_once_by_a_link_and_no_longer_expected() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let unkeyed = format!("{}/visits/{}/report", address_of(&link), last(&visit));
    world.nobody().post(&unkeyed, a_report()).await.refused_with(400, "idempotency_key.required");
    let logged = report(&world, &link, &visit, "visite-de-novembre", a_report()).await;
    let etag = logged.etag();
    assert_eq!(logged.expect(200)["state"], "held");
    let again = report(&world, &link, &visit, "visite-de-novembre", a_report()).await;
    assert_eq!((again.header("idempotency-replayed"), again.etag()), (Some("true"), etag));
    let other = report(&world, &link, &visit, "visite-de-novembre", json!({})).await;
    other.refused_with(422, "idempotency_key.reused");
    report(&world, &link, &visit, "une-autre-cle", a_report()).await.refused_with(409, "visit.already_held");
    assert_eq!((count_events(&world, "visit.held"), journaled(&world, "LogVisit")), (1, 1));
    let brief = world.nobody().get(address_of(&link)).await.expect(200);
    assert_eq!(brief["apprentices"][0]["expected"], json!([]));
    assert_eq!(brief["apprentices"][0]["lately"][0]["kind"], "visit_held");
    let read = world.manager().get(format!("/v1/links/{}", id_of(&link))).await.expect(200);
    assert_eq!(read["uses"], 2, "replays and refusals are no use");
}

#[actix_web::test]
async fn what_is_wrong_in_a_report_is_told_at_its_place() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let wrong = json!({"held_on": "2025-11-11", "present": ["tutor"], "report": "Demain."});
    let refused = report(&world, &link, &visit, "demain-demain", wrong).await;
    refused.faults(&[("/held_on", "visit.held_in_future")]);
    let empty = report(&world, &link, &visit, "rien-du-tout", json!({"present": []})).await;
    empty.faults(&[("/held_on", "required"), ("/report", "required"), ("/present", "too_few")]);
}

#[actix_web::test]
async fn the_visit_of_another_apprentice_is_as_absent() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    let second = Story { apprentice: friend, enrolment, ..story };
    let contract = world.seed_contract(&second, "2025-08-25", "2027-08-24");
    let extra = json!({"contract_id": contract, "planned_on": "2025-11-12"});
    let theirs = world.manager().post("/v1/visits", extra).await.expect(201);
    let link = a_link(&world, &story, json!({"apprentices": [story.apprentice]})).await;
    let foreign = report(&world, &link, &id_of(&theirs), "visite-d-un-autre", a_report()).await;
    let foreign = foreign.refused_with(404, "visit.not_found");
    let absent =
        report(&world, &link, "019a0000-0000-7000-8000-000000000000", "visite-absente", a_report()).await;
    let absent = absent.refused_with(404, "visit.not_found");
    assert_eq!((&foreign["detail"], &foreign["title"]), (&absent["detail"], &absent["title"]));
    let whole = a_link(&world, &story, json!({})).await;
    report(&world, &whole, &id_of(&theirs), "visite-du-second", a_report()).await.expect(200);
}

#[actix_web::test]
async fn a_verb_that_was_not_given_is_refused_before_anything_is_judged() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let link = a_link(&world, &story, json!({"verbs": ["read_brief", "answer_invitation"]})).await;
    let refused = report(&world, &link, &visit, "sans-le-verbe", json!({})).await;
    refused.refused_with(403, "link.verb_not_given");
    let brief = world.nobody().get(address_of(&link)).await.expect(200);
    assert_eq!(
        brief["apprentices"][0]["expected"],
        json!([]),
        "nothing is expected that cannot be done here"
    );
    let why = json!({"reason": "Plus utile"});
    world.manager().post(format!("/v1/links/{}/revocation", id_of(&link)), why).await.expect(200);
    let gone = report(&world, &link, &visit, "lien-retire", a_report()).await;
    gone.refused_with(410, "link.revoked");
}

/// A world in which the tutor of a story is invited to a mock exam of the second year: the invitation, and the story.
pub async fn an_invited_story() -> (World, Story, String) {
    let world = World::on("2026-10-05").await;
    let (cohort, exams) = crate::learning::mock_exams::opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let invited = world.trainer().post(format!("{}/invitations", exams[2]), json!({})).await.expect(200);
    let invitation = id_of(&invited["data"][0]);
    (world, story, invitation)
}

#[actix_web::test]
async fn an_invitation_is_answered_by_a_link() {
    let (world, story, invitation) = an_invited_story().await;
    let link = a_link(&world, &story, json!({})).await;
    let asks = |brief: &Value| -> bool {
        let expected = brief["apprentices"][0]["expected"].as_array().unwrap();
        expected
            .iter()
            .any(|one| one["verb"] == "answer_invitation" && one["subject_id"] == invitation.as_str())
    };
    let nobody = world.nobody();
    assert!(asks(&nobody.get(address_of(&link)).await.expect(200)));
    let address = format!("{}/invitations/{invitation}/answer", address_of(&link));
    let body = json!({"answer": "accepted"});
    nobody.post(&address, body.clone()).await.refused_with(400, "idempotency_key.required");
    let answered = nobody.post_with_key(&address, "je-viendrai", body.clone()).await;
    assert_eq!(answered.expect(200)["answer"], "accepted");
    assert_eq!(journaled(&world, "AnswerInvitation"), 1);
    assert!(!asks(&nobody.get(address_of(&link)).await.expect(200)));
    let absent = address.replace(&invitation, "019a0000-0000-7000-8000-000000000000");
    let absent = nobody.post_with_key(absent, "invitation-absente", body).await;
    absent.refused_with(404, "mock_exam_invitation.not_found");
}

#[actix_web::test]
async fn a_report_is_acknowledged_by_a_link_for_the_version_read() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let visit = visits_of(&world.manager()).await.remove(0);
    let nobody = world.nobody();
    let address = format!("{}/visits/{}/acknowledgements", address_of(&link), last(&visit));
    let body = json!({"report_version": 1});
    let early = nobody.post_with_key(&address, "avant-la-visite", body.clone()).await;
    assert_eq!(early.status, 409, "{}", early.text);
    world.trainer().post(format!("{visit}/report"), a_report()).await.expect(200);
    let brief = nobody.get(address_of(&link)).await.expect(200);
    let expected = &brief["apprentices"][0]["expected"][0];
    assert_eq!(
        (&expected["verb"], &expected["due_on"]),
        (&json!("acknowledge_report"), &json!("2025-11-25"))
    );
    nobody.post(&address, body.clone()).await.refused_with(400, "idempotency_key.required");
    let done = nobody.post_with_key(&address, "pris-acte", body.clone()).await.expect(200);
    assert!(!done["awaiting"].as_array().unwrap().contains(&json!("tutor")), "{done}");
    assert_eq!(
        done["acknowledgements"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["author_kind"] == "link")
            .count(),
        1
    );
    let brief = nobody.get(address_of(&link)).await.expect(200);
    assert_eq!(brief["apprentices"][0]["expected"], json!([]));
    let silent = a_link(&world, &story, json!({"verbs": ["read_brief"]})).await;
    let address = format!("{}/visits/{}/acknowledgements", address_of(&silent), last(&visit));
    let refused = nobody.post_with_key(&address, "sans-le-verbe", body).await;
    refused.refused_with(403, "link.verb_not_given");
}

#[actix_web::test]
async fn a_call_is_logged_once_by_a_link_about_its_apprentices_only() {
    let (world, story) = a_followed_story("2025-11-10").await;
    let link = a_link(&world, &story, json!({})).await;
    let address = format!("{}/phone-contacts", address_of(&link));
    let call = json!({
        "apprentice_id": story.apprentice, "direction": "outgoing", "party": "site", "outcome": "missed",
        "subject": "absence",
    });
    let nobody = world.nobody();
    nobody.post(&address, call.clone()).await.refused_with(400, "idempotency_key.required");
    let logged = nobody.post_with_key(&address, "un-seul-appel", call.clone()).await.expect(201);
    assert_eq!((&logged["author_kind"], &logged["tutor_id"]), (&json!("link"), &json!(story.tutor)));
    assert_eq!(nobody.post_with_key(&address, "un-seul-appel", call.clone()).await.expect(201), logged);
    assert_eq!((count_events(&world, "phone_contact.logged"), journaled(&world, "LogPhoneContact")), (1, 1));
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    world.seed_contract(&Story { apprentice: friend, enrolment, ..story }, "2025-08-25", "2027-08-24");
    let other = crate::contracts::agreements::with(call, json!({"apprentice_id": friend}));
    let other = nobody.post_with_key(&address, "un-autre-apprenti", other).await;
    other.faults(&[("/apprentice_id", "apprentice.unknown")]);
}
