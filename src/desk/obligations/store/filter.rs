//! What a list of what is due is narrowed to, and who reads it from which day.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::desk::obligations::model::{DUTIES_OF_CFA, ObligationKind, ObligationState};
use crate::ids::{AccountId, ApprenticeId, CohortId, SiteId};
use crate::text_enum;
use crate::trust::access::{Caller, Role};

text_enum!(
    /// The order of a list of what is due.
    ObligationSort {
        /// What presses first, by what is lost when it is late, then by last day; then what is to come.
        Consequence = "consequence" => "Ce qui presse d'abord" / "What presses first",
        /// By last day.
        DueOn = "due_on" => "Par dernier jour" / "By last day",
    }
);

/// Whose work a list is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum OwnedBy {
    /// Whoever asks.
    Me,
    /// The CFA.
    Cfa,
    /// An account, a tutor, an apprentice or a site.
    One(Uuid),
}

impl TryFrom<String> for OwnedBy {
    type Error = uuid::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "me" => Ok(Self::Me),
            "cfa" => Ok(Self::Cfa),
            id => Uuid::from_str(id).map(Self::One),
        }
    }
}

/// What narrows a list of what is due.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ObligationFilter {
    /// Only what this account, tutor, apprentice or site has to do; `me` for what I have to do, `cfa` for what the CFA
    /// has to do.
    #[param(value_type = Option<String>, format = "owner", max_length = 36, example = "me")]
    pub owner: Option<OwnedBy>,
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of this cohort: what concerns all of it, and what concerns who is enrolled in it.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<ObligationKind>,
    /// Only what stands there; what is open (upcoming, due or late) when absent.
    #[param(inline)]
    pub state: Option<ObligationState>,
    /// Only what is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Day it is seen from; today when absent.
    pub as_of: Option<NaiveDate>,
    /// In which order; by consequence when absent.
    #[param(inline)]
    pub sort: Option<ObligationSort>,
}

impl ObligationFilter {
    /// Whether it asks by name for what the CFA has to do.
    pub(super) fn asks_for_cfa(&self, view: &ObligationView) -> bool {
        self.kind.is_some_and(|kind| DUTIES_OF_CFA.contains(&kind))
            || self.owner == Some(OwnedBy::Cfa)
            || (self.owner == Some(OwnedBy::Me) && view.reader.cfa)
    }
}

/// The function of whoever is told what the CFA has to do.
pub const FOLLOWS_CFA: &str = "cfa_duties";

/// What somebody has to do themselves, by who they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWork {
    /// Their account, or the tutor or apprentice they are.
    pub own: Option<Uuid>,
    /// Sites whose own work is theirs.
    pub sites: Vec<SiteId>,
    /// Whether the work of sites that nobody manages is theirs too.
    pub unmanaged_sites: bool,
    /// Whether they follow what the CFA has to do.
    pub cfa: bool,
}

impl OwnWork {
    /// The work of a caller: what nobody else has to do at a site is for its managers, or for administrators when it has
    /// none; what the CFA has to do is for its software and for whoever has that function.
    pub fn of(caller: &Caller) -> Self {
        let follows_cfa = caller.functions.iter().any(|function| function == FOLLOWS_CFA);
        let bound = caller.tutor_id.map(|id| id.0).or(caller.apprentice_id.map(|id| id.0));
        let own = bound.unwrap_or(caller.id);
        let person = Self { own: Some(own), cfa: follows_cfa, ..Self::default() };
        match caller.role {
            Role::Client => Self { cfa: true, ..Self::default() },
            Role::Manager => Self { sites: caller.site_ids.clone(), ..person },
            Role::Administrator => Self { unmanaged_sites: true, ..person },
            Role::Trainer | Role::Tutor | Role::Student => person,
        }
    }
}

/// From when, and for whom, a list is seen.
#[derive(Debug, Clone)]
pub struct ObligationView {
    pub as_of: NaiveDate,
    pub today: NaiveDate,
    /// Without what only the site and the tutor may read.
    pub for_everyone: bool,
    /// Without what the CFA has to do, unless it is asked for by name.
    pub without_cfa: bool,
    /// Who reads some kinds of those they are on duty for alone.
    pub follower: Option<AccountId>,
    /// What whoever reads it has to do.
    pub reader: OwnWork,
}

impl ObligationView {
    /// Everything, seen from the present day.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            as_of: today,
            today,
            for_everyone: false,
            without_cfa: false,
            follower: None,
            reader: OwnWork::default(),
        }
    }

    /// What a caller is shown, seen from a day: partners do not read what only the site and the tutor may, the people of a
    /// site are spared what the CFA has to do, unless they follow it; trainers read of difficulties told of those they follow.
    pub fn of(caller: &Caller, as_of: NaiveDate, today: NaiveDate) -> Self {
        let reader = OwnWork::of(caller);
        let for_everyone = caller.role == Role::Client;
        let follower = (caller.role == Role::Trainer).then_some(AccountId(caller.id));
        let without_cfa = caller.is_staff() && !reader.cfa;
        Self { as_of, today, for_everyone, without_cfa, follower, reader }
    }
}
