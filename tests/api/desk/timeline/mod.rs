//! The timeline: the whole story of an apprentice in one read, to each their part of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use compagnon::desk::timeline::gathering::gather;
use compagnon::trust::access::{Caller, Role};
use diesel::Connection;
use diesel::connection::InstrumentationEvent;
use reqwest::Method;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted, signed, with};
use crate::follow_up::visits::visits_of;
use crate::harness::{Person, Story, World, day, id_of};
use crate::learning::mock_exams::opened;
use crate::ruptures::declarations::a_rupture;

/// One apprentice from enrolment to a second contract: what a year and a half of the centre's work leaves behind.
struct Life {
    world: World,
    story: Story,
    second_tutor: Person,
}

async fn life() -> Life {
    let (world, story, first, exams) = first_contract().await;
    let second_tutor = hired_again(&world, &story, &first).await;
    until(&world, "2026-10-20");
    let second_tutor = world.tutor(&second_tutor);
    invite(&world, &second_tutor, &exams[2]).await;
    Life { world, story, second_tutor }
}

/// The same up to the rupture of the first contract; gives this contract and the mock exams.
async fn first_contract() -> (World, Story, String, Vec<String>) {
    let world = World::on("2025-07-15").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    drafted(&world.manager(), with(a_contract(&story), json!({"starts_on": "2025-09-01"}))).await;
    let first = signed(&world.manager(), a_contract(&story), "2025-07-15").await;
    until(&world, "2025-11-24");
    let visit = visits_of(&world.manager()).await.remove(0);
    let report = json!({"held_on": "2025-11-20", "present": ["tutor"], "report": "Tout va bien."});
    world.trainer().post(format!("{visit}/report"), report).await.expect(200);
    until(&world, "2026-04-01");
    sit(&world, &story, &exams[0]).await;
    until(&world, "2026-04-12");
    let rupture = with(a_rupture("2026-04-10"), json!({"notice_received_on": "2026-04-08"}));
    world.manager().post(format!("{first}/rupture"), rupture).await.expect(201);
    until(&world, "2026-04-30");
    (world, story, first, exams)
}

/// Moves the clock on to a day; who acted before has to come in again.
fn until(world: &World, expected: &str) {
    world.clock.advance_days((day(expected) - world.clock.today()).num_days());
}

/// The first mock exam, held, with all its marks.
async fn sit(world: &World, story: &Story, exam: &str) {
    let trainer = world.trainer();
    let papers = trainer.get(exam).await.expect(200)["papers"].as_array().unwrap().clone();
    let compulsory = papers.iter().filter(|paper| paper["optional"] == false);
    let marks: Vec<Value> = compulsory
        .map(|paper| {
            json!({ "paper_id": paper["id"], "enrolment_id": story.enrolment, "status": "marked",
                    "mark_hundredths": 1250 })
        })
        .collect();
    trainer.post(format!("{exam}/holding"), json!({})).await.expect(200);
    let request = trainer.request(Method::PUT, format!("{exam}/marks")).json(&json!({ "marks": marks }));
    trainer.send(request).await.expect(200);
    for act in ["marking", "release"] {
        trainer.post(format!("{exam}/{act}"), json!({})).await.expect(200);
    }
}

/// A second contract, with another company; gives its tutor.
async fn hired_again(world: &World, story: &Story, first: &str) -> Value {
    let employer = world.seed_employer("55210055400013");
    let tutor = world.seed_tutor(employer, "Hopper", "Grace");
    let terms = json!({ "employer_id": employer, "tutor_id": tutor, "type_code": "23",
        "starts_on": "2026-05-04", "previous_contract_id": first.rsplit('/').next().unwrap() });
    signed(&world.manager(), with(a_contract(story), terms), "2026-04-30").await;
    json!({ "id": tutor })
}

/// The tutor is invited to a mock exam of the second year, and comes.
async fn invite(world: &World, tutor: &Person, exam: &str) {
    let invited = world.trainer().post(format!("{exam}/invitations"), json!({})).await.expect(200);
    let answer = format!("/v1/mock-exam-invitations/{}/answer", id_of(&invited["data"][0]));
    tutor.post(answer, json!({"answer": "accepted"})).await.expect(200);
}

impl Life {
    async fn timeline(&self, person: &Person, query: &str) -> Value {
        person.get(format!("/v1/apprentices/{}/timeline{query}", self.story.apprentice)).await.expect(200)
    }
}

/// Day, kind and phase of each item, a star when it is late.
fn lines(timeline: &Value) -> Vec<String> {
    let word = |item: &Value, field: &str| item[field].as_str().unwrap().to_owned();
    let line = |item: &Value| {
        let late = if item["late"] == true { " *" } else { "" };
        format!("{} {} {}{late}", word(item, "on"), word(item, "kind"), word(item, "phase"))
    };
    timeline["data"].as_array().unwrap().iter().map(line).collect()
}

fn kinds(timeline: &Value) -> Vec<&str> {
    timeline["data"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect()
}

fn one<'a>(timeline: &'a Value, kind: &str) -> &'a Value {
    timeline["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["kind"] == kind)
        .expect("an item of this kind")
}

