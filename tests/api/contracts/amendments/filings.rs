//! Deposits of amendments, the form they are made on, and the day by which they are due.

use serde_json::{Value, json};

use super::{a_signed_contract, another_tutor, change_of_tutor};
use crate::contracts::agreements::count_events;
use crate::harness::{Person, Story, World, id_of};

const NUMBER: &str = "010202509001351";

/// An amendment 36 of the first of March 2026, signed on the 28th of January.
async fn an_amended_story(world: &World) -> (Story, String, String) {
    let story = world.story();
    let path = a_signed_contract(world, &world.manager(), &story).await;
    let manager = world.manager();
    let draft =
        manager.post(format!("{path}/amendments"), change_of_tutor(&another_tutor(world, &story))).await;
    let amendment = format!("/v1/amendments/{}", id_of(&draft.expect(201)));
    let sent = json!({ "sent_on": "2026-01-29" });
    manager.post(format!("{amendment}/filings"), sent).await.refused_with(409, "amendment.not_signed");
    let signature = json!({ "signed_on": "2026-01-28" });
    manager.post(format!("{amendment}/signature"), signature).await.expect(200);
    world.clock.advance_days(34);
    (story, path, amendment)
}

async fn deposit_in_clock(by: &Person, path: &str) -> Value {
    let clock = by.get(format!("{path}/clock")).await.expect(200);
    let mut deadlines = clock["data"].as_array().unwrap().iter();
    deadlines.find(|one| one["code"] == "amendment_deposit").cloned().unwrap_or_default()
}

async fn obligation(by: &Person, amendment: &str) -> Option<Value> {
    let step = amendment.rsplit('/').next().unwrap();
    for state in ["due", "late", "done"] {
        let due = by.get(format!("/v1/obligations?state={state}&limit=200")).await.expect(200);
        let mut all = due["data"].as_array().unwrap().iter();
        if let Some(found) = all.find(|one| one["kind"] == "deposit_to_make" && one["step"] == step) {
            return Some(found.clone());
        }
    }
    None
}

