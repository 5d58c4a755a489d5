//! What a form tells a machine client: no more than its scopes give of the persons it is about.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted, signed, with};
use crate::harness::{Person, Story, World, id_of};

const GUARDIAN: [&str; 2] = ["Durand-Vasseur", "12 rue des Lilas"];
const APPRENTICE: [&str; 2] = ["Petit-Thouars", "2008-12-31"];
const COMPANY: [&str; 2] = ["Librairie 73282932000074", "Lovelace"];

/// A minor with a guardian, and the contract drafted for them.
async fn a_minor(world: &World) -> (Story, String) {
    let (manager, story) = (world.manager(), world.story());
    let apprentice = world.seed_apprentice(APPRENTICE[0], "Tom", APPRENTICE[1]);
    let enrolment = world.seed_enrolment(apprentice, story.cohort);
    let guardian = json!({ "family_name": GUARDIAN[0], "given_name": "Anne", "relation": "mother",
                           "address_line": GUARDIAN[1], "postal_code": "10000", "city": "Troyes" });
    manager.post(format!("/v1/apprentices/{apprentice}/guardians"), guardian).await.expect(201);
    let story = Story { apprentice, enrolment, ..story };
    let body = with(a_contract(&story), json!({ "enrolment_id": enrolment }));
    (story, drafted(&manager, body).await)
}

/// Which of some texts an answer holds.
fn holds(text: &str, looked_for: &[&str]) -> Vec<bool> {
    looked_for.iter().map(|one| text.contains(one)).collect()
}

async fn printed(by: &Person, path: &str) -> String {
    let answer = by.request(reqwest::Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    pdf_extract::extract_text_from_mem(&answer.bytes().await.unwrap()).unwrap()
}

#[actix_web::test]
async fn a_form_tells_a_machine_what_its_scopes_give_and_never_the_guardian() {
    let world = World::on("2025-07-15").await;
    let (_, path) = a_minor(&world).await;
    let everything: Vec<&str> = [GUARDIAN, APPRENTICE, COMPANY].concat();
    let whole = world.manager().get(format!("{path}/form")).await;
    assert_eq!(holds(&whole.text, &everything), [true; 6]);
    assert_eq!(whole.expect(200)["left_out"], json!([]));
    let left = |part: &str, scope: Value| json!({ "part": part, "scope": scope });
    let guardian = || left("representant", Value::Null);
    let company = || ["employeur", "maitre_1", "maitre_2"].map(|part| left(part, json!("employers:read")));
    let [employer, first, second] = company();
    let apprentice = || left("apprenti", json!("apprentices:read"));
    for (scopes, told, left_out) in [
        (vec!["contracts:read"], [false, false], json!([employer, apprentice(), guardian(), first, second])),
        (vec!["contracts:read", "apprentices:read"], [true, false], {
            let [employer, first, second] = company();
            json!([employer, guardian(), first, second])
        }),
        (vec!["contracts:read", "employers:read"], [false, true], json!([apprentice(), guardian()])),
        (vec!["contracts:read", "apprentices:read", "employers:read"], [true, true], json!([guardian()])),
    ] {
        let client = world.client(&scopes);
        let form = client.get(format!("{path}/form")).await;
        let paper = printed(&client, &format!("{path}/form.pdf")).await;
        for text in [&form.text, &paper] {
            assert_eq!(holds(text, &GUARDIAN), [false; 2], "{scopes:?}: {text}");
        }
        assert_eq!(holds(&form.text, &APPRENTICE), [told[0]; 2], "{scopes:?}");
        assert_eq!(holds(&form.text, &COMPANY), [told[1]; 2], "{scopes:?}");
        assert_eq!(holds(&paper, &[APPRENTICE[0]]), [told[0]], "{scopes:?}: {paper}");
        assert_eq!(holds(&paper, &[COMPANY[1]]), [told[1]], "{scopes:?}: {paper}");
        let form = form.expect(200);
        assert_eq!(form["left_out"], left_out, "{scopes:?}");
        assert!(!form["contrat"].as_array().unwrap().is_empty(), "what the contract says is told");
    }
}

#[actix_web::test]
async fn the_form_of_an_amendment_tells_no_more() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let manager = world.manager();
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    let heir = world.seed_tutor(story.employer, "Hopper", "Grace");
    let change = json!({ "type_code": "36", "effective_on": "2026-03-01", "changes": { "tutor_id": heir },
                         "reason": "Départ." });
    let amendment = id_of(&manager.post(format!("{path}/amendments"), change).await.expect(201));
    let form = format!("/v1/amendments/{amendment}/form");
    let names = ["Durand", "Lovelace", "Hopper", "Librairie"];
    assert_eq!(holds(&manager.get(&form).await.text, &names), [true; 4]);
    let client = world.client(&["contracts:read"]);
    assert_eq!(holds(&client.get(&form).await.text, &names), [false; 4]);
    assert_eq!(holds(&printed(&client, &format!("{form}.pdf")).await, &names), [false; 4]);
    let whole = world.client(&["contracts:read", "apprentices:read", "employers:read"]);
    assert_eq!(holds(&whole.get(&form).await.text, &names), [true; 4]);
}