const WHOLE_LIFE: &[&str] = &[
    "2025-06-02 enrolled past",
    "2025-07-15 contract_signed past",
    "2025-08-25 contract_start past",
    "2025-08-25 status_change past",
    "2025-11-20 visit_held past",
    "2025-11-24 visit_acknowledged past",
    "2025-11-25 right_without_contract_until past",
    "2026-03-01 mock_exam_held past",
    "2026-04-08 rupture_notice past",
    "2026-04-09 contract_end past",
    "2026-04-10 rupture past",
    "2026-04-10 status_change past",
    "2026-04-30 contract_signed past",
    "2026-05-04 contract_start past",
    "2026-05-04 status_change past",
    "2026-05-26 visit_cancelled past",
    "2026-06-01 mock_exam_planned past *",
    "2026-06-29 visit_planned past *",
    "2026-10-10 right_after_rupture_until past",
    "2026-10-20 tutor_answered today",
    "2026-11-01 mock_exam_planned upcoming",
    "2026-11-01 tutor_invited upcoming",
    "2026-11-23 visit_planned upcoming",
    "2026-11-23 visit_cancelled upcoming",
    "2027-03-01 mock_exam_planned upcoming",
    "2027-05-25 visit_planned upcoming",
    "2027-05-25 visit_cancelled upcoming",
    "2027-08-24 contract_end upcoming",
];

#[actix_web::test]
async fn one_read_tells_the_whole_story_of_an_apprentice() {
    let life = life().await;
    let manager = life.world.manager();
    let shown = life.timeline(&manager, "").await;
    assert_eq!(lines(&shown), WHOLE_LIFE);
    assert_eq!((&shown["as_of"], &shown["complete"]), (&json!("2026-10-20"), &json!(true)));
    let exam = one(&shown, "mock_exam_held");
    assert_eq!(exam["marks"], json!({"entered": 8, "papers": 9, "mean_hundredths": 1250}));
    assert_eq!(
        one(&shown, "contract_start")["title"],
        json!({"fr": "Premier jour du contrat", "en": "First day of the contract"})
    );
    let unmarked = json!({"entered": 0, "papers": 9, "mean_hundredths": null});
    assert_eq!(one(&shown, "mock_exam_planned")["marks"], unmarked);
    assert_eq!(one(&shown, "visit_held")["due_state"], "done");
    assert_eq!(one(&shown, "visit_held").get("marks"), None);
    for item in shown["data"].as_array().unwrap() {
        let read = manager.get(item["href"].as_str().unwrap()).await;
        assert_eq!(read.status, 200, "{item}");
    }
    for person in [life.world.administrator(), life.world.trainer()] {
        assert_eq!(life.timeline(&person, "").await, shown);
    }
}

#[actix_web::test]
async fn a_timeline_is_told_between_two_days_and_seen_from_another() {
    let life = life().await;
    let manager = life.world.manager();
    let part = life.timeline(&manager, "?from=2026-04-08&to=2026-04-10").await;
    assert_eq!(kinds(&part), ["rupture_notice", "contract_end", "rupture", "status_change"]);
    let backwards =
        format!("/v1/apprentices/{}/timeline?from=2026-04-10&to=2026-04-09", life.story.apprentice);
    manager.get(backwards).await.refused_with(400, "query.invalid");
    let before = life.timeline(&manager, "?as_of=2025-08-25&to=2025-12-31").await;
    assert_eq!(
        lines(&before),
        [
            "2025-06-02 enrolled past",
            "2025-07-15 contract_signed past",
            "2025-08-25 contract_start today",
            "2025-08-25 status_change today",
            "2025-11-20 visit_held upcoming",
            "2025-11-24 visit_acknowledged upcoming",
            "2025-11-25 right_without_contract_until upcoming",
        ]
    );
}

#[actix_web::test]
async fn what_is_due_and_not_done_is_late() {
    let world = World::on("2025-07-15").await;
    let (cohort, _) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    let path = |as_of: &str| format!("/v1/apprentices/{}/timeline?as_of={as_of}", story.apprentice);
    let late = |shown: &Value| -> Vec<String> {
        lines(shown).into_iter().filter(|line| line.ends_with('*')).collect()
    };
    let manager = world.manager();
    assert_eq!(late(&manager.get(path("2025-11-25")).await.expect(200)), [""; 0]);
    let alone = manager.get(path("2025-11-26")).await.expect(200);
    assert_eq!(late(&alone), ["2025-11-25 right_without_contract_until past *"]);
    signed(&manager, a_contract(&story), "2025-07-15").await;
    let hired = manager.get(path("2026-04-01")).await.expect(200);
    assert_eq!(late(&hired), ["2025-11-24 visit_planned past *", "2026-03-01 mock_exam_planned past *"]);
    assert_eq!(one(&hired, "visit_planned")["due_state"], "late");
    let leaves = json!({"excluded_on": "2025-11-20"});
    manager.change(format!("/v1/enrolments/{}", story.enrolment), leaves).await.expect(200);
    let out = manager.get(path("2025-12-01")).await.expect(200);
    let excluded = kinds(&out).into_iter().zip(lines(&out)).find(|(kind, _)| *kind == "excluded");
    assert_eq!(excluded.unwrap().1, "2025-11-20 excluded past");
}

