//! Employers, tutors and apprentices: understood, created all or nothing, once.

use serde_json::json;

use super::{CSV, commit, dry_run, notes, rows, send};
use crate::harness::{World, id_of};

const EMPLOYERS: &str = "N° SIRET;Raison sociale;Code NAF;Code postal;Ville;Téléphone;OPCO;Effectif\n\
    732 829 320 00074;Librairie des Échevins;47.61Z;10000;Troyes;03 25 80 72 17;Opcommerce;12\n\
    98222438800016;\"Cave \"\"Au Pré; Clos\"\"\";;51100;Reims;;;\n";

#[actix_web::test]
async fn a_file_of_employers_is_understood_then_created_whole() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    assert_eq!(
        (&import["encoding"], &import["separator"], &import["state"]),
        (&json!("utf-8"), &json!(";"), &json!("dry_run"))
    );
    assert_eq!(import["rows"], json!({"create": 2, "unchanged": 0, "differs": 0, "faulty": 0}));
    assert_eq!(
        import["columns"][1],
        json!({"header": "Raison sociale", "field": "name", "understood_as": "Dénomination"})
    );
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"], json!([]));
    let first = &rows(&manager, &import).await[0];
    assert_eq!((&first["number"], &first["state"]), (&json!(2), &json!("create")));
    assert_eq!(
        first["cells"][0],
        json!({"column": "N° SIRET", "field": "siret", "given": "732 829 320 00074", "understood": "73282932000074"})
    );

    let committed = commit(&manager, &import).await.expect(200);
    assert_eq!(committed["state"], "committed");
    let found = manager.get("/v1/employers").await.expect(200)["data"].clone();
    assert_eq!(found.as_array().unwrap().len(), 2);
    assert_eq!((&found[0]["name"], &found[1]["naf"]), (&json!("Cave \"Au Pré; Clos\""), &json!("4761Z")));
    assert_eq!(
        (&found[1]["opco"], &found[1]["headcount"], &found[1]["phone"]),
        (&json!("opcommerce"), &json!(12), &json!("+33325807217"))
    );
    let created = rows(&manager, &import).await;
    assert_eq!(created[0]["cells"], json!([]), "nothing is kept twice");
    assert_eq!(created[0]["record_id"], found[1]["id"]);
    let changes = world.client(&["changes:read", "employers:read"]).get("/v1/changes").await.expect(200);
    assert_eq!(changes["data"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn the_same_file_creates_nothing_a_second_time() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let (first, twin) =
        (dry_run(&manager, "employers", EMPLOYERS).await, dry_run(&manager, "employers", EMPLOYERS).await);
    commit(&manager, &first).await.expect(200);
    commit(&manager, &first).await.refused_with(409, "import.not_dry_run");
    commit(&manager, &twin).await.refused_with(409, "import.same_file");
    let third = dry_run(&manager, "employers", EMPLOYERS).await;
    assert_eq!(third["rows"], json!({"create": 0, "unchanged": 2, "differs": 0, "faulty": 0}));
    assert_eq!(third["same_file_as"], first["id"]);
    let resaved = dry_run(&manager, "employers", EMPLOYERS.replace(";12\n", ";13\n")).await;
    assert_eq!(resaved["rows"], json!({"create": 0, "unchanged": 1, "differs": 1, "faulty": 0}));
    let differs = &rows(&manager, &resaved).await[0];
    assert_eq!(differs["differences"], json!([{"column": "Effectif", "given": "13", "kept": "12"}]));
    commit(&manager, &resaved).await.expect(200);
    let stored = manager.get("/v1/employers").await.expect(200)["data"].clone();
    assert_eq!((stored.as_array().unwrap().len(), &stored[1]["headcount"]), (2, &json!(12)));
}

#[actix_web::test]
async fn what_is_wrong_is_told_cell_by_cell_and_stops_the_whole() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let text = "SIRET;Dénomination;Code postal;OPCO;Effectif;Courriel;Type d'employeur\n\
        73282932000079;Clé fausse;10000;;;;\n\
        7,32829E+13;Exposant;1000;atlantis;douze;nobody;99\n\
        98222438800016;;10000;;;;\n\
        35600000000048;Type;10000;;99999999;;99\n\
        ;Sans SIRET;;;;;\n\
        73282932000074;Bonne;10000;;;;;;trop\n\
        98222438800016;Encore;;;;;\n\
        02408240600034;=1+1;;;;;\n";
    let import = dry_run(&manager, "employers", text).await;
    assert_eq!(import["rows"], json!({"create": 0, "unchanged": 0, "differs": 0, "faulty": 8}));
    let rows = rows(&manager, &import).await;
    assert_eq!(notes(&rows[0]), [("SIRET", "siret.checksum", None)]);
    assert_eq!(
        notes(&rows[1]),
        [
            ("SIRET", "cell.digits_lost", None),
            ("Code postal", "cell.zero_lost", Some("01000")),
            ("OPCO", "cell.choice", None),
            ("Effectif", "cell.whole_number", None),
            ("Courriel", "email.shape", None),
            ("Type d'employeur", "reference.unknown_code", None),
        ]
    );
    assert_eq!(notes(&rows[2]), [("Dénomination", "required", None)]);
    assert_eq!(
        notes(&rows[3]),
        [("Effectif", "too_large", None), ("Type d'employeur", "reference.unknown_code", None)]
    );
    assert_eq!(notes(&rows[4]), [("SIRET", "employer.siret_required", None)]);
    assert_eq!(notes(&rows[5]), [("", "import.too_many_cells", None)]);
    assert_eq!(notes(&rows[6]), [("SIRET", "import.duplicate_row", None)]);
    assert_eq!(notes(&rows[7]), [("Dénomination", "cell.formula", None)]);
    let shown = &rows[1]["notes"][1];
    assert_eq!((&shown["pointer"], &shown["row"]), (&json!("/rows/3/cells/2"), &json!(3)));
    assert_eq!(shown["message"], "Le tableur a sans doute mangé le zéro de tête de 1000 : 01000 ?");
    let english = manager
        .request(reqwest::Method::GET, format!("/v1/imports/{}/rows?state=faulty&limit=2", id_of(&import)));
    let english = manager.send(english.header("accept-language", "en")).await.expect(200);
    assert_eq!(
        english["data"][1]["notes"][1]["message"],
        "The spreadsheet probably ate the leading zero of 1000: 01000?"
    );
    let next = manager
        .get(format!(
            "/v1/imports/{}/rows?limit=2&cursor={}",
            id_of(&import),
            english["next_cursor"].as_str().unwrap()
        ))
        .await;
    assert_eq!(next.expect(200)["data"][0]["number"], 4);
    commit(&manager, &import).await.refused_with(409, "import.has_faults");
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn dates_typed_backwards_or_impossible_say_what_was_meant() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let text = "Nom,Prénom,Né(e) le,Sexe,Code du dernier diplôme préparé\nDurand,Chloé,31/02/2006,F,\nMartin,Léo,03/14/2006,H,\n\
        Petit,Inès,14/03/06,femme,\nRoux,Zoé,38790,f,\nBlanc,Tom,2006-03-14,M,42\nNoir,Ada,14/03/2024,F,\n";
    let import = dry_run(&manager, "apprentices", text).await;
    assert_eq!(import["separator"], ",");
    let rows = rows(&manager, &import).await;
    let shown: Vec<_> = rows.iter().flat_map(notes).collect();
    assert_eq!(
        shown,
        [
            ("Né(e) le", "cell.no_such_day", Some("28/02/2006")),
            ("Né(e) le", "cell.month_first", Some("14/03/2006")),
            ("Né(e) le", "cell.date_number", Some("14/03/2006")),
            ("Né(e) le", "apprentice.age_unlikely", None),
        ]
    );
    assert_eq!(rows[0]["notes"][0]["message"], "31/02/2006 n'existe pas : 28/02/2006 ?");
    assert_eq!(
        (&rows[4]["state"], &rows[4]["cells"][2]["understood"]),
        (&json!("create"), &json!("14/03/2006"))
    );
}

