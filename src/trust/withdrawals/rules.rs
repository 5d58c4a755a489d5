//! What is refused of taking back and bringing back, and what became of the rows an act touched.

use std::collections::{HashMap, HashSet};

use super::model::{AnyRow, RowChange, RowImage, RowScope, RowStep};
use crate::rules;

/// Columns every update changes, whatever it is about.
const BOOKKEEPING: [&str; 2] = ["version", "updated_at"];

rules! {
    /// Nothing is left without what it stands on.
    STOOD_ON = error "withdrawal.stood_on", "Règle du site";
        "Une fiche sur laquelle d'autres reposent ne se retire pas : les autres se retirent d'abord." /
        "A record on which others stand is not taken back: the others are taken back first.";
    /// Only what was cancelled or held goes back.
    NOTHING_TO_TAKE_BACK = error "withdrawal.nothing_to_take_back", "Règle du site";
        "Seul ce qui a été fait se retire : rien de tel n'est enregistré ici." /
        "Only what was done is taken back: nothing of the kind is recorded here.";
    /// Two facts that one person or company cannot both have.
    MERGE_COLLIDES = error "merge.collides", "Règle du site";
        "Deux fiches ne se fusionnent pas tant que ce qu'elles portent se contredit : on en retire une part." /
        "Two records are not merged while what they carry contradicts: a part is taken back first.";
    /// A merge joins two records.
    MERGED_WITH_ANOTHER = error "merge.itself", "Règle du site";
        "Une fiche se fusionne avec une autre, pas avec elle-même." /
        "A record is merged with another one, not with itself.";
    /// Records of two sites stay two.
    MERGED_WITHIN_A_SITE = error "merge.other_site", "Règle du site";
        "Deux fiches ne se fusionnent que sur un même site." /
        "Two records are merged within one site only.";
    /// Tutors are merged within a company.
    MERGED_WITHIN_A_COMPANY = error "merge.other_employer", "Règle du site";
        "Deux maîtres d'apprentissage ne se fusionnent que chez un même employeur : les employeurs d'abord." /
        "Two tutors are merged within one employer only: the employers first.";
    /// Who differs is chosen.
    CHOICE_MISSING = error "merge.choice_missing", "Règle du site";
        "Ce que deux fiches disent autrement se choisit." /
        "What two records say otherwise is chosen.";
    /// Only what differs is chosen.
    CHOICE_NEEDLESS = error "merge.choice_needless", "Règle du site";
        "On ne choisit qu'entre ce que deux fiches disent autrement." /
        "One chooses only between what two records say otherwise.";
    /// What came back is back.
    ALREADY_RESTORED = error "withdrawal.restored", "Règle du site";
        "Ce qui a été retiré ne se rétablit qu'une fois." /
        "What was taken back is brought back once only.";
    /// Nobody says in another's place that they read.
    DONE_AGAIN = error "withdrawal.done_again", "Règle du site";
        "Un accusé de lecture retiré ne se rétablit pas : qui a lu accuse lecture à nouveau." /
        "An acknowledgement taken back is not brought back: whoever read acknowledges again.";
    /// What changed since is not overwritten.
    CHANGED_SINCE = error "withdrawal.changed_since", "Règle du site";
        "Ce qui a changé depuis ne se rétablit pas par-dessus." /
        "What changed since is not brought back over it.";
    /// One thing in one place.
    PLACE_TAKEN = error "withdrawal.place_taken", "Règle du site";
        "Ce qui a été retiré ne se rétablit pas quand une autre fiche a pris sa place." /
        "What was taken back is not brought back when another record took its place.";
    /// What it stands on comes back first.
    GROUND_GONE = error "withdrawal.ground_gone", "Règle du site";
        "Ce dont une fiche dépend se rétablit avant elle." /
        "What a record depends on is brought back before it.";
    /// What ended since is not added to.
    ENDED_SINCE = error "withdrawal.ended_since", "Règle du site";
        "Ce qui a été retiré ne se rétablit pas dans ce qui a pris fin depuis, ni à côté de ce qui dit le contraire." /
        "What was taken back is not brought back into what ended since, nor beside what says the contrary.";
    /// Kept for a time only.
    TOO_OLD = error "withdrawal.too_old", "Règle du site";
        "Ce qui a été retiré depuis trop longtemps n'est plus gardé, et ne se rétablit plus." /
        "What was taken back too long ago is no longer kept, and is not brought back.";
}

/// What became of the rows of some scopes: in the order of the scopes, what changed and was removed, then what is new.
pub fn changes_between(scopes: &[RowScope], before: Vec<RowImage>, after: Vec<RowImage>) -> Vec<RowChange> {
    let place =
        |image: &RowImage| (image.table.clone(), serde_json::Value::Object(image.key.clone()).to_string());
    let mut now: HashMap<_, _> = after.iter().map(|image| (place(image), image)).collect();
    let mut seen = HashSet::new();
    let mut changes: Vec<RowChange> = before
        .iter()
        .filter(|image| seen.insert(place(image)))
        .filter_map(|image| changed(image, now.remove(&place(image))))
        .collect();
    let rank = |table: &str| scopes.iter().position(|scope| scope.table == table);
    // a row is changed before one is put where it was
    changes.sort_by_key(|change| (rank(&change.step.table), change.now.is_none()));
    let known: HashSet<_> = before.iter().map(place).collect();
    let new =
        after.iter().filter(|image| !known.contains(&place(image))).filter(|image| seen.insert(place(image)));
    changes.extend(new.map(|image| RowChange {
        step: RowStep {
            table: image.table.clone(),
            key: image.key.clone(),
            was: None,
            became: Some(image.row.clone()),
        },
        now: Some(image.row.clone()),
        stale: false,
        undone: false,
    }));
    changes
}

