//! Complaints: written down, assigned, treated, answered, closed, taken back, counted.

use serde_json::{Value, json};

use crate::desk::obligations::comparing::assert_equal;
use crate::desk::obligations::due;
use crate::harness::{Person, World, id_of};

const SITE: &str = "/v1/sites/ufa-leonie-aviat";

fn a_complaint(on: &str) -> Value {
    json!({ "received_on": on, "complainant": "guardian", "complainant_name": "Mme Durand", "channel": "email",
            "subject": "follow_up", "what": "Aucune nouvelle depuis la visite de décembre." })
}

async fn received(by: &Person, on: &str) -> String {
    let written = by.post(format!("{SITE}/complaints"), a_complaint(on)).await.expect(201);
    format!("/v1/complaints/{}", id_of(&written))
}

#[actix_web::test]
async fn a_complaint_is_treated_by_somebody_answered_then_closed() {
    let world = World::on("2026-03-02").await;
    let story = world.story();
    let manager = world.manager();
    let path = received(&manager, "2026-03-02").await;
    let first = manager.get(&path).await.expect(200);
    assert_eq!((&first["state"], &first["subject_label"]), (&json!("received"), &json!("Suivi")));
    assert_eq!((&first["acknowledge_by"], &first["answer_by"]), (&json!("2026-03-09"), &json!("2026-04-01")));
    let me = manager.get("/v1/me").await.expect(200);
    let mine = json!({ "assigned_to": me["id"], "apprentice_id": story.apprentice });
    let assigned = manager.change(&path, mine).await.expect(200);
    assert_eq!(
        (&assigned["assignee"]["id"], &assigned["apprentice_name"]),
        (&me["id"], &json!("Chloé Durand"))
    );
    let upheld = json!({ "outcome": "upheld" });
    manager.post(format!("{path}/closing"), upheld.clone()).await.refused_with(409, "complaint.not_answered");
    for (kind, state) in [("acknowledged", "treated"), ("action", "treated"), ("answered", "answered")] {
        manager
            .post(format!("{path}/steps"), json!({ "kind": kind, "note": "Dit au téléphone" }))
            .await
            .expect(201);
        assert_eq!(manager.get(&path).await.expect(200)["state"], state);
    }
    let closed = manager.post(format!("{path}/closing"), upheld.clone()).await.expect(201);
    assert_eq!((&closed["state"], &closed["outcome_label"]), (&json!("closed"), &json!("Fondée")));
    assert_eq!(closed["steps"].as_array().unwrap().len(), 3);
    manager.post(format!("{path}/closing"), upheld).await.refused_with(409, "complaint.closed");
    manager.change(&path, json!({ "subject": "exam" })).await.refused_with(409, "complaint.closed");
    let why = json!({ "reason": "Nouvel élément" });
    manager.post(format!("{path}/closing/withdrawal"), why.clone()).await.expect(201);
    assert_eq!(manager.get(&path).await.expect(200)["state"], "answered");
    manager
        .post(format!("{path}/closing/withdrawal"), why)
        .await
        .refused_with(409, "withdrawal.nothing_to_take_back");
    let acts = "SELECT count(*) AS n FROM journal_entries WHERE act = 'TreatComplaint'";
    assert_eq!(world.database_counts(acts), 6, "each act has its line, none is told to partners");
}

