//! The clock by the public holidays of the place of work: each territory's, and Good Friday as far as it is known.

use serde_json::{Value, json};

use super::of;
use crate::contracts::agreements::{a_contract, drafted, signed, with};
use crate::harness::{Person, World};

async fn imagined(by: &Person, fields: Value) -> Value {
    let body =
        json!({ "starts_on": "2026-04-02", "ends_on": "2028-04-01", "company_weekdays": [1, 2, 3, 4, 5] });
    by.post("/v1/simulations/clock", with(body, fields)).await.expect(200)
}

fn computation<'a>(clock: &'a Value, code: &str) -> &'a str {
    of(clock, code)["computation"].as_str().expect("a computation")
}

#[actix_web::test]
async fn each_territory_has_its_own_days_off() {
    let world = World::on("2026-03-02").await;
    let manager = world.manager();
    for (postal_code, starts_on, list, deposit, last_free_day) in [
        ("97200", "2026-05-18", "martinique", "2026-05-26", "2026-07-22"),
        ("97300", "2026-06-05", "guyane", "2026-06-12", "2026-08-10"),
        ("97110", "2026-05-18", "guadeloupe", "2026-05-23", "2026-07-22"),
        ("97133", "2026-05-18", "saint_barthelemy", "2026-05-23", "2026-07-21"),
        ("97500", "2026-05-18", "saint_pierre_et_miquelon", "2026-05-23", "2026-07-21"),
        ("97600", "2026-04-24", "mayotte", "2026-05-02", "2026-07-02"),
        ("97400", "2026-05-18", "la_reunion", "2026-05-23", "2026-07-21"),
        ("10000", "2026-05-18", "standard", "2026-05-23", "2026-07-21"),
        ("10000", "2026-04-02", "standard", "2026-04-09", "2026-06-10"),
    ] {
        let facts = json!({ "workplace_postal_code": postal_code, "starts_on": starts_on });
        let clock = imagined(&manager, facts).await;
        assert_eq!(clock["public_holidays"], list, "{postal_code}");
        let due = [of(&clock, "deposit"), of(&clock, "free_rupture_period")].map(|one| one["due_on"].clone());
        assert_eq!(due, [deposit, last_free_day], "{postal_code} {starts_on}");
    }
}

#[actix_web::test]
async fn a_day_off_that_could_not_be_checked_is_told() {
    let world = World::on("2026-03-02").await;
    let manager = world.manager();
    let place = json!({ "workplace_postal_code": "97150", "starts_on": "2026-05-26" });
    let clock = imagined(&manager, place).await;
    assert_eq!(clock["public_holidays"], "saint_martin");
    for code in ["deposit", "free_rupture_period"] {
        let text = computation(&clock, code);
        assert!(text.contains("non vérifié, à contrôler : mercredi 27/05/2026"), "{text}");
    }
}

#[actix_web::test]
async fn good_friday_is_counted_until_it_is_known_to_be_off() {
    let world = World::on("2026-03-02").await;
    let manager = world.manager();
    for (good_friday_off, list, deposit, last_free_day) in [
        (json!(true), "alsace_moselle_good_friday", "2026-04-10", "2026-06-11"),
        (json!(false), "alsace_moselle", "2026-04-09", "2026-06-10"),
        (Value::Null, "alsace_moselle", "2026-04-09", "2026-06-10"),
    ] {
        let place = json!({ "workplace_postal_code": "57000", "good_friday_off": good_friday_off });
        let clock = imagined(&manager, place).await;
        assert_eq!(clock["public_holidays"], list);
        let due = [of(&clock, "deposit"), of(&clock, "free_rupture_period")].map(|one| one["due_on"].clone());
        assert_eq!(due, [deposit, last_free_day], "{good_friday_off}");
        for (code, later) in [("deposit", "vendredi 10/04/2026"), ("free_rupture_period", "jeudi 11/06/2026")]
        {
            let text = computation(&clock, code);
            let told =
                text.contains("temple protestant") && text.contains(&format!("dernier jour est le {later}"));
            assert_eq!(told, good_friday_off.is_null(), "{text}");
        }
    }
}

