//! Taken away, then brought to an empty site: the same records.

use reqwest::Method;
use serde_json::{Value, json};

use super::{LISTS, add_awkward_texts, bytes_of};
use crate::contracts::agreements::{a_bare_draft, a_contract, drafted, with};
use crate::exchange::imports::{CSV, XLSX, commit, rows, send};
use crate::harness::{World, id_of};

const NUMBER: &str = "010202509001351";

/// The same, with texts that spreadsheets would run.
pub async fn seeded_world() -> World {
    let world = filled_world().await;
    add_awkward_texts(&world).await;
    world
}

/// A site with a signed and deposited contract, a bare draft after it, and every box of the form filled somewhere.
pub async fn filled_world() -> World {
    let world = World::on("2025-10-01").await;
    let first = world.story();
    let manager = world.manager();
    drafted(&manager, a_bare_draft(&first)).await;
    let story = world.story_in_another_company();
    let second = world.seed_tutor(story.employer, "Hopper", "Grace");
    let filled = json!({
        "second_tutor_id": second,
        "work": { "weekly_minutes": 2130, "dangerous_machines": false, "place": { "name": "Rayon presse",
            "address_line": "1 rue de la Paix", "postal_code": "57000", "city": "Metz",
            "good_friday_off": true } },
        "training": { "practical_starts_on": "2025-08-25", "training_starts_on": "2025-08-25",
            "exams_end_on": "2027-06-30", "hours": 1350, "company_cfa": false,
            "diploma": { "code": "32031213", "title": "BTS MCO", "type_code": "54", "rncp": "RNCP38362" },
            "place": { "name": "Annexe", "uai": "0951099D", "siret": "73282932000074",
                "address_line": "2 rue Haute", "postal_code": "01000", "city": "Troyes" } },
        "pay": { "gross_salary_cents": 180_180, "conventional_minimum_cents": 190_005,
            "retirement_fund": "AGIRC-ARRCO", "meal_cents": 250, "lodging_cents": 5000, "other_benefits": false,
            "lines": [{ "year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2026-08-24",
                        "percent_hundredths": 6150, "base": "smic" },
                      { "year": 2, "line": 1, "from_on": "2026-08-25", "to_on": "2027-08-24",
                        "percent_hundredths": 10000, "base": "smc" }] }
    });
    let path = drafted(&manager, with(a_contract(&story), filled)).await;
    manager.post(format!("{path}/signature"), json!({"signed_on": "2025-07-10"})).await.expect(200);
    let sent = json!({"sent_on": "2025-08-28", "organisation": "OPCO Commerce", "complete_on": "2025-09-01"});
    let filing = manager.post(format!("{path}/filings"), sent).await.expect(200)["filings"][0].clone();
    let accepted = json!({"decided_on": "2025-09-10", "deca_number": NUMBER});
    let acceptance = format!("{path}/filings/{}/acceptance", id_of(&filing));
    manager.post(acceptance, accepted).await.expect(200);
    world
}

#[actix_web::test]
async fn every_list_comes_back_the_same_in_an_empty_site_whatever_the_file() {
    let world = seeded_world().await;
    let manager = world.manager();
    for (file, media) in [(".csv", CSV), (".csv?format=machine", CSV), (".xlsx", XLSX)] {
        let empty = World::on("2025-10-01").await;
        empty.seed_cohort("2025-08-25", "2027-08-24");
        let newcomer = empty.manager();
        for list in LISTS {
            let bytes = bytes_of(&manager, &format!("/v1/exports/{list}{file}")).await;
            let import = send(&newcomer, &format!("kind={list}"), media, bytes).await.expect(201);
            let shown = rows(&newcomer, &import).await;
            assert_eq!(import["rows"]["faulty"], 0, "{list}{file} {shown:#?}");
            commit(&newcomer, &import).await.expect(200);
        }
        for list in LISTS {
            let machine = format!("/v1/exports/{list}.csv?format=machine");
            let (here, there) = (manager.get(&machine).await.text, newcomer.get(&machine).await.text);
            assert_eq!(there, here, "{list}{file}");
        }
        let contracts = newcomer.get("/v1/contracts").await.expect(200)["data"].clone();
        let deposited =
            contracts.as_array().unwrap().iter().find(|one| one["deca_number"] == NUMBER).unwrap();
        let detail = newcomer.get(format!("/v1/contracts/{}", id_of(deposited))).await.expect(200);
        assert_eq!(
            (&detail["state"], &detail["pay"]["lines"][0]["percent_hundredths"]),
            (&json!("signed"), &json!(6150))
        );
        let planned = newcomer.get(format!("/v1/visits?contract={}", id_of(deposited))).await.expect(200);
        assert_eq!(planned["data"].as_array().map(Vec::len), Some(4), "its visits are planned");
    }
}

