//! What a stay without a contract and a difficulty ask is mailed to whoever follows, and stands in their calendar.

use reqwest::Method;
use serde_json::json;

use super::{everybody_has_a_password, prepare, send};
use crate::contracts::agreements::{a_contract, signed};
use crate::desk::calendar_feeds::subscribed;
use crate::harness::{MailServer, Person, World};
use crate::people::referents::{account_of, name};
use crate::ruptures::declarations::a_rupture;

const COVER: &str = "La couverture sociale du stagiaire (P2S) finit le 20/03/2026";
const TOLD: &str = "Difficulté signalée le 02/03/2026 par l'apprenti";

async fn calendar(person: &Person) -> String {
    let address = subscribed(person).await;
    let text = person.request(Method::GET, &address).send().await.unwrap().text().await.unwrap();
    text.replace("\r\n ", "").replace("\\,", ",")
}

/// A text as mails carry it: what is not ASCII as `=XX`.
fn quoted(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("={byte:02X}") })
        .collect()
}

async fn address(person: &Person) -> String {
    person.get("/v1/me").await.expect(200)["email"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_cover_that_ends_and_a_difficulty_told_reach_whoever_follows_by_mail_and_in_their_calendar() {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured("2026-03-02", move |config| config.smtp_url = Some(url.into())).await;
    let (manager, story) = (world.manager(), world.story());
    let contract = signed(&manager, a_contract(&story), "2025-07-10").await;
    let (referent, stranger) = (world.trainer(), world.trainer());
    let student = world.student(&story.apprentice());
    name(&manager, &story, &account_of(&referent).await, "2025-09-01").await.expect(201);
    let told = json!({ "subjects": ["work_relations"], "note": "Mes horaires changent." });
    student.post(format!("/v1/apprentices/{}/difficulties", story.apprentice), told).await.expect(201);
    manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let cover = json!({ "step": "p2s_received", "done_on": "2026-02-27", "starts_on": "2026-02-10",
        "ends_on": "2026-03-20" });
    manager.post(format!("/v1/apprentices/{}/stay-steps", story.apprentice), cover).await.expect(201);

    everybody_has_a_password(&world);
    prepare(&world).await;
    while send(&world).await > 0 {}
    let taken = server.taken();
    for (person, asked) in [(&referent, true), (&student, false), (&stranger, false)] {
        let to = address(person).await;
        let mails: String =
            taken.iter().filter(|mail| mail.to.contains(&to)).map(|mail| mail.text.as_str()).collect();
        let (mails, calendar) = (mails.replace("=\r\n", ""), calendar(person).await);
        let found = [COVER, TOLD].map(|text| (mails.contains(&quoted(text)), calendar.contains(text)));
        assert_eq!(found, [(asked, asked); 2], "whoever is asked to act: {to}: {mails} {calendar}");
    }
    let listed = student.get("/v1/obligations?kind=window_closing").await.expect(200);
    assert!(listed.to_string().contains(COVER), "the apprentice reads it: {listed:#}");
}
