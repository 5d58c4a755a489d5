//! How long a session lives, and what an account is bound to.

mod throttles;

use chrono::{NaiveDate, TimeDelta};

pub use self::throttles::{Count, FailureScope, ThrottleVerdict};
use super::model::PersonRole;
use crate::law::findings::{Finding, Rule};
use crate::{rules, say};

rules! {
    /// A new password is asked for by mail.
    RESET_NEEDS_MAIL = error "password_reset.no_mail", "Règle du site";
        "On ne demande soi-même un nouveau mot de passe que là d'où des courriels partent." /
        "One asks for a new password oneself only where mails leave.";
    /// The account of a manager or a trainer names at least one site.
    SITES_ARE_NAMED = error "account.sites_required", "Règle du site";
        "Un compte de responsable ou de formateur nomme au moins un site." /
        "The account of a manager or a trainer names at least one site.";
    /// The sites of an administrator, a tutor or a student are not chosen.
    SITES_ARE_NOT_CHOSEN = error "account.sites_not_chosen", "Règle du site";
        "Les sites d'un administrateur, d'un tuteur ou d'un apprenti ne se choisissent pas." /
        "The sites of an administrator, a tutor or a student are not chosen.";
    /// A tutor, and nobody else, is bound to their tutor record.
    TUTOR_HAS_A_RECORD = error "account.tutor_binding", "Règle du site";
        "Un tuteur, et lui seul, est lié à sa fiche de tuteur." /
        "A tutor, and nobody else, is bound to their tutor record.";
    /// A student, and nobody else, is bound to their file.
    STUDENT_HAS_A_FILE = error "account.apprentice_binding", "Règle du site";
        "Un apprenti, et lui seul, est lié à son dossier." /
        "A student, and nobody else, is bound to their file.";
    /// Only staff have functions.
    FUNCTIONS_ARE_FOR_STAFF = error "account.functions_for_staff", "Règle du site";
        "Seul le personnel a des fonctions." /
        "Only staff have functions.";
    /// An address is that of one account only.
    ADDRESS_IS_ONE_ACCOUNT = error "account.email_taken", "Règle du site";
        "Une adresse est celle d'un seul compte." /
        "An address is that of one account only.";
    /// A tutor has one account only.
    TUTOR_IS_ONE_ACCOUNT = error "account.tutor_has_account", "Règle du site";
        "Un tuteur a un seul compte." /
        "A tutor has one account only.";
    /// An apprentice has one account only.
    APPRENTICE_IS_ONE_ACCOUNT = error "account.apprentice_has_account", "Règle du site";
        "Un apprenti a un seul compte." /
        "An apprentice has one account only.";
    /// Nobody changes their own rights, disables or invites themselves.
    NOT_ONESELF = error "account.yourself", "Règle du site";
        "Personne ne change ses propres droits, ne se désactive ni ne s'invite." /
        "Nobody changes their own rights, disables or invites themselves.";
    /// A disabled account is enabled before any other act.
    ACCOUNT_IS_DISABLED = error "account.disabled", "Règle du site";
        "Un compte désactivé se réactive avant tout autre acte." /
        "A disabled account is enabled before any other act.";
    /// Only a disabled account is enabled.
    ACCOUNT_IS_ENABLED = error "account.enabled", "Règle du site";
        "Seul un compte désactivé se réactive." /
        "Only a disabled account is enabled.";
    /// One enabled administrator always remains.
    LAST_ADMINISTRATOR_STAYS = error "account.last_administrator", "Règle du site";
        "Il reste toujours un administrateur actif." /
        "One enabled administrator always remains.";
    /// The account of a tutor or a student stays bound to its record.
    RECORD_STAYS_BOUND = error "account.bound_to_record", "Règle du site";
        "Le compte d'un tuteur ou d'un apprenti reste lié à sa fiche." /
        "The account of a tutor or a student stays bound to its record.";
    /// A revoked client is revoked for good.
    REVOKED_FOR_GOOD = error "client.revoked", "Règle du site";
        "Un client révoqué l'est pour de bon." /
        "A revoked client is revoked for good.";
    /// A client has at most two live secrets: the old and the new.
    FEW_SECRETS = error "client.too_many_secrets", "Règle du site";
        "Un client a au plus deux secrets en service : l'ancien et le nouveau." /
        "A client has at most two live secrets: the old and the new.";
    /// Whoever changes their password, or acts where a recent proof is asked for, proves the present one.
    PRESENT_PASSWORD_IS_PROVED = error "credentials.wrong", "ASVS 5.0.0-6.2.3, 7.5.1";
        "Qui change son mot de passe, ou prouve à nouveau qui il est, donne l'actuel." /
        "Whoever changes their password, or proves anew who they are, gives the present one.";
}

/// Sessions one person may have at once; the oldest ends.
pub const MOST_SESSIONS: usize = 10;
/// How long the refresh token just replaced still gets its replacement.
pub const REFRESH_GRACE: TimeDelta = TimeDelta::seconds(10);
/// Life of an invitation (ASVS 5.0.0-6.4.1): shorter when it resets a password than when it gives the first one.
pub const fn invitation_life(has_password: bool) -> TimeDelta {
    if has_password { TimeDelta::minutes(30) } else { TimeDelta::hours(24) }
}

/// An address as others are shown it: its first letter and where it is.
pub fn masked(email: &str) -> String {
    let (local, host) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{host}")
}

/// Live secrets one machine client may have: the old and the new.
pub const MOST_SECRETS: usize = 2;

