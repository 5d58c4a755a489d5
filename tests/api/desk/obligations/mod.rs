//! What is due: one list for everybody, from the enrolment to the last document.

mod cache;
mod clearing;
pub mod comparing;
mod editions;
mod keeping;
mod marks;
mod owners;
mod ranking;
mod registrations;
mod settling;

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Story, World, day, id_of};

/// The obligations one is shown, narrowed.
pub async fn due(person: &Person, query: &str) -> Vec<Value> {
    let path = format!("/v1/obligations?limit=200&{query}");
    person.get(path).await.expect(200)["data"].as_array().unwrap().clone()
}

/// Kind, step, last day and state of each.
fn brief(all: &[Value]) -> Vec<(String, String, String, String)> {
    let text = |one: &Value, field: &str| one[field].as_str().unwrap_or_default().to_owned();
    all.iter()
        .map(|one| (text(one, "kind"), text(one, "step"), text(one, "due_on"), text(one, "state")))
        .collect()
}

#[track_caller]
fn the<'a>(all: &'a [Value], kind: &str, step: &str) -> &'a Value {
    let same = |one: &&Value| one["kind"] == kind && one["step"].as_str().unwrap_or_default() == step;
    all.iter().find(same).unwrap_or_else(|| panic!("no {kind} {step} in {:#?}", brief(all)))
}

fn has(all: &[Value], kind: &str) -> bool {
    all.iter().any(|one| one["kind"] == kind)
}

#[track_caller]
fn stands(all: &[Value], kind: &str, step: &str, due_on: &str, state: &str) {
    let one = the(all, kind, step);
    assert_eq!((&one["due_on"], &one["state"]), (&json!(due_on), &json!(state)), "{one:#}");
}

/// Moves the clock on to a day; who acted before has to come in again.
pub fn until(world: &World, expected: &str) {
    world.clock.advance_days((day(expected) - world.clock.today()).num_days());
}

#[actix_web::test]
async fn a_signed_contract_makes_everything_due_in_its_time() {
    let (world, story, contract) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let all = due(&manager, "").await;
    stands(&all, "deposit_to_make", "1", "2025-08-30", "late");
    stands(&all, "medical_visit", "", "2025-10-25", "due");
    stands(&all, "student_card", "", "2025-07-02", "late");
    stands(&all, "visit_to_hold", "", "2026-02-22", "upcoming");
    stands(&all, "document", "identity", "2025-07-02", "late");
    stands(&all, "document", "civic_day", "2026-11-02", "upcoming");
    assert!(!has(&all, "invoice"), "the site is spared what the CFA has to do");
    let of_cfa = due(&manager, "owner=cfa").await;
    stands(&of_cfa, "invoice", "1-1", "2025-08-25", "late");
    assert_eq!(the(&of_cfa, "invoice", "1-1")["owner"]["kind"], "cfa");
    assert!(!has(&all, "window_closing") && !has(&all, "contract_to_sign"), "{:#?}", brief(&all));
    let deposit = the(&all, "deposit_to_make", "1");
    assert_eq!(deposit["rule"]["code"], "deadline.deposit");
    assert_eq!(deposit["rule"]["source"], "Code du travail, art. D6224-1");
    assert_eq!(deposit["apprentice"]["name"], "Chloé Durand");
    assert_eq!(deposit["owner"]["kind"], "site");
    assert_eq!(
        deposit["clears_with"],
        json!({ "method": "POST", "href": format!("{contract}/filings"),
                "body": { "sent_on": deposit["clears_with"]["body"]["sent_on"] }, "to_fill": [] })
    );
    assert_eq!(
        deposit["sentence"],
        "Contrat commencé le 25/08/2025 : à transmettre pour dépôt le 30/08/2025 au plus tard."
    );
    let path = format!("/v1/obligations/{}", id_of(deposit));
    assert_eq!(&manager.get(&path).await.expect(200), deposit);
    let english = manager.request(reqwest::Method::GET, &path).header("accept-language", "en");
    let english = manager.send(english).await.expect(200);
    assert!(english["sentence"].as_str().unwrap().ends_with("by 2025-08-30."), "{english}");

    let filed = json!({ "sent_on": "2025-09-01" });
    manager.post(format!("{contract}/filings"), filed).await.expect(200);
    let all = due(&manager, "").await;
    assert!(!has(&all, "deposit_to_make"));
    stands(&all, "opco_answer", "1", "2025-09-21", "due");
    let done = due(&manager, "state=done").await;
    stands(&done, "deposit_to_make", "1", "2025-08-30", "done");
    stands(&done, "contract_to_sign", "", "2025-08-25", "done");
    stands(&done, "window_closing", "without_contract", "2025-11-25", "done");
    for body in [
        json!({ "kind": "student_card", "done_on": "2025-09-02" }),
        json!({ "kind": "medical_visit", "done_on": "2025-09-02" }),
    ] {
        manager.post(format!("{contract}/milestones"), body).await.expect(201);
    }
    let paper = json!({ "document": "identity", "received_on": "2025-09-02" });
    manager.post(format!("/v1/apprentices/{}/documents", story.apprentice), paper).await.expect(201);
    let all = due(&manager, "").await;
    assert!(!has(&all, "student_card") && !has(&all, "medical_visit"));
    assert!(!all.iter().any(|one| one["step"] == "identity"));
    let open = due(&manager, "as_of=2025-08-31").await;
    stands(&open, "student_card", "", "2025-07-02", "late");
    stands(&open, "deposit_to_make", "1", "2025-08-30", "late");
}

