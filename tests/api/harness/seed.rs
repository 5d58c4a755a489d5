//! Rows laid down without the API, for tests whose story begins later. The API's own way of making them has its tests.

use chrono::NaiveDate;
use compagnon::catalogue::programmes::store::programme_id;
use compagnon::ids::{ApprenticeId, CohortId, ContractId, EmployerId, EnrolmentId, TutorId};
use compagnon::schema::{
    apprentices, cohorts, contract_employments, contract_tutors, contracts, employers, enrolments, tutors,
};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{World, day};

/// The cohort of the programme sheet, an apprentice in it, and the company that hires them.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    pub cohort: CohortId,
    pub apprentice: ApprenticeId,
    pub enrolment: EnrolmentId,
    pub employer: EmployerId,
    pub tutor: TutorId,
}

impl Story {
    /// The tutor as the JSON [`World::tutor`] takes.
    pub fn tutor(&self) -> Value {
        json!({ "id": self.tutor })
    }

    /// The apprentice as the JSON [`World::student`] takes.
    pub fn apprentice(&self) -> Value {
        json!({ "id": self.apprentice })
    }
}

impl World {
    /// Lays down the whole company of one apprentice, without a contract.
    pub fn story(&self) -> Story {
        self.story_in(self.seed_cohort("2025-08-25", "2027-08-24"))
    }

    /// The same in a cohort that is already there.
    pub fn story_in(&self, cohort: CohortId) -> Story {
        let apprentice = self.seed_apprentice("Durand", "Chloé", "2006-03-14");
        let enrolment = self.seed_enrolment(apprentice, cohort);
        let employer = self.seed_employer("73282932000074");
        let tutor = self.seed_tutor(employer, "Lovelace", "Ada");
        Story { cohort, apprentice, enrolment, employer, tutor }
    }

    /// Somebody else of the same cohort, in another company.
    pub fn story_in_another_company(&self) -> Story {
        let cohort =
            cohorts::table.select(cohorts::id).first(&mut self.database.connect()).expect("a cohort");
        let apprentice = self.seed_apprentice("Lefèvre", "Noé", "2004-05-06");
        let enrolment = self.seed_enrolment(apprentice, cohort);
        let employer = self.seed_employer("35600000000048");
        let tutor = self.seed_tutor(employer, "Curie", "Marie");
        Story { cohort, apprentice, enrolment, employer, tutor }
    }

    pub fn seed_cohort(&self, starts_on: &str, ends_on: &str) -> CohortId {
        let (id, starts_on, ends_on) = (CohortId::new(), day(starts_on), day(ends_on));
        let session = chrono::Datelike::year(&ends_on);
        diesel::insert_into(cohorts::table)
            .values((
                cohorts::id.eq(id),
                cohorts::site_id.eq(self.site()),
                cohorts::programme_id.eq(programme_id("bts-mco")),
                cohorts::name.eq(format!("BTS MCO {}-{session}", chrono::Datelike::year(&starts_on))),
                cohorts::starts_on.eq(starts_on),
                cohorts::ends_on.eq(ends_on),
                cohorts::exam_session.eq(session),
                cohorts::exam_regulation.eq("mco-2024"),
            ))
            .execute(&mut self.database.connect())
            .expect("a cohort");
        id
    }

    pub fn seed_apprentice(&self, family_name: &str, given_name: &str, born_on: &str) -> ApprenticeId {
        let id = ApprenticeId::new();
        diesel::insert_into(apprentices::table)
            .values((
                apprentices::id.eq(id),
                apprentices::site_id.eq(self.site()),
                apprentices::family_name.eq(family_name),
                apprentices::given_name.eq(given_name),
                apprentices::born_on.eq(day(born_on)),
            ))
            .execute(&mut self.database.connect())
            .expect("an apprentice");
        id
    }

    pub fn seed_enrolment(&self, apprentice: ApprenticeId, cohort: CohortId) -> EnrolmentId {
        let id = EnrolmentId::new();
        diesel::insert_into(enrolments::table)
            .values((
                enrolments::id.eq(id),
                enrolments::site_id.eq(self.site()),
                enrolments::apprentice_id.eq(apprentice),
                enrolments::cohort_id.eq(cohort),
                enrolments::enrolled_on.eq(day("2025-06-02")),
            ))
            .execute(&mut self.database.connect())
            .expect("an enrolment");
        id
    }

    pub fn seed_employer(&self, siret: &str) -> EmployerId {
        let id = EmployerId::new();
        diesel::insert_into(employers::table)
            .values((
                employers::id.eq(id),
                employers::site_id.eq(self.site()),
                employers::siret.eq(siret),
                employers::name.eq(format!("Librairie {siret}")),
                employers::headcount.eq(12),
            ))
            .execute(&mut self.database.connect())
            .expect("an employer");
        id
    }

    pub fn seed_tutor(&self, employer: EmployerId, family_name: &str, given_name: &str) -> TutorId {
        let id = TutorId::new();
        diesel::insert_into(tutors::table)
            .values((
                tutors::id.eq(id),
                tutors::site_id.eq(self.site()),
                tutors::employer_id.eq(employer),
                tutors::family_name.eq(family_name),
                tutors::given_name.eq(given_name),
                tutors::born_on.eq(day("1985-12-10")),
                tutors::diploma_level.eq(6_i16),
                tutors::experience_years.eq(12_i16),
            ))
            .execute(&mut self.database.connect())
            .expect("a tutor");
        id
    }

    /// A signed contract, without its visits.
    pub fn seed_contract(&self, story: &Story, starts_on: &str, ends_on: &str) -> ContractId {
        let (id, starts_on) = (ContractId::new(), day(starts_on));
        let eve: NaiveDate = starts_on.pred_opt().expect("the eve");
        diesel::insert_into(contracts::table)
            .values((
                contracts::id.eq(id),
                contracts::site_id.eq(self.site()),
                contracts::apprentice_id.eq(story.apprentice),
                contracts::enrolment_id.eq(story.enrolment),
                contracts::employer_id.eq(story.employer),
                contracts::tutor_id.eq(story.tutor),
                contracts::type_code.eq("11"),
                contracts::starts_on.eq(starts_on),
                contracts::ends_on.eq(day(ends_on)),
                contracts::state.eq("signed"),
                contracts::signed_on.eq(Some(eve)),
                contracts::drafted_on.eq(eve),
            ))
            .execute(&mut self.database.connect())
            .expect("a contract");
        diesel::insert_into(contract_employments::table)
            .values((
                contract_employments::contract_id.eq(id),
                contract_employments::site_id.eq(self.site()),
                contract_employments::employer_id.eq(story.employer),
                contract_employments::from_on.eq(starts_on),
                contract_employments::to_on.eq(day(ends_on)),
            ))
            .execute(&mut self.database.connect())
            .expect("an employment");
        diesel::insert_into(contract_tutors::table)
            .values((
                contract_tutors::contract_id.eq(id),
                contract_tutors::site_id.eq(self.site()),
                contract_tutors::rank.eq(1_i16),
                contract_tutors::tutor_id.eq(story.tutor),
                contract_tutors::from_on.eq(starts_on),
                contract_tutors::to_on.eq(day(ends_on)),
            ))
            .execute(&mut self.database.connect())
            .expect("a tutorship");
        id
    }
}
