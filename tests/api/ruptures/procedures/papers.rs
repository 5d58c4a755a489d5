//! The papers of a procedure: letters from the facts, what is not known as a dotted line; the summary of the case.

#![cfg(feature = "pdf")]

use serde_json::json;

use super::{Breakable, a_step, against, an_end, mistaken};
use crate::contracts::agreements::with;
use crate::harness::{Person, Story, id_of};

async fn printed(person: &Person, path: &str) -> (u16, String) {
    let answer = person.request(reqwest::Method::GET, path).send().await.unwrap();
    let status = answer.status().as_u16();
    let bytes = answer.bytes().await.unwrap().to_vec();
    if let Some(kept) = std::env::var_os("KEEP_PRINTED").filter(|_| status == 200) {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".pdf");
        std::fs::write(std::path::Path::new(&kept).join(format!("{name}.pdf")), &bytes).unwrap();
    }
    let text =
        if status == 200 { pdf_extract::extract_text_from_mem(&bytes).unwrap() } else { String::new() };
    (status, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[actix_web::test]
async fn letters_and_the_summary_are_printed_from_the_facts_alone() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("resignation", "apprentice").await;
    let (_, notice) = printed(&place.manager, &format!("{rupture}/letters/cfa_notice")).await;
    assert!(notice.contains("La rupture prend effet le …………"), "nobody knows the day yet: {notice}");
    place.step(&rupture, "mediator_seized", "2026-03-02").await.expect(201);
    place
        .manager
        .post(format!("{rupture}/steps"), against(a_step("employer_informed", "2026-03-06")))
        .await
        .expect(201);
    place.manager.change(&format!("{rupture}/case"), json!({ "planned_on": "2026-04-20" })).await.expect(200);

    let (status, letter) = printed(&place.manager, &format!("{rupture}/letters/resignation")).await;
    assert_eq!(status, 200);
    for expected in [
        "Chloé Durand",
        "J’ai saisi le médiateur de l’apprentissage le 02/03/2026",
        "prendra effet le 20/04/2026",
    ] {
        assert!(letter.contains(expected), "{expected}: {letter}");
    }
    let (status, summary) = printed(&place.manager, &format!("{rupture}/summary.pdf")).await;
    assert_eq!(status, 200);
    for expected in [
        "Dossier de rupture",
        "Chloé Durand",
        "Manquement",
        "au plus tôt le 07/03/2026",
        "C’est arrivé ainsi",
        "05/12/2025",
    ] {
        assert!(summary.contains(expected), "{expected}: {summary}");
    }
    let student = place.world.student(&place.story.apprentice());
    assert_eq!(printed(&student, &format!("{rupture}/summary.pdf")).await.0, 403);
}

#[actix_web::test]
async fn every_letter_is_printed_without_a_guess_on_the_grounds_that_ask_for_it() {
    let place = Breakable::on("2026-04-01").await;
    let dismissal: &[&str] = &["convocation", "dismissal"];
    for (ground, initiator, letters) in [
        ("free_45_days_apprentice", "apprentice", &["free_rupture"] as &[&str]),
        ("mutual_agreement", "both", &["mutual_agreement"]),
        ("serious_misconduct", "employer", dismissal),
        ("employer_death", "estate", dismissal),
        ("resignation", "apprentice", &["mediator_request", "resignation", "guardian_silent"]),
        ("court_liquidation", "liquidator", &["liquidator_notice"]),
        ("diploma_obtained", "apprentice", &["diploma_notice"]),
        ("other", "court", &[]),
    ] {
        let rupture = place.opened(ground, initiator).await;
        for code in letters.iter().chain(&["cfa_notice", "deposit_notice"]) {
            let text = letter(&place, &rupture, code).await;
            assert!(text.contains("Objet :") && !text.contains('{'), "{ground}, {code}: {text}");
        }
        let foreign = if letters.contains(&"convocation") { "resignation" } else { "convocation" };
        for code in [foreign, "poem"] {
            assert_eq!(
                printed(&place.manager, &format!("{rupture}/letters/{code}")).await.0,
                404,
                "{ground}"
            );
        }
        place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);
    }
}

/// The words of a letter on a ground.
async fn letter(place: &Breakable, rupture: &str, code: &str) -> String {
    let (status, text) = printed(&place.manager, &format!("{rupture}/letters/{code}")).await;
    assert_eq!(status, 200, "{code}");
    text
}

#[actix_web::test]
async fn of_a_minor_the_guardian_signs_the_act_alone_and_not_what_says_they_are_silent() {
    let place = Breakable::on("2026-04-01").await;
    let apprentice = place.world.seed_apprentice("Petit", "Zoé", "2009-05-01");
    let enrolment = place.world.seed_enrolment(apprentice, place.story.cohort);
    let story = Story { apprentice, enrolment, ..place.story };
    let contract = place.world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let opened = async |ground: &str, initiator: &str| {
        let body = json!({ "contract_id": contract, "ground": ground, "initiator": initiator });
        let case = place.manager.post("/v1/ruptures", body).await.expect(201);
        format!("/v1/ruptures/{}", id_of(&case))
    };
    let guardian = "Le représentant légal";
    let rupture = opened("resignation", "apprentice").await;
    for (code, signs) in [
        ("resignation", true),
        ("guardian_silent", false),
        ("mediator_request", false),
        ("cfa_notice", false),
        ("deposit_notice", false),
    ] {
        assert_eq!(letter(&place, &rupture, code).await.contains(guardian), signs, "{code}");
    }
    let notice = letter(&place, &rupture, "deposit_notice").await;
    assert!(notice.contains("L’employeur (nom") && !notice.contains("L’apprenti(e)"), "{notice}");
    for (step, day) in [("guardian_silent", "2026-03-05"), ("mediator_answered", "2026-03-10")] {
        place.step(&rupture, step, day).await.expect(201);
    }
    assert!(
        !letter(&place, &rupture, "resignation").await.contains(guardian),
        "the mediator took their place"
    );
    place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);

    let rupture = opened("free_45_days_employer", "employer").await;
    let free = letter(&place, &rupture, "free_rupture").await;
    assert!(free.contains("L’employeur (nom") && free.contains(guardian), "{free}");
    let case = place.case(&rupture).await;
    assert_eq!(case["procedure"]["told"], json!(["cfa_director", "deposit_body", "opco", "guardian"]));
}

