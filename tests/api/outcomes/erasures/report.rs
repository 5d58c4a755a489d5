//! The report: who is due, since when, who is held back and why, what a site sets.

use serde_json::{Value, json};

use super::{category, company, goes, learner, lets_everything_go, retention};
use crate::harness::World;

const TODAY: &str = "2032-01-15";

/// Somebody held back, by what, and how a base gets it of them.
const HELD: [(&str, &str, &str); 7] = [
    ("open_complaint", "open_case", "INSERT INTO complaints (id, site_id, received_on, complainant, apprentice_id, channel, subject, what, author_kind)
         SELECT gen_random_uuid(), site_id, '2025-01-01', 'guardian', id, 'letter', 'funding', 'Frais.', 'system'
         FROM apprentices WHERE id = '$'"),
    ("open_case", "open_case", "INSERT INTO difficulties (id, site_id, apprentice_id, origin, opened_on, subjects, shared_with_apprentice, shared_with_tutor, author_kind)
         SELECT gen_random_uuid(), site_id, id, 'staff', '2025-01-01', '{other}', false, false, 'system' FROM apprentices WHERE id = '$'"),
    ("unpaid_file", "unpaid_file", "INSERT INTO contract_filings (id, contract_id, site_id, attempt, addressee, sent_on, state)
         SELECT gen_random_uuid(), id, site_id, 1, 'opco', '2023-09-04', 'sent' FROM contracts WHERE apprentice_id = '$'"),
    ("survey_open", "survey_open", "INSERT INTO outcome_surveys (id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on)
         SELECT gen_random_uuid(), site_id, id, 24, '2025-08-27', '2027-08-27', '2032-01-15'
         FROM enrolments WHERE apprentice_id = '$'"),
    ("exam_undecided", "exam_undecided", "INSERT INTO exam_results (id, site_id, enrolment_id, session, regulation_code, registered_on)
         SELECT gen_random_uuid(), site_id, id, 2025, 'mco-2024', '2024-11-04' FROM enrolments WHERE apprentice_id = '$'"),
    ("kept_unit", "kept_unit", "INSERT INTO kept_units (id, site_id, enrolment_id, unit_code, kind, mark_hundredths, acquired_on, granted_by, granted_on)
         SELECT gen_random_uuid(), site_id, id, 'E1', 'kept', 1400, '2027-07-04', 'SIEC', '2027-07-04'
         FROM enrolments WHERE apprentice_id = '$'"),
    ("written_lately", "written_lately", "ALTER TABLE apprentices DISABLE TRIGGER USER;
         UPDATE apprentices SET updated_at = '2032-01-14T12:00:00Z' WHERE id = '$';
         ALTER TABLE apprentices ENABLE TRIGGER USER"),
];

/// What is due goes, and nobody who is held back or still in their rights.
async fn held_files_stay(world: &World) {
    let manager = world.manager();
    lets_everything_go(world).await;
    let gone = goes(world).await;
    assert!(gone.contains(&("learner_file", 1)), "{gone:?}");
    assert_eq!(category(world, "learner_file").await["held"], 7);
    for (name, ..) in HELD {
        let found = manager.get(format!("/v1/apprentices?q={name}")).await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "{name}");
    }
    for (name, left) in [("Libre", 0), ("Encore", 1), ("Revenue", 1)] {
        let found = manager.get(format!("/v1/apprentices?q={name}")).await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), left, "{name}");
    }
}

#[actix_web::test]
async fn whatever_holds_a_file_back_is_told_by_name_and_the_file_stays() {
    let world = World::on(TODAY).await;
    let years = ("2023-08-28", "2025-08-27");
    let (company, cohort) = (company(&world), world.seed_cohort(years.0, years.1));
    learner(&world, company, "Libre", cohort, years);
    for (name, _, statement) in HELD {
        let one = learner(&world, company, name, cohort, years);
        world.database_says(&statement.replace('$', &one.apprentice.to_string()));
    }
    // whose contract still runs, and who came back since, are not even due
    let now = ("2030-08-26", "2032-08-25");
    learner(&world, company, "Encore", world.seed_cohort(now.0, now.1), now);
    let back = learner(&world, company, "Revenue", cohort, years);
    let again = world.seed_cohort("2027-08-30", "2029-08-29");
    world.seed_enrolment(back.apprentice, again);

    let file = category(&world, "learner_file").await;
    assert_eq!((&file["kept"], &file["due"], &file["held"]), (&json!(2), &json!(1), &json!(7)), "{file}");
    assert_eq!(file["held_by"].as_array().unwrap().len(), 6, "{file}");
    let count = |reason: &str| HELD.iter().filter(|(_, by, _)| *by == reason).count();
    for held in file["held_by"].as_array().unwrap() {
        assert_eq!(held["count"], count(held["reason"].as_str().unwrap()), "{file}");
    }
    assert_eq!(file["next_on"], "2034-08-30", "{file}");
    let manager = world.manager();
    let listed = format!("{}/files?category=learner_file&held=true&limit=4&include=total", retention(&world));
    let page = manager.get(&listed).await.expect(200);
    assert_eq!((page["total"].as_i64(), page["data"].as_array().unwrap().len()), (Some(7), 4));
    let next =
        manager.get(format!("{listed}&cursor={}", page["next_cursor"].as_str().unwrap())).await.expect(200);
    let rows: Vec<&Value> =
        page["data"].as_array().unwrap().iter().chain(next["data"].as_array().unwrap()).collect();
    for (name, reason, _) in HELD {
        let row = rows.iter().find(|row| row["apprentice"]["family_name"] == name).expect(name);
        assert_eq!((&row["held_by"], &row["since"]), (&json!([reason]), &json!("2025-08-27")));
    }

    held_files_stay(&world).await;
}

#[actix_web::test]
async fn nothing_goes_until_the_site_lets_it_and_only_what_it_lets() {
    let world = World::on(TODAY).await;
    let years = ("2023-08-28", "2025-08-27");
    learner(&world, company(&world), "Libre", world.seed_cohort(years.0, years.1), years);
    assert_eq!(goes(&world).await, []);
    let manager = world.manager();
    let etag = manager.get(retention(&world)).await.etag();
    let longer = json!({ "categories": [{ "category": "learner_file", "months": 120, "erases": true }] });
    manager.put(retention(&world), &etag, longer).await.expect(200);
    assert_eq!(goes(&world).await, []);
    let file = category(&world, "learner_file").await;
    assert_eq!(
        (&file["months"], &file["default_months"], &file["due"]),
        (&json!(120), &json!(60), &json!(0))
    );
    assert_eq!(file["certainty"], "interpretation");
    let etag = manager.get(retention(&world)).await.etag();
    manager.put(retention(&world), &etag, json!({ "categories": [] })).await.expect(200);
    assert_eq!(category(&world, "learner_file").await["due"], 1);
    assert_eq!(goes(&world).await, []);
    world.seed_apprentice("Jamais", "Venu", "2005-01-01");
    let etag = manager.get(retention(&world)).await.etag();
    let only = json!({ "categories": [{ "category": "never_entered", "months": null, "erases": true }] });
    manager.put(retention(&world), &etag, only).await.expect(200);
    assert_eq!(goes(&world).await, [("never_entered", 1)]);
    assert_eq!(category(&world, "learner_file").await["due"], 1);
}

#[actix_web::test]
async fn a_site_sets_what_the_law_leaves_and_only_its_office_reads_it() {
    let world = World::on(TODAY).await;
    let (manager, path) = (world.manager(), retention(&world));
    let etag = manager.get(&path).await.etag();
    let one =
        |category: &str, months: u32| json!({ "category": category, "months": months, "erases": false });
    let sent =
        json!({ "categories": [one("learner_file", 59), one("attendance", 36), one("attendance", 61)] });
    manager.put(&path, &etag, sent).await.faults(&[
        ("/categories/0/months", "retention.months_out_of_bounds"),
        ("/categories/2/months", "retention.months_out_of_bounds"),
        ("/categories/2/category", "retention.category_repeated"),
    ]);
    let none = json!({ "categories": [] });
    manager.put(&path, &etag, json!({ "categories": [one("learner_file", 72)] })).await.expect(200);
    manager.put(&path, &etag, none.clone()).await.refused_with(412, "precondition.stale");
    let elsewhere = world.other_manager();
    elsewhere.get(&path).await.refused_with(404, "site.not_found");
    elsewhere.put(&path, &etag, none.clone()).await.refused_with(404, "site.not_found");
    let files = format!("{path}/files?category=attendance");
    elsewhere.get(&files).await.refused_with(404, "site.not_found");
    let trainer = world.trainer();
    for path in [&path, &files] {
        trainer.get(path).await.refused_with(403, "forbidden");
    }
    trainer.put(&path, &etag, none).await.refused_with(403, "forbidden");
    let written = "SELECT count(*) AS n FROM journal_entries WHERE subject_kind = 'retention_settings'";
    assert_eq!(world.database_counts(written), 1);
}
