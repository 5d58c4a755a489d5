//! From an invitation to a closed account.

use std::time::Duration;

use chrono::TimeDelta;
use compagnon::trust::accounts::notices::AccountMailer;
use compagnon::trust::accounts::recovery;
use compagnon::trust::accounts::wire::InvitationOut;
use diesel::connection::SimpleConnection;
use futures_util::future::join3;
use serde_json::{Value, json};

use super::people::{OTHER_PASSWORD, PASSWORD, first_administrator, holder, refresh, sign_in};
use crate::harness::{Person, Reply, World, id_of};

const GRACE: &str = "grace@example.org";

fn grace(world: &World) -> Value {
    json!({ "email": "Grace@Example.org", "display_name": "Grace Hopper", "role": "manager", "site_ids": [world.site()] })
}

async fn accept(world: &World, account: &Value, password: &str) -> Reply {
    let body = json!({ "token": account["invitation"]["token"], "password": password });
    world.nobody().post("/v1/invitations/acceptance", body).await
}

/// A manager of the real site with a password, and their account.
async fn a_manager(world: &World, by: &Person) -> (Person, Value) {
    let account = by.post("/v1/accounts", grace(world)).await.expect(201);
    let signed_in = accept(world, &account, PASSWORD).await.expect(201);
    (holder(world, &signed_in), account)
}

#[actix_web::test]
async fn a_person_is_invited_comes_in_signs_in_stays_and_leaves() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let created = chief.post("/v1/accounts", grace(&world)).await;
    assert_eq!(created.header("etag"), Some("\"v1\""));
    let location = created.header("location").unwrap().to_owned();
    let account = created.expect(201);
    assert_eq!((&account["state"], &account["email"]), (&json!("invited"), &json!(GRACE)));
    let read = chief.get(&location).await.expect(200);
    assert_eq!(read.get("invitation"), None, "the token is shown once");

    let early = world.nobody().post("/v1/sessions", json!({ "email": GRACE, "password": PASSWORD })).await;
    early.refused_with(401, "credentials.wrong");
    accept(&world, &account, "grace.hopper.grace").await.faults(&[("/password", "password.predictable")]);
    let welcomed = accept(&world, &account, PASSWORD).await.expect(201);
    assert_eq!(welcomed["account"]["state"], "active");
    accept(&world, &account, PASSWORD).await.refused_with(401, "invitation.refused");

    let signed_in = sign_in(&world, GRACE, PASSWORD).await;
    let prolonged = refresh(&world, &signed_in).await.expect(200);
    let manager = holder(&world, &prolonged);
    manager.get("/v1/employers").await.expect(200);
    assert_eq!(manager.delete("/v1/sessions/current").await.status, 204);
    manager.get("/v1/employers").await.refused_with(401, "unauthenticated");
    holder(&world, &welcomed).get("/v1/employers").await.expect(200);
}

#[actix_web::test]
async fn an_invitation_unknown_too_old_or_replaced_is_refused_alike() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let account = chief.post("/v1/accounts", grace(&world)).await.expect(201);
    let renewed =
        chief.post(format!("/v1/accounts/{}/invitation", id_of(&account)), json!({})).await.expect(200);
    let shown = |mut problem: Value| {
        problem["request_id"] = Value::Null;
        problem
    };
    let replaced = shown(accept(&world, &account, PASSWORD).await.refused_with(401, "invitation.refused"));
    let unknown = json!({ "invitation": { "token": "unknown" } });
    assert_eq!(
        replaced,
        shown(accept(&world, &unknown, PASSWORD).await.refused_with(401, "invitation.refused"))
    );
    world.clock.advance(TimeDelta::hours(24));
    assert_eq!(
        replaced,
        shown(accept(&world, &renewed, PASSWORD).await.refused_with(401, "invitation.refused"))
    );
}

