//! Training centres and sites: what was missing is entered, what was wrong is corrected, and both can be taken back.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, drafted};
use crate::harness::{Person, World};

const CFA: &str = "/v1/cfas/cfa-jeanne-mance";
const SITE: &str = "/v1/sites/ufa-leonie-aviat";

/// What the deposit of a contract still lacks of its training centre.
async fn lacking_of_cfa(manager: &Person, contract: &str) -> Vec<String> {
    let checklist = manager.get(format!("{contract}/readiness")).await.expect(200);
    let items = checklist["steps"][1]["items"].as_array().unwrap().clone();
    let pointers = items.iter().map(|item| item["pointer"].as_str().unwrap().to_owned());
    pointers.filter(|pointer| pointer.starts_with("/cfa")).collect()
}

fn box_of<'a>(form: &'a Value, key: &str) -> &'a Value {
    let mut boxes = form["formation"].as_array().unwrap().iter();
    &boxes.find(|one| one["box"] == key).unwrap_or_else(|| panic!("no box {key}"))["value"]
}

#[actix_web::test]
async fn a_siret_entered_makes_contracts_ready_to_deposit_at_once() {
    let world = World::on("2025-07-01").await;
    let (manager, administrator, story) = (world.manager(), world.administrator(), world.story());
    let contract = drafted(&manager, a_contract(&story)).await;
    assert_eq!(lacking_of_cfa(&manager, &contract).await, ["/cfa/uai", "/cfa/siret", "/cfa/address"]);
    let address = json!({"street": "2 rue du Cloître", "postcode": "10000", "city": "TROYES"});
    let entered = json!({
        "uai": "951099d", "siret": "732 829 320 00074", "nda": "44 10 00123 10", "director": "Claire Martin",
        "phone": "03 25 00 00 00", "email": "Secretariat@CFA.example.org", "address": address,
    });
    let changed = administrator.change(CFA, entered).await;
    assert_eq!(changed.etag(), "\"v2\"");
    let changed = changed.expect(200);
    assert_eq!((&changed["number"], &changed["state"]), (&json!(2), &json!("in_force")));
    assert_eq!(changed["content"]["siret"], "73282932000074", "in its one form");
    assert_eq!(changed["content"]["email"], "secretariat@cfa.example.org");
    let sentences: Vec<_> =
        changed["differences"].as_array().unwrap().iter().map(|one| &one["sentence"]).collect();
    assert!(sentences.contains(&&json!("SIRET : 73282932000074 (rien auparavant).")), "{sentences:?}");

    assert_eq!(lacking_of_cfa(&manager, &contract).await, [""; 0]);
    let form = manager.get(format!("{contract}/form")).await.expect(200);
    assert_eq!(box_of(&form, "cfa_siret"), "73282932000074");
    assert_eq!(box_of(&form, "cfa_commune"), "TROYES");
    let public = world.nobody().get(CFA).await;
    assert!(public.etag().starts_with("\"v2."), "{}", public.etag());
    assert_eq!(public.header("cache-control"), Some("public, no-cache"));
    assert_eq!(public.expect(200)["director"], "Claire Martin");
    assert_eq!(world.nobody().get(SITE).await.expect(200)["cfa"]["siret"], "73282932000074");
}

#[actix_web::test]
async fn another_instance_never_fills_a_form_with_what_was_changed() {
    let world = World::on("2025-07-01").await;
    let (manager, administrator, story) = (world.manager(), world.administrator(), world.story());
    let contract = drafted(&manager, a_contract(&story)).await;
    let beside = world.beside(|_| {});
    let (there, administrator_there) = (beside.for_person(&manager), beside.for_person(&administrator));
    assert!(!lacking_of_cfa(&there, &contract).await.is_empty());
    administrator.change(CFA, json!({"siret": "73282932000074", "name": "CFA Jeanne"})).await.expect(200);
    assert!(!lacking_of_cfa(&there, &contract).await.contains(&"/cfa/siret".to_owned()));
    let form = there.get(format!("{contract}/form")).await.expect(200);
    assert_eq!(box_of(&form, "cfa_denomination"), "CFA Jeanne");
    // and it changes what the base has, not what it remembers
    let phone = || json!({"phone": "03 25 00 00 00"});
    administrator_there.patch(CFA, "\"v1\"", phone()).await.refused_with(412, "precondition.stale");
    let now = administrator_there.patch(CFA, "\"v2\"", phone()).await.expect(200);
    assert_eq!(now["content"]["siret"], "73282932000074");
}

