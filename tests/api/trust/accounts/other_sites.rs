//! What a site learns of the people of another: nothing.

use compagnon::ids::MailId;
use compagnon::schema::{mails, sites};
use compagnon::trust::mails::{MailKind, readable_text};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::people::{PASSWORD, sign_in};
use crate::harness::{MailServer, Person, World, id_of};

const GRACE: &str = "grace@example.org";

async fn invite(by: &Person, email: &str) -> crate::harness::Reply {
    let body = json!({ "email": email, "display_name": "Grace Hopper", "role": "trainer" });
    by.post("/v1/accounts", body).await
}

/// What an invitation answers, without what differs from one to the next.
fn outline(mut account: Value) -> Value {
    for field in ["id", "email", "created_at", "updated_at", "invitation"] {
        account.as_object_mut().unwrap().remove(field).unwrap_or_else(|| panic!("{field}"));
    }
    account
}

#[actix_web::test]
async fn a_site_that_invites_somebody_of_another_learns_nothing() {
    let world = World::on("2026-11-23").await;
    let (here, there) = (world.manager(), world.other_manager());
    let of_there = invite(&there, GRACE).await.expect(201);
    let accept = async |account: &Value| {
        let body = json!({ "token": account["invitation"]["token"], "password": PASSWORD });
        world.nobody().post("/v1/invitations/acceptance", body).await
    };
    accept(&of_there).await.expect(201);

    let twin = invite(&here, "Grace@Example.org").await.expect(201);
    let fresh = invite(&here, "nobody@example.org").await.expect(201);
    assert_eq!(twin["email"], GRACE);
    assert_eq!(outline(twin.clone()), outline(fresh.clone()));
    assert_eq!(twin["invitation"].as_object().unwrap().len(), fresh["invitation"].as_object().unwrap().len());
    let path = format!("/v1/accounts/{}", id_of(&twin));
    assert_eq!(here.get(&path).await.expect(200)["state"], "invited");
    here.post(format!("{path}/invitation"), json!({})).await.expect(200);
    here.get(format!("/v1/accounts/{}", id_of(&of_there))).await.refused_with(404, "account.not_found");

    // the person is who they were, and the second invitation opens nothing
    accept(&twin).await.refused_with(401, "invitation.refused");
    let signed_in = sign_in(&world, GRACE, PASSWORD).await;
    assert_eq!(signed_in["account"]["site_ids"], json!([world.other_site()]));
    invite(&here, GRACE).await.refused_with(409, "account.email_taken");
    invite(&there, GRACE).await.refused_with(409, "account.email_taken");
    let administrator = world.administrator();
    let body = json!({ "email": GRACE, "display_name": "G", "role": "administrator" });
    administrator.post("/v1/accounts", body).await.refused_with(409, "account.email_taken");

    // an administrator sees both, page after page, and joins them
    let (mut seen, mut path) = (Vec::new(), "/v1/accounts?role=trainer&limit=1".to_owned());
    loop {
        let page = administrator.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(|row| row["email"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/accounts?role=trainer&limit=1&cursor={cursor}");
    }
    assert_eq!(seen, [GRACE, GRACE, "nobody@example.org"]);
    let path = format!("/v1/accounts/{}", id_of(&of_there));
    let both = json!({ "site_ids": [world.site(), world.other_site()] });
    administrator.change(&path, both).await.expect(200);
    here.get(&path).await.expect(200);
}

#[actix_web::test]
async fn two_sites_that_invite_one_person_at_once_learn_nothing_of_each_other() {
    let world = World::configured("2026-11-23", |config| config.pool_size = 4).await;
    let (here, there) = (world.manager(), world.other_manager());
    for n in 0..10 {
        let email = format!("grace{n}@example.org");
        let (one, other) = tokio::join!(invite(&here, &email), invite(&there, &email));
        assert_eq!((one.status, other.status), (201, 201), "{n}: {} {}", one.text, other.text);
    }
}

#[actix_web::test]
async fn the_person_invited_by_another_site_is_told_whom_to_ask() {
    let url = MailServer::start().url();
    let world = World::configured("2026-11-23", move |config| config.smtp_url = Some(url.into())).await;
    let first = invite(&world.other_manager(), GRACE).await.expect(201);
    let second = invite(&world.manager(), GRACE).await.expect(201);
    assert_eq!(first["invitation"]["sent_to"], second["invitation"]["sent_to"]);
    let written = mails::table.order(mails::id);
    let written = written.select((mails::subject, mails::kind, mails::id, mails::body.assume_not_null()));
    let written: Vec<(String, MailKind, MailId, String)> =
        written.load(&mut world.database.connect()).unwrap();
    assert_eq!(written[0].0, written[1].0, "whoever lists mails sees the same");
    let (_, kind, id, kept) = &written[1];
    let text = readable_text(&world.app().secret, *kind, *id, kept).unwrap();
    assert!(text.contains("demandez à un administrateur"), "{text}");
    assert!(!text.contains("/v1/invitations/acceptance") && !kept.contains("administrateur"), "{text}");
    let here: String =
        sites::table.find(world.site()).select(sites::name).first(&mut world.database.connect()).unwrap();
    assert!(text.contains(&here), "{text}");
}
