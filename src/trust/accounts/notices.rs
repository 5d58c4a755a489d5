//! What people are told of their account by mail, in French and in English, where a mail server is configured: they
//! learn of it from the program, and whoever acted on the account reads none of it.

use std::net::IpAddr;

use chrono::{DateTime, Utc};

use super::model::Account;
use super::throttle::network_of;
use crate::ids::MailId;
use crate::platform::clock::{paris_day, paris_time};
use crate::platform::crypto::MasterSecret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::App;
use crate::trust::mails::{self, MailKind, NewMail};

/// Something a person is told of their account.
#[derive(Debug, Clone, Copy)]
pub enum AccountNotice<'a> {
    /// An account waits for its first password.
    Invited {
        /// Token of the invitation.
        token: &'a str,
        expires_at: DateTime<Utc>,
    },
    /// A site invited somebody whose account is at another.
    InvitedElsewhere {
        /// Names of the sites that invite.
        by: &'a str,
    },
    /// Somebody of the site began to replace the password.
    ResetStarted {
        /// Token of the invitation; none when it was shown on the machine itself.
        token: Option<&'a str>,
        expires_at: DateTime<Utc>,
    },
    /// The account has a new password.
    PasswordChanged,
    /// Somebody signed in from a network that was not known.
    SignedInElsewhere {
        /// Address they came from.
        from: Option<IpAddr>,
    },
    /// Attempts failed until the next ones had to wait.
    Locked { until: DateTime<Utc> },
    /// So many attempts failed that the password opens nothing any more.
    PasswordDisabled,
}

/// Writes notices, or nothing where no mail leaves.
#[derive(Clone)]
pub struct AccountMailer {
    leaves: bool,
    url: String,
    secret: MasterSecret,
}

impl AccountMailer {
    /// The mailer of an installation.
    pub fn of(app: &App) -> Self {
        let App { config, secret, .. } = app;
        Self { leaves: config.smtp_url.is_some(), url: config.public_url.clone(), secret: secret.clone() }
    }

    /// Whether mails leave: then nobody but the person is given a token.
    pub const fn leaves(&self) -> bool {
        self.leaves
    }

    /// Tells the person, with what happened and in its transaction.
    pub fn notify(
        &self,
        tx: &mut Tx,
        account: &Account,
        notice: AccountNotice<'_>,
        now: DateTime<Utc>,
    ) -> Result<(), Problem> {
        if !self.leaves {
            return Ok(());
        }
        let (id, kind) = (MailId::new(), kind_of(notice));
        let text = body_of(notice, (&account.facts.display_name, &self.url), now);
        let mail = NewMail {
            id,
            site_id: account.facts.site_ids.first().copied(),
            account_id: Some(account.id),
            tutor_id: None,
            kind,
            about_on: paris_day(now),
            subject: subject_of(notice).into(),
            body: mails::kept_text(&self.secret, kind, id, text)?,
            next_attempt_at: now,
        };
        mails::store::insert(tx, &[mail])?;
        Ok(())
    }
}

const fn kind_of(notice: AccountNotice<'_>) -> MailKind {
    match notice {
        AccountNotice::Invited { .. } | AccountNotice::InvitedElsewhere { .. } => MailKind::Invitation,
        AccountNotice::ResetStarted { .. } => MailKind::PasswordReset,
        AccountNotice::PasswordChanged => MailKind::PasswordChanged,
        AccountNotice::SignedInElsewhere { .. } => MailKind::SignInElsewhere,
        AccountNotice::Locked { .. } => MailKind::SignInLocked,
        AccountNotice::PasswordDisabled => MailKind::PasswordDisabled,
    }
}

