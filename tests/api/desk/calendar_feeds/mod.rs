//! Calendars people subscribe to, read as calendar programs read them.

mod secrets;

use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use reqwest::Method;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed};
use crate::follow_up::visits::visits_of;
use crate::harness::{Person, Reply, Story, World, id_of};
use crate::people::referents::account_of;
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// Subscribes and gives the address, without its host.
pub async fn subscribed(person: &Person) -> String {
    let given = person.post("/v1/me/feed", json!({})).await.expect(201);
    let url = given["url"].as_str().unwrap();
    url.split_once("/v1/").map(|(_, path)| format!("/v1/{path}")).unwrap()
}

fn parsed(reply: &Reply) -> IcalCalendar {
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (200, Some("text/calendar; charset=utf-8")),
        "{}",
        reply.text
    );
    for line in reply.text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    ical::IcalParser::new(reply.text.as_bytes()).next().expect("a calendar").expect("a readable calendar")
}

fn of<'a>(event: &'a IcalEvent, name: &str) -> &'a str {
    let found = event.properties.iter().find(|one| one.name == name);
    found.and_then(|one| one.value.as_deref()).unwrap_or_default()
}

fn events_of<'a>(calendar: &'a IcalCalendar, category: &str) -> Vec<(&'a str, &'a str, &'a str)> {
    let events = calendar.events.iter().filter(|event| of(event, "CATEGORIES") == category);
    events.map(|event| (of(event, "DTSTART"), of(event, "DTEND"), of(event, "SUMMARY"))).collect()
}

/// A cohort with its mock exams and its week, an apprentice under contract with their visits.
async fn a_story() -> (World, Story, String) {
    let world = World::on("2025-07-15").await;
    let manager = world.manager();
    let opened = json!({ "programme": "bts-mco", "starts_on": "2025-08-25" });
    let cohort = id_of(&manager.post("/v1/cohorts", opened).await.expect(201)).parse().unwrap();
    let story = world.story_in(cohort);
    let contract = signed(&manager, a_contract(&story), "2025-07-15").await;
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    world.clock.advance_days(62);
    (world, story, contract)
}

#[actix_web::test]
async fn a_student_subscribes_to_their_days_visits_and_mock_exams() {
    let (world, story, _) = a_story().await;
    let student = world.student(&story.apprentice());
    let path = subscribed(&student).await;
    let reply = world.nobody().get(&path).await;
    let calendar = parsed(&reply);
    assert_eq!(events_of(&calendar, "centre")[0], ("20250825", "20250827", "Au centre"));
    assert_eq!(events_of(&calendar, "company")[0], ("20250827", "20250830", "En entreprise"));
    assert_eq!(events_of(&calendar, "company").last().unwrap().0, "20270818");
    assert_eq!(events_of(&calendar, "visit").len(), 4);
    assert_eq!(events_of(&calendar, "visit")[0], ("20251124", "20251125", "Visite en entreprise"));
    assert_eq!(events_of(&calendar, "mock_exam")[0], ("20260301", "20260401", "Examen blanc n° 1"));
    for event in &calendar.events {
        assert_eq!((of(event, "SEQUENCE"), of(event, "DTSTAMP")), ("0", of(event, "LAST-MODIFIED")));
        assert!(of(event, "UID").ends_with("@compagnon"));
    }
    let uids: std::collections::HashSet<_> = calendar.events.iter().map(|event| of(event, "UID")).collect();
    assert_eq!(uids.len(), calendar.events.len());
    let due = events_of(&calendar, "obligation");
    let own = student.get(format!("/v1/obligations?owner={}", story.apprentice)).await.expect(200);
    let own = own["data"].as_array().unwrap().iter();
    let told_of: Vec<_> = own.filter(|one| one["due_on"].as_str().unwrap() >= "2025-07-17").collect();
    assert_eq!(told_of.len(), 3);
    let sentences: Vec<_> = due.iter().map(|(_, _, summary)| summary.replace('\\', "")).collect();
    for one in told_of {
        assert!(sentences.iter().any(|codes| codes == one["sentence"].as_str().unwrap()), "{sentences:?}");
    }
    let english = parsed(&world.nobody().get(format!("{path}?lang=en")).await);
    assert_eq!(events_of(&english, "centre")[0].2, "At the centre");
}

