//! Every ground played from its opening to the end of the contract, with its refusals, in its period and out of it.

use serde_json::json;

use super::{Breakable, a_step, codes, mistaken};

/// A ground played: who starts, who does not, its compulsory steps on their earliest lawful days, when it takes effect.
struct Played {
    ground: &'static str,
    initiator: &'static str,
    wrong: &'static str,
    steps: &'static [(&'static str, &'static str)],
    effective_on: &'static str,
    /// A day out of its period, if it has one.
    out_of_period: Option<&'static str>,
}

const fn played(
    (ground, initiator, wrong): (&'static str, &'static str, &'static str),
    steps: &'static [(&'static str, &'static str)],
    effective_on: &'static str,
    out_of_period: Option<&'static str>,
) -> Played {
    Played { ground, initiator, wrong, steps, effective_on, out_of_period }
}

const DURING: Option<&str> = Some("2025-12-05");
const AFTER: Option<&str> = Some("2025-12-07");
const DISMISSED: &[(&str, &str)] =
    &[("convocation", "2026-03-03"), ("interview", "2026-03-10"), ("dismissal_letter", "2026-03-13")];

const GROUNDS: [Played; 15] = [
    played(
        ("free_45_days_employer", "employer", "apprentice"),
        &[("written_act", "2025-12-06")],
        "2025-12-06",
        AFTER,
    ),
    played(
        ("free_45_days_apprentice", "apprentice", "employer"),
        &[("written_act", "2025-12-01")],
        "2025-12-01",
        AFTER,
    ),
    played(
        ("mutual_agreement", "both", "apprentice"),
        &[("agreement_signed", "2025-12-01")],
        "2025-12-01",
        None,
    ),
    played(("serious_misconduct", "employer", "both"), DISMISSED, "2026-03-13", DURING),
    played(
        ("unfitness", "employer", "apprentice"),
        &[
            ("unfitness_found", "2026-03-02"),
            ("convocation", "2026-03-03"),
            ("interview", "2026-03-10"),
            ("dismissal_letter", "2026-03-13"),
        ],
        "2026-03-13",
        DURING,
    ),
    played(
        ("force_majeure", "employer", "court"),
        &[
            ("event", "2026-03-02"),
            ("convocation", "2026-03-03"),
            ("interview", "2026-03-10"),
            ("dismissal_letter", "2026-03-13"),
        ],
        "2026-03-13",
        None,
    ),
    played(
        ("employer_death", "estate", "employer"),
        &[
            ("death", "2026-03-02"),
            ("convocation", "2026-03-03"),
            ("interview", "2026-03-10"),
            ("dismissal_letter", "2026-03-13"),
        ],
        "2026-03-13",
        None,
    ),
    played(
        ("resignation", "apprentice", "employer"),
        &[("mediator_seized", "2026-03-02"), ("employer_informed", "2026-03-07")],
        "2026-03-14",
        DURING,
    ),
    played(
        ("court_liquidation", "liquidator", "employer"),
        &[("judgment", "2026-03-02"), ("notified", "2026-03-02")],
        "2026-03-02",
        None,
    ),
    played(
        ("cfa_exclusion", "employer", "apprentice"),
        &[
            ("exclusion", "2026-03-02"),
            ("convocation", "2026-03-03"),
            ("interview", "2026-03-10"),
            ("dismissal_letter", "2026-03-13"),
        ],
        "2026-03-13",
        None,
    ),
    played(
        ("diploma_obtained", "apprentice", "employer"),
        &[("written_notice", "2026-02-28"), ("diploma", "2026-03-02")],
        "2026-03-28",
        None,
    ),
    played(
        ("administrative_decision", "administration", "employer"),
        &[("decision_notified", "2026-03-02")],
        "2026-03-02",
        None,
    ),
    played(("court_termination", "court", "employer"), &[("judgment", "2026-03-02")], "2026-03-02", None),
    played(("apprentice_death", "nobody", "employer"), &[("death", "2026-03-02")], "2026-03-02", None),
    played(("other", "employer", ""), &[("written_act", "2026-03-02")], "2026-03-02", None),
];

#[actix_web::test]
async fn every_ground_is_followed_from_its_opening_to_the_end_of_the_contract() {
    let place = Breakable::on("2026-04-01").await;
    let known = place.manager.get("/v1/reference/rupture-grounds").await.expect(200);
    let known: Vec<_> = known["data"].as_array().unwrap().iter().map(|one| one["ground"].clone()).collect();
    assert_eq!(json!(known), json!(GROUNDS.map(|played| played.ground)), "none is forgotten");
    for played in &GROUNDS {
        play(&place, played).await;
    }
}

async fn play(place: &Breakable, played: &Played) {
    let ground = played.ground;
    if !played.wrong.is_empty() {
        let wrong = place.manager.post("/v1/ruptures", place.case_in(ground, played.wrong)).await;
        wrong.faults(&[("/initiator", "rupture.initiator_does_not_fit")]);
    }
    let rupture = place.opened(ground, played.initiator).await;
    let bare = place.complete(&rupture, played.effective_on).await;
    assert_eq!(bare.status, 422, "{ground}");
    assert!(codes(&bare).contains(&"rupture.step_missing".to_owned()), "{ground}: {}", bare.text);
    out_of_order(place, played, &rupture).await;
    for (step, day) in played.steps {
        place.step(&rupture, step, day).await.expect(201);
    }
    let case = place.case(&rupture).await;
    assert_eq!(case["procedure"]["missing"], json!([]), "{ground}");
    if let Some(day) = played.out_of_period {
        let refused = place.complete(&rupture, day).await;
        assert!(
            codes(&refused).contains(&"rupture.not_in_its_period".to_owned()),
            "{ground}: {}",
            refused.text
        );
    }
    if played.effective_on > "2026-01-01" {
        let eve: chrono::NaiveDate = played.effective_on.parse().unwrap();
        let early = place.complete(&rupture, &eve.pred_opt().unwrap().to_string()).await;
        assert_eq!(codes(&early), ["rupture.effect_too_early"], "{ground}: {}", early.text);
    }
    let broken = place.complete(&rupture, played.effective_on).await.expect(201);
    assert_eq!((&broken["ground"], &broken["effective_on"]), (&json!(ground), &json!(played.effective_on)));
    assert_eq!(place.manager.get(&place.contract).await.expect(200)["state"], "broken");
    assert_eq!(place.case(&rupture).await["state"], "completed");
    let first = place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await;
    first.refused_with(409, "rupture.case_completed");
    place.manager.post(format!("{rupture}/withdrawal"), mistaken()).await.expect(201);
    assert_eq!(place.case(&rupture).await["state"], "open", "{ground}");
    place.manager.post(format!("{rupture}/case/withdrawal"), mistaken()).await.expect(201);
    assert_eq!(place.manager.get(&place.contract).await.expect(200)["state"], "signed");
}

/// The last step that waits for another is refused before it, with the day from which it is lawful.
async fn out_of_order(place: &Breakable, played: &Played, rupture: &str) {
    let (step, day) = played.steps.last().unwrap();
    let case = place.case(rupture).await;
    let waits = super::step_of(&case, step)["waits_for"].as_array().unwrap().len();
    let reply = place.manager.post(format!("{rupture}/steps"), a_step(step, day)).await;
    if waits > 0 {
        assert_eq!(codes(&reply), ["rupture.step_out_of_order"], "{}", played.ground);
        assert!(reply.text.contains("au plus tôt le"), "{}", reply.text);
        return;
    }
    let case = reply.expect(201);
    let record = super::step_of(&case, step)["record"]["id"].clone();
    let path = format!("/v1/rupture-steps/{}/withdrawal", record.as_str().unwrap());
    place.manager.post(path, mistaken()).await.expect(201);
}
