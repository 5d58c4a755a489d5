//! What rows show of people, in JSON: the same few names in every list, as far as the reader may read them.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Card, CardContract, CardEmployer, CardTutor};
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, TutorId, VisitId};
use crate::people::apprentices::model::Phase;
use crate::people::duties::Duty;
use crate::people::employers::names::{EmployerName, TutorContact};
use crate::trust::access::{Act, Caller, Following, Role};

/// What a reader sees of the cards within their reach.
#[derive(Debug, Clone, Copy)]
pub struct CardSight {
    /// Names of apprentices.
    apprentices: bool,
    cohorts: bool,
    employers: bool,
    tutors: bool,
    referents: bool,
    contracts: bool,
    visits: bool,
    /// Only the contracts this tutor follows.
    following: Option<Following>,
}

impl CardSight {
    /// What a caller sees: a machine, what its scopes give; a company tutor, the contracts they follow.
    pub fn of(caller: &Caller) -> Self {
        let by_link = caller.link.is_some();
        let reads = |act| by_link || caller.may(act).is_ok();
        let following = |tutor| Following { tutor, since: caller.follows_since };
        Self {
            apprentices: caller.sees_names_of(Role::Student),
            // whoever reads enrolments reads in which cohort they are
            cohorts: reads(Act::ReadCohort) || caller.sees_names_of(Role::Student),
            employers: reads(Act::ReadEmployer),
            tutors: reads(Act::ReadTutor),
            referents: !by_link && reads(Act::ReadReferent),
            contracts: reads(Act::ReadContract),
            visits: reads(Act::ReadVisit),
            following: caller.tutor_id.map(following),
        }
    }

    /// Whether an enrolment is within reach: for a company tutor, one that a signed contract they follow serves.
    pub fn reaches(self, card: &Card) -> bool {
        self.following.is_none_or(|following| card.facts.0.signed().any(|one| one.is_followed_by(following)))
    }

    fn sees(self, contract: &CardContract) -> bool {
        self.following.is_none_or(|following| contract.is_followed_by(following))
    }
}

/// An apprentice, by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprenticeName {
    /// Identifier.
    pub id: ApprenticeId,
    /// Name in use, else birth name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name they are called by, else that of the civil register.
    #[schema(max_length = 100)]
    pub given_name: String,
}

/// A cohort, by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortName {
    /// Identifier.
    pub id: CohortId,
    /// Name.
    #[schema(max_length = 200)]
    pub name: String,
}

fn employer_name(one: &CardEmployer) -> EmployerName {
    EmployerName { id: one.id, name: one.name.clone(), city: one.city.clone() }
}

fn tutor_contact(one: &CardTutor) -> TutorContact {
    TutorContact {
        id: one.id,
        family_name: one.family_name.clone(),
        given_name: one.given_name.clone(),
        phone: one.phone.clone(),
        email: one.email.clone(),
    }
}

/// Whose row it is.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    /// Of an apprentice.
    Apprentice(ApprenticeId),
    /// Of an apprentice in one of their enrolments.
    Enrolment(EnrolmentId),
    /// Of a whole cohort, and so of nobody by name.
    Cohort,
}

/// What a row is about.
#[derive(Debug, Clone, Copy)]
pub struct RowTopic {
    pub whose: Whose,
    /// The one that counts on the day when absent.
    pub contract: Option<ContractId>,
    /// The one of the day when absent.
    pub tutor: Option<TutorId>,
    /// Day the employer and the tutor are those of.
    pub on: NaiveDate,
}

impl RowTopic {
    /// An apprentice on a day.
    pub const fn apprentice(id: ApprenticeId, on: NaiveDate) -> Self {
        Self { whose: Whose::Apprentice(id), contract: None, tutor: None, on }
    }

    /// A whole cohort.
    pub const fn cohort(on: NaiveDate) -> Self {
        Self { whose: Whose::Cohort, contract: None, tutor: None, on }
    }

    /// An apprentice under a contract, when one is named, on a day.
    pub const fn under(id: ApprenticeId, contract: Option<ContractId>, on: NaiveDate) -> Self {
        Self { whose: Whose::Apprentice(id), contract, tutor: None, on }
    }
}

