//! Every act of the tour done wrong, then taken back in turn: the base is as if it had not been.
//!
//! Accounts, links and machine clients are no part of it: a secret given away is revoked, never as if it had not been.

use reqwest::Method;
use serde_json::{Value, json};

use super::{created, why};
use crate::harness::{Contents, Person, World, assert_same, id_of};

/// What was done, and what the base held before it.
struct Mistakes<'a> {
    world: &'a World,
    by: Person,
    done: Vec<(String, Contents)>,
}

impl Mistakes<'_> {
    /// Creates something by mistake; its address.
    async fn create(&mut self, at: impl AsRef<str>, body: Value) -> String {
        let before = self.world.contents();
        let path = created(&self.by, at, body).await;
        self.done.push((path.clone(), before));
        path
    }

    /// Does something by mistake.
    async fn act(&mut self, method: Method, at: &str, body: Value) -> Value {
        let before = self.world.contents();
        let request = self.by.request(method, at).header("if-match", "*");
        let answer = self.by.send(request.json(&body)).await.expect(200);
        self.done.push((at.to_owned(), before));
        answer
    }

    /// The last act is taken back under another address.
    fn taken_back_at(&mut self, address: String) {
        if let Some((act, _)) = self.done.last_mut() {
            *act = address;
        }
    }
}

#[actix_web::test]
async fn every_act_of_the_tour_is_taken_back_and_the_base_is_as_if_it_had_not_been() {
    let world = World::on("2026-11-23").await;
    let mut tour = Mistakes { world: &world, by: world.manager(), done: Vec::new() };
    let opening = json!({ "programme": "bts-mco", "starts_on": "2025-08-25" });
    let cohort = tour.create("/v1/cohorts", opening).await;
    let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let chloe = json!({ "family_name": "Durand", "given_name": "Chloé", "born_on": "2006-03-14" });
    let apprentice = tour.create("/v1/apprentices", chloe).await;
    let enrolled = json!({ "cohort_id": id(&cohort), "enrolled_on": "2025-06-10" });
    let enrolment = tour.create(format!("{apprentice}/enrolments"), enrolled).await;
    let bookshop = json!({ "siret": "732 829 320 00074", "name": "Librairie des Halles", "opco": "opcommerce",
                           "headcount": 12 });
    let employer = tour.create("/v1/employers", bookshop).await;
    let ada = json!({ "employer_id": id(&employer), "family_name": "Lovelace", "given_name": "Ada",
                      "born_on": "1985-12-10" });
    let tutor = tour.create("/v1/tutors", ada).await;
    let contract = tour.create("/v1/contracts", drafted(&id(&enrolment), &id(&employer), &id(&tutor))).await;
    let signature = json!({ "signed_on": "2025-07-10" });
    tour.act(Method::POST, &format!("{contract}/signature"), signature).await;
    let hours = json!({ "type_code": "36", "effective_on": "2025-12-01", "reason": "Passage à 39 heures.",
                        "changes": { "work": { "weekly_minutes": 2340 } } });
    let amendment = tour.create(format!("{contract}/amendments"), hours).await;
    let signature = json!({ "signed_on": "2025-11-28" });
    tour.act(Method::POST, &format!("{amendment}/signature"), signature).await;
    let rhythm = json!({ "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [3, 4, 5],
                                       "centre_weekdays": [1, 2] }] });
    tour.act(Method::PUT, &format!("{cohort}/calendar"), rhythm).await;
    let filed =
        tour.act(Method::POST, &format!("{contract}/filings"), json!({ "sent_on": "2025-08-28" })).await;
    let filing = format!("{contract}/filings/{}", id_of(&filed["filings"][0]));
    tour.taken_back_at(filing.clone());
    tour.act(Method::POST, &format!("{filing}/completion"), json!({ "complete_on": "2025-09-01" })).await;
    follow_up(&mut tour, &id(&contract), &id(&apprentice)).await;
    enter_a_mark(&mut tour, &id(&cohort), &id(&enrolment)).await;
    let rupture = json!({ "effective_on": "2026-02-10", "initiator": "both", "ground": "mutual_agreement",
                          "notice_received_on": "2026-02-12" });
    tour.create(format!("{contract}/rupture"), rupture).await;

    while let Some((act, before)) = tour.done.pop() {
        // a draft is discarded, anything else is taken back
        if act == contract || act == amendment {
            let request = tour.by.request(Method::DELETE, &act).header("if-match", "*");
            assert_eq!(tour.by.send(request).await.status, 204, "{act}");
        } else {
            created(&tour.by, format!("{act}/withdrawal"), why()).await;
        }
        assert_same(&world.contents(), &before, &act);
    }
}