#[actix_web::test]
async fn a_change_raises_the_sequence_of_its_entry_and_a_cancelled_visit_stays_as_such() {
    let (world, story, _) = a_story().await;
    let path = subscribed(&world.student(&story.apprentice())).await;
    let first = world.nobody().get(&path).await;
    let manager = world.manager();
    let visits = visits_of(&manager).await;
    manager.change(&visits[0], json!({ "planned_on": "2025-11-27" })).await.expect(200);
    let cancel = json!({ "reason": "tutor_unavailable" });
    manager.post(format!("{}/cancellation", visits[1]), cancel).await.expect(200);
    world.clock.advance(chrono::TimeDelta::minutes(5));
    let calendar = parsed(&world.nobody().get(&path).await);
    let visit = |address: &str| {
        let uid = format!("visit-{}@compagnon", address.rsplit('/').next().unwrap());
        calendar.events.iter().find(|event| of(event, "UID") == uid).unwrap().clone()
    };
    let moved = visit(&visits[0]);
    assert_eq!(
        (of(&moved, "DTSTART"), of(&moved, "SEQUENCE"), of(&moved, "STATUS")),
        ("20251127", "1", "CONFIRMED")
    );
    assert_eq!((of(&visit(&visits[1]), "SEQUENCE"), of(&visit(&visits[1]), "STATUS")), ("1", "CANCELLED"));
    let untouched = visit(&visits[2]);
    assert_eq!(of(&untouched, "SEQUENCE"), "0");
    assert!(of(&moved, "LAST-MODIFIED") > of(&untouched, "LAST-MODIFIED"));
    assert!(parsed(&first).events.len() == calendar.events.len());
}

#[actix_web::test]
async fn a_reader_who_has_it_already_is_told_so_without_computing_anything() {
    let (world, story, _) = a_story().await;
    let path = subscribed(&world.student(&story.apprentice())).await;
    let nobody = world.nobody();
    let first = nobody.get(&path).await;
    assert_eq!(first.header("cache-control"), Some("private, no-cache"));
    let again = |etag: String| nobody.send(nobody.request(Method::GET, &path).header("if-none-match", etag));
    // a change nobody is told of: only computing the calendar anew could notice it
    world.database_says("UPDATE visits SET planned_on = planned_on + 1");
    let same = again(first.etag()).await;
    assert_eq!((same.status, same.etag(), same.text.as_str()), (304, first.etag(), ""));
    // the day changes: computed anew, and the unannounced change is seen
    world.clock.advance_days(1);
    let other = again(first.etag()).await;
    assert_eq!(other.status, 200);
    assert_eq!(again(other.etag()).await.status, 304);
    // something changes at the site, but not in this calendar: computed anew, and found to be the same
    world.manager().post("/v1/employers", crate::people::employers::a_bookshop()).await;
    assert_eq!(again(other.etag()).await.status, 304);
    let visits = visits_of(&world.manager()).await;
    world.manager().change(&visits[0], json!({ "planned_on": "2025-11-28" })).await.expect(200);
    assert_eq!(again(other.etag()).await.status, 200);
}

#[actix_web::test]
async fn an_address_given_anew_taken_away_or_of_a_disabled_person_is_nowhere() {
    let (world, story, _) = a_story().await;
    let (student, nobody) = (world.student(&story.apprentice()), world.nobody());
    student.get("/v1/me/feed").await.refused_with(404, "feed.not_found");
    let first = subscribed(&student).await;
    assert_eq!(student.get("/v1/me/feed").await.expect(200)["last_read_on"], Value::Null);
    parsed(&nobody.get(&first).await);
    assert_eq!(student.get("/v1/me/feed").await.expect(200)["last_read_on"], "2025-09-15");
    let second = subscribed(&student).await;
    let gone = nobody.get(&first).await.refused_with(404, "feed.not_found");
    let unknown = nobody.get("/v1/feeds/nothing-of-the-kind.ics").await.refused_with(404, "feed.not_found");
    assert_eq!(gone["detail"], unknown["detail"]);
    parsed(&nobody.get(&second).await);
    assert_eq!(student.delete("/v1/me/feed").await.status, 204);
    nobody.get(&second).await.refused_with(404, "feed.not_found");
    student.delete("/v1/me/feed").await.refused_with(404, "feed.not_found");
    let third = subscribed(&student).await;
    let etag = nobody.get(&third).await.etag();
    let account = account_of(&student).await;
    world.administrator().post(format!("/v1/accounts/{account}/disabling"), json!({})).await.expect(200);
    let request = nobody.request(Method::GET, &third).header("if-none-match", etag);
    nobody.send(request).await.refused_with(404, "feed.not_found");
}

