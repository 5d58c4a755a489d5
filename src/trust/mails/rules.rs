//! When a mail is tried again, and who may be asked to send one anew.

use chrono::TimeDelta;

use super::model::{MailOutcome, MailState};
use crate::law::findings::Finding;
use crate::{rules, say};

/// Times a mail is handed over before it is given up.
///
/// Our choice: with the delays below, about a day, after which the next digest tells more.
pub const MOST_ATTEMPTS: i16 = 8;

/// Minutes before the second, third ... attempt; the last one holds for all that follow.
const DELAYS: &[i64] = &[1, 5, 15, 60, 180];

rules! {
    /// Only what was not sent may be sent again.
    NOT_SENDABLE = error "mail.not_to_be_sent_again", "Règle du site";
        "Seul un courriel refusé ou incertain peut être renvoyé." /
        "Only a mail refused or uncertain can be sent again.";
}

/// The delay before the next attempt.
pub fn delay_after(attempts: i16) -> TimeDelta {
    let rank = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(DELAYS.len() - 1);
    TimeDelta::minutes(DELAYS[rank])
}

/// The state a mail takes once handed over, after so many attempts.
pub fn state_after(outcome: &MailOutcome, attempts: i16) -> MailState {
    match outcome {
        MailOutcome::Sent => MailState::Sent,
        MailOutcome::Unheard(_) | MailOutcome::Later(_) if attempts < MOST_ATTEMPTS => MailState::Waiting,
        MailOutcome::Unheard(_) | MailOutcome::Later(_) | MailOutcome::Refused(_) => MailState::Refused,
        MailOutcome::Uncertain(_) => MailState::Uncertain,
    }
}

/// Whether somebody may ask for a mail to be sent again.
pub fn check_resendable(state: MailState) -> Option<Finding> {
    let resendable = matches!(state, MailState::Refused | MailState::Uncertain);
    let (fr, en) = (state.label_fr(), state.label_en());
    let facts = || say!("Ce courriel est dans l'état « {fr} ».", "This mail is in the state \"{en}\".");
    (!resendable).then(|| NOT_SENDABLE.at("", facts()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_further_and_further_apart() {
        let minutes: Vec<i64> = (1..=7).map(|attempts| delay_after(attempts).num_minutes()).collect();
        assert_eq!(minutes, [1, 5, 15, 60, 180, 180, 180]);
    }

    #[test]
    fn a_mail_is_given_up_after_the_last_attempt_and_never_tried_again_when_uncertain() {
        let later = MailOutcome::Later("451".into());
        let unheard = MailOutcome::Unheard("no answer".into());
        let uncertain = MailOutcome::Uncertain("cut".into());
        for (outcome, attempts, expected) in [
            (&MailOutcome::Sent, 1, MailState::Sent),
            (&later, 1, MailState::Waiting),
            (&later, MOST_ATTEMPTS - 1, MailState::Waiting),
            (&later, MOST_ATTEMPTS, MailState::Refused),
            (&unheard, MOST_ATTEMPTS - 1, MailState::Waiting),
            (&unheard, MOST_ATTEMPTS, MailState::Refused),
            (&MailOutcome::Refused("550".into()), 1, MailState::Refused),
            (&uncertain, 1, MailState::Uncertain),
        ] {
            assert_eq!(state_after(outcome, attempts), expected, "{outcome:?} {attempts}");
        }
    }

    #[test]
    fn only_what_was_not_sent_may_be_sent_again() {
        for state in MailState::ALL {
            let refused = check_resendable(*state).is_some();
            assert_eq!(refused, !matches!(state, MailState::Refused | MailState::Uncertain), "{state}");
        }
    }
}
