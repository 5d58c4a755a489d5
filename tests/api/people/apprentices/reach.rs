//! Who sees which files, and what of them.

use serde_json::{Value, json};

use super::{ABSENT, chloe};
use crate::harness::{Story, World, id_of};

/// What a company tutor never sees of a file.
const NOT_THE_TUTORS_BUSINESS: [&str; 24] = [
    "born_on",
    "sex",
    "nationality_code",
    "birth_department",
    "birth_place",
    "address_line",
    "postal_code",
    "city",
    "ine",
    "previous_situation_code",
    "last_class_code",
    "last_diploma_prepared_code",
    "social_regime_code",
    "disabled_worker",
    "youth_equivalence",
    "boe_extension",
    "high_level_athlete",
    "business_project",
    "nir_given",
    "previous_diploma_code",
    "previous_diploma_title",
    "emancipated",
    "minor",
    "guardians_missing",
];

/// A whole file, its enrolment and the signed contract of its tutor.
async fn a_whole_story(world: &World) -> Story {
    let mut story = world.story();
    let mut file = chloe();
    file["family_name"] = json!("Moreau");
    let created = world.manager().post("/v1/apprentices", file).await.expect(201);
    story.apprentice = id_of(&created).parse().expect("an apprentice");
    story.enrolment = world.seed_enrolment(story.apprentice, story.cohort);
    world.seed_contract(&story, "2025-09-01", "2027-08-24");
    story
}

fn ids(page: &Value) -> Vec<&str> {
    page["data"].as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id")).collect()
}

