//! The wing `outcomes` seen from outside.

mod complaints;
mod declarations;
mod erasures;
mod evidence;
mod indicators;
mod publications;
mod repeaters;
pub mod results;
mod satisfaction;
mod surveys;

use serde_json::Value;

use crate::harness::{Story, World};

/// The small cohort the figures of the sheet come from: five contracts of which one was broken; three registered, of whom
/// two sat everything, of whom one passed; that one works six months later, the other repeats.
pub struct SheetCohort {
    pub world: World,
    pub learners: Vec<Story>,
}

impl SheetCohort {
    /// The cohort as a base holds it on a day.
    pub async fn on(today: &str) -> Self {
        let world = World::on(today).await;
        let cohort = world.seed_cohort("2023-08-28", "2025-08-27");
        let employer = world.seed_employer("73282932000074");
        let tutor = world.seed_tutor(employer, "Lovelace", "Ada");
        let names =
            [("Aubry", "Inès"), ("Blanc", "Noé"), ("Colin", "Zoé"), ("Denis", "Tom"), ("Evrard", "Léa")];
        let learners: Vec<Story> = names
            .map(|(family_name, given_name)| {
                let apprentice = world.seed_apprentice(family_name, given_name, "2004-03-14");
                let enrolment = world.seed_enrolment(apprentice, cohort);
                let story = Story { cohort, apprentice, enrolment, employer, tutor };
                world.seed_contract(&story, "2023-09-01", "2025-08-27");
                story
            })
            .into();
        world.database_says("UPDATE enrolments SET enrolled_on = '2023-06-01'");
        let them = Self { world, learners };
        them.breaks(4, "2024-02-10");
        them.sits(0, "2024-11-04", Some("admitted"), &["present", "present"]);
        them.sits(1, "2024-11-04", Some("postponed"), &["present", "present"]);
        them.sits(2, "2024-11-05", Some("refused"), &["present", "absent"]);
        them.answers(0, "employed", "2026-03-02");
        let repeating = them.world.seed_cohort("2024-08-26", "2026-08-25");
        let again = them.world.seed_enrolment(them.learners[1].apprentice, repeating);
        them.world.database_says(&format!(
            "UPDATE enrolments SET enrolled_on = '2025-09-01', entered_on = '2025-09-01' WHERE id = '{again}'"
        ));
        them
    }

    /// The contract of a learner is broken on a day.
    pub fn breaks(&self, rank: usize, on: &str) {
        let enrolment = self.learners[rank].enrolment;
        self.world.database_says(&format!(
            "UPDATE contracts SET state = 'broken', closed_on = date '{on}' - 1 WHERE enrolment_id = '{enrolment}';
             INSERT INTO ruptures (id, site_id, contract_id, apprentice_id, effective_on, initiator, ground, notice_received_on)
             SELECT gen_random_uuid(), site_id, id, apprentice_id, '{on}', 'both', 'mutual_agreement', '{on}'
             FROM contracts WHERE enrolment_id = '{enrolment}'"
        ));
    }

    /// A learner is registered, and what is known of their exam.
    fn sits(&self, rank: usize, registered_on: &str, decision: Option<&str>, presences: &[&str]) {
        let enrolment = self.learners[rank].enrolment;
        let (decision, decided_on) = decision
            .map_or(("NULL".to_owned(), "NULL"), |decision| (format!("'{decision}'"), "'2025-07-04'"));
        self.world.database_says(&format!(
            "INSERT INTO exam_results (id, site_id, enrolment_id, session, regulation_code, registered_on, decision, decided_on)
             SELECT gen_random_uuid(), site_id, id, 2025, 'mco-2024', '{registered_on}', {decision}, {decided_on}
             FROM enrolments WHERE id = '{enrolment}'"
        ));
        for (unit, presence) in ["E1", "E4"].iter().zip(presences) {
            self.world.database_says(&format!(
                "INSERT INTO exam_result_units (id, site_id, exam_result_id, unit_code, presence)
                 SELECT gen_random_uuid(), site_id, id, '{unit}', '{presence}'
                 FROM exam_results WHERE enrolment_id = '{enrolment}'"
            ));
        }
        // whoever is away at an optional unit sat everything that is compulsory
        self.world.database_says(&format!(
            "INSERT INTO exam_result_units (id, site_id, exam_result_id, unit_code, presence)
             SELECT gen_random_uuid(), site_id, id, 'EF1', 'absent' FROM exam_results WHERE enrolment_id = '{enrolment}'"
        ));
    }

    /// A leaver says what they do six months later.
    pub fn answers(&self, rank: usize, situation: &str, on: &str) {
        let enrolment = self.learners[rank].enrolment;
        self.world.database_says(&format!(
            "INSERT INTO outcome_surveys (id, site_id, enrolment_id, wave_months, ended_on, opens_on, closes_on)
             SELECT gen_random_uuid(), site_id, id, 6, '2025-08-27', '2026-02-01', '2026-04-30'
             FROM enrolments WHERE id = '{enrolment}';
             INSERT INTO outcome_answers (id, site_id, survey_id, source, situation, answered_on, author_kind)
             SELECT gen_random_uuid(), site_id, id, 'link', '{situation}', '{on}', 'nobody'
             FROM outcome_surveys WHERE enrolment_id = '{enrolment}'"
        ));
    }
}

/// The rate of a name among those answered.
pub fn rate<'a>(rates: &'a Value, name: &str) -> &'a Value {
    rates.as_array().unwrap().iter().find(|one| one["rate"] == name).unwrap()
}
