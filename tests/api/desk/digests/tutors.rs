//! Tutors without an account are written to as well, with the link by which they do what is asked.

use serde_json::json;

use super::{everybody_has_a_password, mails, prepare, send};
use crate::contracts::agreements::{a_contract, signed};
use crate::harness::{MailServer, World};

const ADDRESS: &str = "ada.lovelace@example.org";

#[actix_web::test]
async fn a_tutor_without_an_account_is_written_to_once_a_week_with_their_link() {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured("2025-09-10", move |config| config.smtp_url = Some(url.into())).await;
    let (manager, story) = (world.manager(), world.story());
    signed(&manager, a_contract(&story), "2025-07-10").await;
    everybody_has_a_password(&world);
    world.database_says(&format!("UPDATE tutors SET email = '{ADDRESS}' WHERE id = '{}'", story.tutor));
    assert_eq!(prepare(&world).await, 1, "the manager: the tutor has nothing to do yet");
    let call = json!({ "apprentice_id": story.apprentice, "called_at": "2025-09-10T07:30:00Z",
        "direction": "outgoing", "party": "tutor", "person": "Ada Lovelace", "outcome": "reached",
        "subject": "follow_up", "note": "Tout va bien.", "visibility": "everyone",
        "next_action": { "what": "Envoyer le planning.", "due_on": "2025-09-12", "owner": "tutor" } });
    manager.post("/v1/phone-contacts", call).await.expect(201);
    world.clock.advance_days(1);
    assert_eq!(prepare(&world).await, 2, "the manager and the tutor");
    let plain = "SELECT count(*) AS n FROM mails AS row WHERE row::text LIKE '%/l/%'";
    assert_eq!(world.database_counts(plain), 0, "the link waits sealed");
    while send(&world).await > 0 {}
    let taken = server.taken();
    let hers = taken.iter().find(|mail| mail.to.contains(ADDRESS)).expect("her mail");
    assert!(hers.text.contains("Envoyer le planning"), "{}", hers.text);
    let begin = hers.text.find("/l/").expect("the address") + 3;
    let brief = format!("/v1/tutor-links/{}", &hers.text[begin..begin + 43]);
    world.nobody().get(&brief).await.expect(200);

    world.clock.advance_days(1);
    assert_eq!(prepare(&world).await, 1, "the manager: the tutor was written to this week");
    let theirs =
        mails(&world.manager()).await.into_iter().filter(|mail| mail["tutor_id"] == json!(story.tutor));
    assert_eq!(theirs.count(), 1);
    world.clock.advance_days(7);
    assert_eq!(prepare(&world).await, 2, "the week after");
}

#[actix_web::test]
async fn without_a_mail_server_no_link_is_made() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    signed(&manager, a_contract(&story), "2025-07-10").await;
    everybody_has_a_password(&world);
    world.database_says(&format!("UPDATE tutors SET email = '{ADDRESS}' WHERE id = '{}'", story.tutor));
    prepare(&world).await;
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM tutor_links"), 0);
}