/// Whom a row is about, by name: what a screen shows without asking again.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct PeopleOut {
    /// Apprentice; null for a machine client without the scope of apprentices.
    pub apprentice: Option<ApprenticeName>,
    /// Cohort.
    pub cohort: Option<CohortName>,
    /// Employer on the day it is about; null without a contract, or for whoever may not read it.
    pub employer: Option<EmployerName>,
    /// Company tutor on that day, with their phone.
    pub tutor: Option<TutorContact>,
    /// Who follows the apprentice for the site today.
    pub referent: Option<Duty>,
}

impl PeopleOut {
    /// Whom a row is about, on the card of the enrolment it is about, as a reader sees them.
    pub fn on(card: &Card, about: RowTopic, today: NaiveDate, sight: CardSight) -> Self {
        let facts = &card.facts.0;
        let contract = match about.contract {
            Some(id) => facts.contract(id).filter(|one| sight.sees(one)),
            None => facts.contract_on(about.on, |one| sight.sees(one)),
        };
        let tutor = contract.and_then(|one| match about.tutor {
            Some(id) => one.tutor(id),
            None => one.tutor_on(about.on),
        });
        Self {
            apprentice: apprentice_name(card, sight),
            cohort: sight.cohorts.then(|| CohortName { id: card.cohort_id, name: facts.cohort_name.clone() }),
            employer: contract
                .filter(|_| sight.employers)
                .and_then(|one| one.employer_on(about.on))
                .map(employer_name),
            tutor: tutor.filter(|_| sight.tutors).map(tutor_contact),
            referent: facts.referent_on(today).filter(|_| sight.referents),
        }
    }
}

/// The apprentice of a card, when a reader may read their name.
pub fn apprentice_name(card: &Card, sight: CardSight) -> Option<ApprenticeName> {
    sight.apprentices.then(|| ApprenticeName {
        id: card.apprentice_id,
        family_name: card.facts.0.family_name.clone(),
        given_name: card.facts.0.given_name.clone(),
    })
}

/// The contract that counts for an enrolment: the one that runs, else the next one signed, else the one being prepared,
/// else the last one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PresentContractOut {
    /// Identifier.
    pub id: ContractId,
    /// Where it stands on the day.
    pub phase: Phase,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub ends_on: NaiveDate,
    /// Employer on the day; null for whoever may not read it.
    pub employer: Option<EmployerName>,
    /// Company tutor on the day, with their phone; a draft may lack one.
    pub tutor: Option<TutorContact>,
}

/// The next visit still planned, which may be late.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct NextVisitOut {
    /// Identifier.
    pub id: VisitId,
    /// Day planned.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
}

/// What is looked for first about an enrolment.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct EnrolmentFaceOut {
    /// The contract that counts on the day; null without any, or for whoever may not read it.
    pub contract: Option<PresentContractOut>,
    /// Who follows the apprentice for the site on the day.
    pub referent: Option<Duty>,
    /// The next visit still planned, which may be late.
    pub next_visit: Option<NextVisitOut>,
}

impl EnrolmentFaceOut {
    /// What a card shows a reader on a day.
    pub fn of(card: &Card, day: NaiveDate, sight: CardSight) -> Self {
        let facts = &card.facts.0;
        let contract = facts.contract_on(day, |one| sight.contracts && sight.sees(one));
        let visit = card.next_visit.as_ref().map(|visit| visit.0).filter(|visit| {
            let under = || facts.contract(visit.contract_id).is_some_and(|one| sight.sees(one));
            sight.visits && under()
        });
        Self {
            contract: contract.map(|one| PresentContractOut {
                id: one.id,
                phase: one.phase_on(day),
                starts_on: one.starts_on,
                ends_on: one.last_day(),
                employer: one.employer_on(day).filter(|_| sight.employers).map(employer_name),
                tutor: one.tutor_on(day).filter(|_| sight.tutors).map(tutor_contact),
            }),
            referent: facts.referent_on(day).filter(|_| sight.referents),
            next_visit: visit.map(|visit| NextVisitOut {
                id: visit.id,
                planned_on: visit.planned_on,
                due_on: visit.due_on,
            }),
        }
    }
}
