//! People of these tests: real accounts with real passwords.

use compagnon::trust::accounts::first_start::{self, FirstStart};
use serde_json::{Value, json};

use crate::harness::{Person, World};

pub const PASSWORD: &str = "girafe-violon-neige-48";
pub const OTHER_PASSWORD: &str = "tondeuse-orage-lilas-17";

/// The token the first start would print.
pub async fn bootstrap_token(world: &World) -> String {
    match world.app().db.transaction(first_start::begin_anew).await.expect("a transaction") {
        FirstStart::Token(token) => token,
        other => panic!("{other:?}"),
    }
}

/// The first administrator, signed in, with what the API answered.
pub async fn first_administrator(world: &World) -> (Person, Value) {
    let token = bootstrap_token(world).await;
    let body = json!({ "token": token, "email": "Chief@Example.org", "display_name": "Léa Chef", "password": PASSWORD });
    let signed_in = world.nobody().post("/v1/bootstrap", body).await.expect(201);
    (holder(world, &signed_in), signed_in)
}

/// Whoever was just given tokens.
pub fn holder(world: &World, signed_in: &Value) -> Person {
    world.nobody().with_token(signed_in["access_token"].as_str().expect("an access token"))
}

pub async fn sign_in(world: &World, email: &str, password: &str) -> Value {
    world.nobody().post("/v1/sessions", json!({ "email": email, "password": password })).await.expect(201)
}

pub async fn refresh(world: &World, signed_in: &Value) -> crate::harness::Reply {
    let body = json!({ "refresh_token": signed_in["refresh_token"] });
    world.nobody().post("/v1/sessions/refresh", body).await
}
