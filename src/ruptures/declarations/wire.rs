//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Rupture, RuptureFacts};
use super::rules::{Ground, Initiator};
use super::store::RuptureFilter;
use crate::ids::{ApprenticeId, ContractId, RuptureId, SiteId};
use crate::law::figures::Law;
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::rules::status::right_after_rupture_until;
use crate::platform::body::MergePatch;
use crate::platform::clock::eve;
use crate::platform::error::Problem;
use crate::platform::page;
use crate::platform::text::Lang;

/// A rupture, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "effective_on": "2026-02-10", "initiator": "both", "ground": "mutual_agreement", "notice_received_on": "2026-02-12",
}))]
pub struct RuptureIn {
    /// First day without a contract, during the contract.
    #[schema(example = "2026-02-10")]
    pub effective_on: NaiveDate,
    /// Who breaks the contract.
    pub initiator: Initiator,
    /// On what ground.
    pub ground: Ground,
    /// Day the centre received the written notice.
    #[schema(example = "2026-02-12")]
    pub notice_received_on: NaiveDate,
    /// Day the mediator was seized; needed for a resignation.
    pub mediator_seized_on: Option<NaiveDate>,
    /// Day the employer was informed; needed for a resignation.
    pub employer_informed_on: Option<NaiveDate>,
}

/// Any of the fields of a rupture, null to clear.
pub type RupturePatch = MergePatch<RuptureIn>;

impl RuptureIn {
    /// What is written.
    pub fn facts(&self) -> RuptureFacts {
        RuptureFacts {
            effective_on: self.effective_on,
            initiator: self.initiator,
            ground: self.ground,
            notice_received_on: self.notice_received_on,
            mediator_seized_on: self.mediator_seized_on,
            employer_informed_on: self.employer_informed_on,
        }
    }
}

impl From<&Rupture> for RuptureIn {
    fn from(row: &Rupture) -> Self {
        Self {
            effective_on: row.effective_on,
            initiator: row.initiator,
            ground: row.ground,
            notice_received_on: row.notice_received_on,
            mediator_seized_on: row.mediator_seized_on,
            employer_informed_on: row.employer_informed_on,
        }
    }
}

/// A reason of the employer's social declaration (DSN, S21.G00.62.002).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 3, example = "084")]
pub struct DsnCode(&'static str);

fn dsn_codes(ground: Ground) -> Vec<DsnCode> {
    ground.dsn_codes().iter().copied().map(DsnCode).collect()
}

/// The early end of a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RuptureOut {
    /// Identifier.
    pub id: RuptureId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Contract broken.
    pub contract_id: ContractId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// First day without a contract.
    pub effective_on: NaiveDate,
    /// Last day under contract.
    pub last_contract_day: NaiveDate,
    /// Last day of the right to stay at the centre without a contract (Code du travail, art. L6222-18-2); null when the
    /// ground leaves none.
    pub right_to_stay_until: Option<NaiveDate>,
    /// Who broke the contract.
    pub initiator: Initiator,
    /// Legal ground.
    pub ground: Ground,
    /// French name of the ground.
    #[schema(max_length = 200)]
    pub ground_label: &'static str,
    /// Article the ground rests on.
    #[schema(max_length = 200)]
    pub source: &'static str,
    /// Reasons the employer may give in its social declaration (DSN, S21.G00.62.002).
    #[schema(max_items = 5)]
    pub dsn_codes: Vec<DsnCode>,
    /// Day the centre received the written notice.
    pub notice_received_on: NaiveDate,
    /// Day the mediator was seized.
    pub mediator_seized_on: Option<NaiveDate>,
    /// Day the employer was informed.
    pub employer_informed_on: Option<NaiveDate>,
    /// What was worth telling but did not stop the act; only on declaration and on correction.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub warnings: Vec<Warning>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl RuptureOut {
    /// A rupture with what the law says of it.
    pub fn of(row: Rupture, law: &Law) -> Self {
        let stays = row.ground.keeps_training(row.effective_on, law);
        Self {
            id: row.id,
            site_id: row.site_id,
            contract_id: row.contract_id,
            apprentice_id: row.apprentice_id,
            effective_on: row.effective_on,
            last_contract_day: eve(row.effective_on),
            right_to_stay_until: stays.then(|| right_after_rupture_until(row.effective_on, law)),
            initiator: row.initiator,
            ground: row.ground,
            ground_label: row.ground.label_fr(),
            source: row.ground.source(),
            dsn_codes: dsn_codes(row.ground),
            notice_received_on: row.notice_received_on,
            mediator_seized_on: row.mediator_seized_on,
            employer_informed_on: row.employer_informed_on,
            warnings: Vec::new(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    /// The same rupture, with what was worth telling.
    #[must_use]
    pub fn warned(self, warnings: Vec<Finding>, lang: Lang) -> Self {
        Self {
            warnings: warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect(),
            ..self
        }
    }
}

/// A legal ground of rupture.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundOut {
    /// Code of the ground.
    pub ground: Ground,
    /// French name.
    #[schema(max_length = 200)]
    pub label: &'static str,
    /// English name.
    #[schema(max_length = 200)]
    pub label_en: &'static str,
    /// Who may invoke it.
    #[schema(max_items = 8)]
    pub initiators: &'static [Initiator],
    /// Whether the mediator must be seized first.
    pub needs_mediator: bool,
    /// Whether it only exists during the first 45 days of training in the company.
    pub before_45_days: bool,
    /// Article it rests on.
    #[schema(max_length = 200)]
    pub source: &'static str,
    /// Reasons the employer may give in its social declaration (DSN, S21.G00.62.002).
    #[schema(max_items = 5)]
    pub dsn_codes: Vec<DsnCode>,
}

impl From<Ground> for GroundOut {
    fn from(ground: Ground) -> Self {
        Self {
            ground,
            label: ground.label_fr(),
            label_en: ground.label_en(),
            initiators: ground.initiators(),
            needs_mediator: ground.needs_mediator(),
            before_45_days: ground.before_45_days(),
            source: ground.source(),
            dsn_codes: dsn_codes(ground),
        }
    }
}

/// Every legal ground of rupture.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GroundsOut {
    /// The grounds.
    #[schema(max_items = 30)]
    pub data: Vec<GroundOut>,
}

/// What narrows a list of ruptures.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RuptureParams {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl RuptureParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<RuptureFilter, Problem> {
        Ok(RuptureFilter {
            apprentice_id: self.apprentice,
            contract_id: self.contract,
            site_id: self.site,
            after: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}
