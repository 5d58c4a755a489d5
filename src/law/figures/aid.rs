//! The aid to the employer, as `catalogue/law/aid.toml` gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::law::money::Cents;
use crate::text_enum;

text_enum!(
    /// How sure a figure is.
    FigureCertainty {
        /// Its source says it.
        Stated = "stated" => "Dit par la source" / "Stated by its source",
        /// The text itself was not read.
        Unverified = "unverified" => "Texte non vérifié" / "Text not verified",
    }
);

/// The aid of the State to who employs an apprentice.
#[derive(Debug, Clone, Deserialize)]
pub struct AidLaw {
    /// How sure its amounts are.
    pub certainty: FigureCertainty,
    /// Months from the conclusion within which the contract reaches the OPCO (D6243-2).
    pub send_within_months: u32,
    /// Employees from which an employer is a large one.
    pub large_from: u32,
    /// Amounts by level of the certification prepared; a level that is absent is not known.
    #[serde(default)]
    pub levels: Vec<AidLevel>,
}

/// The amounts of a whole year for a level, in cents.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmployerAidLevelOut)]
pub struct AidLevel {
    /// Level of the certification.
    #[schema(minimum = 1, maximum = 8)]
    pub level: u8,
    /// Of an employer under the limit.
    #[schema(value_type = i64, minimum = 0)]
    pub small_cents: Cents,
    /// Of a large employer, who promises a share of apprentices.
    #[schema(value_type = i64, minimum = 0)]
    pub large_cents: Cents,
    /// For an apprentice recognised as a disabled worker.
    #[schema(value_type = i64, minimum = 0)]
    pub disabled_cents: Cents,
}

impl AidLaw {
    /// The amounts of a level, when they are known.
    pub fn level(&self, level: u8) -> Option<AidLevel> {
        self.levels.iter().copied().find(|one| one.level == level)
    }
}

impl AidLevel {
    /// Whether no aid is due whoever employs.
    pub fn is_nothing(self) -> bool {
        [self.small_cents, self.large_cents, self.disabled_cents].iter().all(|amount| amount.0 == 0)
    }
}