/// How long a session lives (ASVS 5.0.0-7.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// Without a refresh.
    pub idle: TimeDelta,
    /// Whatever happens.
    pub absolute: TimeDelta,
}

/// How long a role's session lives: whoever sees many persons proves their password every day.
pub const fn lifetime(role: PersonRole) -> Lifetime {
    if role.is_staff() {
        return Lifetime { idle: TimeDelta::minutes(60), absolute: TimeDelta::hours(12) };
    }
    Lifetime { idle: TimeDelta::days(7), absolute: TimeDelta::days(30) }
}

/// What an account would be bound to.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub role: PersonRole,
    /// How many sites were named.
    pub sites: usize,
    /// How many functions were named.
    pub functions: usize,
    pub has_tutor: bool,
    pub has_apprentice: bool,
}

/// What is wrong in what an account would be bound to.
#[expect(clippy::too_many_lines, reason = "one case a role")]
pub fn check_binding(binding: &Binding) -> Vec<Finding> {
    let role = binding.role;
    let works_at_sites = matches!(role, PersonRole::Manager | PersonRole::Trainer);
    let wants_tutor = role == PersonRole::Tutor;
    let wants_apprentice = role == PersonRole::Student;
    let mut findings = Vec::new();
    let mut refuse = |wrong: bool, pointer, rule: &Rule, fr: &str, en: &str| {
        if wrong {
            findings.push(rule.at(pointer, say!("{fr} (rôle : {role}).", "{en} (role: {role}).")));
        }
    };
    refuse(
        works_at_sites && binding.sites == 0,
        "/site_ids",
        &SITES_ARE_NAMED,
        "Nommez au moins un site",
        "Name at least one site",
    );
    refuse(
        !works_at_sites && binding.sites > 0,
        "/site_ids",
        &SITES_ARE_NOT_CHOSEN,
        "Les sites ne se choisissent pas : tous pour un administrateur, sinon celui de la fiche",
        "Sites are not chosen: all of them for an administrator, else that of the record",
    );
    refuse(
        wants_tutor != binding.has_tutor,
        "/tutor_id",
        &TUTOR_HAS_A_RECORD,
        "Un tuteur, et lui seul, est lié à sa fiche de tuteur",
        "A tutor, and nobody else, is bound to their tutor record",
    );
    refuse(
        wants_apprentice != binding.has_apprentice,
        "/apprentice_id",
        &STUDENT_HAS_A_FILE,
        "Un apprenti, et lui seul, est lié à son dossier",
        "A student, and nobody else, is bound to their file",
    );
    refuse(
        !role.is_staff() && binding.functions > 0,
        "/functions",
        &FUNCTIONS_ARE_FOR_STAFF,
        "Seul le personnel a des fonctions",
        "Only staff have functions",
    );
    findings
}

/// Ways a date is written where a password may hold it.
const DATES: [&str; 4] = ["%d-%m-%Y", "%d-%m-%y", "%Y-%m-%d", "%m-%d-%Y"];

/// Words of which somebody's password must not be made: their address, their name, their birth date.
pub fn words_about(email: &str, name: &str, born_on: Option<NaiveDate>) -> Vec<String> {
    let local_part = email.split('@').next().unwrap_or_default();
    let mut words: Vec<String> =
        [email, local_part, name].into_iter().chain(name.split(' ')).map(str::to_owned).collect();
    for date in born_on.into_iter().flat_map(|day| DATES.map(|way| day.format(way).to_string())) {
        words.extend(["", "-", "/", ".", " ", "_"].map(|between| date.replace('-', between)));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(binding: Binding) -> Vec<&'static str> {
        check_binding(&binding).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_role_is_bound_to_sites_or_to_a_record_never_to_both() {
        let none = |role| Binding { role, sites: 0, functions: 0, has_tutor: false, has_apprentice: false };
        let (manager, tutor) = (PersonRole::Manager, PersonRole::Tutor);
        assert!(codes(none(PersonRole::Administrator)).is_empty());
        assert!(codes(Binding { sites: 2, functions: 1, ..none(manager) }).is_empty());
        assert!(codes(Binding { has_tutor: true, ..none(tutor) }).is_empty());
        assert!(codes(Binding { has_apprentice: true, ..none(PersonRole::Student) }).is_empty());
        assert_eq!(codes(none(manager)), ["account.sites_required"]);
        assert_eq!(codes(none(tutor)), ["account.tutor_binding"]);
        let everything =
            Binding { sites: 1, functions: 1, has_tutor: false, has_apprentice: true, role: tutor };
        let expected = [
            "account.sites_not_chosen",
            "account.tutor_binding",
            "account.apprentice_binding",
            "account.functions_for_staff",
        ];
        assert_eq!(codes(everything), expected);
        let administrator = Binding { sites: 1, ..none(PersonRole::Administrator) };
        assert_eq!(codes(administrator), ["account.sites_not_chosen"]);
    }

    #[test]
    fn a_birth_date_is_known_however_it_is_written() {
        let words = words_about("ada@example.org", "Ada Lovelace", NaiveDate::from_ymd_opt(2006, 3, 14));
        for word in ["ada", "Lovelace", "14032006", "14/03/2006", "2006-03-14", "140306", "03.14.2006"] {
            assert!(words.iter().any(|known| known == word), "{word}");
        }
        assert_eq!(words_about("ada@example.org", "Ada", None), ["ada@example.org", "ada", "Ada", "Ada"]);
    }
}