#[actix_web::test]
async fn what_was_changed_by_mistake_is_taken_back_and_stays_readable() {
    let world = World::on("2025-07-01").await;
    let (manager, before) = (world.manager(), world.nobody().get(SITE).await.expect(200));
    let wrong = json!({"phone": "03 25 11 11 11", "contacts": []});
    let broken = ("", "version.breaks_a_rule");
    let refused = manager.change(SITE, wrong).await.faults(&[broken, broken]);
    let message = refused["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("aucun contact du site n'a le code \"melanie-jacotin\""), "{message}");
    let reason = format!("{SITE}?reason=Nouveau+standard");
    manager.patch(reason, "\"v1\"", json!({"phone": "03 25 11 11 11"})).await.expect(200);
    let versions = manager.get(format!("{SITE}/versions")).await.expect(200);
    let rows = versions["data"].as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (&row["number"], &row["state"], &row["origin"])).collect();
    assert_eq!(json!(told), json!([[2, "in_force", "change"], [1, "past", "file"]]),);
    assert_eq!((&rows[0]["reason"], &rows[1]["effective_on"]), (&json!("Nouveau standard"), &Value::Null));
    assert_eq!(rows[0]["author"]["role"], "manager");
    assert_eq!(rows[0]["differences"][0]["sentence"], "Téléphone : 03 25 11 11 11 (avant : 03.25.80.72.17).");
    let back = manager.post(format!("{SITE}/versions/1/restoration"), json!({"reason": "Erreur"})).await;
    assert_eq!(back.etag(), "\"v3\"");
    let back = back.expect(200);
    assert_eq!(
        (&back["origin"], &back["restores"], &back["state"]),
        (&json!("restoration"), &json!(1), &json!("in_force"))
    );
    assert_eq!(world.nobody().get(SITE).await.expect(200), before);
    let second = manager.get(format!("{SITE}/versions/2")).await.expect(200);
    assert_eq!(second["content"]["phone"], "03 25 11 11 11");
    manager.get(format!("{SITE}/versions/9")).await.refused_with(404, "version.not_found");
    // going back to what holds already changes nothing
    let again = manager.post(format!("{SITE}/versions/1/restoration"), json!({})).await.expect(200);
    assert_eq!(again["number"], 3);
    let same = manager.change(SITE, json!({"phone": "03.25.80.72.17"})).await.expect(200);
    assert_eq!(same["number"], 3);
    let english = manager.request(reqwest::Method::GET, format!("{SITE}/versions/3"));
    let english = manager.send(english.header("accept-language", "en")).await.expect(200);
    assert_eq!(english["differences"][0]["label"], "Phone");
}

#[actix_web::test]
async fn what_breaks_a_rule_is_refused_where_it_stands() {
    let world = World::on("2025-07-01").await;
    let administrator = world.administrator();
    let cases = [
        (CFA, json!({"siret": "73282932000079"}), ("/siret", "siret.checksum")),
        (CFA, json!({"uai": "0951099C"}), ("/uai", "uai.checksum")),
        (CFA, json!({"nda": "123"}), ("/nda", "nda.shape")),
        (CFA, json!({"website": "pas un site"}), ("/website", "version.breaks_a_rule")),
        (CFA, json!({"code": "cfa-autre"}), ("/code", "version.identity_fixed")),
        (CFA, json!({"name": null}), ("/name", "required")),
        (CFA, json!({"capital": 1}), ("/capital", "unknown_field")),
        (SITE, json!({"cfa": "cfa-du-canal"}), ("/cfa", "version.identity_fixed")),
        (SITE, json!({"address": {"postcode": "97200"}}), ("/public_holidays", "version.breaks_a_rule")),
    ];
    for (path, patch, fault) in cases {
        administrator.change(path, patch).await.faults(&[fault]);
    }
    let past = format!("{CFA}?effective_on=2025-06-30");
    administrator
        .patch(past, "\"v1\"", json!({"phone": "0325000000"}))
        .await
        .faults(&[("/effective_on", "version.effective_in_the_past")]);
    let bare = administrator.request(reqwest::Method::PATCH, CFA).json(&json!({"phone": "0325000000"}));
    administrator.send(bare).await.refused_with(428, "precondition.required");
    let nowhere = administrator.patch("/v1/cfas/nowhere", "\"v1\"", json!({"phone": "0325000000"})).await;
    nowhere.refused_with(404, "cfa.not_found");
    assert_eq!(
        administrator.get(format!("{CFA}/versions")).await.expect(200)["data"].as_array().unwrap().len(),
        1
    );
}

