//! The salary at hiring, wherever a contract is judged.

use compagnon::schema::contract_terms;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted};
use crate::harness::World;

const SALARY: &[(&str, &str)] = &[("/pay/gross_salary_cents", "pay.salary_below_minimum")];

/// The legal table of somebody of 19, with a salary.
fn paid(gross_salary_cents: i64) -> Value {
    let line = |year: u8, from: &str, to: &str, percent: u32| json!({ "year": year, "line": 1, "from_on": from, "to_on": to, "percent_hundredths": percent, "base": "smic" });
    json!({ "gross_salary_cents": gross_salary_cents, "lines": [
        line(1, "2025-08-25", "2026-08-24", 4300), line(2, "2026-08-25", "2027-08-24", 6100)] })
}

#[actix_web::test]
async fn a_salary_under_the_first_days_minimum_is_refused_with_what_it_should_be() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let mut body = a_contract(&story);
    body["pay"] = paid(77_400);
    let refused = manager.post("/v1/contracts", body.clone()).await.faults(SALARY);
    assert_eq!(
        refused["errors"][0]["message"],
        "Salaire brut de 774,00 € par mois : il en faut au moins 774,78 € le 25/08/2025, pour 35 h 00 par semaine."
    );
    body["pay"] = paid(77_478);
    let path = drafted(&manager, body).await;
    manager.change(&path, json!({ "pay": { "gross_salary_cents": 77_477 } })).await.faults(SALARY);

    // one that was written before the rule
    diesel::update(contract_terms::table)
        .set(contract_terms::gross_salary_cents.eq(77_400_i64))
        .execute(&mut world.database.connect())
        .unwrap();
    let checklist = manager.get(format!("{path}/readiness")).await.expect(200);
    assert_eq!(checklist["steps"][0]["ready"], false);
    assert_eq!(checklist["steps"][0]["items"][0]["code"], SALARY[0].1);
    manager.post(format!("{path}/ready"), json!({})).await.faults(SALARY);
    manager.post(format!("{path}/signature"), json!({ "signed_on": "2025-07-10" })).await.faults(SALARY);
    let shown = manager.get(format!("{path}/transitions")).await.expect(200);
    assert!(shown.to_string().contains(SALARY[0].1), "{shown}");
}

#[actix_web::test]
async fn an_amendment_is_held_to_the_minimum_when_it_changes_the_salary() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let mut body = a_contract(&story);
    body["pay"] = paid(77_478);
    let path = drafted(&manager, body).await;
    manager.post(format!("{path}/signature"), json!({ "signed_on": "2025-07-10" })).await.expect(200);
    let amended =
        |changes: Value| json!({ "type_code": "36", "effective_on": "2025-09-01", "changes": changes });
    let amendments = format!("{path}/amendments");
    let lower = amended(json!({ "pay": { "gross_salary_cents": 77_400 } }));
    let at_its_place = [("/changes/pay/gross_salary_cents", SALARY[0].1)];
    manager.post(&amendments, lower).await.faults(&at_its_place);
    diesel::update(contract_terms::table)
        .set(contract_terms::gross_salary_cents.eq(77_400_i64))
        .execute(&mut world.database.connect())
        .unwrap();
    manager.post(&amendments, amended(json!({ "pay": { "meal_cents": 250 } }))).await.expect(201);
    let higher = amended(json!({ "pay": { "gross_salary_cents": 77_478 } }));
    manager.post(&amendments, higher).await.expect(201);
}