fn drafted(enrolment: &str, employer: &str, tutor: &str) -> Value {
    json!({ "enrolment_id": enrolment, "employer_id": employer, "tutor_id": tutor, "type_code": "11",
            "starts_on": "2025-08-25", "ends_on": "2027-08-24", "tutor_attested": true,
            "work": { "weekly_minutes": 2100 }, "training": { "practical_starts_on": "2025-08-25" },
            "pay": { "lines": [
                { "year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2026-08-24",
                  "percent_hundredths": 4300, "base": "smic" },
                { "year": 2, "line": 1, "from_on": "2026-08-25", "to_on": "2027-03-31",
                  "percent_hundredths": 5100, "base": "smic" },
                { "year": 2, "line": 2, "from_on": "2027-04-01", "to_on": "2027-08-24",
                  "percent_hundredths": 6100, "base": "smic" }] } })
}

/// A mark is written with the others of its mock exam, and taken back alone.
async fn enter_a_mark(tour: &mut Mistakes<'_>, cohort: &str, enrolment: &str) {
    let exams = tour.by.get(format!("/v1/mock-exams?cohort={cohort}")).await.expect(200);
    let exam = format!("/v1/mock-exams/{}", id_of(&exams["data"][0]));
    let paper = tour.by.get(&exam).await.expect(200)["papers"][0]["id"].clone();
    let mark =
        json!({ "paper_id": paper, "enrolment_id": enrolment, "status": "marked", "mark_hundredths": 1250 });
    let marks = tour.act(Method::PUT, &format!("{exam}/marks"), json!({ "marks": [mark] })).await;
    tour.taken_back_at(format!("/v1/mock-exam-marks/{}", id_of(&marks["data"][0])));
}

/// A visit held with what was agreed, done since, and a note; another replaced, one more planned; a call and what followed.
async fn follow_up(tour: &mut Mistakes<'_>, contract: &str, apprentice: &str) {
    let visits = tour.by.get(format!("/v1/visits?contract={contract}")).await.expect(200);
    let [first, second] = [0, 1].map(|rank| format!("/v1/visits/{}", id_of(&visits["data"][rank])));
    let report = json!({ "held_on": "2025-11-19", "present": ["apprentice", "tutor"], "report": "Bonne intégration.",
        "commitments": [{ "owner": "tutor", "what": "Confier la caisse.", "due_on": "2025-12-15" }] });
    let held = tour.act(Method::POST, &format!("{first}/report"), report).await;
    let agreed = format!("/v1/visit-commitments/{}", id_of(&held["commitments"][0]));
    tour.act(Method::POST, &format!("{agreed}/completion"), json!({ "done_on": "2025-12-10" })).await;
    let note = json!({ "note": "Fatigue visible.", "visibility": "staff" });
    let noted = tour.act(Method::POST, &format!("{first}/notes"), note).await;
    tour.taken_back_at(format!("/v1/visit-notes/{}", id_of(&noted["notes"][0])));
    let other = json!({ "planned_on": "2026-06-02", "reason": "tutor_unavailable" });
    tour.create(format!("{second}/replacement"), other).await;
    tour.taken_back_at(format!("{second}/replacement"));
    let extra = json!({ "contract_id": contract, "planned_on": "2026-12-10" });
    tour.create("/v1/visits", extra).await;
    let next = json!({ "what": "Rappeler.", "due_on": "2025-12-01", "owner": "referent" });
    let call = json!({ "apprentice_id": apprentice, "called_at": "2025-11-24T07:30:00Z", "direction": "outgoing",
        "party": "tutor", "outcome": "reached", "subject": "follow_up", "next_action": next });
    let call = tour.create("/v1/phone-contacts", call).await;
    tour.act(Method::POST, &format!("{call}/follow-up"), json!({})).await;
}
