//! What presses, put together, in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{ObligationApprenticeOut, ObligationOut};
use crate::desk::obligations::model::ObligationKind;
use crate::desk::obligations::store::{ObligationFilter, OwnedBy};
use crate::ids::SiteId;
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// What things due are put together by.
    ObligationGrouping {
        /// By apprentice; what concerns a whole cohort is left to the groups by kind.
        Apprentice = "apprentice" => "Par apprenti" / "By apprentice",
        /// By kind.
        Kind = "kind" => "Par nature" / "By kind",
    }
);

/// What is put together, and by what.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ObligationGroupParams {
    /// What they are put together by; the apprentice when absent.
    #[param(inline)]
    pub by: Option<ObligationGrouping>,
    /// Only what this account, tutor, apprentice or site has to do; `me` for what I have to do, `cfa` for what the CFA
    /// has to do.
    #[param(value_type = Option<String>, format = "owner", max_length = 36, example = "me")]
    pub owner: Option<OwnedBy>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<ObligationKind>,
    /// Day it is seen from; today when absent.
    pub as_of: Option<NaiveDate>,
}

impl From<ObligationGroupParams> for ObligationFilter {
    fn from(params: ObligationGroupParams) -> Self {
        let ObligationGroupParams { owner, site, kind, as_of, .. } = params;
        Self { owner, site, kind, as_of, ..Self::default() }
    }
}

/// What presses of a kind, or in the file of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ObligationGroupOut {
    /// Kind they have in common.
    pub kind: Option<ObligationKind>,
    /// Name of the kind, in the language asked for.
    #[schema(max_length = 100)]
    pub label: Option<String>,
    /// Apprentice they are about.
    pub apprentice: Option<ObligationApprenticeOut>,
    /// How many of which now is the time.
    #[schema(minimum = 0)]
    pub due: i64,
    /// How many of which the last day is over.
    #[schema(minimum = 0)]
    pub late: i64,
    /// The first of them, what is lost the most first.
    #[schema(max_items = 3)]
    pub first: Vec<ObligationOut>,
}

impl ObligationGroupOut {
    /// What presses of a kind.
    pub fn of_kind(kind: ObligationKind, (due, late): (i64, i64), lang: Lang) -> Self {
        let label = Some(kind.label().in_lang(lang).to_owned());
        Self { kind: Some(kind), label, apprentice: None, due, late, first: Vec::new() }
    }

    /// What presses in the file of an apprentice.
    pub fn of_apprentice(apprentice: Option<ObligationApprenticeOut>, (due, late): (i64, i64)) -> Self {
        Self { kind: None, label: None, apprentice, due, late, first: Vec::new() }
    }
}
