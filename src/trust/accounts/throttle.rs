//! How often one may try to prove who they are. A password is counted before it is examined, so that parallel guesses
//! count, and its count given back when nobody examined it; a token of 256 bits is counted once it turned out wrong, so
//! that a right one is always let in.
//!
//! Keys are made of what was sent, whether such an account exists or not: the answers are the same.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;

use super::rules::{FailureScope, ThrottleVerdict};
use super::store::throttles as store;
use crate::ids::AccountId;
use crate::platform::crypto::MasterSecret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::credentials::passwords::ProofLine;
use crate::trust::journal::{self, Author, Event};

/// How long a network from which somebody signed in is known to be theirs.
const NETWORK_KNOWN_FOR: TimeDelta = TimeDelta::days(30);

type ThrottleKey = [u8; 32];

/// One attempt, and everything it is counted by, always in the same order.
#[derive(Debug, Clone)]
pub struct Attempt {
    counted: Vec<(FailureScope, ThrottleKey)>,
    known_network: Option<ThrottleKey>,
}

/// What is left to an attempt that may be examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chance {
    /// Another may follow.
    Ordinary,
    /// A failure takes the password away.
    Last,
    /// It fails whatever the proof.
    Lost,
}

/// An attempt counted, which may be examined.
#[derive(Debug, Clone, Copy)]
pub struct CountedAttempt {
    pub chance: Chance,
    /// Whether somebody signed in to this account from this network lately.
    pub is_known: bool,
    /// What its failure closes, and until when.
    pub closes: Option<(FailureScope, DateTime<Utc>)>,
    /// Until when the next from this network waits.
    paused_until: Option<DateTime<Utc>>,
}

impl CountedAttempt {
    /// Where its proof waits.
    pub const fn line(&self) -> ProofLine {
        if self.is_known { ProofLine::Known } else { ProofLine::Strangers }
    }
}

impl Attempt {
    /// A password proved for an address, from somewhere.
    pub fn at_signing_in(secret: &MasterSecret, email: &str, from: Option<IpAddr>) -> Self {
        let key = keys(secret);
        let network = network_of(from);
        Self {
            counted: vec![
                (FailureScope::AccountAndNetwork, key(&["pair", email, &network])),
                (FailureScope::Account, key(&["account", email])),
                (FailureScope::InARow, key(&["in-a-row", email])),
                (FailureScope::Address, key(&["address", &address_of(from)])),
                (FailureScope::AddressHourly, key(&["address-hourly", &address_of(from)])),
            ],
            known_network: Some(key(&["known", email, &network])),
        }
    }

    /// An invitation or a bootstrap token tried from somewhere.
    pub fn at_invitation(secret: &MasterSecret, from: Option<IpAddr>) -> Self {
        let key = keys(secret)(&["invitation", &address_of(from)]);
        Self { counted: vec![(FailureScope::Invitations, key)], known_network: None }
    }

    /// Another invitation made for an account.
    pub fn at_renewal(secret: &MasterSecret, account: AccountId) -> Self {
        let key = keys(secret)(&["renewal", &account.to_string()]);
        Self { counted: vec![(FailureScope::Renewals, key)], known_network: None }
    }

    /// A new password asked for, for an address, from somewhere.
    pub fn at_reset(secret: &MasterSecret, email: &str, from: Option<IpAddr>) -> Self {
        let key = keys(secret);
        let counted = vec![
            (FailureScope::Resets, key(&["reset", email])),
            (FailureScope::ResetsFromAddress, key(&["resets", &address_of(from)])),
        ];
        Self { counted, known_network: None }
    }

    /// A signed link that opens nothing, tried from somewhere.
    pub fn at_link(secret: &MasterSecret, from: Option<IpAddr>) -> Self {
        let key = keys(secret)(&["link", &address_of(from)]);
        Self { counted: vec![(FailureScope::Links, key)], known_network: None }
    }

    /// A machine client's secret proved from somewhere.
    pub fn at_client(secret: &MasterSecret, client: &str, from: Option<IpAddr>) -> Self {
        let key = keys(secret);
        Self {
            counted: vec![
                (FailureScope::Client, key(&["client", client])),
                (FailureScope::Address, key(&["address", &address_of(from)])),
                (FailureScope::AddressHourly, key(&["address-hourly", &address_of(from)])),
            ],
            known_network: None,
        }
    }

