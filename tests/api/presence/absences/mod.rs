//! Absences: entered one by one or by class, shown to whom they concern, and who is where.

mod classes;
mod whereabouts;

use serde_json::{Value, json};

use crate::contracts::agreements::{count_events, with};
use crate::harness::{Person, Story, World, id_of};
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// A day's absence from the centre, as sent.
pub fn a_monday(story: &Story) -> Value {
    json!({ "apprentice_id": story.apprentice, "away_from": "centre", "from_on": "2025-10-06", "reason": "transport" })
}

/// Enters an absence and gives its address.
pub async fn entered(by: &Person, body: Value) -> String {
    format!("/v1/absences/{}", id_of(&by.post("/v1/absences", body).await.expect(201)))
}

#[actix_web::test]
async fn an_absence_is_entered_justified_later_and_cancelled() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    let created = manager.post_with_key("/v1/absences", "a-double-click", a_monday(&story)).await;
    let again = manager.post_with_key("/v1/absences", "a-double-click", a_monday(&story)).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let location = created.header("location").unwrap().to_owned();
    let absence = created.expect(201);
    assert_eq!(
        (&absence["to_on"], &absence["from_half"], &absence["to_half"], &absence["justified"]),
        (&json!("2025-10-06"), &json!("morning"), &json!("afternoon"), &json!("pending"))
    );
    assert_eq!(manager.get(&location).await.expect(200), absence);
    let changed = manager.change(&location, json!({ "justified": "yes", "reason": "summons" })).await;
    assert_eq!(changed.etag(), "\"v2\"");
    assert_eq!(changed.expect(200)["reason"], "summons");
    manager
        .patch(&location, "\"v1\"", json!({ "justified": "no" }))
        .await
        .refused_with(412, "precondition.stale");
    let cancel = |etag: &str| manager.request(reqwest::Method::DELETE, &location).header("if-match", etag);
    manager.send(cancel("\"v1\"")).await.refused_with(412, "precondition.stale");
    assert_eq!(manager.send(cancel("\"v2\"")).await.status, 204);
    manager.get(&location).await.refused_with(404, "absence.not_found");
    for event in ["absence.entered", "absence.changed", "absence.withdrawn"] {
        assert_eq!(count_events(&world, event), 1, "{event}");
    }
}

#[actix_web::test]
async fn an_absence_is_in_order_bounded_and_of_somebody_known() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    let sent = |fields: Value| manager.post("/v1/absences", with(a_monday(&story), fields));
    sent(json!({ "to_on": "2025-10-05" })).await.faults(&[("/to_on", "absence.ends_before_start")]);
    let halves = json!({ "from_half": "afternoon", "to_half": "morning" });
    sent(halves).await.faults(&[("/to_half", "absence.ends_before_start")]);
    sent(json!({ "to_on": "2028-10-06" })).await.faults(&[("/to_on", "absence.too_long")]);
    sent(json!({ "to_on": "2028-10-05" })).await.expect(201);
    let nobody = json!({ "apprentice_id": uuid::Uuid::now_v7() });
    sent(nobody).await.faults(&[("/apprentice_id", "apprentice.unknown")]);
    sent(json!({ "reason": "influenza" })).await.faults(&[("/reason", "enum")]);
    sent(json!({ "note": "flu" })).await.faults(&[("/note", "unknown_field")]);
    let foreign = world.other_manager().post("/v1/absences", a_monday(&story)).await;
    foreign.faults(&[("/apprentice_id", "apprentice.unknown")]);
}

#[actix_web::test]
async fn a_half_day_is_missed_once() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    let half = |half: &str| with(a_monday(&story), json!({ "from_half": half, "to_half": half }));
    entered(&manager, half("morning")).await;
    let afternoon = entered(&manager, half("afternoon")).await;
    manager.post("/v1/absences", half("afternoon")).await.refused_with(409, "absence.overlaps_another");
    let longer = manager.change(&afternoon, json!({ "from_half": "morning" })).await;
    longer.refused_with(409, "absence.overlaps_another");
    let company = with(half("morning"), json!({ "away_from": "company" }));
    manager.post("/v1/absences", company).await.refused_with(409, "absence.overlaps_another");
}

#[actix_web::test]
async fn an_absence_nobody_could_notice_only_warns() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    let codes = |absence: &Value| absence["warnings"][0]["code"].clone();
    let unknown = manager.post("/v1/absences", a_monday(&story)).await.expect(201);
    assert_eq!(codes(&unknown), Value::Null);
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    for (fields, warned) in [
        (json!({ "from_on": "2025-10-11", "to_on": "2025-10-12" }), true),
        (json!({ "from_on": "2025-10-08" }), true),
        (json!({ "from_on": "2025-10-09", "away_from": "company" }), false),
        (json!({ "from_on": "2025-10-14" }), false),
        (json!({ "from_on": "2025-11-11", "away_from": "both" }), true),
    ] {
        let info = manager.post("/v1/absences", with(a_monday(&story), fields.clone())).await.expect(201);
        let expected = if warned { json!("absence.no_day_expected") } else { Value::Null };
        assert_eq!(codes(&info), expected, "{fields}");
    }
}

