//! JSON out: the rights of an apprentice without a contract, and the clock of the national dashboard apart.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::in_lang;
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId};
use crate::law::calendar::french_day;
use crate::law::figures::Law;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::people::apprentices::model::SignedContractDates;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::people::apprentices::store::EnrolmentAndContracts;
use crate::platform::text::{Lang, Sentence};
use crate::ruptures::stays::rules::clocks::{DashboardClock, dashboard_clock};
use crate::ruptures::stays::rules::stay::{Stay, StayKind, StayState, stays_of_enrolment};
use crate::say;

/// The day rights are said of.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StayParams {
    /// Day the rights are said of, today when absent.
    pub as_of: Option<NaiveDate>,
}

/// Something that ends a right to stay.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 200)]
pub struct StayEnding(String);

/// A right to stay without a contract, counted by the law.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StayOut {
    /// How the stay began.
    pub kind: StayKind,
    /// The same in words.
    #[schema(max_length = 200, example = "Après une rupture")]
    pub kind_label: &'static str,
    /// Contract broken before it.
    pub contract_id: Option<ContractId>,
    /// First day without a contract.
    pub from_on: NaiveDate,
    /// Last day of the months the law gives; null when the ground of the rupture leaves no right.
    #[schema(example = "2026-08-10")]
    pub until_on: Option<NaiveDate>,
    /// First day of the contract that took over, or will.
    pub taken_over_on: Option<NaiveDate>,
    /// Where it stands on the day.
    pub state: StayState,
    /// The same in words.
    #[schema(max_length = 200, example = "En cours")]
    pub state_label: &'static str,
    /// Whether they are a trainee of vocational training that day (stagiaire de la formation professionnelle).
    pub trainee: bool,
    /// Days left, the day itself counted; null when the right does not run.
    #[schema(minimum = 1, maximum = 400)]
    pub days_left: Option<i64>,
    /// What ends it before its last day.
    #[schema(max_items = 10)]
    pub ends_with: Vec<StayEnding>,
    /// How the last day was found.
    #[schema(max_length = 500)]
    pub computation: String,
    /// Article it rests on.
    #[schema(max_length = 300)]
    pub source: &'static str,
}

/// A change of status of the national dashboard to come.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NextStatusOut {
    /// First day of it.
    pub on: NaiveDate,
    /// Status taken.
    pub status: EnrolmentStatus,
    /// The same in words.
    #[schema(max_length = 100)]
    pub label: &'static str,
    /// Its code on the national dashboard.
    #[schema(max_length = 20, example = "ABANDON")]
    pub national_code: &'static str,
    /// Days until then.
    #[schema(minimum = 1, maximum = 100_000)]
    pub days_left: i64,
}

/// Where a training stands for the national dashboard: a statistic, which closes no file and ends no right.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DashboardClockOut {
    /// Status on the day; null before the first one.
    pub status: Option<EnrolmentStatus>,
    /// The same in words.
    #[schema(max_length = 100)]
    pub label: Option<&'static str>,
    /// Its code on the national dashboard.
    #[schema(max_length = 20, example = "RUPTURANT")]
    pub national_code: Option<&'static str>,
    /// First day of it.
    pub since_on: Option<NaiveDate>,
    /// The next change that the facts known lead to.
    pub next: Option<NextStatusOut>,
    /// First day counted as a drop-out, of the days without a contract that run.
    #[schema(example = "2026-08-09")]
    pub drops_out_on: Option<NaiveDate>,
    /// How that day was found; null when none runs.
    #[schema(max_length = 500)]
    pub computation: Option<String>,
    /// Where the thresholds were read.
    #[schema(max_length = 300)]
    pub source: String,
    /// When they were.
    pub read_on: NaiveDate,
}

/// The two clocks of one training.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrainingRightsOut {
    /// Enrolment.
    pub enrolment_id: EnrolmentId,
    /// Cohort joined.
    pub cohort_id: CohortId,
    /// Name of the cohort.
    #[schema(max_length = 200)]
    pub cohort_name: String,
    /// The person's own first day, from which both clocks are counted.
    pub entered_on: NaiveDate,
    /// Last day expected in the training.
    pub expected_ends_on: NaiveDate,
    /// Whether they are a trainee of vocational training that day.
    pub trainee: bool,
    /// The rights of the law, in order; none when a contract covered the whole training.
    #[schema(max_items = 100)]
    pub rights: Vec<StayOut>,
    /// The statistic beside them.
    pub dashboard: DashboardClockOut,
}

/// The rights of an apprentice to stay at the centre without a contract, training by training.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StayRightsOut {
    /// Day they are said of.
    pub as_of: NaiveDate,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// One for each training, in the order of their cohorts.
    #[schema(max_items = 50)]
    pub trainings: Vec<TrainingRightsOut>,
}

impl AboutPeople for StayRightsOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, self.as_of)
    }
}

impl StayRightsOut {
    /// The rights of an apprentice on a day.
    pub fn of(
        apprentice_id: ApprenticeId,
        trainings: Vec<EnrolmentAndContracts>,
        as_of: NaiveDate,
        (law, lang): (&Law, Lang),
    ) -> Self {
        let each = trainings.into_iter().map(|row| TrainingRightsOut::of(&row, as_of, (law, lang)));
        Self { as_of, apprentice_id, trainings: each.collect() }
    }
}

