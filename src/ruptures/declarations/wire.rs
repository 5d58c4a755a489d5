//! JSON in and out.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Rupture, RuptureFacts};
use super::rules::Ground;
use crate::law::figures::{Law, RuptureLaw};
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::people::apprentices::rules::status::right_after_rupture_until;
use crate::platform::body::MergePatch;
use crate::platform::clock::eve;
use crate::platform::text::Lang;

/// Any of the fields of a rupture, null to clear.
pub type RupturePatch = MergePatch<RuptureFacts>;

/// A reason of the employer's social declaration (DSN, S21.G00.62.002).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 3, example = "084")]
pub struct DsnCode(String);

/// The reasons of the social declaration for a ground.
pub fn dsn_codes(ground: Ground, law: &RuptureLaw) -> Vec<DsnCode> {
    let codes = law.ground(ground.as_str()).map(|ground| ground.dsn_codes.clone());
    codes.unwrap_or_default().into_iter().map(DsnCode).collect()
}

/// The early end of a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RuptureOut {
    /// The rupture itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub rupture: Rupture,
    /// Last day under contract.
    pub last_contract_day: NaiveDate,
    /// Last day of the right to stay at the centre without a contract (Code du travail, art. L6222-18-2); null when the
    /// ground leaves none.
    pub right_to_stay_until: Option<NaiveDate>,
    /// French name of the ground.
    #[schema(max_length = 200)]
    pub ground_label: &'static str,
    /// Article the ground rests on.
    #[schema(max_length = 200)]
    pub source: &'static str,
    /// Reasons the employer may give in its social declaration (DSN, S21.G00.62.002).
    #[schema(max_items = 5)]
    pub dsn_codes: Vec<DsnCode>,
    /// What was worth telling but did not stop the act; only on declaration and on correction.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
}

impl RuptureOut {
    /// A rupture with what the law says of it.
    pub fn of(rupture: Rupture, law: &Law) -> Self {
        let RuptureFacts { effective_on, ground, .. } = rupture.facts;
        let stays = ground.keeps_training(effective_on, law);
        Self {
            rupture,
            last_contract_day: eve(effective_on),
            right_to_stay_until: stays.then(|| right_after_rupture_until(effective_on, law)),
            ground_label: ground.label_fr(),
            source: ground.source(),
            dsn_codes: dsn_codes(ground, law.ruptures.on(effective_on)),
            warnings: Vec::new(),
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

impl AboutPeople for RuptureOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        let rupture = &self.rupture;
        RowTopic::under(rupture.apprentice_id, Some(rupture.contract_id), self.last_contract_day)
    }
}