#[actix_web::test]
async fn the_list_is_narrowed_paged_and_seen_from_any_day() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let all = due(&manager, "").await;
    let mut seen = Vec::new();
    let mut path = "/v1/obligations?limit=4".to_owned();
    loop {
        let page = manager.get(&path).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/obligations?limit=4&cursor={cursor}");
    }
    assert_eq!(seen, all);
    for (query, every) in [
        ("kind=visit_to_hold".to_owned(), 4),
        (
            format!("apprentice={}", story.apprentice),
            all.iter().filter(|one| one["apprentice"]["id"] == json!(story.apprentice)).count(),
        ),
        (format!("apprentice={}", story.employer), 0),
        (format!("site={}", world.site()), all.len()),
        (format!("site={}", world.other_site()), 0),
        (
            "due_before=2025-08-30".to_owned(),
            all.iter().filter(|one| one["due_on"].as_str() < Some("2025-08-30")).count(),
        ),
        ("state=late".to_owned(), all.iter().filter(|one| one["state"] == "late").count()),
        ("state=due".to_owned(), all.iter().filter(|one| one["state"] == "due").count()),
        ("state=upcoming".to_owned(), all.iter().filter(|one| one["state"] == "upcoming").count()),
        (
            format!("owner={}", story.apprentice),
            all.iter().filter(|one| one["owner"]["kind"] == "apprentice").count(),
        ),
    ] {
        assert_eq!(due(&manager, &query).await.len(), every, "{query}");
    }
    let counts = manager.get("/v1/obligations/counts").await.expect(200);
    for state in ["late", "due", "upcoming"] {
        let expected = all.iter().filter(|one| one["state"] == state).count();
        assert_eq!(counts[state], json!(expected), "{state}");
    }
    let visits = counts["data"].as_array().unwrap().iter().find(|one| one["kind"] == "visit_to_hold");
    assert_eq!(visits.unwrap()["upcoming"], 4);
    stands(
        &due(&manager, "as_of=2026-02-23&kind=visit_to_hold").await,
        "visit_to_hold",
        "",
        "2026-02-22",
        "late",
    );
    stands(
        &due(&manager, "as_of=2026-02-10&kind=visit_to_hold").await,
        "visit_to_hold",
        "",
        "2026-02-22",
        "due",
    );
    assert!(due(&manager, "as_of=2025-06-01").await.is_empty(), "nobody was enrolled yet");
    manager.get("/v1/obligations?state=maybe").await.refused_with(400, "query.invalid");
    manager.get("/v1/obligations?cursor=xx").await.refused_with(400, "query.invalid");
}

