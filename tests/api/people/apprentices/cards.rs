//! Cards say what the facts say, at once and on the day they are read.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted, signed, with};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, World, id_of};
use crate::people::referents::{account_of, name};

async fn the_only_row(by: &Person) -> Value {
    by.get("/v1/apprentices?q=durand").await.expect(200)["data"][0].clone()
}

#[actix_web::test]
async fn a_name_changed_is_read_at_once_wherever_it_is_shown() {
    let (world, story, contract) = a_signed_story("2025-09-10").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let account = account_of(&trainer).await;
    name(&manager, &story, &account, "2025-09-01").await.expect(201);
    let administrator = world.administrator();
    for (path, change, shown, expected) in [
        (
            format!("/v1/employers/{}", story.employer),
            json!({"name": "Comptoir"}),
            "/contract/employer/name",
            "Comptoir",
        ),
        (
            format!("/v1/employers/{}", story.employer),
            json!({"city": "Troyes"}),
            "/contract/employer/city",
            "Troyes",
        ),
        (
            format!("/v1/tutors/{}", story.tutor),
            json!({"phone": "0612345678"}),
            "/contract/tutor/phone",
            "+33612345678",
        ),
        (
            format!("/v1/tutors/{}", story.tutor),
            json!({"family_name": "Byron"}),
            "/contract/tutor/family_name",
            "Byron",
        ),
        (format!("/v1/cohorts/{}", story.cohort), json!({"name": "MCO A"}), "/cohort_name", "MCO A"),
        (
            format!("/v1/accounts/{account}"),
            json!({"display_name": "Grace H."}),
            "/referent/display_name",
            "Grace H.",
        ),
    ] {
        administrator.change(&path, change.clone()).await.expect(200);
        let row = the_only_row(&manager).await;
        assert_eq!(row["enrolments"][0].pointer(shown), Some(&json!(expected)), "{change}: {row:#}");
        assert_eq!(world.miskept_cards(), 0, "{change}");
    }
    let path = format!("/v1/apprentices/{}", story.apprentice);
    manager.change(&path, json!({"usual_given_name": "Clo"})).await.expect(200);
    let listed = manager.get("/v1/contracts").await.expect(200);
    assert_eq!(listed["data"][0]["apprentice"]["given_name"], "Clo");
    let visit = visits_of(&manager).await.remove(0);
    manager.change(&visit, json!({"planned_on": "2025-11-25"})).await.expect(200);
    assert_eq!(the_only_row(&manager).await["enrolments"][0]["next_visit"]["planned_on"], "2025-11-25");
    let rupture = json!({ "effective_on": "2025-09-12", "initiator": "both", "ground": "mutual_agreement",
                          "notice_received_on": "2025-09-10" });
    manager.post(format!("{contract}/rupture"), rupture).await.expect(201);
    let row = the_only_row(&manager).await;
    assert_eq!(row["enrolments"][0]["next_visit"], Value::Null);
    assert_eq!(row["enrolments"][0]["contract"]["ends_on"], "2025-09-11");
    assert_eq!(world.miskept_cards(), 0);
}

#[actix_web::test]
async fn a_card_that_nothing_keeps_would_be_seen_and_is_written_anew() {
    let (world, ..) = a_signed_story("2025-09-10").await;
    let renamed = "UPDATE employers SET name = name || ' bis'";
    world.database_says(&format!(
        "ALTER TABLE employers DISABLE TRIGGER employers_card; {renamed}; ALTER TABLE employers ENABLE TRIGGER employers_card"
    ));
    assert_eq!(world.miskept_cards(), 1);
    let rebuilding = |tx: &mut compagnon::platform::db::Tx| {
        let mut after = None;
        while let Some(last) = compagnon::people::apprentices::cards::settling::keep_next(tx, after)? {
            after = Some(last);
        }
        Ok(())
    };
    world.app().db.transaction(rebuilding).await.expect("the cards written anew");
    assert_eq!(world.miskept_cards(), 0);
}

#[actix_web::test]
async fn a_status_that_changes_with_the_day_alone_is_told_of_the_day() {
    let world = World::on("2025-08-01").await;
    let story = world.story();
    let manager = world.manager();
    signed(&manager, with(a_contract(&story), json!({"starts_on": "2025-09-15"})), "2025-08-01").await;
    let mut seen = 0;
    for (on, status, phase) in [
        ("2025-08-24", Value::Null, "upcoming"),
        ("2025-08-25", json!("registered"), "upcoming"),
        ("2025-09-14", json!("registered"), "upcoming"),
        ("2025-09-15", json!("apprentice"), "running"),
        ("2027-08-23", json!("apprentice"), "running"),
        ("2027-08-24", json!("completed"), "running"),
        ("2027-08-25", json!("completed"), "ended"),
    ] {
        world.clock.advance_days((crate::harness::day(on) - world.clock.today()).num_days());
        let manager = world.manager();
        let row = the_only_row(&manager).await["enrolments"][0].clone();
        assert_eq!((&row["status"], &row["contract"]["phase"]), (&status, &json!(phase)), "{on}");
        for (filter, found) in
            [(format!("phase={phase}"), 1), ("phase=broken".into(), 0), ("status=rupturant".into(), 0)]
        {
            for list in ["apprentices", "enrolments"] {
                let page = manager.get(format!("/v1/{list}?{filter}&include=total")).await.expect(200);
                assert_eq!(
                    (&page["total"], page["data"].as_array().unwrap().len()),
                    (&json!(found), found),
                    "{on} {filter}"
                );
            }
        }
        if let Some(status) = status.as_str() {
            let page = manager
                .get(format!("/v1/apprentices?status={status}&cohort={}", story.cohort))
                .await
                .expect(200);
            assert_eq!(page["data"].as_array().unwrap().len(), 1, "{on} {status}");
            let alone = manager.get(format!("/v1/enrolments/{}/status", story.enrolment)).await.expect(200);
            assert_eq!(alone["status"], status, "{on}");
            seen += 1;
        }
        let contracts = manager.get(format!("/v1/contracts?phase={phase}")).await.expect(200);
        assert_eq!(contracts["data"].as_array().unwrap().len(), 1, "{on} {phase}");
    }
    assert_eq!(seen, 6);
}

