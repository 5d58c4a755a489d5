//! Every box of the form: kept, given back, cleared, refused, completed once signed.

use serde_json::{Value, json};

use super::{a_bare_draft, a_contract, count_events, drafted, signed, with};
use crate::harness::World;

fn whole() -> Value {
    json!({
        "mode_code": "1", "tutor_attested": true,
        "work": { "weekly_minutes": 2100, "dangerous_machines": false,
            "place": { "name": "Rayon presse", "address_line": "1 rue de la Paix", "postal_code": "57000", "city": "Metz",
            "country": null, "good_friday_off": true } },
        "training": { "practical_starts_on": "2025-08-25", "training_starts_on": "2025-08-25",
            "exams_end_on": "2027-06-30", "hours": 1350, "company_cfa": false,
            "diploma": { "code": "32031213", "title": "BTS MCO", "type_code": "54", "rncp": "RNCP38362" },
            "place": { "name": "Annexe", "uai": "0951099D", "siret": "73282932000074", "address_line": "2 rue Haute",
                "postal_code": "10000", "city": "Troyes" } },
        "pay": { "gross_salary_cents": 180_180, "conventional_minimum_cents": 190_000,
            "retirement_fund": "AGIRC-ARRCO", "meal_cents": 250, "lodging_cents": 5000, "other_benefits": false,
            "lines": [{ "year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2026-08-24",
                        "percent_hundredths": 4300, "base": "smic" },
                      { "year": 2, "line": 1, "from_on": "2026-08-25", "to_on": "2027-08-24",
                        "percent_hundredths": 10000, "base": "smc" }] }
    })
}

#[actix_web::test]
async fn a_draft_may_be_bare_and_hold_every_box_of_the_form_later() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let mut bare = a_bare_draft(&story);
    bare.as_object_mut().unwrap().remove("tutor_id");
    let path = drafted(&manager, bare).await;
    let read = manager.get(&path).await.expect(200);
    assert_eq!([&read["tutor_id"], &read["work"]["weekly_minutes"], &read["deca_number"]], [&Value::Null; 3]);
    assert_eq!([&read["mode_code"], &read["form_version"]], [&json!("1"), &json!("10103-14")]);
    assert_eq!([&read["pay"]["lines"], &read["signatures"], &read["filings"]], [&json!([]); 3]);

    let changed = manager.change(&path, whole()).await.expect(200);
    for part in ["work", "training", "pay", "tutor_attested"] {
        assert_eq!(changed[part], whole()[part], "{part}");
    }
    let cleared =
        manager.change(&path, json!({"work": {"place": null}, "pay": {"lines": []}})).await.expect(200);
    assert_eq!(cleared["work"]["place"]["city"], Value::Null);
    assert_eq!((&cleared["work"]["weekly_minutes"], &cleared["pay"]["lines"]), (&json!(2100), &json!([])));
    assert_eq!(cleared["pay"]["meal_cents"], 250);

    let line = manager.get("/v1/contracts").await.expect(200)["data"][0].clone();
    assert_eq!([line.get("work"), line.get("pay"), line.get("filings")], [None; 3]);
}