#[actix_web::test]
async fn a_manager_changes_their_site_and_an_administrator_the_cfa() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    manager.change(CFA, json!({"phone": "0325000000"})).await.refused_with(403, "forbidden");
    manager.get(format!("{CFA}/versions")).await.expect(200);
    let other = world.other_manager();
    other.get(format!("{CFA}/versions")).await.refused_with(404, "cfa.not_found");
    other.get(format!("{SITE}/versions/1")).await.refused_with(404, "site.not_found");
    let far = other.patch(SITE, "\"v1\"", json!({"phone": "0325000000"})).await;
    far.refused_with(404, "site.not_found");
    world.trainer().get(format!("{SITE}/versions")).await.refused_with(403, "forbidden");
    manager.change(SITE, json!({"phone": "0325000000"})).await.expect(200);
}

#[actix_web::test]
async fn the_partner_and_the_journal_are_told() {
    let world = World::on("2025-07-01").await;
    let (administrator, partner) = (world.administrator(), world.client(&["changes:read", "cohorts:read"]));
    administrator.change(CFA, json!({"phone": "0325000000"})).await.expect(200);
    administrator.change(SITE, json!({"phone": "0325000001"})).await.expect(200);
    let feed = partner.get("/v1/changes").await.expect(200);
    let told: Vec<_> =
        feed["data"].as_array().unwrap().iter().map(|one| (&one["kind"], &one["href"])).collect();
    let href = json!(format!("/v1/sites/{}", world.site()));
    assert_eq!(told, [(&json!("site.changed"), &href), (&json!("site.changed"), &href)]);
    let read = partner.get(href.as_str().unwrap()).await.expect(200);
    assert_eq!((&read["phone"], &read["cfa"]["phone"]), (&json!("0325000001"), &json!("0325000000")));
    let journaled = "SELECT count(*) AS n FROM journal_entries WHERE fields = ARRAY['phone'] AND act IN ('ChangeCfa', 'ChangeSite')";
    assert_eq!(world.database_counts(journaled), 3, "the CFA, its site twice");
}

#[actix_web::test]
async fn a_contact_is_tied_to_an_account_of_the_site_which_only_the_office_is_told() {
    let world = World::on("2025-07-01").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let theirs = trainer.get("/v1/me").await.expect(200)["id"].clone();
    let stranger = world.other_manager().get("/v1/me").await.expect(200)["id"].clone();
    let mut contacts = world.nobody().get(SITE).await.expect(200)["contacts"].clone();
    contacts[1]["account_id"] = stranger;
    let unknown = manager.change(SITE, json!({"contacts": contacts})).await;
    unknown.faults(&[("/contacts/1/account_id", "contact.account_unknown")]);
    contacts[1]["account_id"] = theirs.clone();
    let changed = manager.change(SITE, json!({"contacts": contacts})).await.expect(200);
    assert_eq!(changed["content"]["contacts"][1]["account_id"], theirs);
    assert_eq!(world.nobody().get(SITE).await.expect(200)["contacts"][1]["account_id"], Value::Null);
    // a change of something else, made from what anybody reads, keeps the tie
    let kept = manager.change(SITE, json!({"phone": "0325000000"})).await.expect(200);
    assert_eq!(kept["content"]["contacts"][1]["account_id"], theirs);
}
