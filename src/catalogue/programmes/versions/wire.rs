//! Versions in JSON, each with what it changes in words.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::differences::{ContentDifference, between};
use super::model::{CatalogueVersion, VersionOrigin, VersionState};
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;
use crate::trust::journal::{AuthorKind, AuthorOut, Authors};

/// From when a change holds, and why it is made.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangeParams {
    /// First day the change holds; today when absent.
    #[param(example = "2027-01-01")]
    pub effective_on: Option<NaiveDate>,
    /// Why it is made, for whoever reads the versions.
    #[param(min_length = 1, max_length = 500, example = "Numéro lu sur l'avis de l'Insee")]
    pub reason: Option<String>,
}

/// Any of the fields of a training centre, null to clear.
pub type CfaPatch = MergePatch<Cfa>;
/// Any of the fields of a site, null to clear.
pub type SitePatch = MergePatch<Site>;
/// Any of the fields of a programme, null to clear.
pub type ProgrammePatch = MergePatch<Programme>;

/// Going back to a version, or adopting one that a file proposes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Téléphone changé par erreur"}))]
pub struct RestorationIn {
    /// First day it holds again; today when absent.
    pub effective_on: Option<NaiveDate>,
    /// Why, for whoever reads the versions.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// A version of a training centre, a site or a programme.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatalogueVersionOut {
    /// Rank, from 1; the last one makes the ETag.
    #[schema(minimum = 1)]
    pub number: i32,
    /// Whether it holds.
    pub state: VersionState,
    /// Where it comes from.
    pub origin: VersionOrigin,
    /// First day it holds; null when it has always held.
    pub effective_on: Option<NaiveDate>,
    /// Version it differs from; null for the first.
    #[schema(minimum = 1)]
    pub based_on: Option<i32>,
    /// Version that was gone back to.
    #[schema(minimum = 1)]
    pub restores: Option<i32>,
    /// Why, as whoever changed it says.
    #[schema(max_length = 500)]
    pub reason: Option<String>,
    /// Who changed it; null for a file.
    pub author: Option<AuthorOut>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// What it changes of the version it differs from, one field at a time.
    #[schema(max_items = 1000)]
    pub differences: Vec<DifferenceOut>,
}

/// What a version changes at one place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DifferenceOut {
    /// Where, as a JSON pointer in the later version, or in the earlier one for what was removed.
    #[schema(max_length = 300)]
    pub pointer: String,
    /// The field, as people name it.
    #[schema(max_length = 500)]
    pub label: String,
    /// What it said, as people read it; null when it said nothing.
    #[schema(max_length = 5000)]
    pub before: Option<String>,
    /// What it says, as people read it; null when it says nothing.
    #[schema(max_length = 5000)]
    pub after: Option<String>,
    /// Both in one sentence.
    #[schema(max_length = 12000)]
    pub sentence: String,
}

impl DifferenceOut {
    fn render(difference: ContentDifference, lang: Lang) -> Self {
        let shown = |sentence: &crate::platform::text::Sentence| sentence.in_lang(lang).to_owned();
        Self {
            label: shown(&difference.label),
            before: difference.before.as_ref().map(shown),
            after: difference.after.as_ref().map(shown),
            sentence: shown(&difference.sentence()),
            pointer: difference.pointer,
        }
    }
}

/// A version, with everything it says.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VersionDetail<T> {
    /// The version.
    #[serde(flatten)]
    #[schema(inline)]
    pub version: CatalogueVersionOut,
    /// Everything it says.
    pub content: T,
}

/// What versions are rendered with.
pub struct VersionReader<'a> {
    pub authors: &'a Authors,
    /// The versions that those rendered differ from.
    pub bases: &'a BTreeMap<i32, CatalogueVersion>,
    /// The number in force today.
    pub in_force: Option<i32>,
    pub today: NaiveDate,
    pub lang: Lang,
}

impl VersionReader<'_> {
    /// One version as it is answered.
    pub fn render(&self, version: &CatalogueVersion) -> CatalogueVersionOut {
        let base = version.based_on.and_then(|number| self.bases.get(&number));
        let differences = base.map(|base| between(&base.content, &version.content)).unwrap_or_default();
        let author = version.author_id.map(|id| self.authors.of(AuthorKind::Account, Some(id.0)));
        CatalogueVersionOut {
            number: version.number,
            state: self.state_of(version),
            origin: version.origin,
            effective_on: version.effective_on,
            based_on: version.based_on,
            restores: version.restores,
            reason: version.reason.clone(),
            author,
            created_at: version.created_at,
            differences: differences.into_iter().map(|one| DifferenceOut::render(one, self.lang)).collect(),
        }
    }

    fn state_of(&self, version: &CatalogueVersion) -> VersionState {
        match () {
            () if version.is_proposed => VersionState::Proposed,
            () if self.in_force == Some(version.number) => VersionState::InForce,
            () if version.holds_by(self.today) => VersionState::Past,
            () => VersionState::Planned,
        }
    }
}