#[actix_web::test]
async fn a_tutor_sees_the_contact_and_the_status_of_their_apprentices_only() {
    let world = World::on("2025-10-01").await;
    let story = a_whole_story(&world).await;
    let tutor = world.tutor(&story.tutor());
    let path = format!("/v1/apprentices/{}", story.apprentice);
    let seen = tutor.get(&path).await.expect(200);
    for hidden in NOT_THE_TUTORS_BUSINESS {
        assert!(seen.get(hidden).is_none(), "{hidden} in {seen}");
    }
    assert_eq!((&seen["given_name"], &seen["phone"]), (&json!("Chloé"), &json!("+33612345678")));
    assert_eq!(seen["email"], "chloe.durand@example.org");
    assert_eq!(seen["enrolments"][0]["standing"]["status"], "apprentice");

    let list = tutor.get("/v1/apprentices?include=total").await.expect(200);
    assert_eq!((ids(&list), &list["total"]), (vec![story.apprentice.to_string().as_str()], &json!(1)));
    assert!(list["data"][0].get("born_on").is_none());
    assert_eq!(list["data"][0]["enrolments"][0]["status"], "apprentice");
    let enrolments = tutor.get("/v1/enrolments").await.expect(200);
    assert_eq!(ids(&enrolments), [story.enrolment.to_string()]);

    let colleague = json!({"id": world.seed_tutor(story.employer, "Hopper", "Grace")});
    let colleague = world.tutor(&colleague);
    colleague.get(&path).await.refused_with(404, "apprentice.not_found");
    colleague
        .get(format!("/v1/enrolments/{}", story.enrolment))
        .await
        .refused_with(404, "enrolment.not_found");
    assert_eq!(ids(&colleague.get("/v1/apprentices").await.expect(200)), [""; 0]);
    tutor.change(&path, json!({"city": "Reims"})).await.refused_with(403, "forbidden");
    tutor.post("/v1/apprentices", chloe()).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_student_sees_their_own_file_whole_and_no_other() {
    let world = World::on("2025-10-01").await;
    let story = a_whole_story(&world).await;
    let student = world.student(&story.apprentice());
    let path = format!("/v1/apprentices/{}", story.apprentice);
    let seen = student.get(format!("{path}?include=disability")).await.expect(200);
    for field in NOT_THE_TUTORS_BUSINESS {
        assert!(seen.get(field).is_some(), "{field} not in {seen}");
    }
    assert_eq!(ids(&student.get("/v1/apprentices").await.expect(200)), [story.apprentice.to_string()]);
    student.get(format!("/v1/enrolments/{}/status", story.enrolment)).await.expect(200);
    student.change(&path, json!({"city": "Reims"})).await.refused_with(403, "forbidden");

    let other = world.seed_apprentice("Petit", "Zoé", "2006-01-01");
    let stranger = world.student(&json!({"id": other}));
    stranger.get(&path).await.refused_with(404, "apprentice.not_found");
    stranger
        .get(format!("/v1/enrolments/{}", story.enrolment))
        .await
        .refused_with(404, "enrolment.not_found");
    stranger
        .get(format!("/v1/enrolments/{}/status", story.enrolment))
        .await
        .refused_with(404, "enrolment.not_found");
}

#[actix_web::test]
async fn a_machine_sees_the_record_without_what_concerns_guardians_and_only_with_its_scope() {
    let world = World::on("2025-10-01").await;
    let story = a_whole_story(&world).await;
    let path = format!("/v1/apprentices/{}", story.apprentice);
    let seen = world.client(&["apprentices:read"]).get(&path).await.expect(200);
    assert_eq!((&seen["ine"], seen.get("guardians_missing")), (&json!("123456789AB"), None));
    world.client(&["employers:read"]).get(&path).await.refused_with(403, "forbidden");
    world.nobody().get(&path).await.refused_with(401, "unauthenticated");
}

#[actix_web::test]
async fn another_sites_records_look_absent() {
    let world = World::on("2025-10-01").await;
    let story = a_whole_story(&world).await;
    let stranger = world.other_manager();
    for (noun, hidden, absent) in [
        ("apprentice", format!("/v1/apprentices/{}", story.apprentice), format!("/v1/apprentices/{ABSENT}")),
        ("enrolment", format!("/v1/enrolments/{}", story.enrolment), format!("/v1/enrolments/{ABSENT}")),
        (
            "enrolment",
            format!("/v1/enrolments/{}/status", story.enrolment),
            format!("/v1/enrolments/{ABSENT}/status"),
        ),
    ] {
        let code = format!("{noun}.not_found");
        let mut hidden = stranger.get(hidden).await.refused_with(404, &code);
        let mut absent = stranger.get(absent).await.refused_with(404, &code);
        for answer in [&mut hidden, &mut absent] {
            answer.as_object_mut().unwrap().remove("request_id");
        }
        assert_eq!(hidden, absent);
    }
    for list in ["/v1/apprentices", "/v1/enrolments"] {
        assert_eq!(stranger.get(list).await.expect(200)["data"], json!([]), "{list}");
    }
    let changed = stranger
        .patch(format!("/v1/enrolments/{}", story.enrolment), "\"v1\"", json!({"excluded_on": null}))
        .await;
    changed.refused_with(404, "enrolment.not_found");
    let changed =
        stranger.patch(format!("/v1/apprentices/{}", story.apprentice), "\"v1\"", json!({"city": "X"})).await;
    changed.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn few_know_that_an_apprentice_is_a_disabled_worker() {
    let world = World::on("2025-10-01").await;
    let story = a_whole_story(&world).await;
    let path = format!("/v1/apprentices/{}", story.apprentice);
    let manager = world.manager();
    let codes = manager.change(&path, json!({"disabled_worker": true})).await.expect(200);
    assert_eq!(codes["disabled_worker"], true);
    let requested = format!("{path}?include=disability");

    let student = world.student(&story.apprentice());
    for person in [&world.administrator(), &world.disability_referent(), &student] {
        assert_eq!(person.get(&requested).await.expect(200)["disabled_worker"], true);
        assert!(person.get(&path).await.expect(200).get("disabled_worker").is_none(), "only when asked");
        assert!(!person.get("/v1/apprentices").await.text.contains("disabled_worker"));
    }
    let machine = world.client(&["apprentices:read"]);
    for person in [world.trainer(), world.tutor(&story.tutor()), machine] {
        let seen = person.get(&requested).await.expect(200);
        assert!(seen.get("disabled_worker").is_none(), "{seen}");
    }
    let change = json!({"disabled_worker": false});
    world.trainer().change(&path, change.clone()).await.refused_with(403, "forbidden");
    student.change(&path, change).await.refused_with(403, "forbidden");
}
