//! JSON in and out of the board.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::{BoardYear, RuptureTally, WithoutContract};
use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, RuptureId, SiteId};
use crate::law::calendar::{Period, month_in_words};
use crate::people::apprentices::cards::model::Card;
use crate::people::apprentices::cards::{AboutPeople, Peopled, RowTopic};
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::platform::text::Lang;
use crate::ruptures::declarations::rules::{Ground, Initiator};
use crate::ruptures::procedures::computed::NextStepOut;
use crate::ruptures::procedures::wire::RuptureCaseOut;
use crate::ruptures::stays::rules::stay::{StayKind, StayState};

/// Which year ruptures are counted over.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RuptureBoardParams {
    /// Year in which it begins; the present one when absent.
    #[param(minimum = 2000, maximum = 2100, example = 2025)]
    pub year: Option<i32>,
    /// School or civil year; the school year when absent.
    #[param(inline)]
    pub kind: Option<BoardYear>,
}

/// Ruptures on one ground.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundCountOut {
    /// Ground.
    pub ground: Ground,
    /// The same in words.
    #[schema(max_length = 200)]
    pub label: String,
    /// How many.
    #[schema(minimum = 1)]
    pub count: usize,
}

/// Ruptures of one month.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MonthCountOut {
    /// First day of the month.
    pub month_on: NaiveDate,
    /// The month in words.
    #[schema(max_length = 50)]
    pub label: String,
    /// How many.
    #[schema(minimum = 0)]
    pub count: usize,
}

/// Ruptures with one employer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerCountOut {
    /// Employer.
    pub employer_id: EmployerId,
    /// Its name.
    #[schema(max_length = 200)]
    pub name: String,
    /// How many.
    #[schema(minimum = 1)]
    pub count: usize,
}

/// Ruptures so many days into the contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DaysCountOut {
    /// Least days served.
    #[schema(minimum = 0, maximum = 10_000)]
    pub from_days: i64,
    /// Most days served; null for the last band.
    #[schema(minimum = 0, maximum = 10_000)]
    pub to_days: Option<i64>,
    /// How many.
    #[schema(minimum = 0)]
    pub count: usize,
}

/// A learner without a contract, with both countdowns.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LearnerWithoutContractOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Given and family names.
    #[schema(max_length = 300, example = "Chloé Durand")]
    pub name: String,
    /// Enrolment.
    pub enrolment_id: EnrolmentId,
    /// Name of the cohort.
    #[schema(max_length = 200)]
    pub cohort_name: String,
    /// How the stay began.
    pub kind: StayKind,
    /// The same in words.
    #[schema(max_length = 200)]
    pub kind_label: String,
    /// Contract before it.
    pub contract_id: Option<ContractId>,
    /// First day without a contract.
    pub since_on: NaiveDate,
    /// Where the right of the law stands.
    pub right_state: StayState,
    /// The same in words.
    #[schema(max_length = 200)]
    pub right_state_label: String,
    /// Last day of the right; null when the ground leaves none, or after the term of a contract.
    pub right_until_on: Option<NaiveDate>,
    /// Days of it left, today counted; null when it does not run.
    #[schema(minimum = 1, maximum = 400)]
    pub right_days_left: Option<i64>,
    /// Code of the status of the national dashboard, counted apart.
    #[schema(max_length = 20, example = "RUPTURANT")]
    pub national_code: Option<&'static str>,
    /// First day counted there as a drop-out.
    pub drops_out_on: Option<NaiveDate>,
    /// Days until then; null once it is counted.
    #[schema(minimum = 1, maximum = 400)]
    pub drop_out_days_left: Option<i64>,
    /// First day of the contract signed that takes over.
    pub next_contract_on: Option<NaiveDate>,
}

/// A procedure of rupture that goes on, with what comes next.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenProcedureOut {
    /// Identifier of the rupture, which is that of its case.
    pub rupture_id: RuptureId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Contract that may end.
    pub contract_id: ContractId,
    /// Ground.
    pub ground: Ground,
    /// The same in words.
    #[schema(max_length = 200)]
    pub ground_label: String,
    /// Who started it.
    pub initiator: Initiator,
    /// The same in words.
    #[schema(max_length = 200)]
    pub initiator_label: String,
    /// Day it was opened.
    pub opened_on: NaiveDate,
    /// First day without contract that the parties want, if they said one.
    pub planned_on: Option<NaiveDate>,
    /// What comes next, from when it is lawful and in how many days.
    pub next: NextStepOut,
    /// Earliest lawful first day without contract.
    pub earliest_on: NaiveDate,
    /// How many compulsory steps are missing.
    #[schema(minimum = 0, maximum = 20)]
    pub missing: usize,
    /// How many things were done against the procedure, or would be on the day wanted.
    #[schema(minimum = 0, maximum = 50)]
    pub unlawful: usize,
}

