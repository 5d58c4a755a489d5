//! What stands on a record, in words: cases.

use serde_json::json;

use super::model::StandingRow;
use super::standing::*;

#[test]
fn what_stands_on_a_record_is_said_with_its_address_and_the_way_back() {
    let row = json!({"id": "e1", "enrolled_on": "2025-09-01"}).as_object().unwrap().clone();
    let told = sentence("enrolments", &row);
    assert_eq!(
        told.fr,
        "Une inscription du 01/09/2025 (/v1/enrolments/e1) ; d'abord : POST /v1/enrolments/e1/withdrawal."
    );
    assert_eq!(
        told.en,
        "An enrolment of 2025-09-01 (/v1/enrolments/e1); first: POST /v1/enrolments/e1/withdrawal."
    );
    assert_eq!(sentence("accounts", &row).fr, "Un compte (/v1/accounts/e1).");
}

#[test]
fn a_record_of_which_several_rows_stand_is_told_once_with_the_way_it_goes() {
    let row = |row: serde_json::Value| row.as_object().unwrap().clone();
    let signed = json!({"id": "c1", "starts_on": "2025-09-01", "signed_on": "2025-07-01"});
    let standing = Dependents(vec![
        StandingRow {
            table: "contract_employments".to_owned(),
            row: row(json!({"contract_id": "c1", "from_on": "2025-09-01"})),
        },
        StandingRow { table: "contracts".to_owned(), row: row(signed) },
    ]);
    let told: Vec<String> = standing.told().into_iter().map(|sentence| sentence.fr.into_owned()).collect();
    assert_eq!(
        told,
        [
            "Un contrat du 01/09/2025 (/v1/contracts/c1) ; d'abord : POST /v1/contracts/c1/signature/withdrawal, puis \
          DELETE /v1/contracts/c1."
        ]
    );
}
