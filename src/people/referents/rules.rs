//! Who may follow an apprentice and when, who is on duty on a day, and how a class is shared out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{NamedReferent, Referent, ReferentKind, ReferentPeriod};
use crate::ids::{AccountId, ApprenticeId, SiteId};
use crate::law::calendar::{add_days, french_day};
use crate::law::findings::Finding;
use crate::people::duties;
use crate::trust::accounts::model::{Account, AccountState, PersonRole};
use crate::{rules, say};

rules! {
    /// A manager or a trainer of the site follows its apprentices.
    FOLLOWED_BY_STAFF = error "referent.not_staff_of_site", "Règle du site";
        "Un apprenti est suivi par un responsable ou un formateur de son site." /
        "An apprentice is followed by a manager or a trainer of their site.";
    /// Somebody whose account is disabled follows nobody new.
    FOLLOWER_SIGNS_IN = error "referent.account_disabled", "Règle du site";
        "Un compte désactivé ne reçoit pas d'apprenti à suivre." /
        "A disabled account is given no apprentice to follow.";
    /// A period ends after it begins.
    PERIOD_IN_ORDER = error "referent.ends_before_start", "Règle du site";
        "Une période de suivi ne finit pas avant de commencer." /
        "A period of follow-up does not end before it begins.";
    /// A deputy stands in until a day.
    DEPUTY_HAS_AN_END = error "referent.deputy_without_end", "Règle du site";
        "Un remplaçant a un dernier jour." /
        "A deputy has a last day.";
    /// One referent at a time, and one deputy.
    ONE_AT_A_TIME = error "referent.already_followed", "Règle du site";
        "Un apprenti a un seul référent à la fois, et un seul remplaçant." /
        "An apprentice has one referent at a time, and one deputy.";
}

/// Whether an account may follow apprentices of a site.
pub fn check_account(pointer: &str, account: &Account, site: SiteId) -> Option<Finding> {
    let name = &account.facts.display_name;
    let follows = matches!(account.facts.role, PersonRole::Manager | PersonRole::Trainer);
    if !follows || !account.facts.site_ids.contains(&site) {
        let facts = say!(
            "{name} n'est ni responsable ni formateur de ce site.",
            "{name} is neither a manager nor a trainer of this site."
        );
        return Some(FOLLOWED_BY_STAFF.at(pointer.to_owned(), facts));
    }
    (account.state() == AccountState::Disabled).then(|| {
        let facts = say!("Le compte de {name} est désactivé.", "The account of {name} is disabled.");
        FOLLOWER_SIGNS_IN.at(pointer.to_owned(), facts)
    })
}

/// Whether the days of a period make sense.
pub fn check_days(kind: ReferentKind, from_on: NaiveDate, to_on: Option<NaiveDate>) -> Option<Finding> {
    match to_on {
        Some(to_on) if to_on < from_on => {
            let (jour, fin) = (french_day(from_on), french_day(to_on));
            let facts = say!(
                "Le suivi commencerait le {jour} et finirait le {fin}.",
                "The follow-up would begin on {from_on} and end on {to_on}."
            );
            Some(PERIOD_IN_ORDER.at("/to_on", facts))
        }
        None if kind == ReferentKind::Deputy => {
            let facts =
                say!("Donnez le dernier jour du remplacement.", "Give the last day of the replacement.");
            Some(DEPUTY_HAS_AN_END.at("/to_on", facts))
        }
        _ => None,
    }
}

/// The period of the same kind, other than itself, that a period would meet.
pub fn check_alone(
    period: &ReferentPeriod,
    itself: Option<&Referent>,
    others: &[NamedReferent],
) -> Option<Finding> {
    let same = others.iter().filter(|other| other.referent.period.kind == period.kind);
    let mut met = same.filter(|other| {
        let is_itself = itself.is_some_and(|one| one.id == other.referent.id);
        !is_itself && other.referent.period.days().meets(period.from_on, period.to_on)
    });
    met.next().map(|other| {
        let (name, from_on) = (&other.display_name, other.referent.period.from_on);
        let jour = french_day(from_on);
        let (fin, end) = match other.referent.period.to_on {
            Some(to_on) => (format!("au {}", french_day(to_on)), format!("to {to_on}")),
            None => ("sans date de fin".to_owned(), "without an end".to_owned()),
        };
        let facts = say!(
            "{name} suit déjà l'apprenti du {jour} {fin}.",
            "{name} already follows the apprentice from {from_on} {end}."
        );
        ONE_AT_A_TIME.at("", facts)
    })
}

/// The period of the same kind that a new one takes over from, and its new last day: begun before, going on.
pub fn taken_over<'a>(
    period: &ReferentPeriod,
    others: &'a [NamedReferent],
) -> Option<(&'a Referent, NaiveDate)> {
    let same = others.iter().map(|other| &other.referent).filter(|other| other.period.kind == period.kind);
    let mut running =
        same.filter(|other| other.period.from_on < period.from_on && other.period.covers(period.from_on));
    running.next().map(|other| (other, add_days(period.from_on, -1)))
}

/// Who is on duty on a day: a deputy within their dates, else the referent.
pub fn on_duty(periods: &[NamedReferent], day: NaiveDate) -> Option<&NamedReferent> {
    duties::on_duty(periods, |one| one.referent.period.days(), day)
}

/// Gives each apprentice to whoever follows fewest, those named first winning ties.
pub fn share_out(
    apprentices: &[ApprenticeId],
    accounts: &[AccountId],
    already: &BTreeMap<AccountId, usize>,
) -> Vec<(ApprenticeId, AccountId)> {
    let mut loads: Vec<(usize, AccountId)> = accounts
        .iter()
        .map(|account| (already.get(account).copied().unwrap_or_default(), *account))
        .collect();
    let mut shared = Vec::with_capacity(apprentices.len());
    for apprentice in apprentices {
        let Some(lightest) = loads.iter_mut().min_by_key(|(load, _)| *load) else { break };
        lightest.0 += 1;
        shared.push((*apprentice, lightest.1));
    }
    shared
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
