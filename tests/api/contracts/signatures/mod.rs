//! Signing contracts.

mod parties;

use compagnon::schema::guardians;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, signed, with};
use crate::harness::World;

#[actix_web::test]
async fn a_signature_makes_the_contract_and_plans_two_visits_a_year() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let answer = manager.post(format!("{path}/signature"), json!({"signed_on": "2025-07-10"})).await;
    assert_eq!(answer.etag(), "\"v2\"");
    let contract = answer.expect(200);
    assert_eq!((&contract["state"], &contract["signed_on"]), (&json!("signed"), &json!("2025-07-10")));
    assert_eq!(contract["phase"], "upcoming");
    assert_eq!(contract.get("warnings"), None);

    let visits = manager.get(format!("/v1/visits?apprentice={}", story.apprentice)).await.expect(200);
    let planned: Vec<[&Value; 4]> = visits["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| ["training_year", "ordinal", "planned_on", "due_on"].map(|field| &visit[field]))
        .collect();
    let expected = json!([
        [1, 1, "2025-11-24", "2026-02-22"],
        [1, 2, "2026-05-26", "2026-08-24"],
        [2, 1, "2026-11-23", "2027-02-22"],
        [2, 2, "2027-05-25", "2027-08-24"],
    ]);
    assert_eq!(json!(planned), expected);
    assert_eq!([count_events(&world, "contract.signed"), count_events(&world, "visit.planned")], [1, 4]);

    for (day, phase) in [("2025-08-25", "running"), ("2027-08-25", "ended")] {
        let ahead = (day.parse::<chrono::NaiveDate>().unwrap() - world.clock.today()).num_days();
        world.clock.advance_days(ahead);
        let later = world.manager();
        assert_eq!(later.get(&path).await.expect(200)["phase"], phase);
    }
}

#[actix_web::test]
async fn a_signature_comes_neither_after_the_start_nor_after_today() {
    let world = World::on("2025-09-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("{}/signature", drafted(&manager, a_contract(&story)).await);
    let late = manager.post(&path, json!({"signed_on": "2025-08-26"})).await;
    late.faults(&[("/signed_on", "contract.signed_after_start")]);
    let ahead = manager.post(&path, json!({"signed_on": "2025-09-16"})).await;
    ahead.faults(&[
        ("/signed_on", "contract.signed_after_start"),
        ("/signed_on", "contract.signed_in_future"),
    ]);
    manager.post(&path, json!({"signed_on": "2025-08-25"})).await.expect(200);
}

#[actix_web::test]
async fn a_contract_is_signed_once() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let signature = json!({"signed_on": "2025-07-15"});
    let click = || manager.post_with_key(format!("{path}/signature"), "a-double-click", signature.clone());
    let (first, second) = (click().await, click().await);
    assert_eq!(first.expect(200), second.expect(200));
    let again = manager.post(format!("{path}/signature"), signature.clone()).await;
    again.refused_with(409, "contract.not_draft");
    assert_eq!(count_events(&world, "visit.planned"), 4);
}

#[actix_web::test]
async fn a_minor_who_is_not_emancipated_signs_with_a_guardian() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let minor = world.seed_apprentice("Petit", "Tom", "2008-07-16");
    let enrolment = world.seed_enrolment(minor, story.cohort);
    let body = with(a_contract(&story), json!({ "enrolment_id": enrolment }));
    let path = format!("{}/signature", drafted(&manager, body).await);
    let signature = json!({"signed_on": "2025-07-15"});
    manager.post(&path, signature.clone()).await.faults(&[("", "contract.guardian_missing")]);
    diesel::insert_into(guardians::table)
        .values((
            guardians::id.eq(compagnon::ids::GuardianId::new()),
            guardians::site_id.eq(world.site()),
            guardians::apprentice_id.eq(minor),
            guardians::family_name.eq("Petit"),
            guardians::given_name.eq("Anne"),
            guardians::relation.eq("mother"),
        ))
        .execute(&mut world.database.connect())
        .unwrap();
    manager.post(&path, signature).await.expect(200);
}

#[actix_web::test]
async fn a_tutor_is_an_adult_when_the_contract_starts() {
    use compagnon::schema::tutors;
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    diesel::update(tutors::table.find(story.tutor))
        .set(tutors::born_on.eq("2007-08-26".parse::<chrono::NaiveDate>().unwrap()))
        .execute(&mut world.database.connect())
        .unwrap();
    let refused = manager.post(format!("{path}/signature"), json!({"signed_on": "2025-07-15"})).await;
    refused.faults(&[("/tutor_id", "contract.tutor_not_adult")]);
}

#[actix_web::test]
async fn a_draft_overlapping_a_contract_signed_since_cannot_be_signed() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let second = drafted(&manager, with(a_contract(&story), json!({"type_code": "22"}))).await;
    let first = signed(&manager, a_contract(&story), "2025-07-15").await;
    let previous = first.rsplit('/').next().unwrap();
    let unsaid = manager.post(format!("{second}/signature"), json!({"signed_on": "2025-07-15"})).await;
    unsaid.refused_with(409, "contract.overlaps_another");
    let change = json!({"type_code": "21", "previous_contract_id": previous});
    manager.change(&second, change).await.refused_with(409, "contract.overlaps_another");
}

#[actix_web::test]
async fn of_two_simultaneous_signatures_of_overlapping_drafts_one_succeeds() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    for turn in 0..8 {
        let apprentice = world.seed_apprentice("Durand", &format!("Nom{turn}"), "2006-03-14");
        let enrolment = world.seed_enrolment(apprentice, story.cohort);
        let tutor = world.seed_tutor(story.employer, "Lovelace", &format!("Ada{turn}"));
        let body = with(a_contract(&story), json!({"enrolment_id": enrolment, "tutor_id": tutor}));
        let one = format!("{}/signature", drafted(&manager, body.clone()).await);
        let two = format!("{}/signature", drafted(&manager, body).await);
        let signature = json!({"signed_on": "2025-07-15"});
        let (left, right) =
            futures_util::future::join(manager.post(&one, signature.clone()), manager.post(&two, signature))
                .await;
        let mut statuses = [left.status, right.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", left.text, right.text);
        let visits = manager.get(format!("/v1/visits?apprentice={apprentice}")).await.expect(200);
        assert_eq!(visits["data"].as_array().unwrap().len(), 4);
    }
}

#[actix_web::test]
async fn only_managers_of_the_site_record_signatures() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("{}/signature", drafted(&manager, a_contract(&story)).await);
    let signature = json!({"signed_on": "2025-07-15"});
    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.post(&path, signature.clone()).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager().post(&path, signature.clone()).await;
    stranger.refused_with(404, "contract.not_found");
    manager.post(&path, json!({"signed_on": "soon"})).await.faults(&[("/signed_on", "date")]);
}