#[actix_web::test]
async fn each_tutor_is_told_of_their_own_contract_and_visits() {
    let (world, story, ..) = first_contract().await;
    let path = format!("/v1/apprentices/{}/timeline", story.apprentice);
    let first = world.tutor(&story.tutor()).get(path).await.expect(200);
    let life = life().await;
    let gone = life.world.tutor(&life.story.tutor());
    let path = format!("/v1/apprentices/{}/timeline", life.story.apprentice);
    gone.get(path).await.refused_with(404, "apprentice.not_found");
    let count = |shown: &Value, kind: &str| kinds(shown).iter().filter(|one| **one == kind).count();
    let shown =
        ["contract_start", "rupture", "visit_held", "visit_cancelled", "visit_planned", "tutor_invited"];
    assert_eq!(shown.map(|kind| count(&first, kind)), [1, 1, 1, 3, 0, 0]);
    let second = life.timeline(&life.second_tutor, "").await;
    assert_eq!(shown.map(|kind| count(&second, kind)), [1, 0, 0, 0, 3, 1]);
    assert_eq!(one(&second, "contract_start")["on"], "2026-05-04");
}

#[actix_web::test]
async fn students_are_told_their_own_story_and_clients_what_their_scopes_let_them_read() {
    let life = life().await;
    let world = &life.world;
    let mine = life.timeline(&world.student(&life.story.apprentice()), "").await;
    let whole = WHOLE_LIFE.iter().filter(|line| !line.contains("tutor_"));
    assert_eq!(lines(&mine), whole.copied().collect::<Vec<_>>());
    let client = life.timeline(&world.client(&["apprentices:read", "visits:read"]), "").await;
    let mut shown = kinds(&client);
    shown.sort_unstable();
    shown.dedup();
    let expected = ["enrolled", "right_without_contract_until", "status_change"];
    assert_eq!(
        shown,
        [&expected[..], &["visit_acknowledged", "visit_cancelled", "visit_held", "visit_planned"]].concat()
    );
    let path = format!("/v1/apprentices/{}/timeline", life.story.apprentice);
    world.client(&["visits:read"]).get(path).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn nobody_is_told_of_an_apprentice_out_of_reach() {
    let world = World::on("2025-10-01").await;
    let story = world.story();
    let path = format!("/v1/apprentices/{}/timeline", story.apprentice);
    let other = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let strangers =
        [world.other_manager(), world.tutor(&story.tutor()), world.student(&json!({ "id": other }))];
    for stranger in strangers {
        stranger.get(&path).await.refused_with(404, "apprentice.not_found");
    }
    let absent = "/v1/apprentices/019a0000-0000-7000-8000-000000000000/timeline";
    world.manager().get(absent).await.refused_with(404, "apprentice.not_found");
    world.nobody().get(&path).await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn the_number_of_statements_does_not_grow_with_the_story() {
    let life = life().await;
    let beginner = life.world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let caller = Caller {
        role: Role::Manager,
        id: uuid::Uuid::now_v7(),
        session_id: None,
        site_ids: vec![life.world.site()],
        tutor_id: None,
        follows_since: chrono::NaiveDate::MIN,
        apprentice_id: None,
        scopes: Vec::new(),
        functions: Vec::new(),
        authenticated_at: life.world.clock.now(),
        link: None,
    };
    let statements = |apprentice| {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let mut conn = life.world.database.connect();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        gather(&mut conn, &caller, apprentice).unwrap();
        count.load(Ordering::Relaxed)
    };
    assert_eq!([statements(beginner), statements(life.story.apprentice)], [12, 12]);
}

#[actix_web::test]
async fn an_amendment_is_told_once_signed() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let contract = signed(&world.manager(), a_contract(&story), "2025-07-10").await;
    until(&world, "2026-01-31");
    let (manager, grace) = (world.manager(), world.seed_tutor(story.employer, "Hopper", "Grace"));
    let amended =
        json!({ "type_code": "36", "effective_on": "2026-03-01", "changes": { "tutor_id": grace } });
    let draft = id_of(&manager.post(format!("{contract}/amendments"), amended).await.expect(201));
    let timeline = format!("/v1/apprentices/{}/timeline", story.apprentice);
    let before = manager.get(&timeline).await.expect(200);
    assert!(!kinds(&before).contains(&"amendment_signed"));
    let signature = json!({ "signed_on": "2026-01-28" });
    manager.post(format!("/v1/amendments/{draft}/signature"), signature).await.expect(200);
    for reader in [world.manager(), world.student(&story.apprentice())] {
        let after = reader.get(&timeline).await.expect(200);
        let shown = one(&after, "amendment_signed");
        assert_eq!((&shown["on"], &shown["subject_id"]), (&json!("2026-01-28"), &json!(draft)));
        assert_eq!(shown["title"]["en"], "Amendment of type 36 signed, in effect from 2026-03-01");
        reader.get(shown["href"].as_str().unwrap()).await.expect(200);
    }
}