/// The ruptures of a year at a site, and who is without a contract today. Small numbers: for the staff of the site alone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RuptureBoardOut {
    /// Site.
    pub site_id: SiteId,
    /// Its name.
    #[schema(max_length = 200)]
    pub site: String,
    /// Day it is seen on.
    pub as_of: NaiveDate,
    /// School or civil year.
    pub kind: BoardYear,
    /// First day counted.
    pub from_on: NaiveDate,
    /// Last day counted.
    pub to_on: NaiveDate,
    /// Ruptures that took effect then.
    #[schema(minimum = 0)]
    pub total: usize,
    /// By ground, in the order of the law.
    #[schema(max_items = 30)]
    pub by_ground: Vec<GroundCountOut>,
    /// By month, every month of the year.
    #[schema(max_items = 12)]
    pub by_month: Vec<MonthCountOut>,
    /// By employer, those with most first.
    #[schema(max_items = 5000)]
    pub by_employer: Vec<EmployerCountOut>,
    /// By days into the contract.
    #[schema(max_items = 20)]
    pub by_days: Vec<DaysCountOut>,
    /// Procedures that go on today, those whose next lawful day comes first before the others.
    #[schema(max_items = 500)]
    pub open_procedures: Vec<Peopled<OpenProcedureOut>>,
    /// Learners without a contract today, those whose right ends first before the others.
    #[schema(max_items = 500)]
    pub without_contract: Vec<LearnerWithoutContractOut>,
}

/// What a board is of.
#[derive(Debug, Clone)]
pub struct BoardFrame {
    pub site_id: SiteId,
    pub site: String,
    pub as_of: NaiveDate,
    pub kind: BoardYear,
    pub period: Period,
    pub total: usize,
}

impl RuptureBoardOut {
    /// The board in the words of a reader.
    pub fn of(
        frame: BoardFrame,
        tally: RuptureTally,
        (open_procedures, without_contract): (Vec<Peopled<OpenProcedureOut>>, Vec<LearnerWithoutContractOut>),
        lang: Lang,
    ) -> Self {
        let grounds = tally.by_ground.into_iter().map(|(ground, count)| GroundCountOut {
            ground,
            label: ground.label().in_lang(lang).to_owned(),
            count,
        });
        let months = tally.by_month.into_iter().map(|(month_on, count)| MonthCountOut {
            month_on,
            label: month_in_words(month_on).in_lang(lang).to_owned(),
            count,
        });
        let named = |(employer_id, name, count)| EmployerCountOut { employer_id, name, count };
        let banded = |(from_days, to_days, count)| DaysCountOut { from_days, to_days, count };
        Self {
            site_id: frame.site_id,
            site: frame.site,
            as_of: frame.as_of,
            kind: frame.kind,
            from_on: frame.period.from,
            to_on: frame.period.to,
            total: frame.total,
            by_ground: grounds.collect(),
            by_month: months.collect(),
            by_employer: tally.by_employer.into_iter().map(named).collect(),
            by_days: tally.by_days.into_iter().map(banded).collect(),
            open_procedures,
            without_contract,
        }
    }
}

impl OpenProcedureOut {
    /// An open case with its procedure as computed.
    pub fn of(found: RuptureCaseOut, lang: Lang) -> Self {
        let RuptureCaseOut { case, procedure, .. } = found;
        Self {
            rupture_id: case.id,
            apprentice_id: case.apprentice_id,
            contract_id: case.contract_id,
            ground: case.ground,
            ground_label: case.ground.label().in_lang(lang).to_owned(),
            initiator: case.initiator,
            initiator_label: case.initiator.label().in_lang(lang).to_owned(),
            opened_on: case.opened_on,
            planned_on: case.facts.planned_on,
            earliest_on: procedure.effect.earliest_on,
            missing: procedure.missing.len(),
            unlawful: procedure.unlawful.len(),
            next: procedure.next,
        }
    }
}

impl AboutPeople for OpenProcedureOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, Some(self.contract_id), today)
    }
}

impl LearnerWithoutContractOut {
    /// A learner of a card on a day.
    pub fn of(card: &Card, found: &WithoutContract, as_of: NaiveDate, lang: Lang) -> Self {
        let (stay, clock, facts) = (&found.stay, &found.clock, &card.facts.0);
        let state = stay.state_on(as_of);
        let dropped = clock.drop_out.map(|one| one.on);
        let to_come = dropped.filter(|on| *on > as_of);
        Self {
            apprentice_id: card.apprentice_id,
            name: format!("{} {}", facts.given_name, facts.family_name),
            enrolment_id: card.enrolment_id,
            cohort_name: facts.cohort_name.clone(),
            kind: stay.kind,
            kind_label: stay.kind.label().in_lang(lang).to_owned(),
            contract_id: stay.contract_id,
            since_on: stay.from_on,
            right_state: state,
            right_state_label: state.label().in_lang(lang).to_owned(),
            right_until_on: stay.until_on,
            right_days_left: stay.days_left(as_of),
            national_code: clock.status.map(|current| EnrolmentStatus::national_code(current.status)),
            drops_out_on: dropped,
            drop_out_days_left: to_come.map(|on| on.signed_duration_since(as_of).num_days()),
            next_contract_on: stay.taken_over_on.filter(|on| *on > as_of),
        }
    }
}
