//! A link goes straight to its tutor where there is a mail server: nobody of the site sees its secret.

use compagnon::desk::links::reminders::remind_of_ending;
use compagnon::platform::stopping::Stopping;
use compagnon::trust::mails::{Postman, deliver};
use serde_json::{Value, json};

use super::{a_link, address_of};
use crate::follow_up::visits::visits_of;
use crate::harness::{MailServer, Story, World, id_of};

const ADDRESS: &str = "ada.lovelace@example.org";

/// A tutor who follows an apprentice, and the mail server.
async fn a_world_with_mails(server: &MailServer) -> (World, Story) {
    let url = server.url();
    let world = World::configured("2025-11-10", move |config| config.smtp_url = Some(url.into())).await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let extra = json!({ "contract_id": contract, "planned_on": "2025-11-12" });
    world.manager().post("/v1/visits", extra).await.expect(201);
    world.database_says(&format!("UPDATE tutors SET email = '{ADDRESS}' WHERE id = '{}'", story.tutor));
    (world, story)
}

async fn send(world: &World) -> usize {
    let postman = Postman::hired(&world.app().config).expect("a mail server").expect("a postman");
    deliver(world.app(), &postman, &Stopping::never()).await.expect("the mails")
}

#[actix_web::test]
async fn a_link_is_sent_to_its_tutor_and_its_secret_shown_to_nobody() {
    let server = MailServer::start();
    let (world, story) = a_world_with_mails(&server).await;
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let manager = world.manager();
    let made = manager.post_with_key(&links, "un-seul-lien", json!({})).await.expect(201);
    assert_eq!(manager.post_with_key(&links, "un-seul-lien", json!({})).await.expect(201), made);
    assert_eq!((&made["sent_to"], &made["secret_seen_by_id"]), (&json!(ADDRESS), &Value::Null));
    assert!(made.get("secret").is_none() && made.get("url").is_none(), "{made}");
    let listed = manager.get("/v1/mails").await.expect(200);
    let mail = &listed["data"][0];
    assert_eq!(
        (&mail["kind"], &mail["state"], &mail["tutor_id"], &mail["account_id"]),
        (&json!("link"), &json!("waiting"), &json!(story.tutor), &Value::Null)
    );
    let plain = "SELECT count(*) AS n FROM mails AS row WHERE row::text LIKE '%/l/%'";
    assert_eq!(world.database_counts(plain), 0, "the text waits sealed");

    assert_eq!([send(&world).await, send(&world).await], [1, 0]);
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    let text = &taken[0].text;
    assert!(taken[0].to.contains(ADDRESS) && text.contains("08/02/2026"), "{} {text}", taken[0].to);
    let begin = text.find("/l/").expect("the address") + 3;
    let secret = &text[begin..begin + 43];
    let link = json!({ "secret": secret });
    let nobody = world.nobody();
    nobody.get(address_of(&link)).await.expect(200);
    let visit = visits_of(&manager).await.remove(0);
    let report = json!({ "held_on": "2025-11-10", "present": ["tutor"], "report": "Vu." });
    let address = format!("{}/visits/{}/report", address_of(&link), visit.rsplit('/').next().unwrap());
    let held = nobody.post_with_key(address, "vu-par-ada", report).await.expect(200);
    assert_eq!(
        held["author"],
        json!({ "through": "link", "id": id_of(&made), "name": "Ada Lovelace", "role": "tutor", "secret_seen_by": null })
    );
}

#[actix_web::test]
async fn a_link_whose_tutor_has_no_address_is_shown_and_told_so() {
    let server = MailServer::start();
    let (world, story) = a_world_with_mails(&server).await;
    world.database_says("UPDATE tutors SET email = NULL");
    let made = a_link(&world, &story, json!({})).await;
    assert!(made["secret"].is_string() && made["secret_seen_by_id"].is_string(), "{made}");
    assert!(made.get("sent_to").is_none(), "{made}");
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM mails"), 0);
}

#[actix_web::test]
async fn a_tutor_is_told_once_that_their_link_is_about_to_end() {
    let server = MailServer::start();
    let (world, story) = a_world_with_mails(&server).await;
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let manager = world.manager();
    manager.post(&links, json!({ "expires_on": "2025-11-20" })).await.expect(201);
    assert_eq!(remind_of_ending(world.app()).await.unwrap(), 0, "ten days before");
    world.clock.advance_days(4);
    assert_eq!(remind_of_ending(world.app()).await.unwrap(), 1);
    assert_eq!(remind_of_ending(world.app()).await.unwrap(), 0, "once");
    assert_eq!(send(&world).await, 2);
    let text = server.taken().pop().unwrap().text;
    assert!(text.contains("20/11/2025") && text.contains("2025-11-20"), "{text}");
    let listed = world.manager().get("/v1/mails").await.expect(200);
    assert_eq!(
        (&listed["data"][0]["kind"], &listed["data"][0]["state"]),
        (&json!("link_ending"), &json!("sent"))
    );
}

#[actix_web::test]
async fn who_has_a_longer_link_or_follows_nobody_is_told_nothing() {
    let server = MailServer::start();
    let (world, story) = a_world_with_mails(&server).await;
    let links = format!("/v1/tutors/{}/links", story.tutor);
    let manager = world.manager();
    manager.post(&links, json!({ "expires_on": "2025-11-13" })).await.expect(201);
    let longer = manager.post(&links, json!({ "expires_on": "2025-12-31" })).await.expect(201);
    assert_eq!(remind_of_ending(world.app()).await.unwrap(), 0, "another lasts longer");
    let revoked = json!({ "reason": "Plus utile." });
    manager.post(format!("/v1/links/{}/revocation", id_of(&longer)), revoked).await.expect(200);
    world.database_says("UPDATE contract_tutors SET to_on = '2025-11-12'");
    assert_eq!(remind_of_ending(world.app()).await.unwrap(), 0, "the tutor follows nobody afterwards");
    world.database_says("UPDATE contract_tutors SET to_on = '2027-08-24'");
    assert_eq!(remind_of_ending(world.app()).await.unwrap(), 1);
}
