//! The life of a visit: planned, then held or cancelled for good; and how late it is on a day.

use chrono::NaiveDate;

use crate::follow_up::visits::rules::book::{VISIT_IS_CANCELLED, VISIT_WAS_HELD};
use crate::law::calendar::add_days;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::text_enum;

/// Days before the last day from which a visit is to be done now.
///
/// Our choice: two weeks to agree on a date with the company.
pub const DUE_NOTICE_DAYS: i64 = 14;

text_enum!(
    /// Where a visit stands; late follows from the dates.
    VisitState {
        /// To be done.
        Planned = "planned" => "Prévue" / "Planned",
        /// Done; for good.
        Held = "held" => "Effectuée" / "Held",
        /// Will not take place; for good.
        Cancelled = "cancelled" => "Annulée" / "Cancelled",
    }
);

text_enum!(
    /// Why a visit was cancelled.
    CancelReason {
        /// The contract was broken before the visit.
        ContractBroken = "contract_broken" => "Contrat rompu" / "Contract broken",
        /// The apprentice could not be there.
        ApprenticeAbsent = "apprentice_absent" => "Apprenti absent" / "Apprentice absent",
        /// The tutor could not be there.
        TutorUnavailable = "tutor_unavailable" => "Maître d'apprentissage indisponible" / "Tutor unavailable",
        /// The company was closed or refused the day.
        CompanyClosed = "company_closed"
            => "Entreprise fermée ou jour refusé" / "Company closed, or day refused",
        /// Planned by mistake.
        PlannedByMistake = "planned_by_mistake" => "Prévue par erreur" / "Planned by mistake",
        /// Another reason, said in words.
        Other = "other" => "Autre motif" / "Another reason",
    }
);

/// What somebody wants to do with a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisitAct {
    /// Report that it took place.
    Hold,
    /// Give it up, and say why.
    Cancel(CancelReason),
}

/// The state an act leads to, or why it cannot be done.
pub fn transition(state: VisitState, act: VisitAct) -> Result<VisitState, Finding> {
    match (state, act) {
        (VisitState::Planned, VisitAct::Hold) => Ok(VisitState::Held),
        (VisitState::Planned, VisitAct::Cancel(_)) => Ok(VisitState::Cancelled),
        (VisitState::Held, VisitAct::Hold | VisitAct::Cancel(_)) => Err(already_held()),
        (VisitState::Cancelled, VisitAct::Hold | VisitAct::Cancel(_)) => Err(already_cancelled()),
    }
}

/// Whether a visit named at a pointer is known, and still planned.
pub fn check_still_planned(state: Option<VisitState>, pointer: String) -> Option<Finding> {
    let Some(state) = state else {
        let sentences = (
            "Aucune visite à votre portée n'a cet identifiant.".to_owned(),
            "No visit within your reach has this identifier.".to_owned(),
        );
        return Some(Finding::error("visit.unknown", pointer, "Règle du site", sentences));
    };
    transition(state, VisitAct::Hold).err().map(|finding| Finding { pointer: pointer.into(), ..finding })
}

fn already_held() -> Finding {
    let facts = Sentence::new(
        "La visite a déjà eu lieu.".to_owned(),
        "The visit has already taken place.".to_owned(),
    );
    VISIT_WAS_HELD.at("", facts)
}

fn already_cancelled() -> Finding {
    let facts = Sentence::new("La visite est annulée.".to_owned(), "The visit is cancelled.".to_owned());
    VISIT_IS_CANCELLED.at("", facts)
}

text_enum!(
    /// How pressing a visit is on a day.
    DueState {
        /// There is time.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
        /// To be done within the notice, last day included.
        Due = "due" => "À faire" / "Due",
        /// The last day is over.
        Late = "late" => "En retard" / "Late",
        /// Took place.
        Done = "done" => "Faite" / "Done",
        /// Will not take place.
        Cancelled = "cancelled" => "Annulée" / "Cancelled",
    }
);

/// How pressing a visit is on a day.
pub fn due_state(state: VisitState, due_on: NaiveDate, today: NaiveDate) -> DueState {
    match state {
        VisitState::Held => DueState::Done,
        VisitState::Cancelled => DueState::Cancelled,
        VisitState::Planned if today > due_on => DueState::Late,
        VisitState::Planned if today >= add_days(due_on, -DUE_NOTICE_DAYS) => DueState::Due,
        VisitState::Planned => DueState::Upcoming,
    }
}