#[actix_web::test]
async fn a_secret_is_kept_as_a_hash_and_named_in_no_measure() {
    let (world, story, _) = a_story().await;
    let path = subscribed(&world.student(&story.apprentice())).await;
    let secret = path.strip_prefix("/v1/feeds/").unwrap().strip_suffix(".ics").unwrap();
    assert_eq!(secret.len(), 43);
    parsed(&world.nobody().get(&path).await);
    let measures = world.metrics();
    assert!(measures.contains("/v1/feeds/{secret}.ics") && !measures.contains(secret), "{measures}");
    let stored = format!("SELECT count(*) AS n FROM feeds WHERE secret_hash = sha256('{secret}'::bytea)");
    assert_eq!(world.database_counts(&stored), 1);
    assert!(world.database_counts("SELECT count(*) AS n FROM journal_entries WHERE act = 'feed.given'") > 0);
}

#[actix_web::test]
async fn a_tutor_reads_given_names_and_initials_and_what_they_are_invited_to() {
    let (world, story, _) = a_story().await;
    let path = subscribed(&world.tutor(&story.tutor())).await;
    let before = parsed(&world.nobody().get(&path).await);
    assert_eq!(events_of(&before, "company")[0], ("20250827", "20250830", "En entreprise : Chloé D."));
    assert_eq!(events_of(&before, "visit")[0].2, "Visite en entreprise : Chloé D.");
    assert_eq!(events_of(&before, "mock_exam"), []);
    let trainer = world.trainer();
    let exams = trainer.get(format!("/v1/mock-exams?cohort={}", story.cohort)).await.expect(200);
    let third = id_of(&exams["data"][2]);
    let days = json!({ "starts_on": "2026-11-16", "ends_on": "2026-11-18" });
    trainer.change(format!("/v1/mock-exams/{third}"), days).await.expect(200);
    trainer.post(format!("/v1/mock-exams/{third}/invitations"), json!({})).await.expect(200);
    let reply = world.nobody().get(&path).await;
    let after = parsed(&reply);
    assert_eq!(events_of(&after, "mock_exam"), [("20261116", "20261119", "Examen blanc n° 3")]);
    assert!(!reply.text.contains("Durand"), "{}", reply.text);
}

#[actix_web::test]
async fn staff_read_the_visits_of_those_they_follow_and_the_mock_exams_of_their_site() {
    let (world, story, _) = a_story().await;
    let (ada, grace) = (world.trainer(), world.trainer());
    let account = account_of(&ada).await;
    crate::people::referents::name(&world.manager(), &story, &account, "2025-09-01").await.expect(201);
    let hers = parsed(&world.nobody().get(subscribed(&ada).await).await);
    assert_eq!((events_of(&hers, "visit").len(), events_of(&hers, "mock_exam").len()), (4, 4));
    assert_eq!(events_of(&hers, "visit")[0].2, "Visite en entreprise : Chloé D.");
    assert_eq!(events_of(&hers, "mock_exam")[0].2, "Examen blanc n° 1 : BTS MCO 2025-2027");
    assert_eq!(events_of(&hers, "company"), []);
    let other = parsed(&world.nobody().get(subscribed(&grace).await).await);
    assert_eq!((events_of(&other, "visit").len(), events_of(&other, "mock_exam").len()), (0, 4));
}

