//! How many failures are too many, and what whoever waits is told.

use chrono::{DateTime, TimeDelta, Utc};

use crate::platform::text::Sentence;
use crate::say;

/// What failed proofs are counted by (NIST SP 800-63B-4 §3.2.2, CNIL 2022-100, read 23/11/2026).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureScope {
    /// One account from one network.
    AccountAndNetwork,
    /// One account from everywhere.
    Account,
    /// One account, in a row.
    InARow,
    /// One address, in the short run.
    Address,
    /// One address, in the long run.
    AddressHourly,
    /// One address that tries invitations.
    Invitations,
    /// One account that is invited again.
    Renewals,
    /// One account whose password is asked for again.
    Resets,
    /// One address that asks for passwords.
    ResetsFromAddress,
    /// One address that tries signed links.
    Links,
    /// One machine client.
    Client,
}

/// The count of one key, this attempt included.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    /// Failures in the window.
    pub failures: i32,
    /// When the count starts anew.
    pub window_ends_at: DateTime<Utc>,
    /// No attempt is examined before then.
    pub blocked_until: Option<DateTime<Utc>>,
}

/// What becomes of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThrottleVerdict {
    /// It is examined.
    Examine,
    /// It is examined, and the next one only from then on.
    ExamineThenWait(DateTime<Utc>),
    /// It is examined; a failure closes the rest of the window.
    ExamineThenClose(DateTime<Utc>),
    /// It is not examined before then.
    Wait(DateTime<Utc>),
    /// It is examined for the last time: a failure takes the password away.
    LastChance,
    /// It cannot succeed any more.
    Hopeless,
}

impl FailureScope {
    /// Failures from which the rule bites.
    pub const fn most(self) -> i32 {
        match self {
            Self::AccountAndNetwork => 5,
            Self::Account => 25,
            Self::InARow => 100,
            // Sixty failures, and forty more: attempts in flight count until they are proved, and a whole class may sign in
            // at once from one address.
            Self::Address => 100,
            Self::AddressHourly => 300,
            Self::Invitations | Self::Links | Self::ResetsFromAddress => 20,
            Self::Renewals | Self::Resets => 3,
            Self::Client => 10,
        }
    }

    /// How long failures are counted together.
    pub const fn window(self) -> TimeDelta {
        match self {
            Self::AccountAndNetwork => TimeDelta::hours(12),
            Self::Account => TimeDelta::hours(24),
            Self::InARow => TimeDelta::days(365),
            Self::AddressHourly
            | Self::Invitations
            | Self::Renewals
            | Self::Resets
            | Self::ResetsFromAddress
            | Self::Links => TimeDelta::hours(1),
            Self::Address | Self::Client => TimeDelta::minutes(5),
        }
    }

    /// What becomes of an attempt that made the count what it is.
    pub fn judge(self, count: &Count, now: DateTime<Utc>) -> ThrottleVerdict {
        if let Some(until) = count.blocked_until.filter(|until| *until > now) {
            return ThrottleVerdict::Wait(until);
        }
        let beyond = count.failures - self.most();
        match self {
            Self::AccountAndNetwork if beyond >= 0 => ThrottleVerdict::ExamineThenWait(now + pause(beyond)),
            Self::InARow if beyond == 0 => ThrottleVerdict::LastChance,
            Self::InARow if beyond > 0 => ThrottleVerdict::Hopeless,
            Self::AccountAndNetwork | Self::InARow => ThrottleVerdict::Examine,
            _ if beyond > 0 => ThrottleVerdict::Wait(count.window_ends_at),
            _ if beyond == 0 => ThrottleVerdict::ExamineThenClose(count.window_ends_at),
            _ => ThrottleVerdict::Examine,
        }
    }

    /// Whether it is about one account, whose person is told.
    pub const fn is_of_an_account(self) -> bool {
        matches!(self, Self::AccountAndNetwork | Self::Account)
    }

    /// Whether somebody who signed in from that network lately passes all the same: what others do elsewhere, or beside
    /// them, does not keep them out. Their own count holds.
    pub const fn spares_the_known(self) -> bool {
        matches!(self, Self::Account | Self::Address | Self::AddressHourly)
    }