#[actix_web::test]
async fn an_amendment_is_sent_refused_sent_again_and_accepted_with_its_number() {
    let world = World::on("2025-07-15").await;
    let (story, path, amendment) = an_amended_story(&world).await;
    let manager = world.manager();
    let shown = deposit_in_clock(&manager, &path).await;
    assert_eq!((&shown["due_on"], &shown["state"]), (&json!("2026-03-06"), &json!("due")), "{shown}");
    let requested = obligation(&manager, &amendment).await.expect("an obligation");
    assert_eq!(requested["due_on"], "2026-03-06", "{requested}");
    assert!(requested.to_string().contains("Envoi de l'avenant 36 à l'OPCO"), "{requested}");

    for (day, code) in [("2026-01-27", "contract.filing_dates"), ("2026-03-08", "contract.filing_dates")] {
        let wrong = manager.post(format!("{amendment}/filings"), json!({ "sent_on": day })).await;
        wrong.faults(&[("/sent_on", code)]);
    }
    let body = json!({ "sent_on": "2026-03-02", "organisation": "OPCO Commerce" });
    let click = || manager.post_with_key(format!("{amendment}/filings"), "a-double-click", body.clone());
    let (first, second) = (click().await.expect(200), click().await.expect(200));
    assert_eq!(first, second);
    assert_eq!(first["warnings"][0]["code"], "amendment.contract_number_unknown");
    assert_eq!([&first["filings"][0]["attempt"], &first["version"]], [&json!(1), &json!(3)]);
    assert_eq!(deposit_in_clock(&manager, &path).await["state"], "done");
    assert_eq!(obligation(&manager, &amendment).await.expect("kept")["state"], "done");
    manager
        .post(format!("{amendment}/filings"), body.clone())
        .await
        .refused_with(409, "contract.filing_open");

    let filing = format!("{amendment}/filings/{}", id_of(&first["filings"][0]));
    let early = manager.post(format!("{filing}/completion"), json!({"complete_on": "2026-03-01"})).await;
    early.faults(&[("/complete_on", "contract.filing_dates")]);
    manager.post(format!("{filing}/completion"), json!({"complete_on": "2026-03-03"})).await.expect(200);
    let refusal = json!({"decided_on": "2026-03-04", "reason_code": "other"});
    manager.post(format!("{filing}/refusal"), refusal).await.faults(&[("/note", "contract.note_missing")]);
    let refusal = json!({"decided_on": "2026-03-04", "reason_code": "tutor", "note": "Diplôme manquant"});
    manager.post(format!("{filing}/refusal"), refusal.clone()).await.expect(200);
    manager.post(format!("{filing}/refusal"), refusal).await.refused_with(409, "contract.filing_decided");
    assert_eq!(
        deposit_in_clock(&manager, &path).await["done_on"],
        json!(null),
        "a refused deposit is to be made again"
    );

    let again = json!({ "sent_on": "2026-03-05" });
    let again = manager.post(format!("{amendment}/filings"), again).await.expect(200);
    let filing = format!("{amendment}/filings/{}", id_of(&again["filings"][1]));
    let wrong = json!({"decided_on": "2026-03-05", "amendment_number": "n° 1"});
    manager.post(format!("{filing}/acceptance"), wrong).await.faults(&[("/amendment_number", "pattern")]);
    let accepted = json!({"decided_on": "2026-03-05", "amendment_number": "01"});
    let accepted = manager.post(format!("{filing}/acceptance"), accepted).await.expect(200);
    assert_eq!(
        [&accepted["filings"][1]["state"], &accepted["filings"][1]["amendment_number"]],
        [&json!("accepted"), &json!("01")]
    );
    manager.post(format!("{amendment}/filings"), body).await.refused_with(409, "contract.already_deposited");
    let listed = manager.get(format!("{path}/amendments")).await.expect(200);
    assert_eq!(listed["data"][0]["filings"], accepted["filings"]);
    for (event, count) in [
        ("amendment.filed", 2),
        ("amendment.filing_completed", 1),
        ("amendment.refused", 1),
        ("amendment.accepted", 1),
    ] {
        assert_eq!(count_events(&world, event), count, "{event}");
    }

    let nowhere = format!("{amendment}/filings/019a0000-0000-7000-8000-000000000000/completion");
    let nowhere = manager.post(nowhere, json!({"complete_on": "2026-03-03"})).await;
    nowhere.refused_with(404, "amendment_filing.not_found");
    let sent = json!({ "sent_on": "2026-03-05" });
    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.post(format!("{amendment}/filings"), sent.clone()).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.post(format!("{amendment}/filings"), sent).await.refused_with(404, "amendment.not_found");
}

/// What is awaited of the OPCO about an amendment, wherever it stands.
async fn answer_awaited(by: &Person, amendment: &str) -> Vec<Value> {
    let subject = amendment.rsplit('/').next().unwrap();
    let mut found = Vec::new();
    for state in ["due", "late", "done"] {
        let listed = by.get(format!("/v1/obligations?state={state}&kind=opco_answer")).await.expect(200);
        let rows = listed["data"].as_array().unwrap().iter();
        found.extend(rows.filter(|one| one.to_string().contains(subject)).cloned());
    }
    found
}

#[actix_web::test]
async fn the_answer_to_an_amendment_is_awaited_twenty_days_until_it_comes() {
    let world = World::on("2025-07-15").await;
    let (_, _, amendment) = an_amended_story(&world).await;
    let manager = world.manager();
    assert_eq!(answer_awaited(&manager, &amendment).await, Vec::<Value>::new(), "nothing was sent");
    for (attempt, sent_on, due_on, decision, decided) in [
        (
            0,
            "2026-03-02",
            "2026-03-22",
            "refusal",
            json!({"decided_on": "2026-03-04", "reason_code": "tutor"}),
        ),
        (
            1,
            "2026-03-05",
            "2026-03-25",
            "acceptance",
            json!({"decided_on": "2026-03-05", "amendment_number": "01"}),
        ),
    ] {
        let sent =
            manager.post(format!("{amendment}/filings"), json!({ "sent_on": sent_on })).await.expect(200);
        let requested = answer_awaited(&manager, &amendment).await;
        let requested = requested.iter().find(|one| one["state"] == "due").expect("an answer awaited");
        assert_eq!(requested["due_on"], due_on, "{requested}");
        assert!(requested.to_string().contains("Avenant transmis le"), "{requested}");
        assert_eq!(
            requested["clears_with"]["href"],
            json!(format!("{amendment}/transitions")),
            "{requested}"
        );
        let filing = format!("{amendment}/filings/{}", id_of(&sent["filings"][attempt]));
        manager.post(format!("{filing}/{decision}"), decided).await.expect(200);
        let states: Vec<Value> =
            answer_awaited(&manager, &amendment).await.iter().map(|one| one["state"].clone()).collect();
        assert_eq!(states, vec![json!("done"); attempt + 1]);
    }
}

