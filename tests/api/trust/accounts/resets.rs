//! A password forgotten: its owner asks for another, and nobody learns whether they have an account.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use super::notices::{accept, code_in, invite_grace, kinds, last_text, with_mails};
use super::people::{OTHER_PASSWORD, PASSWORD, first_administrator};
use crate::harness::{MailServer, Reply, World};

const GRACE: &str = "grace@example.org";

async fn ask(world: &World, email: &str, from: &str) -> Reply {
    let nobody = world.nobody();
    let request = nobody.request(Method::POST, "/v1/password-resets").header("x-forwarded-for", from);
    nobody.send(request.json(&json!({ "email": email }))).await
}

/// Grace, who signs in with a password.
async fn grace(world: &World) {
    let (chief, _) = first_administrator(world).await;
    invite_grace(world, &chief).await;
    let code = code_in(&last_text(world));
    accept(world, &code, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn somebody_who_forgot_asks_for_a_code_and_chooses_another_password() {
    let server = MailServer::start();
    let world = with_mails(&server).await;
    grace(&world).await;
    let before = kinds(&world).len();
    let answer = ask(&world, "Grace@Example.org", "198.51.100.7").await;
    assert_eq!(answer.expect(202), json!({ "asked": true }));
    assert_eq!(kinds(&world)[before..], ["password_reset"]);
    let text = last_text(&world);
    assert!(text.contains("Bonjour Grace") && text.contains("Si vous l'avez demandé"), "{text}");
    let code = code_in(&text);
    accept(&world, &code, OTHER_PASSWORD).await.expect(201);
    accept(&world, &code, PASSWORD).await.refused_with(401, "invitation.refused");
    let sign_in = |password: &str| json!({ "email": GRACE, "password": password });
    world.nobody().post("/v1/sessions", sign_in(PASSWORD)).await.refused_with(401, "credentials.wrong");
    world.nobody().post("/v1/sessions", sign_in(OTHER_PASSWORD)).await.expect(201);
}

#[actix_web::test]
async fn nobody_learns_who_has_an_account_by_the_answer_nor_by_its_time() {
    let server = MailServer::start();
    let world = with_mails(&server).await;
    grace(&world).await;
    let mails = kinds(&world).len();
    let timed = async |email: &str, from: &str| -> (u16, Value, Duration) {
        let began = Instant::now();
        let answer = ask(&world, email, from).await;
        (answer.status, answer.body, began.elapsed())
    };
    let (status, known, took) = timed(GRACE, "198.51.100.7").await;
    let (other_status, unknown, other_took) = timed("nobody@example.org", "198.51.100.8").await;
    assert_eq!((status, &known), (other_status, &unknown));
    for time in [took, other_took] {
        assert!(time >= Duration::from_millis(300), "{time:?}");
    }
    assert_eq!(kinds(&world).len(), mails + 1, "only who has an account is sent a mail");
    world.database_says("UPDATE accounts SET disabled_at = now() WHERE email = 'grace@example.org'");
    assert_eq!(timed(GRACE, "198.51.100.7").await.0, 202);
    assert_eq!(kinds(&world).len(), mails + 1, "an account disabled is sent none");
}

#[actix_web::test]
async fn a_password_is_asked_for_three_times_an_hour_whoever_has_the_address() {
    let server = MailServer::start();
    let world = with_mails(&server).await;
    grace(&world).await;
    for email in [GRACE, "nobody@example.org"] {
        for from in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
            ask(&world, email, from).await.expect(202);
        }
        let refused = ask(&world, email, "198.51.100.4").await;
        assert_eq!((refused.status, refused.header("retry-after").is_some()), (429, true), "{email}");
    }
    world.clock.advance(TimeDelta::hours(1) + TimeDelta::seconds(1));
    ask(&world, GRACE, "198.51.100.4").await.expect(202);
    for index in 0..20 {
        let answer = ask(&world, &format!("someone{index}@example.org"), "203.0.113.9").await;
        assert_eq!(answer.status, 202, "{index}");
    }
    assert_eq!(ask(&world, "another@example.org", "203.0.113.9").await.status, 429);
}

#[actix_web::test]
async fn where_no_mail_leaves_one_is_sent_to_the_site() {
    let world = World::on("2026-11-23").await;
    let problem = ask(&world, GRACE, "198.51.100.7").await.refused_with(409, "password_reset.no_mail");
    assert!(problem["detail"].as_str().unwrap().contains("votre site"), "{problem}");
}
