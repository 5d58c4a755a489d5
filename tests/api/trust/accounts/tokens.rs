//! Access tokens somebody tampered with, and the keys that verify the genuine ones.

use std::time::Duration;

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use compagnon::trust::credentials::keys;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use super::people::first_administrator;
use crate::harness::World;

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn part(token: &str, index: usize) -> Value {
    let text = token.split('.').nth(index).expect("a part");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).expect("base64url")).expect("JSON")
}

fn with(mut value: Value, changes: Value) -> Value {
    for (name, change) in changes.as_object().expect("an object") {
        match change {
            Value::Null => drop(value.as_object_mut().expect("an object").remove(name)),
            _ => value[name] = change.clone(),
        }
    }
    value
}

/// A world whose present signing key the test knows, so that it can sign anything.
async fn with_known_key() -> (World, Ed25519KeyPair) {
    let world = World::on("2026-11-23").await;
    let pair = Ed25519KeyPair::generate().expect("a key");
    let pkcs8 = pair.to_pkcs8v1().expect("its form").as_ref().to_vec();
    let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    let app = world.app().clone();
    let (secret, ring, now) = (app.secret.clone(), app.keys.clone(), world.clock.now());
    let stored = app.db.transaction(move |tx| {
        use compagnon::schema::signing_keys as table;
        use diesel::prelude::*;
        diesel::insert_into(table::table)
            .values((
                table::kid.eq("known-to-the-test"),
                table::sealed_key
                    .eq(secret.seal("signing-keys", "known-to-the-test", &pkcs8).expect("sealed")),
                table::public_x.eq(&x),
                table::signs_from.eq(now),
            ))
            .execute(tx)?;
        ring.reload(tx, &secret, now).expect("keys");
        Ok(())
    });
    stored.await.expect("a key");
    (world, pair)
}

fn signed(pair: &Ed25519KeyPair, header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", encoded(header), encoded(claims));
    let signature = URL_SAFE_NO_PAD.encode(pair.sign(message.as_bytes()));
    format!("{message}.{signature}")
}