#[actix_web::test]
async fn a_new_invitation_resets_a_password_and_ends_the_sessions() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let (manager, account) = a_manager(&world, &chief).await;
    let path = format!("/v1/accounts/{}/invitation", id_of(&account));
    manager.post(&path, json!({})).await.refused_with(409, "account.yourself");
    let renewed = chief.post(&path, json!({})).await.expect(200);
    manager.get("/v1/me").await.expect(200);
    accept(&world, &renewed, OTHER_PASSWORD).await.expect(201);
    manager.get("/v1/me").await.refused_with(401, "unauthenticated");
    sign_in(&world, GRACE, OTHER_PASSWORD).await;
}

#[actix_web::test]
async fn an_invitation_that_replaces_a_password_lives_half_an_hour() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let (_, account) = a_manager(&world, &chief).await;
    let path = format!("/v1/accounts/{}/invitation", id_of(&account));
    let late = chief.post(&path, json!({})).await.expect(200);
    world.clock.advance(TimeDelta::minutes(30));
    accept(&world, &late, OTHER_PASSWORD).await.refused_with(401, "invitation.refused");
    let renewed = world.administrator().post(&path, json!({})).await.expect(200);
    world.clock.advance(TimeDelta::minutes(29));
    accept(&world, &renewed, OTHER_PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn the_machine_itself_lets_in_whoever_lost_their_password_and_nobody_disabled_or_unknown() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let invite = async |email: &'static str| {
        let (now, mailer) = (world.clock.now(), AccountMailer::of(world.app()));
        world.app().db.transaction(move |tx| recovery::invite(tx, &mailer, email, now)).await.unwrap()
    };
    let made = invite(" CHIEF@example.org").await.expect("an invitation");
    assert_eq!((made.expires_at - world.clock.now()).num_minutes(), 29);
    let as_sent = |made: InvitationOut| json!({ "invitation": made });
    accept(&world, &as_sent(made), OTHER_PASSWORD).await.expect(201);
    chief.get("/v1/me").await.refused_with(401, "unauthenticated");
    let chief = holder(&world, &sign_in(&world, "chief@example.org", OTHER_PASSWORD).await);

    assert!(invite("nobody@example.org").await.is_none());
    let account = chief.post("/v1/accounts", grace(&world)).await.expect(201);
    let first = invite(GRACE).await.expect("an invitation");
    assert_eq!((first.expires_at - world.clock.now()).num_hours(), 23);
    accept(&world, &account, PASSWORD).await.refused_with(401, "invitation.refused");
    let second = invite(GRACE).await.expect("an invitation");
    accept(&world, &as_sent(first), PASSWORD).await.refused_with(401, "invitation.refused");
    accept(&world, &as_sent(second), PASSWORD).await.expect(201);
    chief.post(format!("/v1/accounts/{}/disabling", id_of(&account)), json!({})).await.expect(200);
    assert!(invite(GRACE).await.is_none());
    let written = "SELECT count(*) AS n FROM journal_entries WHERE act = 'account.invitation_renewed'";
    assert_eq!(world.database_counts(written), 3);
}

#[actix_web::test]
async fn of_many_acceptances_at_once_one_wins() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let account = chief.post("/v1/accounts", grace(&world)).await.expect(201);
    let replies = futures_util::future::join_all((0..5).map(|_| accept(&world, &account, PASSWORD))).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 401, 401, 401, 401]);
}