#[actix_web::test]
async fn an_apprentice_is_recognised_by_the_ine_or_by_name_and_birth() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let known = json!({"family_name": "Durand", "given_name": "Chloé", "born_on": "2006-03-14", "ine": "123456789AB"});
    let known = manager.post("/v1/apprentices", known).await.expect(201);
    world.seed_apprentice("Martin", "Léo", "2005-01-02");
    let text = "Nom de naissance;Prénom;Date de naissance;INE\nDURAND;Chloe;14/03/2006;\nDurand-Petit;Chloé;14/03/2006;123456789AB\n\
        Martin;Léo;02/01/2005;123456789AB\nMartin;Leo;02/01/2005;\nMartin;Léo;03/01/2005;\n";
    let import = dry_run(&manager, "apprentices", text).await;
    let rows = rows(&manager, &import).await;
    let states: Vec<_> = rows.iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["differs", "differs", "faulty", "faulty", "create"]);
    assert_eq!((&rows[0]["record_id"], &rows[1]["record_id"]), (&known["id"], &known["id"]));
    assert_eq!(
        rows[1]["differences"][0],
        json!({"column": "Nom de naissance", "given": "Durand-Petit", "kept": "Durand"})
    );
    assert_eq!(notes(&rows[2]), [("INE", "import.duplicate_row", None)]);
    assert_eq!(notes(&rows[3]), [("Nom de naissance", "import.duplicate_row", None)]);

    let both = "Nom;Prénom;Date de naissance;INE\nMartin;Léo;02/01/2005;123456789AB\n";
    let import = dry_run(&manager, "apprentices", both).await;
    assert_eq!(notes(&super::rows(&manager, &import).await[0]), [("Nom", "import.ambiguous", None)]);
}