#[actix_web::test]
async fn a_token_that_is_not_exactly_ours_is_refused() {
    let (world, pair) = with_known_key().await;
    let (me, _) = first_administrator(&world).await;
    let genuine = me.token().unwrap().to_owned();
    let (header, claims) = (part(&genuine, 0), part(&genuine, 1));
    assert_eq!(header["kid"], "known-to-the-test");
    let again = signed(&pair, &header, &claims);
    world.nobody().with_token(&again).get("/v1/me").await.expect(200);

    let public_key = pair.public_key().as_ref().to_vec();
    let mac = |header: Value| {
        let message = format!("{}.{}", encoded(&header), encoded(&claims));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &public_key), message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
    };
    let stranger = Ed25519KeyPair::generate().unwrap();
    let header_with = |changes: Value| signed(&pair, &with(header.clone(), changes), &claims);
    let claims_with = |changes: Value| signed(&pair, &header, &with(claims.clone(), changes));
    let now = world.clock.now().timestamp();
    let (body, _) = again.rsplit_once('.').unwrap();
    for (what, token) in [
        (
            "alg none",
            format!("{}.{}.", encoded(&with(header.clone(), json!({"alg": "none"}))), encoded(&claims)),
        ),
        ("alg none, signed", header_with(json!({"alg": "none"}))),
        ("HS256 with the public key", mac(with(header.clone(), json!({"alg": "HS256"})))),
        ("signed by another key", signed(&stranger, &header, &claims)),
        ("no signature", format!("{body}.")),
        ("other kid", header_with(json!({"kid": "another"}))),
        ("no kid", header_with(json!({"kid": null}))),
        ("kid that is a path", header_with(json!({"kid": "../../../../dev/null"}))),
        ("typ JWT", header_with(json!({"typ": "JWT"}))),
        ("no typ", header_with(json!({"typ": null}))),
        ("jku", header_with(json!({"jku": "https://example.org/keys"}))),
        (
            "jwk",
            header_with(
                json!({"jwk": {"kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(&public_key)}}),
            ),
        ),
        ("x5u", header_with(json!({"x5u": "https://example.org/cert"}))),
        ("x5c", header_with(json!({"x5c": ["AAAA"]}))),
        ("crit", header_with(json!({"crit": ["exp"]}))),
        ("no aud", claims_with(json!({"aud": null}))),
        ("other aud", claims_with(json!({"aud": "another-api"}))),
        ("no iss", claims_with(json!({"iss": null}))),
        ("other iss", claims_with(json!({"iss": "https://example.org"}))),
        ("no exp", claims_with(json!({"exp": null}))),
        ("expired", claims_with(json!({"exp": now - 1}))),
        ("longer than ours", claims_with(json!({"iat": now, "nbf": now, "exp": now + 601}))),
        ("issued later", claims_with(json!({"iat": now + 3600, "exp": now + 4200}))),
        ("no beginning", claims_with(json!({"iat": null}))),
        ("no nbf", claims_with(json!({"nbf": null}))),
        ("not yet", claims_with(json!({"nbf": now + 60}))),
        ("no sub", claims_with(json!({"sub": null}))),
        ("other sub", claims_with(json!({"sub": "019a0000-0000-7000-8000-000000000000"}))),
        (
            "sub of a machine",
            claims_with(json!({"sub": format!("cli_{}", claims["sub"].as_str().unwrap()), "sid": null})),
        ),
        ("no session", claims_with(json!({"sid": null}))),
        ("other session", claims_with(json!({"sid": "019a0000-0000-7000-8000-000000000000"}))),
        ("too long", claims_with(json!({"padding": "x".repeat(4096)}))),
        ("nonsense", "a.b.c".into()),
        ("empty", String::new()),
    ] {
        let reply = world.nobody().with_token(&token).get("/v1/me").await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.text);
        reply.refused_with(401, "unauthenticated");
    }
    world.clock.advance(TimeDelta::minutes(10));
    me.get("/v1/me").await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn a_refresh_token_is_no_access_token() {
    let world = World::on("2026-11-23").await;
    let (_, signed_in) = first_administrator(&world).await;
    let refresh = signed_in["refresh_token"].as_str().unwrap();
    world.nobody().with_token(refresh).get("/v1/me").await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn a_token_says_who_and_nothing_about_them() {
    let world = World::on("2026-11-23").await;
    let (me, signed_in) = first_administrator(&world).await;
    let claims = part(me.token().unwrap(), 1);
    assert_eq!(claims["sub"], signed_in["account"]["id"]);
    let mut names: Vec<&String> = claims.as_object().unwrap().keys().collect();
    names.sort_unstable();
    assert_eq!(names, ["aud", "auth_time", "client_id", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"]);
    assert!(me.token().unwrap().len() < 700);
}

#[actix_web::test]
async fn the_public_keys_are_published_and_a_new_one_before_it_signs() {
    let world = World::on("2026-11-23").await;
    let (me, _) = first_administrator(&world).await;
    let published = world.nobody().get("/.well-known/jwks.json").await;
    assert_eq!(published.header("cache-control"), Some("public, max-age=300"));
    let published = published.expect(200);
    let first = published["keys"][0]["kid"].clone();
    assert_eq!(first, part(me.token().unwrap(), 0)["kid"]);
    assert!(published["keys"][0].get("d").is_none(), "never the private part");

    let rotate = async |add: bool| {
        let app = world.app().clone();
        let (secret, ring, now) = (app.secret.clone(), app.keys.clone(), world.clock.now());
        let done = app.db.transaction(move |tx| {
            if add {
                keys::add_key(tx, &secret, now + keys::PUBLISHED_AHEAD).expect("a key");
            }
            ring.reload(tx, &secret, now).expect("keys");
            Ok(())
        });
        done.await.unwrap();
        world.nobody().get("/.well-known/jwks.json").await.expect(200)["keys"].as_array().unwrap().len()
    };
    assert_eq!(rotate(true).await, 2);
    let signing = async || {
        let signed_in = super::people::sign_in(&world, "chief@example.org", super::people::PASSWORD).await;
        part(signed_in["access_token"].as_str().unwrap(), 0)["kid"].clone()
    };
    assert_eq!(signing().await, first);
    world.clock.advance(TimeDelta::minutes(15));
    assert_ne!(signing().await, first);
    assert_eq!(rotate(false).await, 2, "the old one still verifies");
    world.clock.advance(TimeDelta::minutes(12));
    assert_eq!(rotate(false).await, 1);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM signing_keys"), 1, "kept nowhere");
}

async fn reload(world: &World) {
    let app = world.app().clone();
    let (secret, ring, now) = (app.secret.clone(), app.keys.clone(), world.clock.now());
    let done = app.db.transaction(move |tx| {
        ring.reload(tx, &secret, now).expect("keys");
        Ok(())
    });
    done.await.unwrap();
}

#[actix_web::test]
async fn a_key_no_longer_trusted_verifies_nothing_not_even_what_was_verified_before() {
    let world = World::on("2026-11-23").await;
    let (me, signed_in) = first_administrator(&world).await;
    me.get("/v1/me").await.expect(200);
    let app = world.app().clone();
    let (secret, now) = (app.secret.clone(), world.clock.now());
    let replaced = app.db.transaction(move |tx| Ok(keys::replace_all(tx, &secret, now).expect("a key")));
    let kid = replaced.await.unwrap();
    reload(&world).await;
    me.get("/v1/me").await.refused_with(401, "unauthenticated");
    let published = world.nobody().get("/.well-known/jwks.json").await.expect(200);
    assert_eq!(published["keys"].as_array().unwrap().len(), 1);
    let prolonged = super::people::refresh(&world, &signed_in).await.expect(200);
    assert_eq!(part(prolonged["access_token"].as_str().unwrap(), 0)["kid"], kid);
    super::people::holder(&world, &prolonged).get("/v1/me").await.expect(200);
}

#[actix_web::test]
async fn a_key_of_ninety_days_gets_one_successor_however_many_instances_look() {
    let world = World::on("2026-11-23").await;
    let published = async || {
        let published = world.nobody().get("/.well-known/jwks.json").await.expect(200);
        published["keys"].as_array().unwrap().len()
    };
    world.clock.advance(TimeDelta::days(89));
    reload(&world).await;
    assert_eq!(published().await, 1);
    world.clock.advance(TimeDelta::days(1));
    // All look at once: whoever adds the key is held back until the others have seen none.
    let mut locking = world.database.connect();
    locking.batch_execute("BEGIN; LOCK TABLE signing_keys IN SHARE MODE").unwrap();
    let give_back = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        locking.batch_execute("COMMIT").unwrap();
    };
    let looking = futures_util::future::join_all((0..4).map(|_| reload(&world)));
    futures_util::future::join(looking, give_back).await;
    assert_eq!(published().await, 2);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM signing_keys"), 2);
    let (me, _) = first_administrator(&world).await;
    let old = part(me.token().unwrap(), 0)["kid"].clone();
    world.clock.advance(keys::PUBLISHED_AHEAD);
    let signed_in = super::people::sign_in(&world, "chief@example.org", super::people::PASSWORD).await;
    assert_ne!(part(signed_in["access_token"].as_str().unwrap(), 0)["kid"], old);
}
