//! Digests: one mail a person and a day, sent over SMTP to a real server, retried, never twice.

mod covers;
mod tutors;
mod warnings;

use chrono::TimeDelta;
use compagnon::desk::digests::prepare_due;
use compagnon::platform::stopping::Stopping;
use compagnon::trust::mails::{Postman, deliver, oldest_waiting};
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed};
use crate::harness::{MailServer, Mood, Person, World};

/// Everybody accepted their invitation.
fn everybody_has_a_password(world: &World) {
    world.database_says("UPDATE accounts SET password_hash = 'set' WHERE password_hash IS NULL");
}

async fn prepare(world: &World) -> usize {
    prepare_due(world.app(), world.catalogue(), &Stopping::never()).await.expect("the digests")
}

/// Hands over what waits; none when the world has no mail server.
async fn send(world: &World) -> usize {
    match Postman::hired(&world.app().config).expect("a mail server") {
        Some(postman) => deliver(world.app(), &postman, &Stopping::never()).await.expect("the mails"),
        None => 0,
    }
}

async fn mails(person: &Person) -> Vec<Value> {
    person.get("/v1/mails").await.expect(200)["data"].as_array().unwrap().clone()
}

fn states(mails: &[Value]) -> Vec<&str> {
    mails.iter().map(|mail| mail["state"].as_str().unwrap()).collect()
}

/// A manager whose site has something due: a signed contract not deposited yet.
async fn a_site_with_things_to_do(server: Option<&MailServer>) -> (World, Person) {
    let url = server.map(|server| server.url().into());
    let world = World::configured("2025-09-10", move |config| config.smtp_url = url).await;
    let (manager, story) = (world.manager(), world.story());
    signed(&manager, a_contract(&story), "2025-07-10").await;
    everybody_has_a_password(&world);
    (world, manager)
}

#[actix_web::test]
async fn each_person_is_told_once_a_day_what_they_have_to_do() {
    let server = MailServer::start();
    let (world, manager) = a_site_with_things_to_do(Some(&server)).await;
    assert_eq!(prepare(&world).await, 1);
    assert_eq!(prepare(&world).await, 0, "once a day");
    let waiting = mails(&manager).await;
    assert_eq!(states(&waiting), ["waiting"]);
    assert!(waiting[0].get("body").is_none(), "the text is for its reader");
    assert!(oldest_waiting(world.app()).await.unwrap().is_some(), "what watches the server may know");
    assert_eq!([send(&world).await, send(&world).await], [1, 0]);
    assert_eq!(oldest_waiting(world.app()).await.unwrap(), None);
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    let text = &taken[0].text;
    assert!(text.contains("Auto-Submitted: auto-generated") && text.contains("Message-ID: <"), "{text}");
    let sent = mails(&manager).await;
    assert_eq!(states(&sent), ["sent"]);
    assert_eq!(sent[0]["attempts"], 1);
    let stored = "SELECT count(*) AS n FROM mails WHERE body IS NOT NULL";
    assert_eq!(world.database_counts(stored), 0, "its text is forgotten");

    world.clock.advance_days(1);
    assert_eq!(prepare(&world).await, 1, "the next day again");
}

#[actix_web::test]
async fn two_instances_prepare_a_day_once() {
    let (world, manager) = a_site_with_things_to_do(None).await;
    let mut prepared: [usize; 2] = futures_util::future::join(prepare(&world), prepare(&world)).await.into();
    prepared.sort_unstable();
    assert_eq!((prepared, mails(&manager).await.len()), ([0, 1], 1));
    let days = "SELECT count(*) AS n FROM digest_days WHERE mails = 1";
    assert_eq!(world.database_counts(days), 1, "the day keeps the count of whoever prepared it");
    let twice =
        "SELECT count(*) AS n FROM (SELECT subject_id FROM journal_entries WHERE act = 'digest.prepared'
                 GROUP BY subject_id HAVING count(*) > 1) AS sites";
    assert_eq!(world.database_counts(twice), 0);
}

#[actix_web::test]
async fn nothing_is_sent_when_nothing_is_due_nor_on_a_quiet_day() {
    let world = World::on("2025-09-10").await;
    world.manager();
    everybody_has_a_password(&world);
    assert_eq!(prepare(&world).await, 0, "nothing due");

    let (world, manager) = a_site_with_things_to_do(None).await;
    let settings = manager.get("/v1/me/digest").await.expect(200);
    assert_eq!(settings["quiet_weekdays"], json!([6, 7]));
    manager.patch("/v1/me/digest", "*", json!({ "quiet_weekdays": [1, 6, 7] })).await.expect(200);
    world.clock.advance_days(3);
    assert_eq!(prepare(&world).await, 0, "a Saturday");
    world.clock.advance_days(2);
    assert_eq!(prepare(&world).await, 0, "their own quiet Monday");
    world.clock.advance_days(1);
    assert_eq!(prepare(&world).await, 1, "a Tuesday");
}

#[actix_web::test]
async fn settings_are_refused_with_the_field_and_the_rule() {
    let (_world, manager) = a_site_with_things_to_do(None).await;
    for (patch, pointer, code) in [
        (json!({ "quiet_from": "2025-12-20" }), "/quiet_to", "digest.quiet_period_upside_down"),
        (
            json!({ "quiet_from": "2025-12-20", "quiet_to": "2025-12-19" }),
            "/quiet_to",
            "digest.quiet_period_upside_down",
        ),
        (json!({ "quiet_weekdays": [6, 6] }), "/quiet_weekdays", "digest.quiet_weekday_twice"),
    ] {
        manager.patch("/v1/me/digest", "*", patch).await.faults(&[(pointer, code)]);
    }
    manager.patch("/v1/me/digest", "*", json!({ "quiet_weekdays": [8] })).await.expect(422);
}