#[actix_web::test]
async fn each_sees_what_concerns_them_and_nobody_else_sees_anything() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let kinds = |all: &[Value]| {
        let mut kinds: Vec<_> = all.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    let everything = due(&world.administrator(), "").await;
    assert_eq!(due(&world.trainer(), "").await, everything);
    let whole = world.client(&["obligations:read", "apprentices:read", "employers:read"]);
    let of_cfa = due(&world.administrator(), "owner=cfa").await;
    let mut whole = due(&whole, "").await;
    assert!(of_cfa.iter().all(|one| whole.contains(one)), "its own software is told what the CFA has to do");
    whole.retain(|one| one["owner"]["kind"] != "cfa");
    assert_eq!(whole, everything);
    let unnamed = due(&world.client(&["obligations:read"]), "").await;
    assert!(kinds(&everything).iter().all(|kind| kinds(&unnamed).contains(kind)));
    let told = json!(unnamed).to_string();
    assert!(
        !told.contains("Durand") && !told.contains("Lovelace"),
        "names come with the scope of the persons"
    );
    world.client(&["visits:read"]).get("/v1/obligations").await.refused_with(403, "forbidden");
    let tutor = due(&world.tutor(&story.tutor()), "").await;
    assert_eq!(kinds(&tutor), ["deposit_to_make", "medical_visit", "visit_to_hold"]);
    let student = due(&world.student(&story.apprentice()), "").await;
    assert!(kinds(&student).contains(&"document".to_owned()));
    assert!(!kinds(&student).contains(&"invoice".to_owned()), "{:?}", kinds(&student));
    assert!(due(&world.other_manager(), "").await.is_empty());
    let one = id_of(the(&of_cfa, "invoice", "1-1"));
    for stranger in [world.other_manager(), world.student(&story_of_another(&world, &story))] {
        stranger.get(format!("/v1/obligations/{one}")).await.refused_with(404, "obligation.not_found");
        assert!(due(&stranger, &format!("apprentice={}", story.apprentice)).await.is_empty());
    }
}

fn story_of_another(world: &World, story: &Story) -> Value {
    let other = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    world.seed_enrolment(other, story.cohort);
    json!({ "id": other })
}

#[actix_web::test]
async fn an_enrolled_apprentice_without_a_contract_has_windows_that_close() {
    let world = World::on("2025-11-10").await;
    let story = world.story();
    let manager = world.manager();
    let all = due(&manager, "kind=window_closing").await;
    assert_eq!(
        brief(&all),
        [
            ("window_closing".into(), "without_contract".into(), "2025-11-25".into(), "due".into()),
            ("window_closing".into(), "dashboard".into(), "2025-11-22".into(), "due".into())
        ]
    );
    assert!(all[0]["sentence"].as_str().unwrap().starts_with("Aucun contrat signé"), "{}", all[0]);
    signed(
        &manager,
        crate::contracts::agreements::with(a_contract(&story), json!({ "starts_on": "2025-11-17" })),
        "2025-11-10",
    )
    .await;
    assert!(due(&manager, "kind=window_closing").await.is_empty());
    assert_eq!(due(&manager, "kind=window_closing&state=done").await.len(), 1);
    assert_eq!(due(&manager, "kind=window_closing&as_of=2025-11-09").await.len(), 1);
}

#[actix_web::test]
async fn a_change_of_employer_keeps_what_was_held() {
    let (world, story, first) = a_signed_story("2025-11-25").await;
    let visit = visits_of(&world.trainer()).await.remove(0);
    let report = json!({"held_on": "2025-11-20", "present": ["tutor"], "report": "Tout va bien."});
    world.trainer().post(format!("{visit}/report"), report).await.expect(200);
    until(&world, "2026-02-12");
    let manager = world.manager();
    let rupture = json!({ "effective_on": "2026-02-10", "initiator": "both", "ground": "mutual_agreement",
                          "notice_received_on": "2026-02-10" });
    manager.post(format!("{first}/rupture"), rupture).await.expect(201);
    let all = due(&manager, "").await;
    stands(&all, "rupture_notice", "", "2026-02-13", "due");
    stands(&all, "student_card_return", "", "2026-02-25", "due");
    stands(&all, "window_closing", "after_rupture", "2026-08-10", "upcoming");
    assert!(!has(&all, "visit_to_hold"), "{:#?}", brief(&all));
    let employer = world.seed_employer("55210055400013");
    let tutor = world.seed_tutor(employer, "Hopper", "Grace");
    let next = json!({ "employer_id": employer, "tutor_id": tutor, "type_code": "23", "starts_on": "2026-03-02",
                       "previous_contract_id": first.rsplit('/').next().unwrap() });
    signed(&manager, crate::contracts::agreements::with(a_contract(&story), next), "2026-02-12").await;
    let all = due(&manager, "").await;
    assert!(!all.iter().any(|one| one["step"] == "after_rupture"), "{:#?}", brief(&all));
    let to_hold: Vec<_> = all.iter().filter(|one| one["kind"] == "visit_to_hold").collect();
    assert_eq!(to_hold.len(), 3);
    let done = due(&manager, "state=done").await;
    stands(&done, "visit_to_hold", "", "2026-02-22", "done");
    stands(&done, "window_closing", "after_rupture", "2026-08-10", "done");
    let theirs = due(&world.tutor(&json!({ "id": tutor })), "kind=visit_to_hold").await;
    assert_eq!(theirs.len(), 3);
    assert!(due(&world.tutor(&story.tutor()), "kind=visit_to_hold").await.is_empty());
}