#[actix_web::test]
async fn a_reason_is_told_to_whom_it_concerns_only() {
    let world = World::on("2025-10-10").await;
    let (manager, story) = (world.manager(), world.story());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let centre = entered(&manager, a_monday(&story)).await;
    let company = with(
        a_monday(&story),
        json!({ "away_from": "company", "from_on": "2025-10-08", "reason": "sickness" }),
    );
    let company = entered(&manager, company).await;
    let both = with(
        a_monday(&story),
        json!({ "away_from": "both", "from_on": "2025-10-13", "to_on": "2025-10-17" }),
    );
    let both = entered(&manager, both).await;
    let readers = [
        ("manager", manager, [true, true, true]),
        ("administrator", world.administrator(), [true, true, true]),
        ("student", world.student(&story.apprentice()), [true, true, true]),
        ("tutor", world.tutor(&story.tutor()), [false, true, true]),
        ("trainer", world.trainer(), [false, false, false]),
        ("client", world.client(&["absences:read"]), [false, false, false]),
    ];
    for (who, reader, sees) in readers {
        for (path, sees) in [&centre, &company, &both].into_iter().zip(sees) {
            let info = reader.get(path).await.expect(200);
            assert_eq!(info.get("reason").is_some(), sees, "{who} {info}");
        }
        let list = reader.get("/v1/absences").await.expect(200);
        let info: Vec<_> =
            list["data"].as_array().unwrap().iter().map(|one| one.get("reason").is_some()).collect();
        assert_eq!(info, sees, "{who}");
    }
}

#[actix_web::test]
async fn a_tutor_sees_the_absences_of_their_own_contracts_only() {
    let world = World::on("2026-03-10").await;
    let (manager, story) = (world.manager(), world.story());
    world.seed_contract(&story, "2025-08-25", "2026-02-28");
    let during = entered(&manager, a_monday(&story)).await;
    let after = entered(&manager, with(a_monday(&story), json!({ "from_on": "2026-03-02" }))).await;
    let tutor = world.tutor(&story.tutor());
    tutor.get(&during).await.expect(200);
    tutor.get(&after).await.refused_with(404, "absence.not_found");
    assert_eq!(tutor.get("/v1/absences").await.expect(200)["data"].as_array().unwrap().len(), 1);
    tutor.post("/v1/absences", a_monday(&story)).await.refused_with(403, "forbidden");
    let other = world.seed_tutor(story.employer, "Hopper", "Grace");
    world.tutor(&json!({ "id": other })).get(&during).await.refused_with(404, "absence.not_found");
    let foreign = world.other_manager();
    foreign.get(&during).await.refused_with(404, "absence.not_found");
    foreign
        .patch(&during, "\"v1\"", json!({ "justified": "yes" }))
        .await
        .refused_with(404, "absence.not_found");
    assert_eq!(foreign.get("/v1/absences").await.expect(200)["data"], json!([]));
    let someone = world.seed_apprentice("Autre", "Une", "2006-01-01");
    world.student(&json!({ "id": someone })).get(&during).await.refused_with(404, "absence.not_found");
}

#[actix_web::test]
async fn absences_are_listed_by_day_and_narrowed() {
    let world = World::on("2025-10-10").await;
    let (manager, story) = (world.manager(), world.story());
    for day in ["2025-10-06", "2025-10-07", "2025-10-13"] {
        entered(&manager, with(a_monday(&story), json!({ "from_on": day }))).await;
    }
    let other = world.seed_apprentice("Martin", "Camille", "2006-05-01");
    world.seed_enrolment(other, world.seed_cohort("2024-08-26", "2026-08-25"));
    let theirs = json!({ "apprentice_id": other, "from_on": "2025-10-01", "to_on": "2025-10-06", "justified": "yes",
                         "away_from": "company" });
    entered(&manager, with(a_monday(&story), theirs)).await;
    for (query, expected) in [
        ("".to_owned(), 4),
        (format!("apprentice={other}"), 1),
        (format!("cohort={}", story.cohort), 3),
        ("from=2025-10-07".to_owned(), 2),
        ("to=2025-10-06".to_owned(), 2),
        ("from=2025-10-06&to=2025-10-06".to_owned(), 2),
        ("justified=yes".to_owned(), 1),
        ("away_from=centre".to_owned(), 3),
        (format!("site={}", world.other_site()), 0),
    ] {
        let found = manager.get(format!("/v1/absences?{query}")).await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), expected, "{query}");
    }
    let first = manager.get("/v1/absences?limit=3").await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = manager.get(format!("/v1/absences?limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!((second["data"].as_array().unwrap().len(), &second["next_cursor"]), (1, &Value::Null));
}

#[actix_web::test]
async fn anybody_reads_the_reasons_in_their_language() {
    let world = World::on("2025-10-10").await;
    let nobody = world.nobody();
    let reasons = nobody.get("/v1/reference/absence-reasons").await.expect(200);
    assert_eq!(
        reasons["data"][0],
        json!({ "code": "sickness", "label": "Maladie", "suspends_practical_training": true })
    );
    let request = nobody.request(reqwest::Method::GET, "/v1/reference/absence-reasons");
    let english = nobody.send(request.header("accept-language", "en")).await.expect(200);
    assert_eq!(
        english["data"][8],
        json!({ "code": "strike", "label": "Strike", "suspends_practical_training": false })
    );
}

#[actix_web::test]
async fn a_trainer_knows_why_those_they_follow_are_absent() {
    let world = World::on("2025-10-10").await;
    let (manager, story) = (world.manager(), world.story());
    let absence = entered(&manager, a_monday(&story)).await;
    let (ada, grace) = (world.trainer(), world.trainer());
    let account = crate::people::referents::account_of(&ada).await;
    crate::people::referents::name(&manager, &story, &account, "2025-09-01").await.expect(201);
    assert_eq!(ada.get(&absence).await.expect(200)["reason"], "transport");
    assert_eq!(grace.get(&absence).await.expect(200).get("reason"), None);
}
