//! Signing in, staying in, signing out.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::people::{OTHER_PASSWORD, PASSWORD, first_administrator, holder, refresh, sign_in};
use crate::harness::World;

const CHIEF: &str = "chief@example.org";

#[actix_web::test]
async fn a_person_signs_in_stays_in_and_signs_out() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    let signed_in = sign_in(&world, " CHIEF@example.org ", PASSWORD).await;
    let me = holder(&world, &signed_in);
    assert_eq!(me.get("/v1/me").await.expect(200)["email"], CHIEF);
    world.clock.advance(TimeDelta::minutes(9));
    let prolonged = refresh(&world, &signed_in).await.expect(200);
    assert_ne!(prolonged["refresh_token"], signed_in["refresh_token"]);
    world.clock.advance(TimeDelta::minutes(2));
    me.get("/v1/me").await.refused_with(401, "unauthenticated");
    let me = holder(&world, &prolonged);
    let sessions = me.get("/v1/sessions").await.expect(200);
    let current: Vec<&Value> = sessions["data"].as_array().unwrap().iter().map(|s| &s["current"]).collect();
    assert_eq!(current, [&json!(true), &json!(false)]);
    assert_eq!(me.delete("/v1/sessions/current").await.status, 204);
    me.get("/v1/me").await.refused_with(401, "unauthenticated");
    refresh(&world, &prolonged).await.refused_with(401, "session.over");
}

#[actix_web::test]
async fn one_session_can_be_ended_from_another_but_not_from_anothers() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    let here = holder(&world, &sign_in(&world, CHIEF, PASSWORD).await);
    let there = holder(&world, &sign_in(&world, CHIEF, PASSWORD).await);
    let listed = there.get("/v1/sessions").await.expect(200);
    let other = listed["data"].as_array().unwrap().iter().find(|s| s["current"] == json!(true)).unwrap();
    let path = format!("/v1/sessions/{}", other["id"].as_str().unwrap());
    world.manager().delete(&path).await.refused_with(404, "session.not_found");
    assert_eq!(here.delete(&path).await.status, 204);
    there.get("/v1/me").await.refused_with(401, "unauthenticated");
    here.delete(&path).await.refused_with(404, "session.not_found");
    here.get("/v1/me").await.expect(200);
}

#[actix_web::test]
async fn whatever_is_wrong_the_refusal_is_the_same() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    let nobody = world.nobody();
    let refusal = async |email: &str, password: &str| {
        let body = json!({ "email": email, "password": password });
        let mut refusal = nobody.post("/v1/sessions", body).await.refused_with(401, "credentials.wrong");
        refusal["request_id"] = Value::Null;
        refusal
    };
    let wrong = refusal(CHIEF, OTHER_PASSWORD).await;
    assert_eq!(wrong, refusal("nobody@example.org", PASSWORD).await);
    assert_eq!(wrong, refusal(CHIEF, " girafe-violon-neige-48").await, "passwords are compared as they are");
}

