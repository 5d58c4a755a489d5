//! Two clocks of a stay without a contract: that of the law, and apart that of the national dashboard.

use serde_json::{Value, json};

use super::declarations::a_rupture;
use crate::desk::obligations::{due, until};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, Story, World, id_of};

async fn rights(by: &Person, story: &Story, as_of: &str) -> Value {
    let path = format!("/v1/apprentices/{}/rights?as_of={as_of}", story.apprentice);
    by.get(path).await.expect(200)["trainings"][0].clone()
}

fn both(training: &Value) -> Value {
    let right = training["rights"].as_array().unwrap().last().cloned().unwrap_or(Value::Null);
    json!([right["state"], right["days_left"], training["dashboard"]["national_code"]])
}

#[actix_web::test]
async fn without_a_contract_the_law_counts_three_months_and_the_dashboard_ninety_days() {
    let world = World::on("2025-11-01").await;
    let story = world.story();
    let manager = world.manager();
    let today = rights(&manager, &story, "2025-11-01").await;
    assert_eq!(today["rights"][0]["until_on"], "2025-11-25");
    assert_eq!(today["rights"][0]["source"], "Code du travail, art. L6222-12-1");
    assert_eq!(
        today["rights"][0]["computation"],
        "Entrée le 25/08/2025 + 3 mois de calendrier : jusqu'au 25/11/2025 inclus."
    );
    assert_eq!(today["dashboard"]["drops_out_on"], "2025-11-23");
    assert_eq!(today["dashboard"]["next"]["national_code"], "ABANDON");
    assert_eq!(today["dashboard"]["next"]["days_left"], 22);
    for (day, expected) in [
        ("2025-08-24", json!(["upcoming", null, null])),
        ("2025-08-25", json!(["running", 93, "INSCRIT"])),
        ("2025-11-22", json!(["running", 4, "INSCRIT"])),
        ("2025-11-23", json!(["running", 3, "ABANDON"])),
        ("2025-11-25", json!(["running", 1, "ABANDON"])),
        ("2025-11-26", json!(["ran_out", null, "ABANDON"])),
    ] {
        assert_eq!(both(&rights(&manager, &story, day).await), expected, "{day}");
    }
}

#[actix_web::test]
async fn after_a_rupture_six_months_end_a_day_after_the_statistic_and_the_rupture_taken_back_restores_all() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let before = rights(&manager, &story, "2026-08-09").await;
    assert_eq!(before["rights"], json!([]));
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let today = rights(&manager, &story, "2026-02-12").await;
    assert_eq!(today["rights"][0]["until_on"], "2026-08-10");
    assert_eq!(today["dashboard"]["drops_out_on"], "2026-08-09");
    assert_eq!(today["trainee"], true);
    for (day, expected) in [
        ("2026-02-09", json!(["upcoming", null, "APPRENTI"])),
        ("2026-02-10", json!(["running", 182, "RUPTURANT"])),
        ("2026-08-07", json!(["running", 4, "RUPTURANT"])),
        ("2026-08-08", json!(["running", 3, "RUPTURANT"])),
        ("2026-08-09", json!(["running", 2, "ABANDON"])),
        ("2026-08-10", json!(["running", 1, "ABANDON"])),
        ("2026-08-11", json!(["ran_out", null, "ABANDON"])),
    ] {
        assert_eq!(both(&rights(&manager, &story, day).await), expected, "{day}");
    }

    let path = format!("/v1/ruptures/{}/withdrawal", id_of(&rupture));
    manager.post(path, json!({ "reason": "Les parties ont changé d'avis." })).await.expect(201);
    assert_eq!(rights(&manager, &story, "2026-08-09").await, before, "as if there had been none");
}

#[actix_web::test]
async fn apprentices_read_their_own_rights_and_tutors_none() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    world.manager().post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let path = format!("/v1/apprentices/{}/rights", story.apprentice);
    let own = world.student(&story.apprentice()).get(&path).await.expect(200);
    assert_eq!(own["trainings"][0]["rights"][0]["state_label"], "En cours");
    world.tutor(&story.tutor()).get(&path).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "apprentice.not_found");
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let other = world.student(&json!({ "id": friend }));
    other.get(&path).await.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn each_clock_warns_before_it_runs_out_and_says_whom() {
    let (world, story, contract) = a_signed_story("2026-07-15").await;
    let manager = world.manager();
    manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let path =
        format!("/v1/obligations?apprentice={}&kind=window_closing&sort=due_on&limit=200", story.apprentice);
    let told = async |by: &Person| -> Vec<Value> {
        let listed = by.get(&path).await.expect(200);
        let rows = listed["data"].as_array().unwrap().iter();
        rows.filter(|one| one["rule"]["code"] != "deadline.free_rupture_period")
            .map(|one| json!([one["rule"]["code"], one["due_on"], one["state"]]))
            .collect()
    };
    let expected = [
        json!(["obligation.dashboard_drop_out", "2026-08-08", "due"]),
        json!(["deadline.training_after_rupture", "2026-08-10", "due"]),
    ];
    assert_eq!(told(&manager).await, expected);
    let student = world.student(&story.apprentice());
    assert_eq!(told(&student).await, expected[1..], "a statistic is no business of the apprentice");
}