#[actix_web::test]
async fn before_the_hour_nothing_is_prepared() {
    let (world, _) = a_site_with_things_to_do(None).await;
    world.clock.advance(TimeDelta::hours(-4));
    assert_eq!(prepare(&world).await, 0);
    world.clock.advance(TimeDelta::hours(4));
    assert_eq!(prepare(&world).await, 1);
}

#[actix_web::test]
async fn a_mail_put_off_is_tried_again_later_and_sent_once() {
    let server = MailServer::start();
    let (world, manager) = a_site_with_things_to_do(Some(&server)).await;
    prepare(&world).await;
    server.becomes(Mood::Busy);
    assert_eq!([send(&world).await, send(&world).await], [1, 0], "not at once");
    let put_off = &mails(&manager).await[0];
    assert_eq!((&put_off["state"], &put_off["attempts"]), (&json!("waiting"), &json!(1)));
    assert_eq!(put_off["last_error"], "the mail server answered 451");
    server.becomes(Mood::Takes);
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(send(&world).await, 1);
    assert_eq!((server.taken().len(), states(&mails(&manager).await)), (1, vec!["sent"]));
}

#[actix_web::test]
async fn a_mail_cut_while_sent_is_never_sent_again_by_itself() {
    let server = MailServer::start();
    let (world, _) = a_site_with_things_to_do(Some(&server)).await;
    prepare(&world).await;
    server.becomes(Mood::HangsUp);
    assert_eq!(send(&world).await, 1);
    server.becomes(Mood::Takes);
    world.clock.advance(TimeDelta::minutes(90));
    let manager = world.manager();
    assert_eq!(send(&world).await, 0);
    assert_eq!(server.taken().len(), 1, "it had been taken");
    let doubted = &mails(&manager).await[0];
    assert_eq!(doubted["state"], "uncertain");

    let again = format!("/v1/mails/{}/resending", doubted["id"].as_str().unwrap());
    world.other_manager().post(&again, json!({})).await.refused_with(404, "mail.not_found");
    manager.post(&again, json!({})).await.expect(200);
    assert_eq!(send(&world).await, 1);
    manager.post(&again, json!({})).await.refused_with(409, "mail.not_to_be_sent_again");
}

#[actix_web::test]
async fn a_mail_refused_says_so_and_a_server_away_loses_nothing() {
    let server = MailServer::start();
    let (world, manager) = a_site_with_things_to_do(Some(&server)).await;
    prepare(&world).await;
    server.becomes(Mood::Refuses);
    send(&world).await;
    let refused = &mails(&manager).await[0];
    assert_eq!(
        (&refused["state"], &refused["last_error"]),
        (&json!("refused"), &json!("the mail server answered 550"))
    );

    let nobody_listens = Some("smtp://127.0.0.1:9".into());
    let world = World::configured("2025-09-10", move |config| config.smtp_url = nobody_listens).await;
    let (manager, story) = (world.manager(), world.story());
    signed(&manager, a_contract(&story), "2025-07-10").await;
    everybody_has_a_password(&world);
    prepare(&world).await;
    assert_eq!(send(&world).await, 1);
    assert_eq!(states(&mails(&manager).await), ["waiting"]);
}

#[actix_web::test]
async fn without_a_mail_server_mails_wait_and_the_next_one_takes_their_place() {
    let (world, manager) = a_site_with_things_to_do(None).await;
    prepare(&world).await;
    assert_eq!(send(&world).await, 0);
    assert_eq!(manager.get("/v1/me/digest").await.expect(200)["mails_are_sent"], false);
    world.clock.advance_days(1);
    prepare(&world).await;
    assert_eq!(states(&mails(&world.manager()).await), ["waiting", "superseded"]);
}

#[actix_web::test]
async fn mails_are_seen_by_those_who_run_the_site() {
    let (world, manager) = a_site_with_things_to_do(None).await;
    prepare(&world).await;
    assert_eq!(mails(&manager).await.len(), 1);
    assert_eq!(mails(&world.administrator()).await.len(), 1);
    assert!(mails(&world.other_manager()).await.is_empty());
    world.trainer().get("/v1/mails").await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_digest_is_stopped_in_one_click_by_its_reader_and_by_no_other_address() {
    let server = MailServer::start();
    let (world, manager) = a_site_with_things_to_do(Some(&server)).await;
    assert_eq!([prepare(&world).await, send(&world).await], [1, 1]);
    let text = server.taken().remove(0).text.replace("\r\n ", " ");
    assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
    assert!(text.contains("Content-Type: text/html") && text.contains("Content-Type: text/plain"), "{text}");
    let named =
        text.split("List-Unsubscribe: <").nth(1).and_then(|rest| rest.split('>').next()).expect("an address");
    let path = &named[named.find("/v1/").expect("a path")..];
    let stop = async |path: &str| {
        let nobody = world.nobody();
        let request = nobody.request(reqwest::Method::POST, path);
        let form = request.header("content-type", "application/x-www-form-urlencoded");
        nobody.send(form.body("List-Unsubscribe=One-Click")).await
    };
    let mut forged = path.to_owned();
    let last = if forged.pop() == Some('A') { 'B' } else { 'A' };
    forged.replace_range(forged.len() - 4.., "AAAA");
    forged.push(last);
    stop(&forged).await.refused_with(404, "digest.not_found");
    assert_eq!(stop(path).await.expect(200), json!({ "unsubscribed": true }));
    assert_eq!(
        stop(path).await.expect(200),
        json!({ "unsubscribed": true }),
        "a second click changes nothing"
    );
    assert_eq!(manager.get("/v1/me/digest").await.expect(200)["enabled"], false);
    world.clock.advance_days(1);
    assert_eq!(prepare(&world).await, 0);
}
