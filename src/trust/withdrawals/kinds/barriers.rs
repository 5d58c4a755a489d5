//! What keeps something taken back from coming back: what it was part of ended since, or something beside it says the contrary.

use uuid::Uuid;

use crate::trust::withdrawals::model::AnyRow;

/// Rows of which one, as it is now, keeps a record from coming back.
#[derive(Debug, Clone, Copy)]
pub struct Barrier {
    /// Column of the record that names the rows; `id` is the record itself.
    pub named_by: &'static str,
    /// Where the rows are, and the column that bears that name.
    pub rows: (&'static str, &'static str),
    /// Whether a row stands in the way of a record.
    pub stands: fn(&AnyRow, Uuid) -> bool,
    /// What is said then, in French and in English; columns of the row between braces.
    pub told: (&'static str, &'static str),
}

/// A step of a procedure of rupture that ended since, one way or the other.
pub(super) const RUPTURE_STEP: &[Barrier] = &[given_up("case_id"), took_place("case_id")];
/// That a procedure was given up, though its rupture took place since.
pub(super) const RUPTURE_ABANDONMENT: &[Barrier] = &[took_place("id")];
/// A procedure on a contract broken without it since.
pub(super) const RUPTURE_CASE: &[Barrier] = &[Barrier {
    named_by: "contract_id",
    rows: ("ruptures", "contract_id"),
    stands: |row, record| !is(row, "id", record),
    told: (
        "Le contrat a été rompu depuis ; d'abord : POST /v1/ruptures/{id}/withdrawal.",
        "The contract was broken since; first: POST /v1/ruptures/{id}/withdrawal.",
    ),
}];
/// A rupture whose procedure was given up since, or beside another procedure of the contract.
pub(super) const RUPTURE: &[Barrier] = &[
    given_up("id"),
    Barrier {
        named_by: "contract_id",
        rows: ("rupture_cases", "contract_id"),
        stands: |row, record| !is(row, "id", record) && !given(row, "abandoned_on"),
        told: (
            "Une autre procédure de rupture du contrat est en cours ; d'abord : POST /v1/ruptures/{id}/case/withdrawal.",
            "Another rupture procedure of the contract is under way; first: POST /v1/ruptures/{id}/case/withdrawal.",
        ),
    },
];
/// A step of a difficulty that was closed since.
pub(super) const DIFFICULTY_STEP: &[Barrier] = &[Barrier {
    named_by: "difficulty_id",
    rows: ("difficulty_closings", "difficulty_id"),
    stands: |row, _| !given(row, "reopened_on"),
    told: (
        "La difficulté a été close depuis ; d'abord : POST /v1/difficulties/{difficulty_id}/reopening.",
        "The difficulty was closed since; first: POST /v1/difficulties/{difficulty_id}/reopening.",
    ),
}];
/// A step of a complaint that was closed since.
pub(super) const COMPLAINT_STEP: &[Barrier] = &[Barrier {
    named_by: "complaint_id",
    rows: ("complaints", "id"),
    stands: |row, _| given(row, "closed_on"),
    told: (
        "La réclamation a été close depuis ; d'abord : POST /v1/complaints/{id}/closing/withdrawal.",
        "The complaint was closed since; first: POST /v1/complaints/{id}/closing/withdrawal.",
    ),
}];
/// A step of a stay after a rupture that was taken back since.
pub(super) const STAY_STEP: &[Barrier] = &[Barrier {
    named_by: "contract_id",
    rows: ("contracts", "id"),
    stands: |row, _| row.get("state").and_then(|state| state.as_str()) != Some("broken"),
    told: (
        "La rupture du contrat a été retirée depuis : il n'y a plus de période sans contrat.",
        "The rupture of the contract was taken back since: there is no stay without a contract any more.",
    ),
}];

const fn given_up(named_by: &'static str) -> Barrier {
    Barrier {
        named_by,
        rows: ("rupture_cases", "id"),
        stands: |row, _| given(row, "abandoned_on"),
        told: (
            "La procédure a été abandonnée depuis ; d'abord : POST /v1/ruptures/{id}/abandonment/withdrawal.",
            "The procedure was given up since; first: POST /v1/ruptures/{id}/abandonment/withdrawal.",
        ),
    }
}

const fn took_place(named_by: &'static str) -> Barrier {
    Barrier {
        named_by,
        rows: ("ruptures", "id"),
        stands: |_, _| true,
        told: (
            "La rupture a eu lieu depuis ; d'abord : POST /v1/ruptures/{id}/withdrawal.",
            "The rupture took place since; first: POST /v1/ruptures/{id}/withdrawal.",
        ),
    }
}

fn given(row: &AnyRow, column: &str) -> bool {
    row.get(column).is_some_and(|value| !value.is_null())
}

fn is(row: &AnyRow, column: &str, id: Uuid) -> bool {
    row.get(column).and_then(|value| value.as_str()) == Some(id.to_string().as_str())
}
