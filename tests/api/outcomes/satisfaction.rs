//! How satisfied people are: each answers once, nobody reads one answer, small groups and differences show nothing.

use compagnon::ids::SatisfactionAnswerId;
use serde_json::{Value, json};

use crate::desk::links::pages::{key_in, read, send};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, World, id_of};

const SITE: &str = "/v1/sites/ufa-leonie-aviat/satisfaction";

fn before_visit(score: i64) -> Value {
    json!({ "scores": [{ "question": "work_fits", "score": score }, { "question": "somebody_to_ask", "score": 3 }] })
}

/// Answers of others, in the order in which they came.
fn seed(world: &World, scores: &[i16]) {
    for score in scores {
        let one = world.seed_apprentice("Autre", "Élève", "2006-01-01");
        let id = SatisfactionAnswerId::new();
        world.database_says(&format!(
            "WITH given AS (INSERT INTO satisfaction_answers (id, site_id, form, asked_of, apprentice_id, school_year, answered_on, comment)
             SELECT '{id}', site_id, 'year', 'apprentice', id, 2025, '2026-03-02', 'Mot {score}' FROM apprentices WHERE id = '{one}'
             RETURNING id, site_id)
             INSERT INTO satisfaction_scores (answer_id, question, site_id, score) SELECT id, 'welcome', site_id, {score} FROM given"
        ));
    }
}

async fn welcome(by: &Person) -> Value {
    let told = by.get(SITE).await.expect(200);
    let questions = told["questions"].as_array().unwrap().clone();
    let found =
        |one: &Value| one["code"] == "welcome" && one["form"] == "year" && one["asked_of"] == "apprentice";
    let one = questions.into_iter().find(found).unwrap();
    json!([one["answers"], one["mean_hundredths"]])
}

#[actix_web::test]
async fn an_apprentice_answers_once_before_a_visit_and_may_take_it_back() {
    let (world, story, _) = a_signed_story("2025-10-01").await;
    let student = world.student(&story.apprentice());
    let visit = student.get("/v1/visits?limit=1").await.expect(200)["data"][0].clone();
    let path = format!("/v1/visits/{}/satisfaction", id_of(&visit));
    let wrong =
        json!({ "scores": [{ "question": "work_fits", "score": 4 }, { "question": "weather", "score": 1 }] });
    student
        .post(&path, wrong)
        .await
        .faults(&[("/scores/1/question", "satisfaction.question"), ("/scores", "satisfaction.unanswered")]);
    assert_eq!(student.post(&path, before_visit(5)).await.status, 422);
    let given = student.post(&path, before_visit(4)).await.expect(201);
    assert_eq!((&given["form"], &given["school_year"]), (&json!("visit"), &json!(2025)));
    student.post(&path, before_visit(2)).await.refused_with(409, "satisfaction.answered");
    let manager = world.manager();
    manager.post(&path, before_visit(2)).await.refused_with(403, "forbidden");
    let back = format!("/v1/satisfaction-answers/{}/withdrawal", id_of(&given));
    let why = json!({ "reason": "Je change d'avis" });
    manager.post(&back, why.clone()).await.refused_with(403, "forbidden");
    world
        .tutor(&story.tutor())
        .post(&back, why.clone())
        .await
        .refused_with(404, "satisfaction_answer.not_found");
    student.post(&back, why).await.expect(201);
    student.post(&path, before_visit(2)).await.expect(201);
    let shown = manager.get(SITE).await.expect(200);
    assert!(shown["questions"].as_array().unwrap().iter().all(|one| one["answers"].is_null()), "{shown}");
}

#[actix_web::test]
async fn a_small_group_shows_nothing_and_one_more_answer_changes_nothing() {
    let world = World::on("2026-03-02").await;
    let manager = world.manager();
    seed(&world, &[4, 4, 3, 2]);
    assert_eq!(welcome(&manager).await, json!([null, null]));
    assert_eq!(manager.get(format!("{SITE}/words")).await.expect(200)["data"], json!([]));
    seed(&world, &[2]);
    assert_eq!(welcome(&manager).await, json!([5, 300]));
    seed(&world, &[1, 1, 1, 1]);
    assert_eq!(welcome(&manager).await, json!([5, 300]), "nobody is deduced by difference");
    seed(&world, &[1]);
    assert_eq!(welcome(&manager).await, json!([10, 200]));
    let words = manager.get(format!("{SITE}/words")).await.expect(200)["data"].clone();
    assert_eq!((words.as_array().unwrap().len(), &words[0]["comment"]), (10, &json!("Mot 1")));
    assert_eq!(words[0].get("id"), None, "nothing says who");
    let trainer = world.trainer();
    assert_eq!(welcome(&trainer).await, json!([10, 200]));
    trainer.get(format!("{SITE}/words")).await.refused_with(403, "forbidden");
    world.other_manager().get(SITE).await.refused_with(404, "site.not_found");
}

#[actix_web::test]
async fn a_tutor_answers_on_the_pages_of_their_link() {
    let (world, story, _) = a_signed_story("2025-11-01").await;
    let manager = world.manager();
    let made = manager.post(format!("/v1/tutors/{}/links", story.tutor), json!({})).await.expect(201);
    let url = made["url"].as_str().unwrap().to_owned();
    let home = url[url.find("/l/").unwrap()..].to_owned();
    let page = format!("{home}/year-opinions/{}", story.apprentice);
    let shown = read(&world, &page).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    assert!(
        shown.text.contains("Je recommanderais ce centre") && shown.text.contains("cinq réponses"),
        "{}",
        shown.text
    );
    let key = key_in(&shown);
    let typed = [
        ("cle", key.as_str()),
        ("visits_useful", "4"),
        ("calendar", "3"),
        ("skills_match", "3"),
        ("recommends", "4"),
    ];
    assert_eq!(send(&world, &page, &typed).await.status, 303);
    let counted = "SELECT count(*) AS n FROM satisfaction_scores";
    assert_eq!(world.database_counts(counted), 4);
    assert!(read(&world, &home).await.text.contains("Donner mon avis"));
}