#[actix_web::test]
async fn statuses_are_counted_for_the_tabs_of_a_site() {
    let (world, story, _) = a_signed_story("2025-09-10").await;
    for (rank, given) in ["Léo", "Zoé"].into_iter().enumerate() {
        let apprentice = world.seed_apprentice("Martin", given, "2006-05-01");
        let enrolment = world.seed_enrolment(apprentice, story.cohort);
        let body = json!({ "enrolment_id": enrolment, "employer_id": story.employer, "type_code": "11",
                           "starts_on": "2025-10-01", "ends_on": "2027-08-24" });
        if rank == 0 {
            drafted(&world.manager(), body).await;
        }
    }
    let over = world.seed_cohort("2022-08-29", "2024-08-28");
    world.seed_enrolment(world.seed_apprentice("Ancien", "Un", "2000-01-01"), over);
    let (manager, path) = (world.manager(), format!("/v1/sites/{}/counts", world.site()));
    let counts = manager.get(&path).await.expect(200);
    assert_eq!((&counts["as_of"], &counts["total"]), (&json!("2025-09-10"), &json!(3)));
    assert_eq!(
        counts["by_status"],
        json!([{ "status": "registered", "count": 2 }, { "status": "apprentice", "count": 1 }])
    );
    assert_eq!(
        counts["by_phase"],
        json!([{ "phase": null, "count": 1 }, { "phase": "draft", "count": 1 }, { "phase": "running", "count": 1 }])
    );
    let of_over = manager.get(format!("{path}?cohort={over}")).await.expect(200);
    assert_eq!(of_over["total"], 1);
    let account = account_of(&world.trainer()).await;
    name(&manager, &story, &account, "2025-09-01").await.expect(201);
    let followed = manager.get(format!("{path}?referent={account}")).await.expect(200);
    assert_eq!(followed["total"], 1);
    world.other_manager().get(&path).await.refused_with(404, "site.not_found");
    world.student(&story.apprentice()).get(&path).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_list_told_of_another_day_is_narrowed_by_no_status() {
    let (world, story, _) = a_signed_story("2025-09-10").await;
    let refused = world.manager().get("/v1/apprentices?status=apprentice&as_of=2025-01-01").await;
    let faults = refused.refused_with(400, "query.invalid");
    assert_eq!(faults["errors"][0]["pointer"], "as_of");
    let tutor = world.tutor(&story.tutor());
    tutor.get("/v1/apprentices?phase=running").await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn whoever_writes_while_a_name_changes_leaves_no_former_name() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let manager = world.manager();
    let people: Vec<_> = (0..8)
        .map(|n| {
            world
                .seed_enrolment(world.seed_apprentice("Martin", &format!("N{n}"), "2006-03-14"), story.cohort)
        })
        .collect();
    let drafts = people.iter().map(|enrolment| {
        let body = with(a_contract(&story), json!({ "enrolment_id": enrolment }));
        let manager = manager.clone();
        async move { manager.post("/v1/contracts", body).await.status }
    });
    let path = format!("/v1/employers/{}", story.employer);
    let renames = (0..4).map(|n| {
        let (manager, path) = (manager.clone(), path.clone());
        async move {
            let etag = manager.get(&path).await.etag();
            manager.patch(&path, &etag, json!({ "name": format!("Librairie {n}") })).await.status
        }
    });
    let (drafts, renames) = futures_util::future::join(
        futures_util::future::join_all(drafts),
        futures_util::future::join_all(renames),
    )
    .await;
    assert!(drafts.iter().all(|status| *status == 201), "{drafts:?}");
    assert!(renames.iter().all(|status| [200, 412].contains(status)), "{renames:?}");
    assert_eq!(world.miskept_cards(), 0);
    let listed = manager.get("/v1/contracts").await.expect(200);
    let name = manager.get(&path).await.expect(200)["name"].clone();
    for row in listed["data"].as_array().unwrap() {
        assert_eq!(row["employer"]["name"], name, "{}", id_of(row));
    }
}
