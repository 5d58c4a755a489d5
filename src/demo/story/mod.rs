//! What is told: a whole cohort from its opening to the day it plays on, every act through the public API.

mod complaints;
mod contracts;
mod difficulties;
mod exams;
mod follow_up;
mod logbook;
mod names;
mod office;
mod past_class;
mod people;
mod sittings;
mod skills;
mod visits;

use anyhow::{Context, ensure};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::api::{Actor, lines, text};
use crate::law::calendar::add_days;

pub use self::people::{Cast, DemoMachine, DemoPerson};

/// Site of the cohort, in the public catalogue.
const SITE: &str = "ufa-leonie-aviat";
/// Programme of the cohort, in the public catalogue.
const PROGRAMME: &str = "bts-mco";
/// First day of the cohort.
const CYCLE_STARTS: &str = "2025-08-25";
/// Last day of the cohort.
const CYCLE_ENDS: &str = "2027-08-24";
/// First and last day the story can be told on: its second year has begun, and is not about to end.
const TELLABLE: (&str, &str) = ("2026-09-01", "2027-07-31");

/// A part of the story being told: its day, its stage and who acts in it.
struct Scene {
    today: NaiveDate,
    cohort: String,
    manager: Actor,
    trainer: Actor,
}

/// An apprentice once enrolled.
struct Enrolled {
    apprentice: String,
    enrolment: String,
}

impl Scene {
    /// A day so long before or after today.
    fn days_from_today(&self, days: i64) -> NaiveDate {
        add_days(self.today, days)
    }
}

/// Refuses the days on which the story makes no sense.
pub fn refuse_untellable(today: NaiveDate) -> anyhow::Result<()> {
    let (first, last) = TELLABLE;
    ensure!(
        (day(first)?..=day(last)?).contains(&today),
        "the story of the demonstration is told on a day from {first} to {last}, and it is {today}: \
         try --today 2027-03-01"
    );
    Ok(())
}

/// Tells the story on a new instance, whose token for the first administrator is given; says who is in it.
pub async fn play(base: &str, token: &str, today: NaiveDate) -> anyhow::Result<Cast> {
    refuse_untellable(today)?;
    let nobody = Actor::nobody(base)?;
    let site = site_of(&nobody).await?;
    let mut cast = Cast::default();
    let administrator = cast.found(&nobody, token).await?;
    let manager = cast.invite(&administrator, &nobody, people::manager(&site)).await?;
    let trainer = cast.invite(&manager, &nobody, people::trainer()).await?;
    let cohort = manager.post("/v1/cohorts", json!({ "programme": PROGRAMME, "starts_on": CYCLE_STARTS }));
    let cohort = text(&cohort.await?, "/id")?;
    let scene = Scene { today, cohort, manager, trainer };
    let companies = names::companies(&scene).await?;
    let enrolled = names::apprentices(&scene).await?;
    contracts::play(&scene, &companies, &enrolled).await?;
    past_class::play(&scene, &companies).await?;
    visits::play(&scene, &enrolled).await?;
    let tutor_id = companies.tutors[0].as_str();
    let tutor = cast.invite(&scene.manager, &nobody, people::tutor(tutor_id)).await?;
    let student = people::student(&enrolled[0].apprentice);
    let student = cast.invite(&scene.manager, &nobody, student).await?;
    exams::play(&scene, &tutor, &enrolled).await?;
    skills::play(&scene, &tutor, &student, &enrolled).await?;
    let parties = follow_up::FollowUpActors { tutor: &tutor, student: &student, tutor_id };
    cast.tutor_page = Some(follow_up::play(&scene, parties, &enrolled).await?);
    difficulties::play(&scene, &enrolled).await?;
    complaints::play(&scene).await?;
    logbook::play(&scene, &tutor, &student, &enrolled).await?;
    office::play(&scene).await?;
    cast.connect(&administrator, &site).await?;
    Ok(cast)
}

async fn site_of(nobody: &Actor) -> anyhow::Result<String> {
    let sites = nobody.get("/v1/sites").await?;
    let found = lines(&sites).iter().find(|site| site["code"] == SITE);
    text(found.with_context(|| format!("no site {SITE} in the catalogue"))?, "/id")
}

fn day(written: &str) -> anyhow::Result<NaiveDate> {
    written.parse().with_context(|| written.to_owned())
}

/// The identifier of what was just created.
async fn created(actor: &Actor, path: &str, body: Value) -> anyhow::Result<String> {
    text(&actor.post(path, body).await?, "/id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_is_told_in_the_second_year_of_its_cohort() {
        for (today, tellable) in
            [("2026-08-31", false), ("2026-09-01", true), ("2027-07-31", true), ("2027-08-01", false)]
        {
            let refused = refuse_untellable(day(today).unwrap());
            assert_eq!(refused.is_ok(), tellable, "{today}");
            assert!(refused.err().is_none_or(|error| error.to_string().contains("--today 2027-03-01")));
        }
    }
}