    /// Counts the attempt, or refuses it with 429: what is refused is not counted, for the transaction is undone.
    pub fn count(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<CountedAttempt, Problem> {
        let mut counted = CountedAttempt {
            chance: Chance::Ordinary,
            is_known: self.is_from_home(tx, now)?,
            closes: None,
            paused_until: None,
        };
        for (scope, key) in &self.counted {
            let count = store::count(tx, key, scope.window(), now)?;
            match scope.judge(&count, now) {
                ThrottleVerdict::Examine => {}
                ThrottleVerdict::ExamineThenWait(until) => {
                    store::block(tx, key, until)?;
                    counted.paused_until = Some(until);
                    counted.closes.get_or_insert((*scope, until));
                }
                ThrottleVerdict::ExamineThenClose(until) => {
                    counted.closes.get_or_insert((*scope, until));
                }
                ThrottleVerdict::Wait(_) if counted.is_known && scope.spares_the_known() => {}
                ThrottleVerdict::Wait(until) => return Err(too_many(*scope, until - now)),
                ThrottleVerdict::LastChance => counted.chance = Chance::Last,
                ThrottleVerdict::Hopeless => counted.chance = Chance::Lost,
            }
        }
        Ok(counted)
    }

    /// Counts a token that turned out wrong, or refuses with 429. The one that closes is written down.
    pub fn count_wrong(&self, tx: &mut Tx, author: &Author, now: DateTime<Utc>) -> Result<(), Problem> {
        if self.count(tx, now)?.closes.is_some() {
            journal::record_private(tx, author, Event::AccountSignInLocked, uuid::Uuid::nil())?;
        }
        Ok(())
    }

    /// Nobody examined the proof: the attempt is as if it had not been made.
    pub fn give_back(&self, tx: &mut Tx, counted: CountedAttempt) -> QueryResult<()> {
        for (_, key) in &self.counted {
            store::uncount(tx, key)?;
            if let Some(until) = counted.paused_until {
                store::unblock(tx, key, until)?;
            }
        }
        Ok(())
    }

    /// The proof was right: the attempt was no failure, and the network is theirs. Says whether it was theirs already.
    pub fn succeeded(&self, tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<bool> {
        for (scope, key) in &self.counted {
            match scope {
                FailureScope::AccountAndNetwork | FailureScope::InARow => store::forget(tx, key)?,
                _ => store::uncount(tx, key)?,
            };
        }
        self.settle_in(tx, now)
    }

    /// Whoever is there is at home from now on. Says whether they were already.
    fn settle_in(&self, tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<bool> {
        let was_known = self.is_from_home(tx, now)?;
        if let Some(key) = &self.known_network {
            store::remember(tx, key, now + NETWORK_KNOWN_FOR)?;
        }
        Ok(was_known)
    }

    /// The account has a new password, set from there: what was counted against it is over, and the network is theirs.
    pub fn absolved(&self, tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<()> {
        let of_the_account = [FailureScope::AccountAndNetwork, FailureScope::Account, FailureScope::InARow];
        for (_, key) in self.counted.iter().filter(|(counted, _)| of_the_account.contains(counted)) {
            store::forget(tx, key)?;
        }
        self.settle_in(tx, now).map(drop)
    }

    fn is_from_home(&self, tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<bool> {
        self.known_network.as_ref().map_or(Ok(false), |key| store::is_remembered(tx, key, now))
    }
}

fn too_many(scope: FailureScope, wait: TimeDelta) -> Problem {
    let seconds = wait.num_seconds() + 1;
    Problem::too_many(seconds, scope.wait_message(seconds))
}

/// Makes keys that tell nothing to whoever reads the table.
fn keys(secret: &MasterSecret) -> impl Fn(&[&str]) -> ThrottleKey {
    let mac = secret.key_for("throttle");
    move |parts| mac.sign(parts.join("\0").as_bytes())
}

/// The network of an address: /24 in IPv4, /56 in IPv6.
pub(super) fn network_of(from: Option<IpAddr>) -> String {
    match from.map(|address| address.to_canonical()) {
        None => String::new(),
        Some(IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Some(IpAddr::V6(address)) => format!("{}/56", Ipv6Addr::from_bits(address.to_bits() >> 72 << 72)),
    }
}

/// The address itself; in IPv6 its /64, which one subscriber has as a whole.
fn address_of(from: Option<IpAddr>) -> String {
    match from.map(|address| address.to_canonical()) {
        None => String::new(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => format!("{:x}/64", address.to_bits() >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_network_and_strangers_do_not() {
        let network = |text: &str| network_of(Some(text.parse().unwrap()));
        for (one, other, same) in [
            ("192.0.2.1", "192.0.2.254", true),
            ("192.0.2.1", "192.0.3.1", false),
            ("192.0.2.1", "::ffff:192.0.2.9", true),
            ("2001:db8:0:100::1", "2001:db8:0:1ff:1::2", true),
            ("2001:db8:0:100::1", "2001:db8:0:200::1", false),
        ] {
            assert_eq!(network(one) == network(other), same, "{one} {other}");
        }
        assert_eq!(
            address_of(Some("2001:db8::1".parse().unwrap())),
            address_of(Some("2001:db8::2".parse().unwrap()))
        );
    }
}
