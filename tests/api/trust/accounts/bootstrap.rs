//! The first administrator.

use compagnon::trust::accounts::first_start::{self, FirstStart};
use serde_json::json;

use super::people::{PASSWORD, bootstrap_token, first_administrator};
use crate::harness::World;

#[actix_web::test]
async fn the_first_administrator_is_created_once_with_the_token() {
    let world = World::on("2026-11-23").await;
    let token = bootstrap_token(&world).await;
    let nobody = world.nobody();
    let body = |token: &str, password: &str| json!({ "token": token, "email": "Chief@Example.org", "display_name": "Léa Chef", "password": password });
    nobody.post("/v1/bootstrap", body("another", PASSWORD)).await.refused_with(401, "bootstrap.refused");
    let weak = nobody.post("/v1/bootstrap", body(&token, "chief.chief.chief")).await;
    weak.faults(&[("/password", "password.predictable")]);
    let signed_in = nobody.post("/v1/bootstrap", body(&token, PASSWORD)).await.expect(201);
    assert_eq!((&signed_in["token_type"], &signed_in["expires_in"]), (&json!("Bearer"), &json!(600)));
    let account = &signed_in["account"];
    assert_eq!((&account["role"], &account["email"]), (&json!("administrator"), &json!("chief@example.org")));
    assert_eq!(account["state"], "active");
    nobody.post("/v1/bootstrap", body(&token, PASSWORD)).await.refused_with(401, "bootstrap.refused");
}

#[actix_web::test]
async fn of_many_bootstraps_at_once_one_wins() {
    let world = World::on("2026-11-23").await;
    let token = bootstrap_token(&world).await;
    let nobody = world.nobody();
    let tries = (0..6).map(|n| {
        let body = json!({ "token": token, "email": format!("chief{n}@example.org"), "display_name": "Léa", "password": PASSWORD });
        let nobody = nobody.clone();
        async move { nobody.post("/v1/bootstrap", body).await.status }
    });
    let statuses = futures_util::future::join_all(tries).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 401].contains(status)), "{statuses:?}");
}

#[actix_web::test]
async fn a_start_shows_its_token_once_and_none_when_somebody_exists() {
    let world = World::on("2026-11-23").await;
    let begin = async || world.app().db.transaction(first_start::begin).await.unwrap();
    assert!(matches!(begin().await, FirstStart::Token(_)));
    assert_eq!(begin().await, FirstStart::TokenShownBefore);
    first_administrator(&world).await;
    assert_eq!(begin().await, FirstStart::Over);
    let anew = world.app().db.transaction(first_start::begin_anew).await.unwrap();
    assert_eq!(anew, FirstStart::Over);
}
