//! What a tutor is asked on their page is what the list of everything due says, and nothing beyond their link.

use serde_json::{Value, json};

use super::pages::{key_in, page_of, read, send};
use super::writing::last;
use super::{a_followed_story, a_link, address_of, journaled};
use crate::contracts::agreements::with;
use crate::follow_up::phone_contacts::a_call;
use crate::follow_up::visits::visits_of;
use crate::harness::{Reply, Story, World, id_of};

/// What the brief expects: kinds, last days and sentences.
async fn expected(world: &World, link: &Value) -> Vec<(String, String, String)> {
    let brief = world.nobody().get(address_of(link)).await.expect(200);
    let text = |one: &Value| one.as_str().unwrap().to_owned();
    let all = brief["apprentices"][0]["expected"].as_array().unwrap().iter();
    all.map(|one| (text(&one["kind"]), text(&one["due_on"]), text(&one["title"]["fr"]))).collect()
}

/// A visit held at which the tutor promised something, and a call that left them something to do.
async fn with_promises(world: &World, story: &Story) {
    let report = json!({
        "held_on": "2025-11-24", "present": ["trainer", "tutor"], "report": "Vu.",
        "commitments": [{"owner": "tutor", "what": "Confier la caisse.", "due_on": "2025-12-05"},
                        {"owner": "apprentice", "what": "Relire le cours.", "due_on": "2025-12-05"}],
    });
    let visit = visits_of(&world.manager()).await.remove(0);
    world.trainer().post(format!("{visit}/report"), report).await.expect(200);
    let next = json!({"what": "Envoyer le planning.", "due_on": "2025-12-01", "owner": "tutor"});
    let call = with(a_call(story), json!({"next_action": next, "visibility": "staff_and_tutor"}));
    world.trainer().post("/v1/phone-contacts", call).await.expect(201);
}

#[actix_web::test]
async fn what_is_expected_of_a_tutor_is_what_the_staff_read_in_the_list() {
    let (world, story) = a_followed_story("2025-11-24").await;
    with_promises(&world, &story).await;
    let link = a_link(&world, &story, json!({})).await;
    let shown = expected(&world, &link).await;
    let kinds: Vec<_> = shown.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["call_to_return", "commitment_due", "report_to_acknowledge"]);
    let listed = world.manager().get("/v1/obligations?limit=200").await.expect(200);
    let listed = listed["data"].as_array().unwrap();
    for (kind, due_on, sentence) in &shown {
        let same = |one: &&Value| {
            one["kind"] == kind.as_str()
                && one["due_on"] == due_on.as_str()
                && one["sentence"] == sentence.as_str()
        };
        assert!(listed.iter().any(|one| same(&one)), "{kind} {due_on} {sentence}: {listed:?}");
    }
    let promised =
        listed.iter().find(|one| one["kind"] == "commitment_due" && one["owner"]["kind"] == "tutor");
    let waiver = format!("/v1/obligations/{}/waiver", id_of(promised.unwrap()));
    let why = json!({"reason": "not_applicable", "note": "La caisse est fermée."});
    world.manager().post(waiver, why).await.expect(200);
    let kinds: Vec<_> = expected(&world, &link).await.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["call_to_return", "report_to_acknowledge"], "what is waived is no longer asked");
}