#[actix_web::test]
async fn a_visit_whose_replacement_is_taken_back_is_told_again_and_the_other_goes() {
    let (world, story, _) = a_story().await;
    let path = subscribed(&world.tutor(&story.tutor())).await;
    let manager = world.manager();
    let told = async |visit: &str| {
        let calendar = parsed(&world.nobody().get(&path).await);
        let uid = format!("visit-{}@compagnon", visit.rsplit('/').next().unwrap_or_default());
        calendar
            .events
            .iter()
            .find(|event| of(event, "UID") == uid)
            .map(|event| of(event, "STATUS").to_owned())
    };
    let visit = visits_of(&manager).await.remove(1);
    let other = json!({ "planned_on": "2026-06-02", "reason": "tutor_unavailable" });
    let next =
        manager.post(format!("{visit}/replacement"), other).await.header("location").unwrap().to_owned();
    assert_eq!(
        (told(&visit).await.as_deref(), told(&next).await.as_deref()),
        (Some("CANCELLED"), Some("CONFIRMED"))
    );
    let why = json!({ "reason": "Saisie par erreur" });
    manager.post(format!("{visit}/replacement/withdrawal"), why).await.expect(201);
    let now = (told(&visit).await, told(&next).await);
    assert_eq!(now.0.as_deref(), Some("CONFIRMED"));
    assert!(now.1.is_none_or(|status| status == "CANCELLED"), "nobody comes to a visit that is gone");
}

#[actix_web::test]
async fn a_visit_that_a_rupture_taken_back_revives_is_told_again() {
    let (world, story, contract) = a_story().await;
    let path = subscribed(&world.tutor(&story.tutor())).await;
    let manager = world.manager();
    let told = async |visit: &str| {
        let calendar = parsed(&world.nobody().get(&path).await);
        let uid = format!("visit-{}@compagnon", visit.rsplit('/').next().unwrap_or_default());
        let event = calendar.events.iter().find(|event| of(event, "UID") == uid).expect("the visit");
        (of(event, "SEQUENCE").to_owned(), of(event, "STATUS").to_owned())
    };
    let visit = visits_of(&manager).await.remove(1);
    assert_eq!(told(&visit).await, ("0".to_owned(), "CONFIRMED".to_owned()));
    let declared = json!({ "effective_on": "2025-12-10", "initiator": "both", "ground": "mutual_agreement",
        "notice_received_on": "2025-09-12" });
    let rupture = manager.post(format!("{contract}/rupture"), declared).await;
    let rupture = rupture.header("location").unwrap().to_owned();
    assert_eq!(told(&visit).await, ("1".to_owned(), "CANCELLED".to_owned()));
    let why = json!({ "reason": "Saisie par erreur" });
    manager.post(format!("{rupture}/withdrawal"), why).await.expect(201);
    assert_eq!(told(&visit).await, ("2".to_owned(), "CONFIRMED".to_owned()));
}

#[actix_web::test]
async fn a_candidate_has_their_own_slot_and_a_juror_the_sitting_in_their_calendar() {
    let (world, story, _) = a_story().await;
    let trainer = world.trainer();
    let exams = trainer.get(format!("/v1/mock-exams?cohort={}", story.cohort)).await.expect(200);
    let exam = format!("/v1/mock-exams/{}", id_of(&exams["data"][0]));
    let account = trainer.get("/v1/me").await.expect(200)["id"].clone();
    let oral = json!({ "unit_code": "E3", "on": "2026-03-17", "starts_at": "08:30", "ends_at": "12:00",
        "room": "Salle 14", "jury": [{ "account_id": account }] });
    let planned = trainer.post(format!("{exam}/sittings"), json!({ "sittings": [oral] })).await.expect(201);
    let proposal = format!("/v1/sittings/{}/slots/proposal", id_of(&planned["data"][0]));
    trainer.post(proposal, json!({ "save": true })).await.expect(200);
    let student = world.student(&story.apprentice());
    let (own, jury) = (subscribed(&student).await, subscribed(&trainer).await);
    let read = async |path: &str| world.nobody().get(path).await;
    assert_eq!(events_of(&parsed(&read(&own).await), "sitting"), []);
    let draft = read(&jury).await;
    assert!(
        draft.text.contains("Jury d'examen blanc : E3") && draft.text.contains("TENTATIVE"),
        "{}",
        draft.text
    );
    trainer.post(format!("{exam}/publication"), json!({})).await.expect(200);
    let shown = parsed(&read(&own).await);
    // from half past eight in Paris, preparation included, forty minutes
    assert_eq!(events_of(&shown, "sitting"), [("20260317T073000Z", "20260317T081000Z", "Examen blanc : E3")]);
    let shown = parsed(&read(&jury).await);
    assert_eq!(
        events_of(&shown, "sitting"),
        [("20260317T073000Z", "20260317T110000Z", "Jury d'examen blanc : E3")]
    );
}