async fn broken_story(today: &str) -> (World, Story, String) {
    let (world, story, contract) = a_signed_story(today).await;
    world.manager().post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    (world, story, contract)
}

fn step<'a>(checklist: &'a Value, code: &str) -> &'a Value {
    let steps = checklist["stays"][0]["steps"].as_array().unwrap();
    steps.iter().find(|one| one["step"] == code).unwrap_or_else(|| panic!("{code}: {checklist}"))
}

async fn social_cover(by: &Person, story: &Story) -> Vec<Value> {
    let path = format!("/v1/obligations?apprentice={}&kind=stay_step&limit=50", story.apprentice);
    let listed = by.get(path).await.expect(200);
    listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["step"], one["due_on"], one["state"]]))
        .collect()
}

#[actix_web::test]
async fn the_social_cover_is_due_until_it_is_recorded_and_due_again_once_taken_back() {
    let (world, story, contract) = broken_story("2026-03-02").await;
    let manager = world.manager();
    let path = format!("/v1/apprentices/{}/stay-steps", story.apprentice);
    let late = json!(["p2s_received", "2026-02-25", "late"]);
    assert_eq!(social_cover(&manager, &story).await, std::slice::from_ref(&late));
    let before = manager.get(&path).await.expect(200);
    assert_eq!(step(&before, "p2s_received")["state"], "late");
    assert_eq!(step(&before, "opco_told")["recorded_as"], "rupture_notice");
    assert_eq!(before["stays"][0]["covered_from_on"], Value::Null);

    let body = json!({ "step": "p2s_received", "done_on": "2026-02-27", "starts_on": "2026-02-10" });
    let reply = manager.post(&path, body.clone()).await;
    let home = reply.header("location").unwrap().to_owned();
    let recorded = reply.expect(201);
    assert_eq!(
        recorded["label"],
        "Formulaire P2S (protection sociale du stagiaire) reçu et gardé par le CFA"
    );
    manager.post(&path, body).await.refused_with(409, "stay_step.already_recorded");
    assert!(social_cover(&manager, &story).await.is_empty(), "done");
    let told = manager
        .post(format!("{contract}/milestones"), json!({ "kind": "rupture_notice", "done_on": "2026-02-12" }));
    told.await.expect(201);
    let after = world.student(&story.apprentice()).get(&path).await.expect(200);
    assert_eq!(after["stays"][0]["covered_from_on"], "2026-02-10");
    assert_eq!(step(&after, "opco_told")["state"], "done");

    let changed = manager.change(&home, json!({ "ends_on": "2026-08-10" })).await.expect(200);
    assert_eq!((&changed["ends_on"], &changed["version"]), (&json!("2026-08-10"), &json!(2)));
    manager
        .change(&home, json!({ "ends_on": "2026-01-01" }))
        .await
        .faults(&[("/ends_on", "stay_step.cover_days")]);
    let taken =
        manager.post(format!("{home}/withdrawal"), json!({ "reason": "Mauvais dossier." })).await.expect(201);
    assert_eq!(social_cover(&manager, &story).await, [late]);
    let back = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    manager.post(back, json!({})).await.expect(200);
    assert!(social_cover(&manager, &story).await.is_empty(), "done");
}