#[actix_web::test]
async fn a_signed_contract_brought_in_is_taken_back_whole_while_it_is_as_it_came() {
    let world = seeded_world().await;
    let text = world.manager().get("/v1/exports/contracts.csv").await.text;
    let empty = World::on("2025-10-01").await;
    empty.seed_cohort("2025-08-25", "2027-08-24");
    let newcomer = empty.manager();
    for list in ["employers", "tutors", "apprentices"] {
        let bytes = bytes_of(&world.manager(), &format!("/v1/exports/{list}.csv")).await;
        let import = send(&newcomer, &format!("kind={list}"), CSV, bytes).await.expect(201);
        commit(&newcomer, &import).await.expect(200);
    }
    let undo = async |import: &Value| {
        let path = format!("/v1/imports/{}/undo", id_of(import));
        newcomer.send(newcomer.request(Method::POST, path)).await
    };
    let import = send(&newcomer, "kind=contracts", CSV, text.clone()).await.expect(201);
    assert_eq!(newcomer.get("/v1/visits").await.expect(200)["data"], json!([]), "a dry run leaves nothing");
    commit(&newcomer, &import).await.expect(200);
    undo(&import).await.expect(200);
    for path in ["/v1/contracts", "/v1/visits"] {
        assert_eq!(newcomer.get(path).await.expect(200)["data"], json!([]), "{path}");
    }
    let import = send(&newcomer, "kind=contracts", CSV, text).await.expect(201);
    commit(&newcomer, &import).await.expect(200);
    let visit = newcomer.get("/v1/visits").await.expect(200)["data"][0].clone();
    let cancelled = json!({"reason": "other", "note": "autrement"});
    newcomer.post(format!("/v1/visits/{}/cancellation", id_of(&visit)), cancelled).await.expect(200);
    undo(&import).await.refused_with(409, "import.changed_since");
}

#[actix_web::test]
async fn the_ceiling_of_a_tutor_and_the_order_of_contracts_hold_within_one_file() {
    let world = World::on("2025-10-01").await;
    let story = world.story();
    let manager = world.manager();
    for name in ["Martin", "Petit"] {
        let other = world.seed_apprentice(name, "Léa", "2006-05-02");
        world.seed_enrolment(other, story.cohort);
    }
    let head = "Nom;Prénom;Date de naissance;SIRET;Nom du tuteur;Prénom du tuteur;Type;Début du contrat précédent;Début;\
        Fin;Durée hebdomadaire;Attestation de l'employeur;Début de la formation pratique;\
        Année 1, période 1 : du;Année 1, période 1 : au;Année 1, période 1 : %;Année 1, période 1 : base;Signé le\n";
    let line = |name: &str, kind: &str, previous: &str, from: &str, to: &str| {
        let born = if name == "Durand;Chloé" { "14/03/2006" } else { "02/05/2006" };
        format!(
            "{name};{born};73282932000074;Lovelace;Ada;{kind};{previous};{from};{to};35;oui;{from};{from};{to};100;smic;{from}\n"
        )
    };
    let text = format!(
        "{head}{}{}{}",
        line("Durand;Chloé", "11", "", "25/08/2025", "24/08/2027"),
        line("Martin;Léa", "11", "", "25/08/2025", "24/08/2027"),
        line("Petit;Léa", "11", "", "26/08/2025", "24/08/2027"),
    );
    let import = send(&manager, "kind=contracts", CSV, text).await.expect(201);
    let shown = rows(&manager, &import).await;
    let codes: Vec<_> = shown
        .iter()
        .map(|row| {
            crate::exchange::imports::notes(row).into_iter().map(|note| note.1.to_owned()).collect::<Vec<_>>()
        })
        .collect();
    assert!(codes[2].contains(&"tutor.ceiling".to_owned()), "{shown:#?}");
    assert_eq!((&shown[0]["state"], &shown[1]["state"]), (&json!("create"), &json!("create")), "{shown:#?}");
    commit(&manager, &import).await.refused_with(409, "import.has_faults");
    assert_eq!(manager.get("/v1/contracts").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn what_a_file_cannot_conclude_is_told_at_its_cell() {
    let world = World::on("2025-10-01").await;
    world.story();
    let manager = world.manager();
    let head = "Nom;Prénom;Date de naissance;SIRET;Nom du tuteur;Prénom du tuteur;Type;Début;Fin;Signé le;\
        Envoyé au dépôt le;Accepté le;N° de dépôt;Dernier jour avant rupture;Durée hebdomadaire;Avantage en nature : repas;\
        Année 1, période 1 : du;Année 1, période 1 : au;Année 1, période 1 : %;Année 1, période 1 : base\n";
    let start = "Durand;Chloé;14/03/2006;73282932000074;Lovelace;Ada;11;25/08/2025;24/08/2027";
    for (rest, expected) in [
        (";28/08/2025;;;;35;;;;;", ("", "import.unsigned_deposit")),
        ("10/07/2025;;;;09/02/2026;35;;;;;", ("Dernier jour avant rupture", "import.broken_contract")),
        ("10/07/2025;;;;;;;;;;", ("Durée hebdomadaire", "contract.box_missing")),
        ("10/07/2025;;10/09/2025;;;35;;25/08/2025;24/08/2027;100;smic", ("Envoyé au dépôt le", "required")),
        (";;;;;35;douze;;;;", ("Avantage en nature : repas", "cell.amount")),
        (";;;;;90h00;;;;;", ("Durée hebdomadaire", "contract.week_too_long")),
        (";;;;;35;;25/08/2025;24/08/2027;20;smic", ("Année 1, période 1 : %", "pay.percent_below_legal")),
        (";;;;;35;;25/08/2025;24/08/2027;0,43;smic", ("Année 1, période 1 : %", "cell.percent_of_one")),
    ] {
        let text = format!("{head}{start};{}\n", rest);
        let import = send(&manager, "kind=contracts", CSV, text).await.expect(201);
        let shown = rows(&manager, &import).await;
        let notes = crate::exchange::imports::notes(&shown[0]);
        let found =
            notes.iter().any(|note| note.1 == expected.1 && (expected.0.is_empty() || note.0 == expected.0));
        assert!(found, "{expected:?} {notes:?}");
        assert_eq!(shown[0]["state"], "faulty", "{expected:?}");
    }
}