const fn subject_of(notice: AccountNotice<'_>) -> &'static str {
    match notice {
        AccountNotice::Invited { .. } | AccountNotice::InvitedElsewhere { .. } => {
            "Compagnon : votre invitation / your invitation"
        }
        AccountNotice::ResetStarted { .. } => "Compagnon : nouveau mot de passe / new password",
        AccountNotice::PasswordChanged => "Compagnon : mot de passe changé / password changed",
        AccountNotice::SignedInElsewhere { .. } => "Compagnon : connexion d'un nouveau lieu / new place",
        AccountNotice::Locked { .. } => "Compagnon : connexions refusées / sign-ins refused",
        AccountNotice::PasswordDisabled => "Compagnon : mot de passe retiré / password withdrawn",
    }
}

/// The text: the same in both languages, then what the person does with it.
fn body_of(notice: AccountNotice<'_>, (name, url): (&str, &str), now: DateTime<Utc>) -> String {
    let Sentence { fr, en } = message_of(notice, now);
    let code = match notice {
        AccountNotice::Invited { token, .. } | AccountNotice::ResetStarted { token: Some(token), .. } => {
            let done = use_of_code(url);
            format!("    {token}\n\n{}\n\n{}\n\n", done.fr, done.en)
        }
        _ => String::new(),
    };
    format!("Bonjour {name},\n\n{fr}\n\n{en}\n\n{code}-- \nCompagnon, {url}\n")
}

fn use_of_code(url: &str) -> Sentence {
    say!(
        "Donnez ce code là où votre site vous fait choisir un mot de passe (POST {url}/v1/invitations/acceptance). Il ne \
         sert qu'une fois, personne d'autre ne l'a, et nul ne vous le demandera.",
        "Give this code where your site has you choose a password (POST {url}/v1/invitations/acceptance). It works \
         once, nobody else has it, and nobody will ask you for it."
    )
}

fn message_of(notice: AccountNotice<'_>, now: DateTime<Utc>) -> Sentence {
    let (le, on) = (french_time(now), english_time(now));
    match notice {
        AccountNotice::Invited { expires_at, .. } => invited(expires_at),
        AccountNotice::ResetStarted { token, expires_at } => reset_started(token.is_some(), expires_at, now),
        AccountNotice::Locked { until } => locked(until, now),
        AccountNotice::InvitedElsewhere { by } => say!(
            "Vous avez été invité le {le} ({by}), mais vous avez déjà un compte à cette adresse, ce que ce site ne sait \
             pas. Pour travailler aussi avec lui, demandez à un administrateur de l'ajouter à votre compte, ou donnez-lui \
             une autre adresse.",
            "You were invited on {on} ({by}), but you already have an account at this address, which that site does not \
             know. To work with it too, ask an administrator to add it to your account, or give it another address."
        ),
        AccountNotice::PasswordChanged => say!(
            "Un mot de passe a été choisi pour votre compte le {le}. Si ce n'est pas vous, prévenez votre site tout de suite.",
            "A password was chosen for your account on {on}. If it was not you, tell your site at once."
        ),
        AccountNotice::SignedInElsewhere { from } => {
            let network = network_of(from);
            say!(
                "Votre compte s'est ouvert le {le} depuis un réseau qui n'était pas connu ({network}). Si ce n'est pas vous, \
                 changez de mot de passe et prévenez votre site.",
                "Your account was opened on {on} from a network that was not known ({network}). If it was not you, \
                 change your password and tell your site."
            )
        }
        AccountNotice::PasswordDisabled => say!(
            "Cent mauvais mots de passe de suite ont été essayés pour votre compte : depuis le {le}, votre mot de passe \
             n'ouvre plus rien. Demandez une invitation à votre site pour en choisir un autre.",
            "A hundred wrong passwords in a row were tried for your account: since {on} your password opens nothing \
             any more. Ask your site for an invitation to choose another one."
        ),
    }
}

fn invited(expires_at: DateTime<Utc>) -> Sentence {
    let (jusqu, until) = (french_time(expires_at), english_time(expires_at));
    say!(
        "Un compte vous attend. Choisissez son mot de passe avant le {jusqu}, avec le code ci-dessous.",
        "An account waits for you. Choose its password before {until}, with the code below."
    )
}

fn reset_started(has_code: bool, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Sentence {
    let (le, on) = (french_time(now), english_time(now));
    let (jusqu, until) = (french_time(expires_at), english_time(expires_at));
    let code = match has_code {
        true => say!(
            "Si vous l'avez demandé, prenez le code ci-dessous.",
            "If you asked for it, take the code below."
        ),
        false => say!(
            "Le code a été montré sur la machine qui sert le site.",
            "The code was shown on the machine that serves the site."
        ),
    };
    let (avec, with) = (code.fr, code.en);
    say!(
        "Le remplacement de votre mot de passe a été demandé le {le} ; il est possible jusqu'au {jusqu}. {avec} Sinon, \
         prévenez votre site : tant que le code ne sert pas, votre mot de passe reste le même.",
        "The replacement of your password was asked for on {on}; it is possible until {until}. {with} Otherwise tell your \
         site: as long as the code is not used, your password stays the same."
    )
}

fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> Sentence {
    let (le, on) = (french_time(now), english_time(now));
    let (jusqu, until) = (french_time(until), english_time(until));
    say!(
        "Trop de mauvais mots de passe ont été essayés pour votre compte le {le} : d'autres essais sont refusés jusqu'au \
         {jusqu}. Là où vous vous connectez d'habitude, vous pouvez le plus souvent continuer. Si ce n'est pas vous, il n'y \
         a rien à faire.",
        "Too many wrong passwords were tried for your account on {on}: others are refused until {until}. Where you usually \
         sign in you can most often go on. If it was not you, there is nothing to do."
    )
}

fn french_time(at: DateTime<Utc>) -> String {
    paris_time(at).format("%d/%m/%Y à %H h %M (heure de Paris)").to_string()
}

fn english_time(at: DateTime<Utc>) -> String {
    paris_time(at).format("%Y-%m-%d at %H:%M (Paris time)").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_in_both_languages_and_holds_a_code_only_where_one_is_given() {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let body = |notice| body_of(notice, ("Grace", "https://site.example.org"), at);
        let invited = body(AccountNotice::Invited { token: "s3cret", expires_at: at });
        for part in
            ["Bonjour Grace", "01/01/1970 à 01 h 00", "1970-01-01 at 01:00", "    s3cret\n", "It works once"]
        {
            assert!(invited.contains(part), "{part}: {invited}");
        }
        let shown = body(AccountNotice::ResetStarted { token: None, expires_at: at });
        assert!(shown.contains("montré sur la machine") && !shown.contains("/v1/invitations"), "{shown}");
        let from = "192.0.2.9".parse().ok();
        assert!(body(AccountNotice::SignedInElsewhere { from }).contains("192.0.2.0/24"));
        for notice in [
            AccountNotice::PasswordChanged,
            AccountNotice::PasswordDisabled,
            AccountNotice::Locked { until: at },
        ] {
            assert!(subject_of(notice).contains(" / ") && body(notice).contains("01/01/1970"), "{notice:?}");
        }
    }
}
