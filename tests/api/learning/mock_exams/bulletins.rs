//! What the council says, the bulletin, the summary of a class, the progression as a picture.

use reqwest::Method;
use serde_json::{Value, json};

use super::results::{ALL_UNITS, Class};
use crate::harness::{Person, Reply, id_of};

async fn say(class: &Class, person: &Person, said: &[(usize, &str)]) -> Reply {
    let one = |(who, text): &(usize, &str)| json!({ "enrolment_id": class.enrolments[*who], "text": text });
    let body = json!({ "appreciations": said.iter().map(one).collect::<Vec<Value>>() });
    let path = format!("{}/council-appreciations", class.exams[0]);
    person.send(person.request(Method::PUT, path).json(&body)).await
}

async fn fetched(person: &Person, path: &str) -> (u16, Option<String>, Vec<u8>) {
    let answer = person.request(Method::GET, path).send().await.unwrap();
    let media = answer.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), media, answer.bytes().await.unwrap().to_vec())
}

#[actix_web::test]
async fn the_council_speaks_and_apprentices_read_it_with_their_marks() {
    let class = Class::of(2).await;
    let trainer = class.world.trainer();
    class.marked(&ALL_UNITS, &[1000, 1500]).await;
    let path = format!("{}/council-appreciations", class.exams[0]);
    let results = format!("/v1/apprentices/{}/mock-exam-results", class.story.apprentice);
    let mut before = Vec::new();
    for person in class.concerned() {
        before.push((person.get(&path).await.expect(200), person.get(&results).await.expect(200), person));
    }
    let said = [(0, "Un ensemble solide."), (1, "Excellent travail.")];
    let written = say(&class, &trainer, &said).await.expect(200);
    assert_eq!((&written["written"], &written["unchanged"]), (&json!(2), &json!(0)));
    let again = say(&class, &trainer, &said).await.expect(200);
    assert_eq!((&again["written"], &again["unchanged"]), (&json!(0), &json!(2)));
    let twice = say(&class, &trainer, &[(0, "Un"), (0, "Deux")]).await;
    twice.faults(&[("/appreciations/1/enrolment_id", "council_appreciation.repeated")]);
    for (listed, results_before, person) in &before {
        assert_eq!(&person.get(&path).await.expect(200), listed, "nothing is seen before the release");
        assert_eq!(&person.get(&results).await.expect(200), results_before);
        say(&class, person, &said).await.refused_with(403, "forbidden");
    }
    class.release();
    for (.., person) in &before {
        let listed = person.get(&path).await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
        let own = person.get(&results).await.expect(200);
        assert_eq!(own["sessions"][0]["council_appreciation"], "Un ensemble solide.");
    }
    let listed = trainer.get(&path).await.expect(200);
    let back = format!("/v1/council-appreciations/{}/withdrawal", id_of(&listed["data"][0]));
    let why = json!({ "reason": "Appréciation d'un autre" });
    class
        .world
        .other_manager()
        .post(&back, why.clone())
        .await
        .refused_with(404, "council_appreciation.not_found");
    let taken = trainer.post(&back, why).await.expect(201);
    assert_eq!(trainer.get(&path).await.expect(200)["data"].as_array().unwrap().len(), 1);
    trainer.post(format!("/v1/withdrawals/{}/restoration", id_of(&taken)), json!({})).await.expect(200);
    assert_eq!(trainer.get(&path).await.expect(200)["data"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn a_progression_is_a_picture_of_the_sessions_one_may_read() {
    let class = Class::of(1).await;
    class.marked(&ALL_UNITS, &[957]).await;
    let path = format!("/v1/apprentices/{}/mock-exam-progression.svg", class.story.apprentice);
    let (status, media, seen) = fetched(&class.world.trainer(), &path).await;
    assert_eq!((status, media.as_deref()), (200, Some("image/svg+xml")));
    let seen = String::from_utf8(seen).unwrap();
    assert!(seen.contains("mars 2026 : 9,57 sur 20") && seen.starts_with("<svg"), "{seen}");
    if let Some(kept) = std::env::var_os("KEEP_PRINTED") {
        std::fs::write(std::path::Path::new(&kept).join("progression.svg"), &seen).unwrap();
    }
    let [student, _] = class.concerned();
    let before = String::from_utf8(fetched(&student, &path).await.2).unwrap();
    assert!(!before.contains("9,57") && before.contains("Aucun examen blanc"), "{before}");
    class.release();
    let after = String::from_utf8(fetched(&student, &path).await.2).unwrap();
    assert_eq!(after, seen);
    assert_eq!(fetched(&class.world.other_manager(), &path).await.0, 404);
}

/// A class marked as classes are: absences, an exemption, remarks, appreciations.
#[cfg(feature = "pdf")]
async fn printed_class() -> Class {
    let class = Class::of(8).await;
    class.marked(&ALL_UNITS, &[957, 1250, 1430, 800, 1125, 1675, 1000]).await;
    class.says(
        "UPDATE mock_exam_marks SET remark = 'Analyse juste, conclusion trop courte : relisez l''énoncé jusqu''au bout.',
           marker = 'Mme Moreau' WHERE paper_id IN (SELECT id FROM mock_exam_papers WHERE unit_code IN ('E1', 'E5'));
         UPDATE mock_exam_marks SET mark_hundredths = 1375 WHERE paper_id IN
           (SELECT id FROM mock_exam_papers WHERE unit_code = 'E5') AND mark_hundredths = 957;
         UPDATE mock_exam_marks SET status = 'absent_justified', mark_hundredths = NULL WHERE paper_id IN
           (SELECT id FROM mock_exam_papers WHERE unit_code = 'E3') AND mark_hundredths = 957;
         UPDATE mock_exam_marks SET status = 'exempt', mark_hundredths = NULL WHERE paper_id IN
           (SELECT id FROM mock_exam_papers WHERE unit_code = 'E2') AND mark_hundredths = 957",
    );
    let trainer = class.world.trainer();
    let council = "Un ensemble solide à l'oral. L'écrit progresse ; il faut maintenant travailler la méthode de la synthèse.";
    say(&class, &trainer, &[(0, council)]).await.expect(200);
    class
}

#[cfg(feature = "pdf")]
#[actix_web::test]
async fn a_bulletin_is_provisional_for_staff_and_absent_for_others_until_the_release() {
    let class = printed_class().await;
    let path = format!("/v1/apprentices/{}/bulletins/1.pdf", class.story.apprentice);
    let trainer = class.world.trainer();
    let text_of = |bytes: &[u8]| pdf_extract::extract_text_from_mem(bytes).unwrap();
    let keep = |name: &str, bytes: &[u8]| {
        if let Some(kept) = std::env::var_os("KEEP_PRINTED") {
            std::fs::write(std::path::Path::new(&kept).join(name), bytes).unwrap();
        }
    };
    let (status, media, bytes) = fetched(&trainer, &path).await;
    assert_eq!((status, media.as_deref()), (200, Some("application/pdf")));
    keep("bulletin-provisoire.pdf", &bytes);
    assert!(text_of(&bytes).contains("Provisoire."), "{}", text_of(&bytes));
    for person in class.concerned() {
        let reply = person.get(&path).await;
        reply.refused_with(404, "bulletin.not_found");
        person.get(path.replace("/1.pdf", "/2.pdf")).await.refused_with(404, "bulletin.not_found");
        person.get(format!("{}/summary.pdf", class.exams[0])).await.refused_with(403, "forbidden");
    }
    class.release();
    for person in class.concerned() {
        let (status, _, bytes) = fetched(&person, &path).await;
        assert_eq!(status, 200);
        let text = text_of(&bytes);
        for expected in [
            "Chloé Durand",
            "UFA Léonie-Aviat",
            "Bulletin de l’examen blanc n° 1",
            "9,57",
            "13,75",
            "Absent (justifié)",
            "Dispensé",
            "Mme Moreau",
            "Un ensemble solide",
            "Examen blanc, ne vaut pas",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        for absent in ["Provisoire", "Martin", "Rang", "corrigée"] {
            assert!(!text.contains(absent), "{absent}: {text}");
        }
        keep("bulletin.pdf", &bytes);
    }
    let marks = trainer.get(format!("{}/marks?enrolment={}", class.exams[0], class.enrolments[0])).await;
    let marks = marks.expect(200)["data"].clone();
    let one = marks.as_array().unwrap().iter().find(|one| one["mark_hundredths"] == 957).unwrap();
    let corrected = json!({ "status": "marked", "mark_hundredths": 1050, "reason": "Erreur de report" });
    trainer.post(format!("/v1/mock-exam-marks/{}/correction", id_of(one)), corrected).await.expect(200);
    let bytes = fetched(&class.concerned()[0], &path).await.2;
    assert!(text_of(&bytes).contains("Note corrigée le 20/03/2026"), "{}", text_of(&bytes));
    keep("bulletin-corrige.pdf", &bytes);
    let (status, _, bytes) = fetched(&trainer, &format!("{}/summary.pdf", class.exams[0])).await;
    assert_eq!(status, 200);
    keep("summary.pdf", &bytes);
    let text = text_of(&bytes);
    for expected in ["Durand Chloé", "Martin07 Luc", "Abs. j.", "Moyenne de la classe", "16,75"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}
