//! What a server says of itself to anybody.

use std::process::Command;

use serde_json::json;

use crate::harness::World;

#[actix_web::test]
async fn anybody_is_told_which_version_answers() {
    let world = World::on("2026-01-05").await;
    let told = world.nobody().get("/v1/version").await.expect(200);
    // a program being worked on was built from no commit in particular
    assert_eq!(told, json!({ "version": env!("CARGO_PKG_VERSION"), "commit": null }));
    let printed = Command::new(env!("CARGO_BIN_EXE_compagnon")).arg("--version").output().unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(printed.trim(), format!("compagnon {} (commit unknown)", env!("CARGO_PKG_VERSION")));
}

#[actix_web::test]
async fn whoever_opens_the_address_in_a_browser_is_told_where_to_read_on() {
    let world = World::on("2026-01-05").await;
    let page = world.nobody().get("/").await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(
        page.text.contains("href=\"/docs/\"") && page.text.contains("href=\"/openapi.json\""),
        "{}",
        page.text
    );
    assert!(
        page.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'"))
    );
    world.nobody().post("/", json!({})).await.refused_with(405, "method_not_allowed");
}

#[actix_web::test]
async fn a_program_finds_where_tokens_are_asked_for_by_itself() {
    let world = World::on("2026-01-05").await;
    let told = world.nobody().get("/.well-known/oauth-authorization-server").await.expect(200);
    let issuer = &world.app().config.public_url;
    assert_eq!(told["issuer"], json!(issuer));
    for (member, path) in [("token_endpoint", "/oauth/token"), ("jwks_uri", "/.well-known/jwks.json")] {
        assert_eq!(told[member], json!(format!("{}{path}", issuer.trim_end_matches('/'))));
    }
    assert_eq!(told["grant_types_supported"], json!(["client_credentials"]));
    assert!(told["scopes_supported"].as_array().unwrap().contains(&json!("changes:read")));
    world.nobody().get("/.well-known/jwks.json").await.expect(200);
}
