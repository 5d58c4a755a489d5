//! An apprentice whose right to stay after a rupture ends is told twice, and the guardians of a minor; nobody once a contract came.

use serde_json::{Value, json};

use super::{everybody_has_a_password, mails, prepare, send};
use crate::contracts::agreements::{a_contract, signed, with};
use crate::harness::{MailServer, Story, World, day};
use crate::people::referents::{account_of, name};
use crate::ruptures::declarations::a_rupture;

/// Last day of the right to stay after a rupture of 10 February.
const LAST_DAY: &str = "2026-08-10";

/// An apprentice of whom somebody takes care, their contract broken in February.
async fn broken(server: &MailServer) -> (World, Story, String) {
    let url = server.url();
    let world = World::configured("2026-03-02", move |config| config.smtp_url = Some(url.into())).await;
    let (manager, story, referent) = (world.manager(), world.story(), world.trainer());
    let contract = signed(&manager, a_contract(&story), "2025-07-10").await;
    name(&manager, &story, &account_of(&referent).await, "2025-09-01").await.expect(201);
    manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let file = format!("/v1/apprentices/{}", story.apprentice);
    let mother = json!({ "family_name": "Durand", "given_name": "Anne", "relation": "mother",
        "email": "anne.durand@example.test" });
    manager.post(format!("{file}/guardians"), mother).await.expect(201);
    manager.change(&file, json!({ "email": "chloe.durand@example.test" })).await.expect(200);
    everybody_has_a_password(&world);
    (world, story, contract)
}

/// The notices written so far: the day each tells of, and for whom.
async fn notices(world: &World) -> Vec<(String, bool)> {
    let all = mails(&world.manager()).await;
    let told = all.iter().filter(|mail| mail["kind"] == "cover_ending" && mail["state"] != "superseded");
    let mut told: Vec<_> = told
        .map(|mail| (mail["about_on"].as_str().unwrap().to_owned(), mail["guardian_id"] != Value::Null))
        .collect();
    told.sort();
    told
}

async fn on_day(world: &World, today: &str) {
    world.clock.advance_days((day(today) - world.clock.today()).num_days());
    prepare(world).await;
}

fn row(on: &str, guardian: bool) -> (String, bool) {
    (on.to_owned(), guardian)
}

#[actix_web::test]
async fn the_end_of_the_right_to_stay_is_told_twice_with_whom_to_call() {
    let server = MailServer::start();
    let (world, story, _) = broken(&server).await;
    let student = world.student(&story.apprentice());
    let due = student.get("/v1/obligations?kind=window_closing").await.expect(200);
    let due =
        due["data"].as_array().unwrap().iter().find(|one| one["step"] == "after_rupture").unwrap().clone();
    assert_eq!(due["due_on"], LAST_DAY);
    world.database_says(&format!(
        "UPDATE apprentices SET born_on = '2008-09-01' WHERE id = '{}'",
        story.apprentice
    ));
    on_day(&world, "2026-07-10").await;
    assert_eq!(notices(&world).await, [], "31 days before");
    on_day(&world, "2026-07-13").await;
    let first = [row("2026-07-11", false), row("2026-07-11", true)];
    assert_eq!(
        notices(&world).await,
        first,
        "the first working day within 30 days, the mother of a minor too"
    );
    on_day(&world, "2026-07-15").await;
    assert_eq!(notices(&world).await, first, "once");
    while send(&world).await > 0 {}
    let taken = server.taken();
    let to = |address: &str| {
        let text: String =
            taken.iter().filter(|mail| mail.to.contains(address)).map(|mail| mail.text.as_str()).collect();
        text.replace("=\r\n", "")
    };
    let (own, mother) = (to("chloe.durand@example.test"), to("anne.durand@example.test"));
    for text in [&own, &mother] {
        assert!(
            text.contains("10/08/2026") && text.contains("L6222-18-2") && text.contains("appelez"),
            "{text}"
        );
        assert!(text.contains("@"), "with whom to call: {text}");
    }
    assert!(own.contains("Votre contrat") && mother.contains("de Chlo=C3=A9 Durand"), "{own} {mother}");

    world.database_says(&format!(
        "UPDATE apprentices SET emancipated = true WHERE id = '{}'",
        story.apprentice
    ));
    on_day(&world, "2026-08-03").await;
    on_day(&world, "2026-08-04").await;
    let mut all = first.to_vec();
    all.push(row("2026-08-03", false));
    assert_eq!(notices(&world).await, all, "seven days before, to the apprentice alone");
    while send(&world).await > 0 {}
    on_day(&world, "2026-08-11").await;
    assert_eq!(notices(&world).await, all);
}

#[actix_web::test]
async fn nobody_is_told_once_a_contract_came_nor_is_what_waits_sent() {
    let server = MailServer::start();
    let (world, story, contract) = broken(&server).await;
    on_day(&world, "2026-07-13").await;
    assert_eq!(notices(&world).await, [row("2026-07-11", false)], "an adult");
    let (employer, manager) = (world.seed_employer("55210055400013"), world.manager());
    let tutor = world.seed_tutor(employer, "Hopper", "Grace");
    let terms = json!({ "employer_id": employer, "tutor_id": tutor, "type_code": "23",
        "starts_on": "2026-07-20", "previous_contract_id": contract.rsplit('/').next().unwrap() });
    signed(&manager, with(a_contract(&story), terms), "2026-07-13").await;
    on_day(&world, "2026-07-15").await;
    assert_eq!(notices(&world).await, [], "what waited goes nowhere");
    on_day(&world, "2026-08-03").await;
    assert_eq!(notices(&world).await, []);
    while send(&world).await > 0 {}
    assert!(!server.taken().iter().any(|mail| mail.text.contains("L6222-18-2")));
}

#[actix_web::test]
async fn without_an_address_of_the_file_the_account_is_written_to() {
    let server = MailServer::start();
    let (world, story, contract) = broken(&server).await;
    world.student(&story.apprentice());
    world
        .manager()
        .change(format!("/v1/apprentices/{}", story.apprentice), json!({ "email": null }))
        .await
        .expect(200);
    on_day(&world, "2026-08-03").await;
    on_day(&world, "2026-08-04").await;
    assert_eq!(notices(&world).await, [row("2026-08-03", false)], "the later notice alone, once");
    let to_account = "SELECT count(*) AS n FROM mails WHERE kind = 'cover_ending' AND account_id IS NOT NULL";
    assert_eq!(world.database_counts(to_account), 1);
    // a contract comes, while the right of somebody else still ends
    let manager = world.manager();
    let apprentice = world.seed_apprentice("Curie", "Inès", "2004-03-14");
    let other = Story { apprentice, enrolment: world.seed_enrolment(apprentice, story.cohort), ..story };
    let broken = signed(&manager, a_contract(&other), "2025-07-10").await;
    manager.post(format!("{broken}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let employer = world.seed_employer("55210055400013");
    let terms = json!({ "employer_id": employer, "tutor_id": world.seed_tutor(employer, "Hopper", "Grace"),
        "type_code": "23", "starts_on": "2026-08-05",
        "previous_contract_id": contract.rsplit('/').next().unwrap() });
    signed(&manager, with(a_contract(&story), terms), "2026-08-04").await;
    on_day(&world, "2026-08-05").await;
    let waiting = format!("{to_account} AND state = 'waiting'");
    assert_eq!(world.database_counts(&waiting), 0, "what waited for the account goes nowhere");
}