/// The first row that is no longer what an act made of it, among the rows as they are.
pub fn stale_step<'a>(steps: &'a [RowStep], now: &[RowImage]) -> Option<&'a RowStep> {
    let same = |became: &AnyRow, row: &AnyRow| {
        let kept = became.iter().filter(|(column, _)| !BOOKKEEPING.contains(&column.as_str()));
        kept.into_iter().all(|(column, value)| row.get(column) == Some(value))
    };
    let stands = |step: &RowStep| {
        let row = now.iter().find(|image| image.table == step.table && image.key == step.key);
        match (&step.became, row) {
            (Some(became), Some(image)) => same(became, &image.row),
            (became, row) => became.is_none() && row.is_none(),
        }
    };
    steps.iter().find(|step| !stands(step))
}

fn changed(before: &RowImage, after: Option<&RowImage>) -> Option<RowChange> {
    let step = |was, became| RowStep {
        table: before.table.clone(),
        key: before.key.clone(),
        was: Some(was),
        became,
    };
    let Some(after) = after else {
        return Some(RowChange {
            step: step(before.row.clone(), None),
            now: None,
            stale: false,
            undone: false,
        });
    };
    let differs = |column: &&String| {
        !BOOKKEEPING.contains(&column.as_str()) && before.row.get(*column) != after.row.get(*column)
    };
    let columns: Vec<&String> = before.row.keys().filter(differs).collect();
    let of = |row: &AnyRow| -> AnyRow {
        columns.iter().filter_map(|column| Some(((*column).clone(), row.get(*column)?.clone()))).collect()
    };
    let (was, became) = (of(&before.row), of(&after.row));
    // a row that was only touched is touched again when it comes back: its readers are told
    let touched = before.row.get("version") != after.row.get("version");
    (touched || !columns.is_empty()).then(|| RowChange {
        step: step(was, Some(became)),
        now: Some(after.row.clone()),
        stale: false,
        undone: false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;

    fn image(table: &str, id: u8, row: Value) -> RowImage {
        let Value::Object(mut row) = row else { panic!("a row is an object") };
        row.insert("id".to_owned(), json!(id));
        RowImage { table: table.to_owned(), key: [("id".to_owned(), json!(id))].into_iter().collect(), row }
    }

    #[test]
    fn a_row_that_changed_or_went_since_is_told() {
        let scope = [RowScope::of("visits", "id", Uuid::nil())];
        let visit = |state: &str| image("visits", 4, json!({"state": state, "version": 1}));
        let added = image("visits", 5, json!({"state": "planned", "version": 1}));
        let noted = changes_between(&scope, vec![visit("planned")], vec![visit("cancelled"), added.clone()]);
        let steps: Vec<RowStep> = noted.into_iter().map(|change| change.step).collect();
        let stale = |now: &[RowImage]| stale_step(&steps, now).map(|step| step.key["id"].clone());
        let touched = image("visits", 4, json!({"state": "cancelled", "version": 7}));
        assert_eq!(stale(&[touched.clone(), added.clone()]), None, "touched, not changed");
        assert_eq!(stale(&[visit("planned"), added]), Some(json!(4)));
        assert_eq!(stale(&[touched]), Some(json!(5)), "gone");
    }

    #[test]
    fn what_became_of_each_row_is_found_in_the_order_that_undoes_it() {
        let scope = |table| RowScope::of(table, "id", Uuid::nil());
        let before = vec![
            image("contracts", 1, json!({"state": "broken", "version": 2})),
            image("contracts", 3, json!({"state": "signed", "version": 1})),
            image("visits", 5, json!({"state": "planned", "version": 1})),
            image("visits", 4, json!({"state": "cancelled", "version": 1})),
        ];
        let after = vec![
            image("contracts", 1, json!({"state": "signed", "version": 3})),
            image("contracts", 3, json!({"state": "signed", "version": 1, "updated_at": "later"})),
            image("visits", 4, json!({"state": "planned", "version": 2})),
            image("visits", 6, json!({"state": "planned", "version": 1})),
        ];
        let found = changes_between(&[scope("contracts"), scope("visits")], before, after);
        let told: Vec<_> = found
            .iter()
            .map(|change| {
                let state = |row: &Option<AnyRow>| row.as_ref().map(|row| row["state"].clone());
                json!([
                    change.step.table,
                    change.step.key["id"],
                    state(&change.step.was),
                    state(&change.step.became)
                ])
            })
            .collect();
        assert_eq!(
            json!(told),
            json!([
                ["contracts", 1, "broken", "signed"],
                ["visits", 4, "cancelled", "planned"],
                ["visits", 5, "planned", null],
                ["visits", 6, null, "planned"],
            ])
        );
        assert_eq!(found[0].step.was.as_ref().map(AnyRow::len), Some(1), "what did not change is not kept");
    }
}
