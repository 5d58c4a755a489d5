//! JSON in and out of merges.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::platform::text::Lang;
use crate::text_enum;
use crate::trust::withdrawals::merging::{Merge, MergeField, Merged, MovedRow, Sides, text};
use crate::trust::withdrawals::standing;

text_enum!(
    /// Which of two records a field is taken from.
    MergeSide {
        /// The record kept.
        Kept = "kept" => "Valeur conservée" / "Value kept",
        /// The other one.
        Other = "other" => "Valeur de l'autre" / "Value of the other",
    }
);

text_enum!(
    /// What becomes of a row that referred to the other record.
    MergeOutcome {
        /// It refers to the record kept.
        Moved = "moved" => "Repris par le dossier conservé" / "Moved to the record kept",
        /// The record kept has its own: it is set aside.
        Aside = "aside" => "Mis de côté avec l'autre" / "Set aside with the other",
        /// It collides with one of the record kept: take one of them back first.
        Refused = "refused" => "Empêche la fusion" / "Prevents the merge",
    }
);

/// The record to merge, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"other_id": "019a0000-0000-7000-8000-000000000000"}))]
pub struct MergePreviewIn {
    /// The other record, which will be there no more.
    pub other_id: Uuid,
}

/// The side chosen for a field.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeChoiceIn {
    /// Name of the field, as the preview gives it.
    #[schema(min_length = 1, max_length = 60, example = "city")]
    pub field: String,
    /// Which record says it.
    pub side: MergeSide,
}

/// The record to merge, as sent, with the side chosen for each field that both records say.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"other_id": "019a0000-0000-7000-8000-000000000000",
    "choices": [{"field": "city", "side": "other"}], "reason": "Saisie deux fois"}))]
pub struct MergeIn {
    /// The other record, which will be there no more.
    pub other_id: Uuid,
    /// One for each field that both records say otherwise.
    #[serde(default)]
    #[schema(max_items = 60)]
    pub choices: Vec<MergeChoiceIn>,
    /// Why.
    #[schema(min_length = 3, max_length = 500, example = "Saisie deux fois")]
    pub reason: String,
}

impl MergeIn {
    /// The side chosen for each field.
    pub fn sides(&self) -> Sides {
        self.choices.iter().map(|choice| (choice.field.clone(), choice.side)).collect()
    }
}

/// A field that the two records do not say alike.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergeFieldOut {
    /// Its name.
    #[schema(max_length = 60, example = "city")]
    pub field: String,
    /// What the record kept says; empty when it says nothing.
    #[schema(max_length = 2000)]
    pub kept: String,
    /// What the other says.
    #[schema(max_length = 2000)]
    pub other: String,
    /// Whether a choice is asked for; otherwise what the other says fills what the record kept does not.
    pub choice_needed: bool,
}

/// A row that refers to the other record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergeRowOut {
    /// Its table.
    #[schema(max_length = 63, example = "contracts")]
    pub table: String,
    /// What becomes of it.
    pub outcome: MergeOutcome,
    /// What it is, where it is read and how it is taken back, in the language asked for.
    #[schema(max_length = 500)]
    pub sentence: String,
}

/// What a merge would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergePreviewOut {
    /// The record kept.
    pub kept_id: Uuid,
    /// The other one.
    pub other_id: Uuid,
    /// The fields they do not say alike.
    #[schema(max_items = 60)]
    pub fields: Vec<MergeFieldOut>,
    /// What refers to the other record, and what becomes of it; the first five hundred.
    #[schema(max_items = 500)]
    pub rows: Vec<MergeRowOut>,
    /// Whether nothing stands against the merge but choices.
    pub mergeable: bool,
}

/// Most rows of a preview.
const MOST_ROWS: usize = 500;

impl MergePreviewOut {
    /// What a reader is told.
    pub fn render(merge: &Merge, merged: Merged, lang: Lang) -> Self {
        let mergeable = merged.rows.iter().all(|row| row.went != MergeOutcome::Refused);
        let field = |field: MergeField| MergeFieldOut {
            choice_needed: field.is_open(),
            kept: text(&field.kept),
            other: text(&field.other),
            field: field.field,
        };
        let row = |MovedRow { row, went }: MovedRow| MergeRowOut {
            sentence: standing::sentence(&row.table, &row.row).in_lang(lang).to_owned(),
            table: row.table,
            outcome: went,
        };
        Self {
            kept_id: merge.kept.id,
            other_id: merge.other.id,
            fields: merged.fields.into_iter().map(field).collect(),
            rows: merged.rows.into_iter().take(MOST_ROWS).map(row).collect(),
            mergeable,
        }
    }
}
