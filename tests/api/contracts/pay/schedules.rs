//! The pay of a contract, to whoever may read the contract.

use diesel::prelude::*;
use serde_json::{Value, json};

use compagnon::schema::{contract_pay_lines, contract_terms, contracts, employers};

use crate::harness::World;

fn amounts(schedule: &Value) -> Vec<(String, i64)> {
    let segments = schedule["segments"].as_array().unwrap().iter();
    segments
        .map(|one| (one["from_on"].as_str().unwrap().to_owned(), one["minimum_cents"].as_i64().unwrap()))
        .collect()
}

#[actix_web::test]
async fn everybody_of_the_contract_reads_what_is_owed_and_nobody_else() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let address = format!("/v1/contracts/{contract}/pay-schedule");
    let own = [
        world.manager(),
        world.tutor(&story.tutor()),
        world.student(&story.apprentice()),
        world.client(&["contracts:read"]),
    ];
    for person in own {
        let shown = person.get(&address).await.expect(200);
        assert_eq!(shown["segments"][0]["minimum_cents"], 77_478);
        assert_eq!(shown["as_of"], "2026-07-01");
    }
    let stranger = world.seed_tutor(world.seed_employer("98222438800016"), "Hopper", "Grace");
    let other = world.seed_apprentice("Petit", "Léa", "2007-01-01");
    let absent = format!("/v1/contracts/{}/pay-schedule", compagnon::ids::ContractId::new());
    let gone = world.manager().get(&absent).await.refused_with(404, "contract.not_found");
    for person in
        [world.other_manager(), world.tutor(&json!({"id": stranger})), world.student(&json!({"id": other}))]
    {
        let mut hidden = person.get(&address).await.refused_with(404, "contract.not_found");
        hidden["request_id"] = gone["request_id"].clone();
        assert_eq!(hidden, gone);
    }
}

#[actix_web::test]
async fn a_schedule_is_looked_at_on_a_day() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let address = format!("/v1/contracts/{contract}/pay-schedule?as_of=2026-01-15");
    let shown = world.manager().get(&address).await.expect(200);
    let current: Vec<_> =
        shown["segments"].as_array().unwrap().iter().filter(|one| one["current"] == true).collect();
    assert_eq!(current.len(), 1);
    assert_eq!((&current[0]["from_on"], &current[0]["due_cents"]), (&json!("2026-01-01"), &json!(78_391)));
    let wrong = format!("/v1/contracts/{contract}/pay-schedule?as_of=2026-02-30");
    world.manager().get(&wrong).await.refused_with(400, "query.invalid");
}

#[actix_web::test]
async fn a_contract_after_a_rupture_is_paid_by_the_year_of_the_cycle_and_a_broken_one_until_its_end() {
    let world = World::on("2026-11-23").await;
    let story = world.story();
    let broken = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let mut conn = world.database.connect();
    diesel::update(contracts::table.find(broken))
        .set((
            contracts::state.eq("broken"),
            contracts::closed_on.eq(Some(crate::harness::day("2026-09-30"))),
        ))
        .execute(&mut conn)
        .unwrap();
    let second = world.seed_contract(&story, "2026-10-05", "2027-08-24");
    diesel::update(contracts::table.find(second))
        .set(contracts::type_code.eq("23"))
        .execute(&mut conn)
        .unwrap();
    let manager = world.manager();
    let shown = manager.get(format!("/v1/contracts/{second}/pay-schedule")).await.expect(200);
    assert_eq!(
        (&shown["segments"][0]["year"], &shown["segments"][0]["minimum_cents"]),
        (&json!(2), &json!(95_219))
    );
    assert_eq!(shown["segments"][0]["why"][1]["code"], "pay.cycle_year");
    let ended = manager.get(format!("/v1/contracts/{broken}/pay-schedule")).await.expect(200);
    assert_eq!(ended["ends_on"], "2026-09-30");
    assert_eq!(amounts(&ended).last().unwrap(), &("2026-08-25".to_owned(), 95_219));
}