#[actix_web::test]
async fn what_was_promised_and_what_a_call_left_are_said_done_on_the_page() {
    let (world, story) = a_followed_story("2025-11-24").await;
    with_promises(&world, &story).await;
    let link = a_link(&world, &story, json!({})).await;
    for (place, day, other) in [
        ("commitments", "done_on", "Confier la caisse."),
        ("follow-ups", "cleared_on", "Envoyer le planning."),
    ] {
        let page = read(&world, &page_of(&link)).await;
        let (_, rest) = page.text.split_once(&format!("{}/{place}/", page_of(&link))).expect(place);
        let form = format!("{}/{place}/{}", page_of(&link), rest.split('"').next().unwrap());
        let drawn = read(&world, &form).await;
        assert!(drawn.text.contains(other), "{}", drawn.text);
        let key = key_in(&drawn);
        let early = send(&world, &form, &[("cle", &key), (day, "25/11/2025")]).await;
        assert_eq!(early.status, 422, "{}", early.text);
        assert!(early.text.contains(&format!("id=\"{day}-erreur\"")), "{}", early.text);
        let sent = send(&world, &form, &[("cle", &key), (day, "24/11/2025")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let page = read(&world, &format!("{}?done={place}", page_of(&link))).await;
        assert!(page.text.contains("C’est noté comme fait.") && !page.text.contains(&form), "{}", page.text);
    }
}

/// What was promised and what a call left to do, of a tutor: where the brief says, and the member that tells the day.
async fn left_to_do(world: &World, link: &Value) -> [(String, &'static str); 2] {
    let brief = world.nobody().get(address_of(link)).await.expect(200);
    let all = brief["apprentices"][0]["expected"].as_array().unwrap();
    let subject = |kind: &str| {
        let found = all.iter().find(|one| one["kind"] == kind).expect(kind);
        found["subject_id"].as_str().unwrap().to_owned()
    };
    [
        (format!("commitments/{}/completion", subject("commitment_due")), "done_on"),
        (format!("phone-contacts/{}/follow-up", subject("call_to_return")), "cleared_on"),
    ]
}

#[actix_web::test]
async fn what_was_promised_and_what_a_call_left_are_said_done_by_json() {
    let (world, story) = a_followed_story("2025-11-24").await;
    with_promises(&world, &story).await;
    let link = a_link(&world, &story, json!({})).await;
    let nobody = world.nobody();
    for (place, day) in left_to_do(&world, &link).await {
        let address = format!("{}/{place}", address_of(&link));
        let done = json!({day: "2025-11-24"});
        nobody.post(&address, done.clone()).await.refused_with(400, "idempotency_key.required");
        let early =
            nobody.post_with_key(&address, &format!("trop-tot-{day}"), json!({day: "2025-11-25"})).await;
        assert_eq!(early.status, 422, "{}", early.text);
        assert_eq!(early.expect(422)["errors"][0]["pointer"], format!("/{day}"));
        let first = nobody.post_with_key(&address, &format!("une-fois-{day}"), done.clone()).await;
        let etag = first.etag();
        assert_eq!(first.expect(200)[day], "2025-11-24");
        let again = nobody.post_with_key(&address, &format!("une-fois-{day}"), done.clone()).await;
        assert_eq!((again.header("idempotency-replayed"), again.etag()), (Some("true"), etag));
        assert_eq!(
            nobody.post_with_key(&address, &format!("encore-{day}"), done).await.status,
            409,
            "{place}"
        );
    }
    let shown: Vec<_> = expected(&world, &link).await.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(shown, ["report_to_acknowledge"]);
    assert_eq!((journaled(&world, "LogVisit"), journaled(&world, "LogPhoneContact")), (1, 1));
}

#[actix_web::test]
async fn what_was_promised_is_said_done_by_no_other_link_and_by_none_withdrawn() {
    let (world, story) = a_followed_story("2025-11-24").await;
    with_promises(&world, &story).await;
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let second = Story { apprentice: friend, enrolment: world.seed_enrolment(friend, story.cohort), ..story };
    world.seed_contract(&second, "2025-08-25", "2027-08-24");
    let link = a_link(&world, &story, json!({})).await;
    let other = a_link(&world, &second, json!({"apprentices": [friend]})).await;
    let nobody = world.nobody();
    let places = left_to_do(&world, &link).await;
    for (place, day) in &places {
        let done = json!({*day: "2025-11-24"});
        let foreign = format!("{}/{place}", address_of(&other));
        let foreign = nobody.post_with_key(foreign, "d-un-autre-lien", done.clone()).await;
        let code = if *day == "done_on" { "visit_commitment.not_found" } else { "phone_contact.not_found" };
        foreign.refused_with(404, code);
    }
    let why = json!({"reason": "Plus utile"});
    world.manager().post(format!("/v1/links/{}/revocation", id_of(&link)), why).await.expect(200);
    for (place, day) in &places {
        let address = format!("{}/{place}", address_of(&link));
        let gone = nobody.post_with_key(address, "lien-retire-depuis", json!({*day: "2025-11-24"})).await;
        gone.refused_with(410, "link.revoked");
    }
}

/// Everything a link can be asked to write, about a visit, an invitation that is none, and an apprentice.
async fn everything(
    world: &World,
    link: &Value,
    (visit, apprentice): (&str, &str),
) -> Vec<(&'static str, Reply)> {
    let (address, nobody) = (address_of(link), world.nobody());
    let report = json!({"held_on": "2025-11-24", "present": ["tutor"], "report": "Vu."});
    let call = json!({
        "apprentice_id": apprentice, "direction": "outgoing", "party": "site", "outcome": "missed", "subject": "absence",
    });
    let post = |path: String, body: Value| nobody.post_with_key(path, "une-cle-a-chacun", body);
    vec![
        ("read_brief", nobody.get(format!("{address}/apprentices/{apprentice}")).await),
        ("log_visit", post(format!("{address}/visits/{visit}/report"), report).await),
        (
            "acknowledge_report",
            post(format!("{address}/visits/{visit}/acknowledgements"), json!({"report_version": 1})).await,
        ),
        ("log_phone_contact", post(format!("{address}/phone-contacts"), call).await),
        (
            "answer_invitation",
            post(format!("{address}/invitations/{visit}/answer"), json!({"answer": "accepted"})).await,
        ),
        ("log_visit", post(format!("{address}/commitments/{visit}/completion"), json!({})).await),
        (
            "say_difficulty",
            post(
                format!("{address}/apprentices/{apprentice}/difficulties"),
                json!({"subjects": ["other"], "note": "À dire."}),
            )
            .await,
        ),
        ("log_phone_contact", post(format!("{address}/phone-contacts/{visit}/follow-up"), json!({})).await),
    ]
}

#[actix_web::test]
async fn a_link_reaches_no_other_apprentice_by_any_verb_and_no_verb_it_was_not_given() {
    let (world, story) = a_followed_story("2025-11-24").await;
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let second = Story { apprentice: friend, enrolment: world.seed_enrolment(friend, story.cohort), ..story };
    let contract = world.seed_contract(&second, "2025-08-25", "2027-08-24");
    let extra = json!({"contract_id": contract, "planned_on": "2025-11-26"});
    let theirs = id_of(&world.manager().post("/v1/visits", extra).await.expect(201));
    let friend = friend.to_string();
    let link = a_link(&world, &story, json!({"apprentices": [story.apprentice]})).await;
    let mut statuses: Vec<u16> = Vec::new();
    for (_, reply) in everything(&world, &link, (&theirs, &friend)).await {
        statuses.push(reply.status);
    }
    assert_eq!(statuses, [404, 404, 404, 422, 404, 404, 404, 404]);
    for place in ["visits", "reports", "calls", "invitations", "commitments", "follow-ups"] {
        let id = if place == "calls" { &friend } else { &theirs };
        let page = read(&world, &format!("{}/{place}/{id}", page_of(&link))).await;
        assert_eq!(page.status, 404, "{place}: {}", page.text);
    }
    let visit = visits_of(&world.manager()).await.remove(0);
    let own = story.apprentice.to_string();
    let verbs = [
        "read_brief",
        "log_visit",
        "acknowledge_report",
        "log_phone_contact",
        "answer_invitation",
        "say_difficulty",
    ];
    for given in verbs {
        let link = a_link(&world, &story, json!({"verbs": [given]})).await;
        for (verb, reply) in everything(&world, &link, (last(&visit), &own)).await {
            assert_eq!(reply.status == 403, verb != given, "{verb} with {given}: {}", reply.text);
        }
    }
}