#[actix_web::test]
async fn the_form_of_an_amendment_says_what_it_changes_and_recalls_its_contract() {
    let world = World::on("2025-07-15").await;
    let (story, path, amendment) = an_amended_story(&world).await;
    let manager = world.manager();
    let filed = manager.post(format!("{path}/filings"), json!({"sent_on": "2025-08-28"})).await.expect(200);
    let acceptance = format!("{path}/filings/{}/acceptance", id_of(&filed["filings"][0]));
    let accepted = json!({"decided_on": "2025-09-10", "deca_number": NUMBER});
    manager.post(acceptance, accepted).await.expect(200);
    let sent =
        manager.post(format!("{amendment}/filings"), json!({ "sent_on": "2026-03-02" })).await.expect(200);
    let filing = format!("{amendment}/filings/{}/acceptance", id_of(&sent["filings"][0]));
    let accepted = json!({"decided_on": "2026-03-05", "amendment_number": "01"});
    manager.post(filing, accepted).await.expect(200);

    let form = manager.get(format!("{amendment}/form")).await.expect(200);
    let of = |section: &str, key: &str| -> Value {
        let boxes = form[section].as_array().unwrap();
        boxes.iter().find(|one| one["box"] == key).unwrap_or_else(|| panic!("{section} {key}"))["value"]
            .clone()
    };
    assert_eq!((&form["type_code"], &form["contract_number"]), (&json!("36"), &json!(NUMBER)));
    assert_eq!(
        [
            of("contrat", "type"),
            of("contrat", "numero_precedent"),
            of("contrat", "date_effet_avenant"),
            of("contrat", "date_conclusion"),
            of("contrat", "date_debut"),
            of("maitre_1", "nom"),
            of("depot", "numero_depot"),
            of("depot", "numero_avenant")
        ],
        ["36", NUMBER, "2026-03-01", "2026-01-28", "2025-08-25", "Hopper", NUMBER, "01"]
            .map(|text| json!(text))
    );
    let changed: Vec<_> = form["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["section"].as_str().unwrap(),
                one["box"].as_str().unwrap(),
                one["before"].as_str(),
                one["after"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        changed,
        [
            ("maitre_1", "nom", Some("Lovelace"), Some("Hopper")),
            ("maitre_1", "prenom", Some("Ada"), Some("Grace"))
        ]
    );
    let contract = manager.get(format!("{path}/form")).await.expect(200);
    let its_type = contract["contrat"].as_array().unwrap().iter().find(|one| one["box"] == "type").unwrap();
    assert_eq!(its_type["value"], "11", "the form of the contract is that of the contract");

    let student = world.student(&story.apprentice());
    assert_eq!(student.get(format!("{amendment}/form")).await.expect(200)["changes"], form["changes"]);
    world.trainer().get(format!("{amendment}/form")).await.refused_with(403, "forbidden");
    let stranger = world.other_manager();
    stranger.get(format!("{amendment}/form")).await.refused_with(404, "amendment.not_found");
}

#[cfg(feature = "pdf")]
#[actix_web::test]
async fn the_form_of_an_amendment_is_printed() {
    let world = World::on("2025-07-15").await;
    let (_, _, amendment) = an_amended_story(&world).await;
    let request = world.manager().request(reqwest::Method::GET, format!("{amendment}/form.pdf"));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert!(answer.bytes().await.unwrap().starts_with(b"%PDF-"));
}