#[actix_web::test]
async fn work_in_mayotte_is_paid_by_its_own_minimum_wage() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2026-06-01", "2027-08-24");
    diesel::update(employers::table.find(story.employer))
        .set(employers::postal_code.eq(Some("97600")))
        .execute(&mut world.database.connect())
        .unwrap();
    let shown = world.manager().get(format!("/v1/contracts/{contract}/pay-schedule")).await.expect(200);
    assert_eq!(shown["territory"], "mayotte");
    assert_eq!(shown["segments"][0]["smic_hourly_cents"], 956);
}

#[actix_web::test]
async fn a_contract_that_follows_one_that_ended_warns_of_a_floor() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    diesel::update(contracts::table.find(contract))
        .set(contracts::type_code.eq("22"))
        .execute(&mut world.database.connect())
        .unwrap();
    let shown = world.manager().get(format!("/v1/contracts/{contract}/pay-schedule")).await.expect(200);
    assert_eq!(shown["warnings"][0]["code"], "pay.previous_floor_unknown");
}

#[actix_web::test]
async fn a_contract_older_than_the_known_minimum_wages_has_no_schedule() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2018-08-27", "2020-08-24");
    let reply = world.manager().get(format!("/v1/contracts/{contract}/pay-schedule")).await;
    reply.refused_with(409, "pay.before_known_base");
}

#[actix_web::test]
async fn the_lines_and_the_conventional_minimum_of_the_contract_are_in_its_schedule() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let mut conn = world.database.connect();
    diesel::insert_into(contract_terms::table)
        .values((
            contract_terms::contract_id.eq(contract),
            contract_terms::site_id.eq(world.site()),
            contract_terms::conventional_minimum_cents.eq(Some(200_000_i64)),
        ))
        .execute(&mut conn)
        .unwrap();
    for (year, from_on, to_on, percent, base) in
        [(1_i16, "2025-08-25", "2026-08-24", 4500, "smic"), (2, "2026-08-25", "2027-08-24", 6100, "smc")]
    {
        diesel::insert_into(contract_pay_lines::table)
            .values((
                contract_pay_lines::contract_id.eq(contract),
                contract_pay_lines::site_id.eq(world.site()),
                contract_pay_lines::year.eq(year),
                contract_pay_lines::line.eq(1_i16),
                contract_pay_lines::from_on.eq(crate::harness::day(from_on)),
                contract_pay_lines::to_on.eq(crate::harness::day(to_on)),
                contract_pay_lines::percent_hundredths.eq(percent),
                contract_pay_lines::base.eq(base),
            ))
            .execute(&mut conn)
            .unwrap();
    }
    let shown = world.manager().get(format!("/v1/contracts/{contract}/pay-schedule")).await.expect(200);
    let first = &shown["segments"][0];
    assert_eq!((&first["minimum_cents"], &first["due_cents"]), (&json!(77_478), &json!(81_081)));
    let last = shown["segments"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["base"], &last["minimum_cents"]), (&json!("smc"), &json!(122_000)));
    assert_eq!((&last["contractual_base"], &last["contractual_cents"]), (&json!("smc"), &json!(122_000)));
    assert_eq!(last["from_on"], "2027-04-01");
}

#[actix_web::test]
async fn a_contract_broken_before_its_first_day_owes_nothing() {
    let world = World::on("2026-07-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-01", "2027-08-24");
    diesel::update(contracts::table.find(contract))
        .set((
            contracts::state.eq("broken"),
            contracts::closed_on.eq(Some(crate::harness::day("2025-07-31"))),
        ))
        .execute(&mut world.database.connect())
        .unwrap();
    let shown = world.manager().get(format!("/v1/contracts/{contract}/pay-schedule")).await.expect(200);
    assert_eq!(
        (shown["segments"].as_array().unwrap().len(), &shown["monthly_at_start_cents"]),
        (0, &json!(0))
    );
}