#[actix_web::test]
async fn a_letter_names_whom_the_site_knows_and_leaves_the_rest_to_fill() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("apprentice_death", "nobody").await;
    let notice = letter(&place, &rupture, "cfa_notice").await;
    for expected in
        ["CFA Jeanne-Mance", "s/c UFA Léonie-Aviat", "Décès de l’apprenti (…………", "L’employeur (nom"]
    {
        assert!(notice.contains(expected), "{expected}: {notice}");
    }
    assert!(!notice.contains("Personne") && !notice.contains("non vérifié"), "{notice}");
    assert_eq!(
        place.case(&rupture).await["procedure"]["told"],
        json!(["cfa_director", "deposit_body", "opco"]),
        "an adult has no guardian to tell"
    );
    place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);

    let rupture = place.opened("court_liquidation", "liquidator").await;
    let notice = letter(&place, &rupture, "liquidator_notice").await;
    assert!(notice.contains("Liquidateur……") && notice.contains("pour Librairie"), "{notice}");
    place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);

    let rupture = place.opened("resignation", "apprentice").await;
    let unknown = letter(&place, &rupture, "mediator_request").await;
    assert!(unknown.contains("Médiateur de l’apprentissage……"), "{unknown}");
    let mediator =
        json!({ "chamber": "CCI Troyes et Aube", "name": "Alix Roy", "mail": "mediateur@example.org" });
    let path = format!("/v1/sites/{}/mediator", place.world.site());
    place.manager.put(path, "\"v0\"", mediator).await.expect(200);
    let known = letter(&place, &rupture, "mediator_request").await;
    for expected in ["Alix Roy", "CCI Troyes et Aube", "mediateur@example.org"] {
        assert!(known.contains(expected), "{expected}: {known}");
    }
}

#[actix_web::test]
async fn the_difficulty_a_rupture_comes_from_is_the_first_page_of_its_summary_for_the_office() {
    let place = Breakable::on("2026-04-01").await;
    let of = format!("/v1/apprentices/{}/difficulties", place.story.apprentice);
    let told = json!({ "origin": "staff", "subjects": ["work_relations"], "opened_on": "2026-02-02" });
    let case = place.manager.post(of, told).await.expect(201);
    let step = json!({ "kind": "mediation", "done_on": "2026-02-20", "outcome": "Aucun accord.", "visibility": "staff" });
    let difficulty = format!("/v1/difficulties/{}", id_of(&case));
    place.manager.post(format!("{difficulty}/steps"), step).await.expect(201);
    let rupture = place.opened("mutual_agreement", "both").await;
    place.step(&rupture, "agreement_signed", "2026-03-13").await.expect(201);
    let end = |id: &str| with(an_end("2026-03-14"), json!({ "difficulty_id": id }));
    let stranger = place.manager.post(format!("{rupture}/completion"), end(place.contract_id())).await;
    stranger.faults(&[("/difficulty_id", "rupture.difficulty_of_another")]);
    let ended = place.manager.post(format!("{rupture}/completion"), end(&id_of(&case))).await.expect(201);
    assert_eq!(ended["difficulty_id"], case["id"]);
    assert_eq!(place.manager.get(&difficulty).await.expect(200)["rupture_id"], ended["id"]);

    let summary = printed(&place.manager, &format!("{rupture}/summary.pdf")).await.1;
    let at = |words: &str| summary.find(words).unwrap_or_else(|| panic!("{words}: {summary}"));
    assert!(at("20/02/2026 : Médiation – Aucun accord.") < at("Accord écrit signé"), "{summary}");
    at("jusqu’au 14/09/2026");
    let trainer = place.world.trainer();
    let theirs = printed(&trainer, &format!("{rupture}/summary.pdf")).await.1;
    assert!(theirs.contains("Accord écrit signé") && !theirs.contains("Aucun accord"), "{theirs}");
}

#[actix_web::test]
async fn the_summary_of_a_procedure_that_ended_waits_for_nothing() {
    let place = Breakable::on("2026-04-01").await;
    let rupture = place.opened("resignation", "apprentice").await;
    let why = json!({ "reason": "Les parties poursuivent le contrat." });
    let open = printed(&place.manager, &format!("{rupture}/summary.pdf")).await.1;
    assert!(open.contains("Prochaine étape") && open.contains("supposé"), "{open}");
    place.manager.post(format!("{rupture}/abandonment"), why).await.expect(201);
    let over = printed(&place.manager, &format!("{rupture}/summary.pdf")).await.1;
    assert!(over.contains("Non fait") && over.contains("Les parties poursuivent le contrat."), "{over}");
    assert!(!over.contains("au plus tôt") && !over.contains("Prochaine étape"), "{over}");
}