#[actix_web::test]
async fn what_is_wrong_is_told_and_what_was_entered_by_mistake_is_taken_back() {
    let world = World::on("2026-03-02").await;
    let manager = world.manager();
    let mut wrong = a_complaint("2026-03-03");
    let nobody = "019a0000-0000-7000-8000-000000000000";
    (wrong["assigned_to"], wrong["apprentice_id"]) = (json!(nobody), json!(nobody));
    manager.post(format!("{SITE}/complaints"), wrong).await.faults(&[
        ("/received_on", "complaint.to_come"),
        ("/apprentice_id", "complaint.apprentice"),
        ("/assigned_to", "complaint.assignee"),
    ]);
    let path = received(&manager, "2026-02-27").await;
    let early = json!({ "kind": "exchange", "done_on": "2026-02-26" });
    manager.post(format!("{path}/steps"), early).await.faults(&[("/done_on", "complaint.before_receipt")]);
    let step = manager.post(format!("{path}/steps"), json!({ "kind": "answered" })).await.expect(201);
    manager.change(&path, json!({ "received_on": "2026-03-02" })).await.expect(200);
    let why = json!({ "reason": "Saisie par erreur" });
    let back = format!("/v1/complaint-steps/{}/withdrawal", id_of(&step));
    let taken = manager.post(back, why.clone()).await.expect(201);
    assert_eq!(manager.get(&path).await.expect(200)["state"], "received");
    manager.post(format!("/v1/withdrawals/{}/restoration", id_of(&taken)), json!({})).await.expect(200);
    assert_eq!(manager.get(&path).await.expect(200)["state"], "answered");

    let step = manager.post(format!("{path}/steps"), json!({ "kind": "exchange" })).await.expect(201);
    let back = format!("/v1/complaint-steps/{}/withdrawal", id_of(&step));
    let taken = manager.post(back, why.clone()).await.expect(201);
    let restoration = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    manager.post(format!("{path}/closing"), json!({ "outcome": "upheld" })).await.expect(201);
    manager.post(&restoration, json!({})).await.refused_with(409, "withdrawal.ended_since");
    manager.post(format!("{path}/closing/withdrawal"), why.clone()).await.expect(201);
    manager.post(&restoration, json!({})).await.expect(200);
    manager.post(format!("{path}/withdrawal"), why).await.expect(201);
    manager.get(&path).await.refused_with(404, "complaint.not_found");
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM complaint_steps"), 0);
}