#[actix_web::test]
async fn a_step_belongs_to_a_stay_and_to_the_list() {
    let (world, story, contract) = broken_story("2026-03-02").await;
    let manager = world.manager();
    let path = format!("/v1/apprentices/{}/stay-steps", story.apprentice);
    let sent = |fields: Value| {
        let mut body = json!({ "step": "p2s_given", "done_on": "2026-03-02" });
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        manager.post(&path, body)
    };
    sent(json!({ "enrolment_id": story.enrolment })).await.faults(&[("/enrolment_id", "stay.none")]);
    sent(json!({ "step": "horoscope" })).await.faults(&[("/step", "stay_step.unknown")]);
    sent(json!({ "step": "student_card_returned" })).await.faults(&[("/step", "stay_step.is_milestone")]);
    sent(json!({ "done_on": "2026-03-03" })).await.faults(&[("/done_on", "stay_step.in_future")]);
    let contract_id = contract.rsplit('/').next().unwrap();
    sent(json!({ "contract_id": contract_id })).await.expect(201);
    let student = world.student(&story.apprentice());
    student
        .post(&path, json!({ "step": "p2s_given", "done_on": "2026-03-02" }))
        .await
        .refused_with(403, "forbidden");
}

#[actix_web::test]
async fn whoever_enters_without_a_contract_is_covered_too() {
    let world = World::on("2025-09-01").await;
    let story = world.story();
    let manager = world.manager();
    assert_eq!(social_cover(&manager, &story).await, [json!(["p2s_received", "2025-09-09", "due"])]);
    let body = json!({ "enrolment_id": story.enrolment, "step": "p2s_received", "done_on": "2025-09-01" });
    manager.post(format!("/v1/apprentices/{}/stay-steps", story.apprentice), body).await.expect(201);
    assert!(social_cover(&manager, &story).await.is_empty(), "done");
}

#[actix_web::test]
async fn a_social_cover_that_ends_before_the_right_is_told_before_it_does_and_no_more_once_extended() {
    let (world, story, contract) = broken_story("2026-03-02").await;
    let manager = world.manager();
    let path = format!("/v1/apprentices/{}/stay-steps", story.apprentice);
    let body = json!({ "step": "p2s_received", "done_on": "2026-02-27", "starts_on": "2026-02-10", "ends_on": "2026-06-30" });
    let home = manager.post(&path, body).await.header("location").unwrap().to_owned();
    let told = async |by: &Person| -> Vec<Value> {
        let all = due(by, "kind=window_closing").await.into_iter();
        all.filter(|one| one["step"] == "social_cover").collect()
    };
    let first = told(&manager).await.remove(0);
    assert_eq!((&first["due_on"], &first["state"]), (&json!("2026-06-30"), &json!("upcoming")));
    until(&world, "2026-05-31");
    assert_eq!(told(&world.manager()).await[0]["state"], "due", "a month before");
    until(&world, "2026-06-29");
    let manager = world.manager();
    let first = told(&manager).await.remove(0);
    assert_eq!(
        first["sentence"],
        "La couverture sociale du stagiaire (P2S) finit le 30/06/2026, avant le droit de rester au CFA sans contrat (le 10/08/2026) : la prolonger."
    );
    assert_eq!(
        (&first["owner"]["kind"], &first["consequence"]["class"]),
        (&json!("site"), &json!(1)),
        "{first:#}"
    );
    let morning = manager.get("/v1/me/morning").await.expect(200);
    let lost: Vec<_> =
        morning["lost_this_week"]["data"].as_array().unwrap().iter().map(|one| &one["step"]).collect();
    assert!(lost.contains(&&json!("social_cover")), "{lost:?}");
    assert_eq!(told(&world.student(&story.apprentice())).await.len(), 1);
    assert!(told(&world.tutor(&story.tutor())).await.is_empty());
    let clears = &first["clears_with"];
    assert_eq!((&clears["method"], &clears["href"]), (&json!("PATCH"), &json!(home)));
    assert_eq!(clears["body"], json!({ "ends_on": "2026-08-10" }));
    let late = json!({ "ends_on": "2026-08-09" });
    manager.change(&home, late).await.expect(200);
    assert_eq!(told(&manager).await[0]["due_on"], "2026-08-09", "a day short");
    manager.change(&home, clears["body"].clone()).await.expect(200);
    assert!(told(&manager).await.is_empty());
    manager.change(&home, json!({ "ends_on": "2026-06-30" })).await.expect(200);
    assert_eq!(told(&manager).await.len(), 1);
    let rupture =
        manager.get(format!("/v1/ruptures?contract={}", contract.rsplit('/').next().unwrap())).await;
    let rupture = format!("/v1/ruptures/{}/withdrawal", id_of(&rupture.expect(200)["data"][0]));
    manager.post(rupture, json!({ "reason": "Les parties ont changé d'avis." })).await.expect(201);
    assert!(told(&manager).await.is_empty(), "there is no stay any more");
}