#[actix_web::test]
async fn boxes_that_contradict_each_other_or_the_law_are_refused_together() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let body = with(
        a_bare_draft(&story),
        json!({
            "second_tutor_id": story.tutor,
            "work": { "weekly_minutes": 2401 },
            "training": { "practical_starts_on": "2025-11-26", "training_starts_on": "2025-11-26",
                          "exams_end_on": "2027-08-25", "hours": 803 },
            "pay": { "lines": [
                { "year": 1, "line": 1, "from_on": "2026-08-24", "to_on": "2025-08-25",
                  "percent_hundredths": 4300, "base": "smic" },
                { "year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2026-08-24",
                  "percent_hundredths": 4300, "base": "smic" }] },
        }),
    );
    manager.post("/v1/contracts", body).await.faults(&[
        ("/second_tutor_id", "contract.same_tutor_twice"),
        ("/training/practical_starts_on", "contract.practical_starts_late"),
        ("/training/training_starts_on", "contract.training_starts_late"),
        ("/ends_on", "contract.ends_before_exams"),
        ("/work/weekly_minutes", "contract.week_too_long"),
        ("/training/hours", "contract.cfa_share"),
        ("/pay/lines/0/to_on", "contract.pay_line_upside_down"),
        ("/pay/lines/1", "contract.pay_line_twice"),
    ]);
    let coded = json!({ "training": { "diploma": { "type_code": "99" } } });
    let coded = manager.post("/v1/contracts", with(a_bare_draft(&story), coded)).await;
    coded.faults(&[("/training/diploma/type_code", "reference.unknown_code")]);
    let low = json!({ "pay": { "lines": [{ "year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2026-08-24",
        "percent_hundredths": 4200, "base": "smic" }] } });
    let low = manager.post("/v1/contracts", with(a_bare_draft(&story), low)).await;
    low.faults(&[("/pay/lines/0/percent_hundredths", "pay.percent_below_legal")]);
}

#[actix_web::test]
async fn identifiers_are_read_as_typed_and_kept_in_one_form() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let typed = json!({ "type_code": "22", "previous_contract_number": "010 2023 10 00 1351",
                        "training": { "diploma": { "rncp": "38362" }, "place": { "uai": "951099d" } } });
    let draft = manager.post("/v1/contracts", with(a_bare_draft(&story), typed)).await.expect(201);
    assert_eq!(draft["previous_contract_number"], "010202310001351");
    assert_eq!(draft["training"]["diploma"]["rncp"], "RNCP38362");
    assert_eq!(draft["training"]["place"]["uai"], "0951099D");
    assert_eq!(draft.get("warnings"), None);

    for (number, code) in [("94202310001351", "deca.length"), ("999202310001351", "deca.shape")] {
        let body = with(a_bare_draft(&story), json!({"type_code": "22", "previous_contract_number": number}));
        manager.post("/v1/contracts", body).await.faults(&[("/previous_contract_number", code)]);
    }
    let first = with(a_bare_draft(&story), json!({"previous_contract_number": "010202310001351"}));
    let first = manager.post("/v1/contracts", first).await;
    first.faults(&[("/previous_contract_number", "contract.previous_forbidden")]);
    let earlier = world.seed_contract(&story, "2023-08-25", "2025-08-24");
    let both = json!({"type_code": "21", "previous_contract_id": earlier,
                      "previous_contract_number": "010202310001351"});
    let both = manager.post("/v1/contracts", with(a_bare_draft(&story), both)).await;
    both.faults(&[("/previous_contract_number", "contract.previous_said_twice")]);
}

#[actix_web::test]
async fn a_signed_contract_is_completed_but_not_changed() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    let missing = json!({ "work": { "dangerous_machines": false }, "training": { "hours": 1350 },
                          "pay": { "retirement_fund": "AGIRC-ARRCO" } });
    let completed = manager.change(&path, missing).await.expect(200);
    assert_eq!((&completed["state"], &completed["training"]["hours"]), (&json!("signed"), &json!(1350)));
    assert_eq!(completed["signatures"].as_array().unwrap().len(), 2);
    for change in [
        json!({"training": {"hours": 1400}}),
        json!({"training": {"hours": null}}),
        json!({"work": {"weekly_minutes": 2000}}),
        json!({"pay": {"lines": []}}),
        json!({"second_tutor_id": world.seed_tutor(story.employer, "Hopper", "Grace")}),
        json!({"ends_on": "2027-08-31"}),
    ] {
        let refused = manager.change(&path, change.clone()).await;
        assert_eq!(
            (refused.status, refused.body["code"].as_str()),
            (409, Some("contract.not_draft")),
            "{change}"
        );
    }
    assert_eq!(count_events(&world, "contract.changed"), 1);
}