    /// What somebody who waits is told, so many seconds before the end of it.
    pub fn wait_message(self, seconds: i64) -> Sentence {
        match self {
            Self::AccountAndNetwork | Self::InARow => say!(
                "Trop d'essais pour ce compte depuis ce réseau ; réessayez dans {seconds} s.",
                "Too many attempts at this account from this network; try again in {seconds} s."
            ),
            Self::Account => say!(
                "Trop d'essais pour ce compte : il ne s'ouvre que là où l'on s'est connecté ces 30 derniers jours. \
                 Ailleurs, réessayez dans {seconds} s.",
                "Too many attempts at this account: it opens only where somebody signed in these last 30 days. \
                 Elsewhere, try again in {seconds} s."
            ),
            Self::Renewals => say!(
                "Trop d'invitations pour ce compte ; réessayez dans {seconds} s.",
                "Too many invitations for this account; try again in {seconds} s."
            ),
            Self::Resets | Self::ResetsFromAddress => say!(
                "Trop de mots de passe demandés ; réessayez dans {seconds} s.",
                "Too many passwords asked for; try again in {seconds} s."
            ),
            Self::Client => say!(
                "Trop de mauvais secrets pour ce client ; réessayez dans {seconds} s. Le bon passe.",
                "Too many wrong secrets for this client; try again in {seconds} s. The right one passes."
            ),
            Self::Invitations | Self::Links => say!(
                "Trop de mauvais codes depuis cette adresse ; réessayez dans {seconds} s. Un bon code passe.",
                "Too many wrong codes from this address; try again in {seconds} s. A right one passes."
            ),
            Self::Address | Self::AddressHourly => say!(
                "Trop d'échecs depuis cette adresse : seuls passent les comptes qui s'y sont connectés ces 30 derniers \
                 jours. Réessayez dans {seconds} s.",
                "Too many failures from this address: only accounts that signed in there these last 30 days pass. \
                 Try again in {seconds} s."
            ),
        }
    }
}

/// One minute, doubled at each failure, up to a quarter of an hour.
fn pause(beyond: i32) -> TimeDelta {
    const LONGEST: TimeDelta = TimeDelta::minutes(15);
    let doublings = u32::try_from(beyond).unwrap_or_default().min(4);
    TimeDelta::minutes(1 << doublings).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_from_one_minute_to_a_quarter_of_an_hour() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let after = |failures| {
            let count = Count { failures, window_ends_at: now + TimeDelta::hours(12), blocked_until: None };
            FailureScope::AccountAndNetwork.judge(&count, now)
        };
        assert_eq!(after(4), ThrottleVerdict::Examine);
        for (failures, minutes) in [(5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (1000, 15)] {
            let until = now + TimeDelta::minutes(minutes);
            assert_eq!(after(failures), ThrottleVerdict::ExamineThenWait(until), "{failures}");
        }
    }

    #[test]
    fn the_other_counts_wait_for_their_window_or_take_the_password_away() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let end = now + TimeDelta::minutes(3);
        let judge = |counted: FailureScope, failures, blocked_until| {
            counted.judge(&Count { failures, window_ends_at: end, blocked_until }, now)
        };
        let waiting = [FailureScope::Account, FailureScope::Address, FailureScope::AddressHourly];
        for counted in waiting.into_iter().chain([
            FailureScope::Client,
            FailureScope::Invitations,
            FailureScope::Renewals,
        ]) {
            assert_eq!(judge(counted, counted.most() - 1, None), ThrottleVerdict::Examine, "{counted:?}");
            let last = judge(counted, counted.most(), None);
            assert_eq!(last, ThrottleVerdict::ExamineThenClose(end), "{counted:?}");
            assert_eq!(judge(counted, counted.most() + 1, None), ThrottleVerdict::Wait(end), "{counted:?}");
        }
        assert_eq!(judge(FailureScope::InARow, 99, None), ThrottleVerdict::Examine);
        assert_eq!(judge(FailureScope::InARow, 100, None), ThrottleVerdict::LastChance);
        assert_eq!(judge(FailureScope::InARow, 101, None), ThrottleVerdict::Hopeless);
        let blocked = Some(now + TimeDelta::minutes(1));
        assert_eq!(
            judge(FailureScope::AccountAndNetwork, 5, blocked),
            ThrottleVerdict::Wait(now + TimeDelta::minutes(1))
        );
        assert_eq!(judge(FailureScope::AccountAndNetwork, 1, Some(now)), ThrottleVerdict::Examine);
    }
}