#[actix_web::test]
async fn a_refresh_token_that_comes_back_ends_the_session() {
    let world = World::on("2026-11-23").await;
    let (me, first) = first_administrator(&world).await;
    let second = refresh(&world, &first).await.expect(200);
    world.clock.advance(TimeDelta::seconds(9));
    let again = refresh(&world, &first).await.expect(200);
    assert_eq!(again["refresh_token"], second["refresh_token"], "a lost answer is given again");
    world.clock.advance(TimeDelta::seconds(2));
    refresh(&world, &first).await.refused_with(401, "session.over");
    refresh(&world, &second).await.refused_with(401, "session.over");
    me.get("/v1/me").await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn only_the_last_but_one_refresh_token_is_forgiven() {
    let world = World::on("2026-11-23").await;
    let (_, first) = first_administrator(&world).await;
    let second = refresh(&world, &first).await.expect(200);
    let third = refresh(&world, &second).await.expect(200);
    refresh(&world, &first).await.refused_with(401, "session.over");
    refresh(&world, &third).await.refused_with(401, "session.over");
}

#[actix_web::test]
async fn of_twenty_refreshes_at_once_one_rotates_and_all_get_a_working_token() {
    let world = World::on("2026-11-23").await;
    let (_, first) = first_administrator(&world).await;
    let replies = join_all((0..20).map(|_| refresh(&world, &first))).await;
    let mut given = Vec::new();
    for reply in replies {
        let signed_in = reply.expect(200);
        holder(&world, &signed_in).get("/v1/me").await.expect(200);
        given.push(signed_in["refresh_token"].clone());
    }
    given.dedup();
    assert_eq!(given.len(), 1, "one rotation");
    refresh(&world, &json!({ "refresh_token": given[0] })).await.expect(200);
}

#[actix_web::test]
async fn a_refresh_token_of_our_own_making_is_refused() {
    let world = World::on("2026-11-23").await;
    let (_, first) = first_administrator(&world).await;
    let genuine = first["refresh_token"].as_str().unwrap();
    let altered = format!("{}{}", &genuine[..20], genuine[20..].replace('A', "B").replace('x', "y"));
    for token in [altered.as_str(), "nonsense", first["access_token"].as_str().unwrap()] {
        let token = &token[..token.len().min(200)];
        if token == genuine {
            continue;
        }
        refresh(&world, &json!({ "refresh_token": token })).await.refused_with(401, "session.over");
    }
    refresh(&world, &first).await.expect(200);
}

#[actix_web::test]
async fn a_staff_session_ends_after_an_hour_without_refresh_and_after_twelve_hours_anyway() {
    let world = World::on("2026-11-23").await;
    let (_, first) = first_administrator(&world).await;
    world.clock.advance(TimeDelta::minutes(61));
    refresh(&world, &first).await.refused_with(401, "session.over");
    let mut last = sign_in(&world, CHIEF, PASSWORD).await;
    for _ in 0..14 {
        world.clock.advance(TimeDelta::minutes(50));
        last = refresh(&world, &last).await.expect(200);
    }
    world.clock.advance(TimeDelta::minutes(21));
    refresh(&world, &last).await.refused_with(401, "session.over");
    holder(&world, &last).get("/v1/me").await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn a_tutor_or_student_session_ends_after_a_week_without_refresh_and_after_thirty_days_anyway() {
    let world = World::on("2026-11-23").await;
    let story = world.story();
    for (email, role, record, id) in [
        ("t@example.org", "tutor", "tutor_id", json!(story.tutor)),
        ("s@example.org", "student", "apprentice_id", json!(story.apprentice)),
    ] {
        let body = json!({ "email": email, "display_name": "Somebody", "role": role, record: id });
        let account = world.manager().post("/v1/accounts", body).await.expect(201);
        let accepted = json!({ "token": account["invitation"]["token"], "password": PASSWORD });
        let first = world.nobody().post("/v1/invitations/acceptance", accepted).await.expect(201);
        world.clock.advance(TimeDelta::days(7) + TimeDelta::seconds(1));
        refresh(&world, &first).await.refused_with(401, "session.over");
        let mut last = sign_in(&world, email, PASSWORD).await;
        for _ in 0..4 {
            world.clock.advance(TimeDelta::days(7) - TimeDelta::minutes(1));
            last = refresh(&world, &last).await.expect(200);
        }
        world.clock.advance(TimeDelta::days(2) - TimeDelta::minutes(1));
        last = refresh(&world, &last).await.expect(200);
        world.clock.advance(TimeDelta::minutes(6));
        refresh(&world, &last).await.refused_with(401, "session.over");
        holder(&world, &last).get("/v1/me").await.refused_with(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn an_eleventh_session_ends_the_oldest() {
    let world = World::on("2026-11-23").await;
    let (oldest, _) = first_administrator(&world).await;
    let mut stored = Vec::new();
    for _ in 0..10 {
        world.clock.advance(TimeDelta::seconds(1));
        stored.push(holder(&world, &sign_in(&world, CHIEF, PASSWORD).await));
    }
    oldest.get("/v1/me").await.refused_with(401, "unauthenticated");
    for person in &stored {
        person.get("/v1/me").await.expect(200);
    }
    assert_eq!(stored[0].get("/v1/sessions").await.expect(200)["data"].as_array().unwrap().len(), 10);
}

#[actix_web::test]
async fn a_changed_password_ends_every_other_session() {
    let world = World::on("2026-11-23").await;
    let (me, _) = first_administrator(&world).await;
    let elsewhere = sign_in(&world, CHIEF, PASSWORD).await;
    let change = async |current: &str, new: &str| {
        let body = json!({ "current_password": current, "new_password": new });
        me.send(me.request(reqwest::Method::PUT, "/v1/me/password").json(&body)).await
    };
    change(OTHER_PASSWORD, "x").await.faults(&[("/current_password", "credentials.wrong")]);
    change(PASSWORD, "chief@example.org chief").await.faults(&[("/new_password", "password.predictable")]);
    assert_eq!(change(PASSWORD, OTHER_PASSWORD).await.status, 204);
    me.get("/v1/me").await.expect(200);
    holder(&world, &elsewhere).get("/v1/me").await.refused_with(401, "unauthenticated");
    refresh(&world, &elsewhere).await.refused_with(401, "session.over");
    let old = json!({ "email": CHIEF, "password": PASSWORD });
    world.nobody().post("/v1/sessions", old).await.refused_with(401, "credentials.wrong");
    sign_in(&world, CHIEF, OTHER_PASSWORD).await;
}

#[actix_web::test]
async fn a_right_present_password_is_no_failure_whatever_the_new_one() {
    let world = World::on("2026-11-23").await;
    let (me, _) = first_administrator(&world).await;
    let change = async |new: &str| {
        let body = json!({ "current_password": PASSWORD, "new_password": new });
        me.send(me.request(reqwest::Method::PUT, "/v1/me/password").json(&body)).await
    };
    for _ in 0..6 {
        change("too short").await.faults(&[("/new_password", "password.too_short")]);
    }
    assert_eq!(change(OTHER_PASSWORD).await.status, 204);
    sign_in(&world, CHIEF, OTHER_PASSWORD).await;
}

#[actix_web::test]
async fn a_key_given_to_one_password_change_or_proof_does_not_serve_another() {
    let world = World::on("2026-11-23").await;
    let (me, _) = first_administrator(&world).await;
    let change = async |current: &str, new: &str| {
        let body = json!({ "current_password": current, "new_password": new });
        let request =
            me.request(reqwest::Method::PUT, "/v1/me/password").header("idempotency-key", "change-1");
        me.send(request.json(&body)).await
    };
    let prove = async |current: &str| {
        let body = json!({ "current_password": current });
        me.post_with_key("/v1/sessions/reauthentication", "proof-of-mine", body).await
    };
    let proved = prove(PASSWORD).await.expect(200);
    assert_eq!(prove(PASSWORD).await.expect(200), proved);
    assert_eq!(change(PASSWORD, OTHER_PASSWORD).await.status, 204);
    change(OTHER_PASSWORD, PASSWORD).await.refused_with(422, "idempotency_key.reused");
    prove(OTHER_PASSWORD).await.refused_with(422, "idempotency_key.reused");
    sign_in(&world, CHIEF, OTHER_PASSWORD).await;
}

#[actix_web::test]
async fn acts_that_open_doors_ask_for_a_password_proved_lately() {
    let world = World::on("2026-11-23").await;
    let (_, first) = first_administrator(&world).await;
    world.clock.advance(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    let me = holder(&world, &refresh(&world, &first).await.expect(200));
    let invited = json!({ "email": "new@example.org", "display_name": "Noé Neuf", "role": "administrator" });
    let client = json!({ "name": "CFA", "scopes": ["visits:read"], "site_ids": [world.site()] });
    me.post("/v1/accounts", invited.clone()).await.refused_with(403, "reauth_required");
    me.post("/v1/clients", client.clone()).await.refused_with(403, "reauth_required");
    me.get("/v1/exports/employers.csv").await.refused_with(403, "reauth_required");
    me.get("/v1/clients").await.expect(200);
    let before = me.get("/v1/sessions").await.expect(200)["data"][0].clone();
    let proved = me.post("/v1/sessions/reauthentication", json!({ "current_password": PASSWORD })).await;
    let proved = proved.expect(200);
    assert_eq!(proved["id"], before["id"]);
    assert_ne!(proved["authenticated_at"], before["authenticated_at"]);
    assert_eq!(proved["expires_at"], before["expires_at"]);
    me.post("/v1/accounts", invited).await.expect(201);
    me.post("/v1/clients", client).await.expect(201);
    assert_eq!(me.get("/v1/exports/employers.csv").await.status, 200);
}

#[actix_web::test]
async fn a_proof_counts_for_the_session_it_was_given_in() {
    let world = World::on("2026-11-23").await;
    let (_, here) = first_administrator(&world).await;
    let there = sign_in(&world, CHIEF, PASSWORD).await;
    world.clock.advance(TimeDelta::minutes(11));
    let here = holder(&world, &refresh(&world, &here).await.expect(200));
    let there = holder(&world, &refresh(&world, &there).await.expect(200));
    let proof = json!({ "current_password": PASSWORD });
    here.post("/v1/sessions/reauthentication", proof).await.expect(200);
    assert_eq!(here.get("/v1/exports/employers.csv").await.status, 200);
    there.get("/v1/exports/employers.csv").await.refused_with(403, "reauth_required");
}

#[actix_web::test]
async fn a_wrong_present_password_counts_as_a_failed_sign_in() {
    let world = World::on("2026-11-23").await;
    let (me, _) = first_administrator(&world).await;
    let prove = async |password: &str| {
        me.post("/v1/sessions/reauthentication", json!({ "current_password": password })).await
    };
    prove("").await.faults(&[("/current_password", "too_short")]);
    for _ in 0..5 {
        prove(OTHER_PASSWORD).await.faults(&[("/current_password", "credentials.wrong")]);
    }
    prove(PASSWORD).await.refused_with(429, "too_many_attempts");
    let written = "SELECT count(*) AS n FROM journal_entries WHERE act = 'account.sign_in_failed'";
    assert_eq!(world.database_counts(written), 5);
    world.clock.advance(TimeDelta::seconds(61));
    prove(PASSWORD).await.expect(200);
}