impl TrainingRightsOut {
    /// The two clocks of a training on a day.
    pub fn of((row, contracts): &EnrolmentAndContracts, as_of: NaiveDate, (law, lang): (&Law, Lang)) -> Self {
        let course = row.entry().course();
        let excluded_on = row.enrolment.facts.excluded_on;
        let stays = stays_of_enrolment(row, contracts, law);
        let spans: Vec<_> = contracts.iter().map(SignedContractDates::span).collect();
        let clock = dashboard_clock(as_of, course, &spans, excluded_on, law);
        let rights: Vec<StayOut> =
            stays.into_iter().map(|stay| StayOut::of(stay, as_of, (law, lang))).collect();
        Self {
            enrolment_id: row.enrolment.id,
            cohort_id: row.cohort.id,
            cohort_name: row.cohort.name.clone(),
            entered_on: course.starts_on,
            expected_ends_on: course.ends_on,
            trainee: rights.iter().any(|right| right.trainee),
            rights,
            dashboard: DashboardClockOut::of(&clock, (as_of, course.starts_on), (law, lang)),
        }
    }
}

impl StayOut {
    fn of(stay: Stay, as_of: NaiveDate, (law, lang): (&Law, Lang)) -> Self {
        let state = stay.state_on(as_of);
        Self {
            kind: stay.kind,
            kind_label: in_lang(lang, stay.kind.label_fr(), stay.kind.label_en()),
            contract_id: stay.contract_id,
            from_on: stay.from_on,
            until_on: stay.until_on,
            taken_over_on: stay.taken_over_on,
            state,
            state_label: in_lang(lang, state.label_fr(), state.label_en()),
            trainee: state == StayState::Running,
            days_left: stay.days_left(as_of),
            ends_with: match stay.until_on {
                Some(_) => endings().iter().map(|one| StayEnding(one.in_lang(lang).to_owned())).collect(),
                None => Vec::new(),
            },
            computation: computation(&stay, law).in_lang(lang).to_owned(),
            source: match stay.kind {
                StayKind::CycleStart => "Code du travail, art. L6222-12-1",
                StayKind::AfterRupture | StayKind::AfterTerm => {
                    "Code du travail, art. L6222-18-2, L6225-3-1 et L6225-7"
                }
            },
        }
    }
}

fn endings() -> [Sentence; 3] {
    [
        say!("Le début d'un nouveau contrat", "The start of a new contract"),
        say!("Une exclusion définitive du CFA", "A definitive exclusion from the CFA"),
        say!("La fin de la formation", "The end of the training"),
    ]
}

fn computation(stay: &Stay, law: &Law) -> Sentence {
    let law = law.contracts.on(stay.from_on);
    let (from, de) = (stay.from_on, french_day(stay.from_on));
    let Some(until) = stay.until_on else {
        return say!(
            "Rupture du {de} : ce motif, ou l'exclusion, ne laisse pas le droit de rester au CFA.",
            "Rupture of {from}: this ground, or the exclusion, leaves no right to stay at the CFA."
        );
    };
    let a = french_day(until);
    match stay.kind {
        StayKind::CycleStart => {
            let months = law.window.after_cycle_months;
            say!(
                "Entrée le {de} + {months} mois de calendrier : jusqu'au {a} inclus.",
                "Entry on {from} + {months} calendar months: until {until}, included."
            )
        }
        StayKind::AfterRupture | StayKind::AfterTerm => {
            let months = law.follow_up.training_after_rupture_months;
            say!(
                "Rupture le {de} + {months} mois de calendrier : jusqu'au {a} inclus.",
                "Rupture on {from} + {months} calendar months: until {until}, included."
            )
        }
    }
}

impl DashboardClockOut {
    fn of(
        clock: &DashboardClock,
        (as_of, entered_on): (NaiveDate, NaiveDate),
        (law, lang): (&Law, Lang),
    ) -> Self {
        let read = law.statuses.version_on(entered_on);
        let status = clock.status.map(|current| current.status);
        Self {
            status,
            label: status.map(|status| in_lang(lang, status.label_fr(), status.label_en())),
            national_code: status.map(EnrolmentStatus::national_code),
            since_on: clock.status.map(|current| current.on),
            next: clock.next.map(|next| NextStatusOut {
                on: next.on,
                status: next.status,
                label: in_lang(lang, next.status.label_fr(), next.status.label_en()),
                national_code: next.status.national_code(),
                days_left: next.on.signed_duration_since(as_of).num_days(),
            }),
            drops_out_on: clock.drop_out.map(|one| one.on),
            computation: clock.drop_out.map(|one| {
                let (de, le) = (french_day(one.from_on), french_day(one.on));
                let (from, days, rank, on) = (one.from_on, one.days, one.days + 1, one.on);
                let told = say!(
                    "Sans contrat depuis le {de} : abandon au-delà de {days} jours, le {le}, {rank}e jour.",
                    "Without a contract since {from}: a drop-out beyond {days} days, on {on}, day {rank}."
                );
                told.in_lang(lang).to_owned()
            }),
            source: read.source.clone(),
            read_on: read.read_on,
        }
    }
}
