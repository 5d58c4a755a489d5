//! The life of a visit: planned, then held or cancelled for good; and how late it is on a day.

use chrono::NaiveDate;

use crate::calendar::add_days;
use crate::findings::Finding;

/// Days before the last day from which a visit is to be done now.
///
/// Our choice: two weeks to agree on a date with the company.
pub const DUE_NOTICE_DAYS: i64 = 14;

const HOUSE_SOURCE: &str = "Règle de Compagnon";

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisitState {
    /// To be done.
    Planned,
    /// Done; for good.
    Held,
    /// Will not take place; for good.
    Cancelled,
}

impl VisitState {
    /// Every state there is.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Held, Self::Cancelled];

    /// The stable public code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why a visit was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CancelReason {
    /// The contract ended before the visit.
    ContractEnded,
    /// The apprentice could not be there.
    ApprenticeUnavailable,
    /// The tutor could not be there.
    TutorUnavailable,
    /// The company was closed or refused the day.
    CompanyUnavailable,
    /// The visitor of the site could not be there.
    VisitorUnavailable,
    /// Planned by mistake.
    Mistake,
    /// Another reason, said in words.
    Other,
}

impl CancelReason {
    /// Every reason there is.
    pub const ALL: [Self; 7] = [
        Self::ContractEnded,
        Self::ApprenticeUnavailable,
        Self::TutorUnavailable,
        Self::CompanyUnavailable,
        Self::VisitorUnavailable,
        Self::Mistake,
        Self::Other,
    ];

    /// The stable public code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ContractEnded => "contract_ended",
            Self::ApprenticeUnavailable => "apprentice_unavailable",
            Self::TutorUnavailable => "tutor_unavailable",
            Self::CompanyUnavailable => "company_unavailable",
            Self::VisitorUnavailable => "visitor_unavailable",
            Self::Mistake => "mistake",
            Self::Other => "other",
        }
    }

    /// The reason a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What somebody wants to do with a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Report that it took place.
    Hold,
    /// Give it up, and say why.
    Cancel(CancelReason),
}

/// The state an act leads to, or why it cannot be done.
pub fn transition(state: VisitState, act: Act) -> Result<VisitState, Finding> {
    match (state, act) {
        (VisitState::Planned, Act::Hold) => Ok(VisitState::Held),
        (VisitState::Planned, Act::Cancel(_)) => Ok(VisitState::Cancelled),
        (VisitState::Held, Act::Hold | Act::Cancel(_)) => Err(already_held()),
        (VisitState::Cancelled, Act::Hold | Act::Cancel(_)) => Err(already_cancelled()),
    }
}

fn already_held() -> Finding {
    let sentences = ("La visite a déjà eu lieu.".to_owned(), "The visit has already taken place.".to_owned());
    Finding::error("visit.already_held", "", HOUSE_SOURCE, sentences)
}

fn already_cancelled() -> Finding {
    let sentences = ("La visite est annulée.".to_owned(), "The visit is cancelled.".to_owned());
    Finding::error("visit.already_cancelled", "", HOUSE_SOURCE, sentences)
}

/// How pressing a visit is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DueState {
    /// There is time.
    Upcoming,
    /// To be done within the notice, last day included.
    Due,
    /// The last day is over.
    Late,
    /// Took place.
    Done,
    /// Will not take place.
    Cancelled,
}

impl DueState {
    /// The stable public code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::Late => "late",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

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