#[actix_web::test]
async fn the_office_reads_complaints_and_a_trainer_only_writes_them_down() {
    let world = World::on("2026-03-02").await;
    let story = world.story();
    let trainer = world.trainer();
    let path = received(&trainer, "2026-03-02").await;
    trainer.get(&path).await.refused_with(403, "forbidden");
    trainer.get("/v1/complaints").await.refused_with(403, "forbidden");
    world.student(&story.apprentice()).get(&path).await.refused_with(403, "forbidden");
    let other = world.other_manager();
    other.get(&path).await.refused_with(404, "complaint.not_found");
    other
        .post(format!("{SITE}/complaints"), a_complaint("2026-03-02"))
        .await
        .refused_with(404, "site.not_found");
    let listed = world.manager().get("/v1/complaints?closed=false&include=total").await.expect(200);
    assert_eq!((&listed["total"], &listed["data"][0]["author"]["through"]), (&json!(1), &json!("account")));
    assert_eq!(other.get("/v1/complaints").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn complaints_are_counted_with_their_delays() {
    let world = World::on("2026-03-31").await;
    let manager = world.manager();
    let (late, quick) = (received(&manager, "2026-02-02").await, received(&manager, "2026-03-02").await);
    manager
        .post(format!("{quick}/steps"), json!({ "kind": "answered", "done_on": "2026-03-07" }))
        .await
        .expect(201);
    manager.post(format!("{quick}/closing"), json!({ "outcome": "not_upheld" })).await.expect(201);
    let counts = manager.get(format!("{SITE}/complaint-counts?from=2026-01-01")).await.expect(200);
    assert_eq!(
        counts,
        json!({ "from": "2026-01-01", "to": "2026-03-31", "received": 2, "open": 1, "acknowledged_in_time": 1,
                "answered_in_time": 1, "late": 1, "tenths_of_days_to_answer": 50,
                "by_subject": [{ "code": "follow_up", "label": "Suivi", "count": 2 }],
                "by_complainant": [{ "code": "guardian", "label": "Parent, représentant légal", "count": 2 }],
                "by_outcome": [{ "code": "not_upheld", "label": "Non fondée", "count": 1 }] })
    );
    assert_eq!(manager.get(&late).await.expect(200)["late"], true);
    let backwards = manager.get(format!("{SITE}/complaint-counts?from=2026-04-01&to=2026-03-01")).await;
    backwards.faults(&[("/to", "complaint.period")]);
    world.other_manager().get(format!("{SITE}/complaint-counts")).await.refused_with(404, "site.not_found");
}

#[actix_web::test]
async fn a_complaint_that_waits_is_due_to_the_office_alone_until_it_is_answered() {
    let world = World::on("2026-03-02").await;
    let (story, manager, trainer) = (world.story(), world.manager(), world.trainer());
    let (tutor, student) = (world.tutor(&story.tutor()), world.student(&story.apprentice()));
    let path = received(&manager, "2026-03-02").await;
    manager.change(&path, json!({ "apprentice_id": story.apprentice })).await.expect(200);
    let awaited = async |by: &Person| due(by, "kind=complaint_to_answer").await;
    let told = awaited(&manager).await.remove(0);
    assert_eq!((&told["due_on"], &told["state"]), (&json!("2026-04-01"), &json!("due")));
    assert_eq!((&told["owner"]["kind"], &told["apprentice"]), (&json!("site"), &Value::Null));
    assert_eq!(
        told["sentence"],
        "Réclamation reçue le 02/03/2026 (Suivi), à traiter : réponse pour le 01/04/2026."
    );
    let one = format!("/v1/obligations/{}", id_of(&told));
    let software = world.client(&["obligations:read"]);
    let counted = async |by: &Person| {
        by.get("/v1/obligations/counts").await.expect(200).to_string().contains("complaint_to_answer")
    };
    assert!(counted(&manager).await && !counted(&trainer).await && !counted(&software).await);
    for person in [&trainer, &tutor, &student, &software, &world.other_manager()] {
        assert!(awaited(person).await.is_empty());
        person.get(&one).await.refused_with(404, "obligation.not_found");
    }
    assert!(
        due(&manager, &format!("apprentice={}&kind=complaint_to_answer", story.apprentice)).await.is_empty()
    );

    let account = async |by: &Person| by.get("/v1/me").await.expect(200)["id"].clone();
    manager.change(&path, json!({ "assigned_to": account(&trainer).await })).await.expect(200);
    assert_eq!(awaited(&manager).await[0]["owner"]["kind"], "site", "who treats it cannot read it");
    assert!(due(&trainer, "owner=me").await.iter().all(|one| one["kind"] != "complaint_to_answer"));
    let mine = account(&manager).await;
    manager.change(&path, json!({ "assigned_to": mine })).await.expect(200);
    assert_eq!(awaited(&manager).await[0]["owner"]["id"], mine);
    assert_equal(&world, "a complaint assigned");

    world.clock.advance_days(31);
    let manager = world.manager();
    let mine = account(&manager).await;
    manager.change(&path, json!({ "assigned_to": mine })).await.expect(200);
    let late = due(&manager, "owner=me&kind=complaint_to_answer").await.remove(0);
    assert_eq!(late["state"], "late");
    let morning = manager.get("/v1/me/morning").await.expect(200);
    assert_eq!(morning["awaited"]["data"][0]["kind"], "complaint_to_answer");
    let request = &late["clears_with"];
    let mut answer = request["body"].clone();
    answer["note"] = json!("Dit au téléphone.");
    let step = manager.post(request["href"].as_str().unwrap(), answer).await.expect(201);
    assert_eq!(manager.get(&one).await.expect(200)["state"], "done");
    let back = format!("/v1/complaint-steps/{}/withdrawal", id_of(&step));
    manager.post(back, json!({ "reason": "Pas encore répondu" })).await.expect(201);
    assert_eq!(manager.get(&one).await.expect(200)["state"], "late");
    manager.post(format!("{path}/closing"), json!({ "outcome": "dropped" })).await.expect(201);
    assert_eq!(manager.get(&one).await.expect(200)["state"], "done");
    assert_equal(&world, "a complaint dropped");
}
