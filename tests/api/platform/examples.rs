//! The examples of the documentation, sent as they stand: only the identifiers are those of this base.

use serde_json::Value;

use crate::harness::{Person, World, id_of};

/// The example of a body, with some fields replaced.
fn example(document: &Value, body: &str, replaced: &[(&str, &Value)]) -> Value {
    let mut example = document["components"]["schemas"][body]["example"].clone();
    for (field, value) in replaced {
        assert!(example[*field].is_string(), "{body} shows no {field}");
        example[*field] = (*value).clone();
    }
    example
}

async fn accepted(person: &Person, path: &str, body: &Value) -> Value {
    let reply = person.post(path, body.clone()).await;
    assert!((200..300).contains(&reply.status), "{path}: {}", reply.text);
    reply.body
}

#[actix_web::test]
async fn what_the_documentation_shows_is_accepted_as_it_stands() {
    let world = World::on("2025-07-10").await;
    let manager = world.manager();
    let document = crate::harness::announced();
    let of = |body: &str, replaced: &[(&str, &Value)]| example(&document, body, replaced);
    let cohort = accepted(&manager, "/v1/cohorts", &of("OpeningIn", &[])).await["id"].clone();
    let employer = accepted(&manager, "/v1/employers", &of("EmployerIn", &[])).await["id"].clone();
    let tutor = of("TutorIn", &[("employer_id", &employer)]);
    let tutor = accepted(&manager, "/v1/tutors", &tutor).await["id"].clone();
    let apprentice = accepted(&manager, "/v1/apprentices", &of("ApprenticeIn", &[])).await;
    let home = format!("/v1/apprentices/{}", id_of(&apprentice));
    accepted(&manager, &format!("{home}/guardians"), &of("GuardianIn", &[])).await;
    let enrolment = of("EnrolmentIn", &[("cohort_id", &cohort)]);
    let enrolment = accepted(&manager, &format!("{home}/enrolments"), &enrolment).await["id"].clone();
    let ids = [("enrolment_id", &enrolment), ("employer_id", &employer), ("tutor_id", &tutor)];
    let contract = accepted(&manager, "/v1/contracts", &of("ContractDraftIn", &ids)).await;
    let contract = format!("/v1/contracts/{}", id_of(&contract));
    accepted(&manager, &format!("{contract}/signature"), &of("SignatureIn", &[])).await;
    accepted(&manager, "/v1/pay-simulations", &of("PaySimulationIn", &[])).await;
    accepted(&manager, "/v1/simulations/clock", &of("ClockIn", &[])).await;
    accepted(&manager, "/v1/simulations/employer-aid", &of("EmployerAidIn", &[])).await;
}
