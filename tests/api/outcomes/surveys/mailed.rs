//! A link goes straight to its leaver where there is a mail server: nobody of the site sees it.

use compagnon::platform::stopping::Stopping;
use compagnon::trust::mails::{Postman, deliver};
use serde_json::{Value, json};

use super::{SIX_MONTHS_AFTER, only_one, surveys_of};
use crate::desk::links::pages::read;
use crate::harness::{MailServer, World, id_of};

const ADDRESS: &str = "chloe.durand@example.org";

#[actix_web::test]
async fn a_link_is_sent_to_its_leaver_and_shown_to_nobody() {
    let server = MailServer::start();
    let url = server.url();
    let world = World::configured(SIX_MONTHS_AFTER, move |config| config.smtp_url = Some(url.into())).await;
    let story = world.story();
    let manager = world.manager();
    manager.post(surveys_of(&story), json!({ "wave_months": 6 })).await.expect(201);
    let link = format!("/v1/outcome-surveys/{}/link", id_of(&only_one(&manager, &story).await));
    assert!(manager.post(&link, json!({})).await.expect(201)["url"].is_string(), "no address in the file");

    world.database_says(&format!(
        "UPDATE apprentices SET email = '{ADDRESS}' WHERE id = '{}'",
        story.apprentice
    ));
    let made = manager.post(&link, json!({})).await.expect(201);
    assert_eq!((&made["sent_to"], made.get("url")), (&json!(ADDRESS), None));
    let mail = manager.get("/v1/mails").await.expect(200)["data"][0].clone();
    assert_eq!(
        (&mail["kind"], &mail["apprentice_id"], &mail["account_id"]),
        (&json!("outcome_survey"), &json!(story.apprentice), &Value::Null)
    );
    let plain = "SELECT count(*) AS n FROM mails AS row WHERE row::text LIKE '%/s/%'";
    assert_eq!(world.database_counts(plain), 0, "the text waits sealed");

    let postman = Postman::hired(&world.app().config).expect("a mail server").expect("a postman");
    assert_eq!(deliver(world.app(), &postman, &Stopping::never()).await.expect("the mails"), 1);
    let taken = server.taken();
    // quoted-printable breaks long lines anywhere
    let text = &taken[0].text.replace("=\r\n", "").replace("=\n", "");
    assert!(taken[0].to.contains(ADDRESS) && text.contains("23/04/2028"), "{} {text}", taken[0].to);
    let begin = text.find("/s/").expect("the address");
    assert_eq!(read(&world, &text[begin..begin + 46]).await.status, 200);
}