#[actix_web::test]
async fn tutors_come_after_their_employers() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let employer = world.seed_employer("73282932000074");
    world.seed_tutor(employer, "Lovelace", "Ada");
    let text = "SIRET de l'employeur;Nom;Prénom;Date de naissance;Fonction\n73282932000074;LOVELACE;Ada;;\n\
        73282932000074;Lovelace;Ada;11/12/1986;\n98222438800016;Hopper;Grace;;\n73282932000074;Curie;Marie;02/07/2007;\n\
        73282932000074;Curie;Irène;;Directrice\n";
    let import = dry_run(&manager, "tutors", text).await;
    let rows = rows(&manager, &import).await;
    let states: Vec<_> = rows.iter().map(|row| row["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["differs", "create", "faulty", "faulty", "create"]);
    assert_eq!(notes(&rows[2]), [("SIRET de l'employeur", "import.employer_unknown", None)]);
    assert_eq!(notes(&rows[3]), [("Date de naissance", "tutor.not_adult", None)]);
    let right: String = text
        .lines()
        .filter(|line| !line.contains("Hopper") && !line.contains("Marie"))
        .map(|line| format!("{line}\n"))
        .collect();
    let import = dry_run(&manager, "tutors", right).await;
    commit(&manager, &import).await.expect(200);
    assert_eq!(manager.get("/v1/tutors").await.expect(200)["data"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn what_was_right_in_the_dry_run_is_checked_again_at_the_commit() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    world.seed_employer("73282932000074");
    let committed = commit(&manager, &import).await.expect(200);
    assert_eq!(committed["rows"], json!({"create": 1, "unchanged": 0, "differs": 1, "faulty": 0}));
}

#[actix_web::test]
async fn another_site_sees_nothing_and_a_file_names_its_site() {
    let world = World::on("2025-07-01").await;
    let (manager, stranger) = (world.manager(), world.other_manager());
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    stranger.get(format!("/v1/imports/{}", id_of(&import))).await.refused_with(404, "import.not_found");
    stranger.get(format!("/v1/imports/{}/rows", id_of(&import))).await.refused_with(404, "import.not_found");
    commit(&stranger, &import).await.refused_with(404, "import.not_found");
    super::undo(&stranger, &import).await.refused_with(404, "import.not_found");
    assert_eq!(stranger.get("/v1/imports").await.expect(200)["data"], json!([]));
    assert_eq!(
        manager.get("/v1/imports?kind=employers&state=dry_run").await.expect(200)["data"][0]["id"],
        import["id"]
    );
    let elsewhere = format!("kind=employers&site_id={}", world.other_site());
    send(&manager, &elsewhere, CSV, EMPLOYERS).await.faults(&[("/site_id", "site.unknown")]);
    let administrator = world.administrator();
    send(&administrator, "kind=employers", CSV, EMPLOYERS).await.faults(&[("/site_id", "required")]);
    send(&administrator, &elsewhere, CSV, EMPLOYERS).await.expect(201);
    for person in [world.trainer(), world.client(compagnon::trust::access::SCOPES)] {
        send(&person, "kind=employers", CSV, EMPLOYERS).await.refused_with(403, "forbidden");
    }
}

#[actix_web::test]
async fn a_double_click_brings_the_file_once() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let request = |kind: &str| {
        let request = manager.request(reqwest::Method::POST, format!("/v1/imports?kind={kind}"));
        request.header("content-type", CSV).header("idempotency-key", "a-double-click").body(EMPLOYERS)
    };
    let first = manager.send(request("employers")).await.expect(201);
    let second = manager.send(request("employers")).await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    assert_eq!(second.expect(201), first);
    manager.send(request("tutors")).await.refused_with(422, "idempotency_key.reused");
}

#[actix_web::test]
async fn a_dry_run_is_forgotten_after_a_week() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let import = dry_run(&manager, "employers", EMPLOYERS).await;
    world.database_says("UPDATE imports SET expires_at = '2025-07-01T00:00:00Z'");
    commit(&manager, &import).await.refused_with(409, "import.expired");
    dry_run(&manager, "employers", EMPLOYERS).await;
    manager.get(format!("/v1/imports/{}", id_of(&import))).await.refused_with(404, "import.not_found");
}

#[actix_web::test]
async fn five_thousand_apprentices_come_in_a_few_seconds() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let mut text = String::from("Nom;Prénom;Date de naissance;Courriel;Code postal;Ville\n");
    for number in 0..5_000 {
        let day = 1 + number % 28;
        text.push_str(&format!("Nom{number};Prénom;{day:02}/03/2006;a{number}@example.org;10000;Troyes\n"));
    }
    let began = std::time::Instant::now();
    let import = dry_run(&manager, "apprentices", text).await;
    assert_eq!(import["rows"]["create"], 5_000);
    commit(&manager, &import).await.expect(200);
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    let count = manager.get("/v1/apprentices?include=total&limit=1").await.expect(200);
    assert_eq!(count["total"], 5_000);
}
