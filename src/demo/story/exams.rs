//! The four mock exams: those over are marked, with absences and exemptions, and those of the first year are released;
//! tutors are invited in the second year. The class is registered for the official exam in November.

use serde_json::{Value, json};

use super::super::api::{Actor, lines, text};
use super::{Enrolled, Scene, day};

/// First and last day of each session, in the order of the programme.
const DAYS: [(&str, &str); 4] = [
    ("2026-03-16", "2026-03-20"),
    ("2026-06-08", "2026-06-12"),
    ("2026-11-16", "2026-11-20"),
    ("2027-03-15", "2027-03-19"),
];
/// Usual mark of each apprentice, in hundredths.
const LEVELS: [i64; 12] = [1450, 1100, 1250, 900, 1000, 1150, 1600, 1300, 850, 1050, 1400, 950];
/// Highest mark, in hundredths.
const FULL_MARK: i64 = 2000;
/// Session, apprentice and unit of each absence.
const ABSENCES: [(usize, usize, &str); 3] = [(0, 8, "E4"), (1, 4, "E3"), (2, 3, "E1")];
/// Already holds a diploma that exempts from general culture.
const EXEMPT: (usize, &str) = (6, "E1");
/// Rank of who left after the first year, and the first session without them.
const GONE: (usize, usize) = (7, 2);
/// Day on which the class is registered for the official exam, and the rank of who has no number yet.
const REGISTERED_ON: &str = "2026-11-05";
const UNNUMBERED: usize = 11;
/// Those who sit the optional units.
const VOLUNTEERS: [usize; 3] = [0, 2, 6];

/// Every session, fixed, and marked once it is over.
pub(super) async fn play(scene: &Scene, tutor: &Actor, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    let mut answered = false;
    let exams = scene.trainer.get(&format!("/v1/mock-exams?cohort={}", scene.cohort)).await?;
    for (session, (exam, (from, to))) in lines(&exams).iter().zip(DAYS).enumerate() {
        let path = format!("/v1/mock-exams/{}", text(exam, "/id")?);
        let fixed = scene.trainer.patch(&path, json!({ "starts_on": from, "ends_on": to })).await?;
        if session == 0 {
            super::sittings::play(scene, &path, enrolled).await?;
        }
        if exam["tutors_invited"] == true {
            scene.trainer.post(&format!("{path}/invitations"), json!({})).await?;
        }
        if exam["tutors_invited"] == true {
            answered = meet(scene, tutor, &path, answered).await?;
        }
        if day(to)? < scene.today {
            let marks = json!({ "marks": marks(session, &fixed, enrolled) });
            scene.trainer.put(&format!("{path}/marks"), marks).await?;
            scene.trainer.post(&format!("{path}/holding"), json!({})).await?;
            if exam["training_year"] == 1 {
                scene.trainer.put(&format!("{path}/council-appreciations"), appreciations(enrolled)).await?;
                scene.trainer.post(&format!("{path}/marking"), json!({})).await?;
                scene.trainer.post(&format!("{path}/release"), json!({})).await?;
            }
        }
    }
    register(scene, enrolled).await
}

/// Registers for the official exam whoever is still there, once it is time; one of them waits for their number.
async fn register(scene: &Scene, enrolled: &[Enrolled]) -> anyhow::Result<()> {
    if scene.today < day(REGISTERED_ON)? {
        return Ok(());
    }
    let here = enrolled.iter().enumerate().filter(|(who, _)| *who != GONE.0);
    let rows = here.map(|(who, one)| {
        let mut row = json!({ "enrolment_id": one.enrolment, "registered_on": REGISTERED_ON });
        if who != UNNUMBERED {
            row["candidate_number"] = json!(format!("02126{:06}", 41_000 + 7 * who));
        }
        row
    });
    let rows: Vec<Value> = rows.collect();
    scene.manager.post(&format!("/v1/cohorts/{}/results", scene.cohort), json!({ "rows": rows })).await?;
    Ok(())
}

/// The tutor who signs in accepts the first invitation that is still answered, and has yet to answer the next one; at what is
/// over, they came.
async fn meet(scene: &Scene, tutor: &Actor, exam: &str, answered: bool) -> anyhow::Result<bool> {
    let mut answered = answered;
    for invitation in lines(&tutor.get(&format!("{exam}/invitations")).await?) {
        let path = format!("/v1/mock-exam-invitations/{}", text(invitation, "/id")?);
        let detail = tutor.get(&path).await?;
        if detail["open"] == true && !answered {
            let half = &detail["half_days"][0];
            let answer = json!({ "answer": "accepted", "comes_on": half["comes_on"], "half_day": half["half_day"],
                "comment": "Je resterai pour l'oral." });
            tutor.post(&format!("{path}/answer"), answer).await?;
            answered = true;
        } else if detail["open"] == false && day(&text(&detail, "/answers_until")?)? < scene.today {
            scene.trainer.post(&format!("{path}/attendance"), json!({ "attendance": "came" })).await?;
        }
    }
    Ok(answered)
}

/// What the council says of each, in the words councils have.
fn appreciations(enrolled: &[Enrolled]) -> Value {
    const WORDS: [&str; 3] = [
        "Un ensemble solide : les oraux sont préparés, l'écrit progresse.",
        "Des efforts réels ; la méthode de la synthèse reste à travailler avant la prochaine session.",
        "Résultats fragiles : un entretien avec le référent est proposé.",
    ];
    let one = |(who, one): (usize, &Enrolled)| json!({ "enrolment_id": one.enrolment, "text": WORDS[who % WORDS.len()] });
    json!({ "appreciations": enrolled.iter().enumerate().map(one).collect::<Vec<_>>() })
}

fn marks(session: usize, exam: &Value, enrolled: &[Enrolled]) -> Vec<Value> {
    let papers = exam["papers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let sat = |who: usize, paper: &Value| paper["optional"] == false || VOLUNTEERS.contains(&who);
    let mut marks = Vec::new();
    let here = |who: usize| who != GONE.0 || session < GONE.1;
    for (who, one) in enrolled.iter().enumerate().filter(|(who, _)| here(*who)) {
        for (rank, paper) in papers.iter().enumerate().filter(|(_, paper)| sat(who, paper)) {
            let unit = paper["unit_code"].as_str().unwrap_or_default();
            let mut mark = outcome(session, who, unit, rank);
            mark["paper_id"] = paper["id"].clone();
            mark["enrolment_id"] = json!(one.enrolment);
            marks.push(mark);
        }
    }
    marks
}

fn outcome(session: usize, who: usize, unit: &str, rank: usize) -> Value {
    if EXEMPT == (who, unit) {
        return json!({ "status": "exempt", "remark": "Titulaire d'un diplôme de même niveau." });
    }
    if ABSENCES.contains(&(session, who, unit)) {
        return json!({ "status": "absent_justified", "marker": "Mme Moreau", "remark": "Absence justifiée par un certificat." });
    }
    json!({ "status": "marked", "mark_hundredths": mark_of(session, who, rank) })
}

/// Around the usual mark, a little better at each session, in half points.
fn mark_of(session: usize, who: usize, rank: usize) -> i64 {
    const HALF_POINT: i64 = 50;
    let swing = i64::try_from((7 * who + 3 * rank + 5 * session) % 11).unwrap_or_default() - 5;
    let progress = i64::try_from(session).unwrap_or_default();
    (LEVELS[who % LEVELS.len()] + (swing + progress) * HALF_POINT).clamp(0, FULL_MARK)
}
