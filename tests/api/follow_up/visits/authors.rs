//! Who wrote what: each version, note, call and acknowledgement says it; one side does not correct the other's.

use serde_json::{Value, json};

use super::{a_signed_story, visits_of};
use crate::contracts::agreements::with;
use crate::desk::links::{a_link, address_of};
use crate::follow_up::phone_contacts::a_call;
use crate::harness::{Person, id_of};
use crate::people::referents::account_of;

fn a_report() -> Value {
    json!({ "held_on": "2025-11-20", "present": ["apprentice", "tutor"], "report": "Chloé tient seule la caisse.",
            "note": {"note": "Bon accueil.", "visibility": "everyone"} })
}

fn a_correction() -> Value {
    json!({ "reason": "Un mot de trop.", "report": with(a_report(), json!({"report": "Chloé tient la caisse.", "note": null})) })
}

/// An account, as what it wrote names it.
async fn told(by: &Person, role: &str) -> Value {
    json!({ "through": "account", "id": account_of(by).await, "name": role, "role": role, "secret_seen_by": null })
}

#[actix_web::test]
async fn each_side_corrects_what_it_wrote_and_an_administrator_both() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, manager, tutor) = (world.trainer(), world.manager(), world.tutor(&story.tutor()));
    let administrator = world.administrator();
    let [of_the_centre, of_the_company] = &visits_of(&manager).await[..2] else { panic!("visits") };
    trainer.post(format!("{of_the_centre}/report"), a_report()).await.expect(200);
    tutor.post(format!("{of_the_company}/report"), a_report()).await.expect(200);
    let correct =
        async |by: &Person, visit: &str| by.post(format!("{visit}/corrections"), a_correction()).await;
    correct(&tutor, of_the_centre).await.refused_with(403, "correction.other_side");
    for staff in [&trainer, &manager] {
        correct(staff, of_the_company).await.refused_with(403, "correction.other_side");
    }
    correct(&manager, of_the_centre).await.expect(200);
    correct(&tutor, of_the_company).await.expect(200);
    for visit in [of_the_centre, of_the_company] {
        correct(&administrator, visit).await.expect(200);
    }
    correct(&tutor, of_the_company).await.expect(200);
    correct(&trainer, of_the_company).await.refused_with(403, "correction.other_side");
    let versions = async |visit: &str| {
        let shown = trainer.get(format!("{visit}/versions")).await.expect(200);
        let each = shown["data"].as_array().unwrap().iter().map(|version| version["author"].clone());
        each.collect::<Vec<_>>()
    };
    let (by_tutor, by_administrator) =
        (told(&tutor, "tutor").await, told(&administrator, "administrator").await);
    let (by_trainer, by_manager) = (told(&trainer, "trainer").await, told(&manager, "manager").await);
    assert_eq!(versions(of_the_centre).await, [by_trainer, by_manager, by_administrator.clone()]);
    assert_eq!(
        versions(of_the_company).await,
        [by_tutor.clone(), by_tutor.clone(), by_administrator, by_tutor]
    );
}

#[actix_web::test]
async fn a_report_its_notes_and_acknowledgements_name_who_wrote_them() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, tutor, student) =
        (world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice()));
    let visit = visits_of(&trainer).await.remove(0);
    trainer.post(format!("{visit}/report"), a_report()).await.expect(200);
    let read = json!({ "report_version": 1 });
    tutor.post(format!("{visit}/acknowledgements"), read.clone()).await.expect(200);
    student.post(format!("{visit}/acknowledgements"), read).await.expect(200);
    let (by_trainer, by_tutor) = (told(&trainer, "trainer").await, told(&tutor, "tutor").await);
    let expected = [by_trainer.clone(), by_tutor, told(&student, "student").await];
    let partner = world.client(&["visits:read", "employers:read", "apprentices:read"]);
    for reader in [&student, &tutor, &trainer, &partner] {
        let shown = reader.get(&visit).await.expect(200);
        assert_eq!((&shown["author"], &shown["notes"][0]["author"]), (&by_trainer, &by_trainer));
        let acknowledged =
            shown["acknowledgements"].as_array().unwrap().iter().map(|one| one["author"].clone());
        assert_eq!(acknowledged.collect::<Vec<_>>(), expected);
    }
    let shown = world.client(&["visits:read"]).get(&visit).await.expect(200);
    let named: Vec<_> =
        shown["acknowledgements"].as_array().unwrap().iter().map(|one| &one["author"]["name"]).collect();
    assert_eq!(
        named,
        [&json!("trainer"), &Value::Null, &Value::Null],
        "names come with the scope of the persons"
    );
    let planned = trainer.get(&visits_of(&trainer).await[1]).await.expect(200);
    assert_eq!(planned["author"], Value::Null);
}

#[actix_web::test]
async fn what_a_link_did_says_who_of_the_site_saw_its_secret() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let link = a_link(&world, &story, json!({})).await;
    let maker = link["secret_seen_by_id"].as_str().unwrap();
    world.database_says(&format!("UPDATE accounts SET display_name = 'Grace Hopper' WHERE id = '{maker}'"));
    let expected = json!({ "through": "link", "id": id_of(&link), "name": "Ada Lovelace", "role": "tutor",
                           "secret_seen_by": "Grace Hopper" });
    let (nobody, student) = (world.nobody(), world.student(&story.apprentice()));
    let visits = visits_of(&world.manager()).await;
    world.trainer().post(format!("{}/report", visits[0]), a_report()).await.expect(200);
    let by_link = |visit: &str, act: &str| {
        format!("{}/visits/{}/{act}", address_of(&link), visit.rsplit('/').next().unwrap())
    };
    let read = json!({ "report_version": 1 });
    nobody.post_with_key(by_link(&visits[0], "acknowledgements"), "lu-et-compris", read).await.expect(200);
    nobody.post_with_key(by_link(&visits[1], "report"), "ecrit-par-lien", a_report()).await.expect(200);
    let acknowledged = student.get(&visits[0]).await.expect(200);
    let tutors: Vec<_> = acknowledged["acknowledgements"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["party"] == "tutor")
        .collect();
    assert_eq!(tutors[0]["author"], expected);
    assert_eq!(student.get(&visits[1]).await.expect(200)["author"], expected);
    let versions = student.get(format!("{}/versions", visits[1])).await.expect(200);
    assert_eq!(versions["data"][0]["author"], expected);
    let timeline = student.get(format!("/v1/apprentices/{}/timeline", story.apprentice)).await.expect(200);
    let titles: Vec<_> =
        timeline["data"].as_array().unwrap().iter().map(|item| &item["title"]["en"]).collect();
    assert!(
        titles.contains(&&json!("Report of a visit acknowledged by the link of the tutor")),
        "{titles:?}"
    );

    let call = with(a_call(&story), json!({ "party": "site", "visibility": "everyone" }));
    let calls = format!("{}/phone-contacts", address_of(&link));
    let logged = nobody.post_with_key(calls, "appel-par-lien", call).await.expect(201);
    assert_eq!(logged["author"], expected);
    let tutor = world.tutor(&story.tutor());
    let correction =
        json!({ "reason": "Erreur.", "contact": with(a_call(&story), json!({"party": "site"})) });
    let address = format!("/v1/phone-contacts/{}", id_of(&logged));
    tutor.post(format!("{address}/corrections"), correction).await.expect(200);
    let former = tutor.get(format!("{address}/corrections")).await.expect(200);
    assert_eq!(former["data"][0]["author"], told(&tutor, "tutor").await);
}