#[actix_web::test]
async fn an_account_is_bound_to_sites_or_to_a_record() {
    let world = World::on("2026-11-23").await;
    let story = world.story();
    let manager = world.manager();
    let invite = async |email: &str, more: Value| {
        let mut body = json!({ "email": email, "display_name": "Somebody" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        manager.post("/v1/accounts", body).await
    };
    let tutor = invite("t@example.org", json!({"role": "tutor", "tutor_id": story.tutor})).await.expect(201);
    assert_eq!(tutor["site_ids"], json!([world.site()]));
    let person = holder(&world, &accept(&world, &tutor, PASSWORD).await.expect(201));
    assert_eq!(person.get("/v1/tutors").await.expect(200)["data"][0]["id"], json!(story.tutor));
    let student = json!({"role": "student", "apprentice_id": story.apprentice});
    invite("s@example.org", student.clone()).await.expect(201);
    let trainer =
        invite("f@example.org", json!({"role": "trainer", "functions": ["disability_referent"]})).await;
    assert_eq!(trainer.expect(201)["site_ids"], json!([world.site()]), "the only site of the manager");

    let absent = "019a0000-0000-7000-8000-000000000000";
    for (more, expected) in [
        (json!({"role": "tutor"}), ("/tutor_id", "account.tutor_binding")),
        (json!({"role": "student"}), ("/apprentice_id", "account.apprentice_binding")),
        (json!({"role": "trainer", "tutor_id": story.tutor}), ("/tutor_id", "account.tutor_binding")),
        (json!({"role": "trainer", "site_ids": []}), ("/site_ids", "account.sites_required")),
        (json!({"role": "trainer", "site_ids": [world.other_site()]}), ("/site_ids/0", "site.unknown")),
        (json!({"role": "tutor", "tutor_id": absent}), ("/tutor_id", "tutor.unknown")),
        (json!({"role": "student", "apprentice_id": absent}), ("/apprentice_id", "apprentice.unknown")),
        (
            json!({"role": "tutor", "tutor_id": story.tutor, "functions": ["disability_referent"]}),
            ("/functions", "account.functions_for_staff"),
        ),
        (
            json!({"role": "tutor", "tutor_id": story.tutor, "site_ids": [world.site()]}),
            ("/site_ids", "account.sites_not_chosen"),
        ),
        (json!({"role": "client"}), ("/role", "enum")),
    ] {
        invite("x@example.org", more).await.faults(&[expected]);
    }
    invite("T@Example.org", json!({"role": "trainer"})).await.refused_with(409, "account.email_taken");
    let second = json!({"role": "tutor", "tutor_id": story.tutor});
    invite("t2@example.org", second).await.refused_with(409, "account.tutor_has_account");
    invite("s2@example.org", student).await.refused_with(409, "account.apprentice_has_account");
}

#[actix_web::test]
async fn a_password_is_not_made_of_the_birth_date_of_its_owner() {
    let world = World::on("2026-11-23").await;
    let story = world.story();
    for (email, role, record, id, own, anothers) in [
        ("s@example.org", "student", "apprentice_id", json!(story.apprentice), "14/03/2006", "05/12/1998"),
        ("t@example.org", "tutor", "tutor_id", json!(story.tutor), "1985-12-10", "1979-02-21"),
    ] {
        let body = json!({ "email": email, "display_name": "Somebody", "role": role, record: id });
        let account = world.manager().post("/v1/accounts", body).await.expect(201);
        let made_of = |date: &str| format!("{date} vx {} qk", date.replace(['/', '-'], ""));
        accept(&world, &account, &made_of(own)).await.faults(&[("/password", "password.predictable")]);
        accept(&world, &account, &made_of(anothers)).await.expect(201);
    }
}

#[actix_web::test]
async fn a_manager_stays_below_administrators_and_within_their_sites() {
    let world = World::on("2026-11-23").await;
    let (chief, signed_in) = first_administrator(&world).await;
    let manager = world.manager();
    let above = json!({ "email": "x@example.org", "display_name": "X", "role": "administrator" });
    manager.post("/v1/accounts", above).await.refused_with(403, "account.role_above_yours");
    let chiefs = format!("/v1/accounts/{}", id_of(&signed_in["account"]));
    manager.get(&chiefs).await.refused_with(404, "account.not_found");
    manager.post(format!("{chiefs}/disabling"), json!({})).await.refused_with(404, "account.not_found");
    manager.post(format!("{chiefs}/invitation"), json!({})).await.refused_with(404, "account.not_found");

    let (_, account) = a_manager(&world, &chief).await;
    let path = format!("/v1/accounts/{}", id_of(&account));
    let up = json!({ "role": "administrator", "site_ids": [] });
    manager.change(&path, up).await.refused_with(403, "account.role_above_yours");
    let wider = json!({ "site_ids": [world.site(), world.other_site()] });
    manager.change(&path, wider.clone()).await.refused_with(422, "invalid");
    let hidden = world.other_manager().get(&path).await.refused_with(404, "account.not_found");
    let absent = world.other_manager().get("/v1/accounts/019a0000-0000-7000-8000-000000000000").await;
    assert_eq!(hidden["detail"], absent.refused_with(404, "account.not_found")["detail"]);

    chief.change(&path, wider).await.expect(200);
    manager.get(&path).await.expect(200);
    let renamed = manager.change(&path, json!({ "display_name": "G." })).await;
    renamed.refused_with(403, "account.beyond_your_sites");
    manager.post(format!("{path}/disabling"), json!({})).await.refused_with(403, "account.beyond_your_sites");
    for person in [world.trainer(), world.client(&["employers:read"])] {
        person.get("/v1/accounts").await.refused_with(403, "forbidden");
        person
            .post_with_key("/v1/accounts", "a-key-of-mine", grace(&world))
            .await
            .refused_with(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_new_role_or_a_closed_account_counts_from_the_next_request() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    let (manager, account) = a_manager(&world, &chief).await;
    let path = format!("/v1/accounts/{}", id_of(&account));
    manager.get("/v1/accounts").await.expect(200);
    chief.change(&path, json!({ "role": "trainer" })).await.expect(200);
    manager.get("/v1/accounts").await.refused_with(403, "forbidden");
    manager.get("/v1/employers").await.expect(200);

    let disabled = chief.post(format!("{path}/disabling"), json!({})).await.expect(200);
    assert_eq!(disabled["state"], "disabled");
    manager.get("/v1/employers").await.refused_with(401, "unauthenticated");
    let body = json!({ "email": GRACE, "password": PASSWORD });
    world.nobody().post("/v1/sessions", body).await.refused_with(401, "credentials.wrong");
    chief.post(format!("{path}/disabling"), json!({})).await.refused_with(409, "account.disabled");
    chief.post(format!("{path}/invitation"), json!({})).await.refused_with(409, "account.disabled");
    chief.post(format!("{path}/enabling"), json!({})).await.expect(200);
    chief.post(format!("{path}/enabling"), json!({})).await.refused_with(409, "account.enabled");
    manager.get("/v1/employers").await.refused_with(401, "unauthenticated");
    let back = holder(&world, &sign_in(&world, GRACE, PASSWORD).await);
    back.get("/v1/employers").await.expect(200);
    assert_eq!(chief.delete(format!("{path}/sessions")).await.status, 204);
    back.get("/v1/employers").await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn whoever_looks_after_an_account_sees_its_sessions_and_ends_one() {
    let world = World::on("2026-11-23").await;
    let (chief, signed_in) = first_administrator(&world).await;
    let (here, account) = a_manager(&world, &chief).await;
    let there = holder(&world, &sign_in(&world, GRACE, PASSWORD).await);
    let path = format!("/v1/accounts/{}/sessions", id_of(&account));
    let listed = chief.get(&path).await.expect(200);
    let own = here.get("/v1/sessions").await.expect(200);
    let ids = |page: &Value| page["data"].as_array().unwrap().iter().map(id_of).collect::<Vec<_>>();
    assert_eq!(ids(&listed), ids(&own));
    assert!(listed["data"].as_array().unwrap().iter().all(|session| session["current"] == json!(false)));

    let newest = format!("{path}/{}", ids(&listed)[0]);
    let trainer = world.trainer();
    trainer.get(&path).await.refused_with(403, "forbidden");
    trainer.delete(&newest).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "account.not_found");
    world.other_manager().delete(&newest).await.refused_with(404, "account.not_found");
    let of_another = format!("/v1/accounts/{}/sessions", id_of(&signed_in["account"]));
    chief.delete(format!("{of_another}/{}", ids(&listed)[0])).await.refused_with(404, "session.not_found");
    assert_eq!(chief.get(&of_another).await.expect(200)["data"][0]["current"], json!(true));

    assert_eq!(chief.delete(&newest).await.status, 204);
    there.get("/v1/me").await.refused_with(401, "unauthenticated");
    here.get("/v1/me").await.expect(200);
    chief.delete(&newest).await.refused_with(404, "session.not_found");
    assert_eq!(ids(&chief.get(&path).await.expect(200)), [ids(&listed)[1].clone()]);
    let written = "SELECT count(*) AS n FROM journal_entries WHERE act = 'account.session_ended'";
    assert_eq!(world.database_counts(written), 1);
}

#[actix_web::test]
async fn nobody_changes_their_own_rights() {
    let world = World::on("2026-11-23").await;
    let (chief, signed_in) = first_administrator(&world).await;
    let path = format!("/v1/accounts/{}", id_of(&signed_in["account"]));
    let down = json!({ "role": "trainer", "site_ids": [world.site()] });
    chief.change(&path, down).await.refused_with(409, "account.yourself");
    chief
        .change(&path, json!({ "functions": ["disability_referent"] }))
        .await
        .refused_with(409, "account.yourself");
    chief.post(format!("{path}/disabling"), json!({})).await.refused_with(409, "account.yourself");
    assert_eq!(
        chief.change(&path, json!({ "display_name": "Léa" })).await.expect(200)["display_name"],
        "Léa"
    );
    chief
        .patch(&path, "\"v1\"", json!({ "display_name": "L" }))
        .await
        .refused_with(412, "precondition.stale");
}

#[actix_web::test]
async fn two_administrators_cannot_leave_together() {
    for act in ["disabling", "demotion"] {
        let world = World::on("2026-11-23").await;
        let (one, other) = (world.administrator(), world.administrator());
        let path_of = async |person: &Person| {
            let me = person.get("/v1/me").await.expect(200);
            format!("/v1/accounts/{}", id_of(&me))
        };
        let (path_of_one, path_of_other) = (path_of(&one).await, path_of(&other).await);
        let close = async |by: &Person, path: &str| match act {
            "disabling" => by.post(format!("{path}/disabling"), json!({})).await,
            _ => by.patch(path, "*", json!({ "role": "trainer", "site_ids": [world.site()] })).await,
        };
        // Both are let in, then held at the same lock until it is given back.
        let mut locking = world.database.connect();
        locking.batch_execute("BEGIN; SELECT 1 FROM accounts FOR UPDATE").unwrap();
        let give_back = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            locking.batch_execute("COMMIT").unwrap();
        };
        let (first, second, ()) =
            join3(close(&one, &path_of_other), close(&other, &path_of_one), give_back).await;
        let (winner, loser) = if first.status == 200 { (first, second) } else { (second, first) };
        winner.expect(200);
        loser.refused_with(409, "account.last_administrator");
    }
}

#[actix_web::test]
async fn a_tutor_or_student_stays_what_they_are() {
    let world = World::on("2026-11-23").await;
    let story = world.story();
    let manager = world.manager();
    let body =
        json!({ "email": "t@example.org", "display_name": "Ada", "role": "tutor", "tutor_id": story.tutor });
    let path = format!("/v1/accounts/{}", id_of(&manager.post("/v1/accounts", body).await.expect(201)));
    let up = json!({ "role": "trainer" });
    manager.change(&path, up).await.refused_with(409, "account.bound_to_record");
    let moved = manager.change(&path, json!({ "site_ids": [] })).await;
    moved.faults(&[("/site_ids", "account.sites_not_chosen")]);
}

#[actix_web::test]
async fn accounts_are_listed_by_address_page_by_page() {
    let world = World::on("2026-11-23").await;
    let (chief, _) = first_administrator(&world).await;
    for name in ["zoe", "abel", "marc"] {
        let body = json!({ "email": format!("{name}@example.org"), "display_name": name, "role": "trainer", "site_ids": [world.site()] });
        chief.post("/v1/accounts", body).await.expect(201);
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/accounts?limit=3".to_owned());
    loop {
        let page = chief.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(|row| row["display_name"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/accounts?limit=3&cursor={cursor}");
    }
    assert_eq!(seen, ["abel", "Léa Chef", "marc", "zoe"]);
    let count = async |query: &str| {
        chief.get(format!("/v1/accounts?{query}")).await.expect(200)["data"].as_array().unwrap().len()
    };
    assert_eq!(count("role=trainer").await, 3);
    assert_eq!(count("role=administrator").await, 1);
    assert_eq!(count(&format!("site={}", world.other_site())).await, 0);
    assert_eq!(count(&format!("site={}", world.site())).await, 3);
}