#[actix_web::test]
async fn what_a_call_left_to_do_is_told_to_whoever_may_read_the_call() {
    let (world, story, _) = a_signed_story("2025-09-02").await;
    let manager = world.manager();
    let call = |visibility: &str| {
        json!({ "apprentice_id": story.apprentice, "called_at": "2025-09-02T07:30:00Z", "direction": "outgoing",
                "party": "tutor", "outcome": "missed", "subject": "follow_up", "visibility": visibility,
                "next_action": { "what": "Rappeler", "due_on": "2025-09-05", "owner": "tutor" } })
    };
    let (tutor, student) = (world.tutor(&story.tutor()), world.student(&story.apprentice()));
    for visibility in ["everyone", "staff_and_tutor", "staff"] {
        manager.post("/v1/phone-contacts", call(visibility)).await.expect(201);
    }
    let query = "kind=call_to_return";
    for (person, seen) in [(&manager, 3), (&tutor, 2), (&student, 1)] {
        assert_eq!(due(person, query).await.len(), seen);
    }
    assert_eq!(due(&world.client(&["obligations:read"]), query).await.len(), 1);
    let one = due(&tutor, query).await.remove(0);
    assert_eq!(one["sentence"], "À faire après l'appel du 02/09/2025, pour le 05/09/2025 : Rappeler");
    let cleared = manager.post(one["clears_with"]["href"].as_str().unwrap(), json!({})).await;
    cleared.expect(200);
    assert_eq!(due(&manager, query).await.len(), 2);
}

#[actix_web::test]
async fn a_report_waits_for_each_party_and_a_promise_for_its_day() {
    let (world, story, _) = a_signed_story("2025-11-25").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    let report = json!({"held_on": "2025-11-20", "present": ["tutor"], "report": "Tout va bien.",
        "commitments": [{ "owner": "apprentice", "what": "Rendre le dossier", "due_on": "2025-12-10" }]});
    trainer.post(format!("{visit}/report"), report).await.expect(200);
    let (tutor, student) = (world.tutor(&story.tutor()), world.student(&story.apprentice()));
    let steps = |all: &[Value]| brief(all).into_iter().map(|one| one.1).collect::<Vec<_>>();
    let waiting = "kind=report_to_acknowledge";
    let mut all = steps(&due(&trainer, waiting).await);
    all.sort();
    assert_eq!(all, ["1-apprentice", "1-tutor"]);
    assert_eq!(steps(&due(&tutor, waiting).await), ["1-tutor"]);
    assert_eq!(steps(&due(&student, waiting).await), ["1-apprentice"]);
    tutor.post(format!("{visit}/acknowledgements"), json!({ "report_version": 1 })).await.expect(200);
    assert!(due(&tutor, waiting).await.is_empty());
    let promised = due(&student, "kind=commitment_due").await;
    assert_eq!(
        (&promised[0]["owner"]["kind"], &promised[0]["due_on"]),
        (&json!("apprentice"), &json!("2025-12-10"))
    );
}

#[actix_web::test]
async fn a_visit_promised_stays_asked_until_the_contract_is_long_over() {
    let world = World::on("2026-02-10").await;
    let story = world.story();
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let requested = async |on: &str| {
        until(&world, on);
        let all = due(&world.manager(), "kind=visit_to_plan").await;
        brief(&all).into_iter().map(|one| (one.1, one.3)).collect::<Vec<_>>()
    };
    let shown = |states: [&str; 4]| {
        let steps = ["1-1", "1-2", "2-1", "2-2"];
        steps
            .into_iter()
            .zip(states)
            .map(|(step, state)| (step.to_owned(), state.to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(requested("2026-02-10").await, shown(["late", "upcoming", "upcoming", "upcoming"]));
    assert_eq!(
        requested("2026-03-02").await,
        shown(["late", "upcoming", "upcoming", "upcoming"]),
        "its time is over"
    );
    let dashboard = world.manager().get(format!("/v1/sites/{}/dashboard", world.site())).await.expect(200);
    assert_eq!(dashboard["visits_in_time"], json!({ "numerator": 0, "denominator": 1 }));
    assert_eq!(requested("2027-08-25").await, shown(["late"; 4]), "the cycle is past");
    assert_eq!(requested("2027-09-24").await, shown(["late"; 4]));
    assert!(requested("2027-09-25").await.is_empty());
    assert_eq!(due(&world.manager(), "kind=visit_to_plan&state=lapsed").await.len(), 4);
}
