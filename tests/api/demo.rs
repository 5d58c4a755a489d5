//! The demonstration: its story holds on every day it is told, and everybody in it signs in.

use compagnon::demo::story::{self, Cast};
use compagnon::trust::accounts::first_start::{self, FirstStart};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Person, World, day};

/// The story told on a new world.
pub async fn played(world: &World, today: &str) -> Cast {
    let first = world.app().db.transaction(first_start::begin_anew).await.unwrap();
    let FirstStart::Token(token) = first else { panic!("{first:?}") };
    story::play(world.base(), &token, day(today)).await.unwrap()
}

/// Somebody of a role in the story, and the answer to their coming in.
pub async fn signed_in(world: &World, cast: &Cast, role: &str) -> (Person, Value) {
    let person = cast.people.iter().find(|person| person.role == role).expect(role);
    let body = json!({ "email": person.email, "password": person.password });
    let answer = world.nobody().post("/v1/sessions", body).await.expect(201);
    (world.nobody().with_token(answer["access_token"].as_str().unwrap()), answer)
}

async fn count(person: &Person, path: &str) -> usize {
    person.get(path).await.expect(200)["data"].as_array().unwrap().len()
}

#[actix_web::test]
async fn the_story_shows_a_cohort_in_every_situation() {
    let world = World::on("2027-03-01").await;
    let cast = played(&world, "2027-03-01").await;
    let (manager, _) = signed_in(&world, &cast, "manager").await;
    assert_eq!(count(&manager, "/v1/apprentices").await, 17);
    assert_eq!(count(&manager, "/v1/employers").await, 6);
    assert_eq!(count(&manager, "/v1/tutors").await, 8);
    assert_eq!(count(&manager, "/v1/visits?late=true").await, 2);
    for (state, expected) in [("released", 2), ("held", 1)] {
        assert_eq!(count(&manager, &format!("/v1/mock-exams?state={state}")).await, expected, "{state}");
    }
    let exams = manager.get("/v1/mock-exams?state=released").await.expect(200);
    let marks = format!("/v1/mock-exams/{}/marks?limit=200", exams["data"][0]["id"].as_str().unwrap());
    let marks = manager.get(marks).await.expect(200);
    let statuses: std::collections::BTreeSet<_> =
        marks["data"].as_array().unwrap().iter().filter_map(|mark| mark["status"].as_str()).collect();
    assert_eq!(statuses.into_iter().collect::<Vec<_>>(), ["absent_justified", "exempt", "marked"]);
    for (visits, at_least) in [("held", 20), ("cancelled", 3), ("planned", 8)] {
        let found = count(&manager, &format!("/v1/visits?limit=200&state={visits}")).await;
        assert!(found >= at_least, "{found} visits {visits}");
    }
    assert_eq!(count(&manager, "/v1/absences").await, 3);
    assert_eq!(count(&manager, "/v1/phone-contacts").await, 3);
    assert!(count(&manager, "/v1/obligations?state=waived").await >= 1);
    assert!(count(&manager, "/v1/obligations?kind=report_to_acknowledge").await >= 1);
    let late = count(&manager, "/v1/obligations?state=late&limit=200").await;
    assert!((3..=20).contains(&late), "a believable day: {late} things late");
    let page = cast.tutor_page.as_deref().expect("a page for a tutor");
    let (_, secret) = page.rsplit_once('/').unwrap();
    let page = world.nobody().get(format!("/l/{secret}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    for text in ["Chloé Clairdelune", "BTS MCO 2025-2027", "en entreprise", "Envoyer le planning"] {
        assert!(page.text.contains(text), "{text}: {}", page.text);
    }
    let ruptures = manager.get("/v1/ruptures").await.expect(200);
    let grounds: Vec<_> =
        ruptures["data"].as_array().unwrap().iter().filter_map(|one| one["ground"].as_str()).collect();
    assert_eq!(grounds, ["resignation", "court_liquidation", "mutual_agreement", "mutual_agreement"]);
    let contracts = manager.get("/v1/contracts?limit=200").await.expect(200);
    for phase in ["draft", "upcoming", "running", "ended", "broken"] {
        let found = contracts["data"].as_array().unwrap().iter().any(|one| one["phase"] == phase);
        assert!(found, "no contract is {phase}");
    }
}

#[actix_web::test]
async fn everybody_printed_signs_in_and_sees_their_part() {
    let world = World::on("2027-03-01").await;
    let cast = played(&world, "2027-03-01").await;
    let roles: Vec<_> = cast.people.iter().map(|person| person.role.as_str()).collect();
    assert_eq!(roles, ["administrator", "manager", "trainer", "tutor", "student"]);
    for (role, apprentices) in
        [("administrator", 17), ("manager", 17), ("trainer", 17), ("tutor", 1), ("student", 1)]
    {
        let (person, answer) = signed_in(&world, &cast, role).await;
        assert_eq!(count(&person, "/v1/apprentices").await, apprentices, "{role}");
        if role == "trainer" {
            assert_eq!(answer["account"]["functions"], json!(["disability_referent"]));
        }
    }
    let (tutor, _) = signed_in(&world, &cast, "tutor").await;
    let invitations = tutor.get("/v1/mock-exam-invitations").await.expect(200);
    let mut answers: Vec<_> =
        invitations["data"].as_array().unwrap().iter().filter_map(|one| one["answer"].as_str()).collect();
    answers.sort_unstable();
    assert_eq!(answers, ["accepted", "pending"]);
}

#[actix_web::test]
async fn the_class_before_has_the_rates_of_the_sheet_and_publishes_them() {
    let world = World::on("2027-03-01").await;
    let cast = played(&world, "2027-03-01").await;
    let (manager, _) = signed_in(&world, &cast, "manager").await;
    let rates = manager.get("/v1/indicators?session=2025").await.expect(200);
    for (name, text) in [
        ("rupture", "20\u{a0}%"),
        ("interruption", "20\u{a0}%"),
        ("presentation", "67\u{a0}%"),
        ("success", "50\u{a0}%"),
        ("insertion_6", "100\u{a0}%"),
    ] {
        let found = rates["data"].as_array().unwrap().iter().find(|one| one["rate"] == name).unwrap();
        assert_eq!(found["value"]["text"], text, "{name}");
    }
    let public =
        world.nobody().get("/v1/public/indicators?site=ufa-leonie-aviat&session=2025").await.expect(200);
    let rates = public["data"][0]["rates"].as_array().unwrap();
    let shown: Vec<_> =
        rates.iter().filter(|one| !one["value"].is_null()).filter_map(|one| one["rate"].as_str()).collect();
    assert_eq!(shown, ["rupture", "interruption"], "five people each; the others are fewer");
}

#[actix_web::test]
async fn the_machine_of_the_story_reads_the_change_feed() {
    let world = World::on("2027-03-01").await;
    let cast = played(&world, "2027-03-01").await;
    let nobody = world.nobody();
    let requested = nobody
        .request(Method::POST, "/oauth/token")
        .basic_auth(&cast.machine.client_id, Some(&cast.machine.secret))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials");
    let answer = nobody.send(requested).await.expect(200);
    let machine = nobody.with_token(answer["access_token"].as_str().unwrap());
    assert_eq!(count(&machine, "/v1/changes?limit=200").await, 200);
}

#[actix_web::test]
async fn the_story_holds_on_the_first_and_the_last_day_it_is_told() {
    for today in ["2026-09-01", "2027-07-31"] {
        let world = World::on(today).await;
        let cast = played(&world, today).await;
        let (manager, _) = signed_in(&world, &cast, "manager").await;
        assert_eq!(count(&manager, "/v1/apprentices").await, 17, "{today}");
        assert!(count(&manager, "/v1/visits?late=true").await >= 1, "{today}");
        assert!(count(&manager, "/v1/obligations").await >= 10, "{today}");
        assert_eq!(count(&manager, "/v1/absences").await, 3, "{today}");
        assert!(cast.tutor_page.is_some(), "{today}");
    }
}

#[actix_web::test]
async fn the_story_is_not_told_before_its_second_year() {
    let refused = story::play("http://127.0.0.1:9", "unused", day("2026-08-31")).await.unwrap_err();
    assert!(refused.to_string().contains("--today 2027-03-01"), "{refused}");
}
