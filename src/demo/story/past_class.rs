//! The class before: five apprentices of whom one left, three registered for the exam, what they do since, and the rates published
//! of them; the small cohort that the figures of the programme sheet fit.

use serde_json::{Value, json};

use super::super::api::{lines, text};
use super::contracts::pay_lines;
use super::names::{Companies, FICTIONAL_MOBILE};
use super::{Enrolled, PROGRAMME, Scene, created, day};

/// First and last day of the class, and the year of its exam.
const PAST_CYCLE: (&str, &str) = ("2023-08-28", "2025-08-24");
const SESSION: i32 = 2025;

/// Given name, family name, birth, sex, rank of the tutor.
type LeaverRow = (&'static str, &'static str, &'static str, &'static str, usize);

const LEAVERS: [LeaverRow; 5] = [
    ("Alix", "Champvert", "2004-02-11", "F", 0),
    ("Basile", "Roncevent", "2003-09-23", "M", 2),
    ("Clara", "Montjoyeux", "2005-01-30", "F", 3),
    ("Driss", "Valfleury", "2004-06-19", "M", 4),
    ("Elsa", "Hautsillon", "2004-11-08", "F", 6),
];
/// Rank of who left in the first winter.
const LEFT: usize = 4;

/// Marks at the compulsory units in the order of the regulation, in hundredths; who is absent has none. And what the jury decided.
const EXAMS: [([Option<i64>; 8], &str); 3] = [
    (
        [Some(1250), Some(1100), Some(1300), Some(1050), Some(1400), Some(1350), Some(1200), Some(1150)],
        "admitted",
    ),
    (
        [Some(900), Some(1050), Some(800), Some(750), Some(1100), Some(950), Some(850), Some(1000)],
        "postponed",
    ),
    ([Some(850), None, None, Some(700), Some(1000), None, Some(900), None], "refused"),
];
/// What those who were reached on the telephone do, six months after.
const SITUATIONS: [(usize, &str, &str); 2] =
    [(0, "employed", "Librairie La Virgule"), (1, "apprenticeship", "UFA Léonie-Aviat")];

/// Everything that happened to the class before.
pub(super) async fn play(scene: &Scene, companies: &Companies) -> anyhow::Result<()> {
    let (from, to) = PAST_CYCLE;
    let cohort = json!({ "programme": PROGRAMME, "starts_on": from, "ends_on": to });
    let cohort = created(&scene.manager, "/v1/cohorts", cohort).await?;
    let leavers = enrol(scene, companies, &cohort).await?;
    sit(scene, &cohort, &leavers).await?;
    answer(scene, &cohort, &leavers).await?;
    let publication = json!({ "programme": PROGRAMME, "session": SESSION, "channel": "own" });
    scene.manager.post("/v1/publications", publication).await.map(drop)
}

/// They are enrolled and sign for the whole cycle; one contract is broken.
async fn enrol(scene: &Scene, companies: &Companies, cohort: &str) -> anyhow::Result<Vec<Enrolled>> {
    let ((from, to), manager, mut leavers) = (PAST_CYCLE, &scene.manager, Vec::new());
    for (rank, (given_name, family_name, born_on, sex, tutor)) in LEAVERS.into_iter().enumerate() {
        let file = json!({ "given_name": given_name, "family_name": family_name, "born_on": born_on, "sex": sex,
            "email": format!("ancien{}@demo.example.org", rank + 1), "phone": format!("{FICTIONAL_MOBILE} 50 {rank:02}") });
        let apprentice = created(manager, "/v1/apprentices", file).await?;
        let enrolment = json!({ "cohort_id": cohort, "enrolled_on": "2023-05-15" });
        let path = format!("/v1/apprentices/{apprentice}/enrolments");
        let enrolment = created(manager, &path, enrolment).await?;
        let contract = json!({
            "enrolment_id": enrolment, "employer_id": companies.employer_of(tutor), "tutor_id": companies.tutors[tutor],
            "type_code": "11", "starts_on": from, "ends_on": to, "tutor_attested": true,
            "work": { "weekly_minutes": 35 * 60, "dangerous_machines": false },
            "training": { "practical_starts_on": from, "hours": 1350, "company_cfa": false },
            "pay": { "retirement_fund": "AGIRC-ARRCO", "lines": pay_lines(day(from)?, day(to)?) },
        });
        let contract = created(manager, "/v1/contracts", contract).await?;
        let path = format!("/v1/contracts/{contract}");
        manager.post(&format!("{path}/signature"), json!({ "signed_on": "2023-07-11" })).await?;
        if rank == LEFT {
            let rupture = json!({ "effective_on": "2024-02-10", "initiator": "both", "ground": "mutual_agreement",
                "notice_received_on": "2024-02-12" });
            manager.post(&format!("{path}/rupture"), rupture).await?;
        }
        leavers.push(Enrolled { apprentice, enrolment });
    }
    Ok(leavers)
}

/// Three are registered, and the jury decides.
async fn sit(scene: &Scene, cohort: &str, leavers: &[Enrolled]) -> anyhow::Result<()> {
    let regulation = format!("/v1/programmes/{PROGRAMME}/exam-regulation?session={SESSION}");
    let regulation = scene.manager.get(&regulation).await?;
    let leaves = regulation["leaves"].as_array().map(Vec::as_slice).unwrap_or_default();
    let compulsory: Vec<&Value> =
        leaves.iter().filter(|unit| unit["optional"] == false).map(|unit| &unit["code"]).collect();
    let rows = leavers.iter().zip(&EXAMS).map(|(leaver, (marks, decision))| {
        let unit = |(code, mark): (&&Value, &Option<i64>)| match mark {
            Some(mark) => json!({ "unit": code, "presence": "present", "mark_hundredths": mark }),
            None => json!({ "unit": code, "presence": "absent" }),
        };
        json!({ "enrolment_id": leaver.enrolment, "registered_on": "2024-11-04", "decision": decision,
            "decided_on": "2025-07-04", "units": compulsory.iter().zip(marks).map(unit).collect::<Vec<_>>() })
    });
    let rows = json!({ "rows": rows.collect::<Vec<_>>() });
    scene.manager.post(&format!("/v1/cohorts/{cohort}/results"), rows).await.map(drop)
}

/// Six months after, two are reached on the telephone.
async fn answer(scene: &Scene, cohort: &str, leavers: &[Enrolled]) -> anyhow::Result<()> {
    let path = format!("/v1/cohorts/{cohort}/outcome-surveys");
    scene.manager.post(&path, json!({ "wave_months": 6 })).await?;
    let surveys = scene.manager.get(&format!("/v1/cohorts/{cohort}/outcomes?wave_months=6")).await?;
    for (rank, situation, organisation) in SITUATIONS {
        let whose = |survey: &&Value| survey["enrolment_id"] == leavers[rank].enrolment.as_str();
        let Some(survey) = lines(&surveys).iter().find(whose) else { continue };
        let said = json!({ "source": "phone", "situation": situation, "organisation": organisation, "town": "Troyes",
            "since_on": "2025-09-01", "answered_on": "2026-03-05" });
        let path = format!("/v1/outcome-surveys/{}/answers", text(survey, "/id")?);
        scene.manager.post(&path, said).await?;
    }
    Ok(())
}