#[actix_web::test]
async fn good_friday_is_told_of_alsace_moselle_only() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let simulated = |fields: Value| {
        let body = json!({ "starts_on": "2026-04-02", "ends_on": "2028-04-01" });
        manager.post("/v1/simulations/clock", with(body, fields))
    };
    for fields in [
        json!({ "good_friday_off": true }),
        json!({ "good_friday_off": false, "workplace_postal_code": "97200" }),
    ] {
        simulated(fields).await.faults(&[("/good_friday_off", "place.good_friday_elsewhere")]);
    }
    let employer = format!("/v1/employers/{}", story.employer);
    let off = json!({ "good_friday_off": true });
    let refused = manager.change(&employer, off.clone()).await;
    let problem = refused.faults(&[("/good_friday_off", "place.good_friday_elsewhere")]);
    assert!(problem.to_string().contains("57, 67 ou 68"), "{problem}");
    manager.change(&employer, with(json!({ "postal_code": "67000" }), off.clone())).await.expect(200);
    let moved = manager.change(&employer, json!({ "postal_code": "10000" })).await;
    moved.faults(&[("/good_friday_off", "place.good_friday_elsewhere")]);
    manager.change(&employer, json!({ "postal_code": "10000", "good_friday_off": null })).await.expect(200);
    let path = drafted(&manager, a_contract(&story)).await;
    let place = json!({ "work": { "place": { "city": "Metz", "good_friday_off": true } } });
    let refused = manager.change(&path, place).await;
    refused.faults(&[("/work/place/good_friday_off", "place.good_friday_elsewhere")]);
}

#[actix_web::test]
async fn a_contract_has_the_good_friday_of_its_own_place_else_of_the_employer() {
    let world = World::on("2026-03-02").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = world.seed_contract(&story, "2026-04-02", "2027-08-24");
    let read = async || {
        let clock = manager.get(format!("/v1/contracts/{contract}/clock")).await.expect(200);
        (clock["public_holidays"].clone(), of(&clock, "deposit")["due_on"].clone())
    };
    let off = json!({ "postal_code": "68100", "good_friday_off": true });
    manager.change(format!("/v1/employers/{}", story.employer), off).await.expect(200);
    assert_eq!(read().await, (json!("alsace_moselle_good_friday"), json!("2026-04-10")));
    {
        use compagnon::schema::contract_terms;
        use diesel::prelude::*;
        let own = (
            contract_terms::contract_id.eq(contract),
            contract_terms::site_id.eq(world.site()),
            contract_terms::workplace_postal_code.eq("57000"),
        );
        diesel::insert_into(contract_terms::table)
            .values(own)
            .on_conflict(contract_terms::contract_id)
            .do_update()
            .set(contract_terms::workplace_postal_code.eq("57000"))
            .execute(&mut world.database.connect())
            .unwrap();
    }
    assert_eq!(read().await, (json!("alsace_moselle"), json!("2026-04-09")));
}

#[actix_web::test]
async fn good_friday_of_a_signed_contract_is_corrected_though_the_place_is_agreed() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let place =
        json!({ "work": { "weekly_minutes": 2100, "place": { "postal_code": "57000", "city": "Metz" } } });
    let path = signed(&manager, with(a_contract(&story), place), "2025-07-10").await;
    for off in [json!(true), json!(false), Value::Null] {
        let changed = json!({ "work": { "place": { "good_friday_off": off } } });
        let contract = manager.change(&path, changed).await.expect(200);
        assert_eq!(
            (&contract["state"], &contract["work"]["place"]["good_friday_off"]),
            (&json!("signed"), &off)
        );
    }
    let moved = json!({ "work": { "place": { "postal_code": "67000" } } });
    manager.change(&path, moved).await.refused_with(409, "contract.not_draft");
}
