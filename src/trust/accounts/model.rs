//! The nouns: an account, a session, a machine client.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{AccountId, ApprenticeId, ClientId, ClientSecretId, SessionId, SiteId, TutorId};
use crate::law::identifiers;
use crate::schema::{accounts, client_secrets, clients, sessions};
use crate::text_enum;

text_enum!(
    /// What a person signs in as.
    PersonRole {
        /// Answers for the whole installation.
        Administrator = "administrator" => "Administrateur" / "Administrator",
        /// Runs the training at its sites.
        Manager = "manager" => "Responsable" / "Manager",
        /// Teaches and visits at its sites.
        Trainer = "trainer" => "Formateur" / "Trainer",
        /// Company tutor of apprentices.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// Apprentice, who sees their own file.
        Student = "student" => "Apprenti" / "Apprentice",
    }
);

impl PersonRole {
    /// Whether the role works for a site, rather than being bound to a record.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Administrator | Self::Manager | Self::Trainer)
    }
}

text_enum!(
    /// A duty of some members of staff, which opens what others do not see.
    StaffFunction {
        /// Referent for disabilities.
        DisabilityReferent = "disability_referent" => "Référent handicap" / "Disability referent",
        /// Follows what the CFA has to do, such as its invoices.
        CfaDuties = "cfa_duties" => "Suivi de ce que le CFA doit faire" / "Follows what the CFA has to do",
    }
);

text_enum!(
    /// Where an account stands.
    AccountState {
        /// Waits for its password.
        Invited = "invited" => "Invité" / "Invited",
        /// Signs in.
        Active = "active" => "Actif" / "Active",
        /// No longer signs in.
        Disabled = "disabled" => "Désactivé" / "Disabled",
    }
);

text_enum!(
    /// Why a session ended.
    EndedReason {
        /// The person signed out.
        Logout = "logout" => "Déconnexion" / "Signed out",
        /// The person or staff ended it.
        Revoked = "revoked" => "Révoquée" / "Revoked",
        /// A refresh token came back after its replacement.
        RefreshReused = "refresh_reused" => "Jeton réutilisé" / "Token used twice",
        /// The password changed.
        PasswordChanged = "password_changed" => "Mot de passe changé" / "Password changed",
        /// The account was disabled.
        AccountDisabled = "account_disabled" => "Compte désactivé" / "Account disabled",
        /// More sessions than allowed: the oldest ends.
        TooMany = "too_many" => "Trop de sessions" / "Too many sessions",
    }
);

/// What staff may change of an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = accounts, check_for_backend(diesel::pg::Pg))]
#[schema(
    as = AccountIn,
    example = json!({"display_name": "Grace Hopper", "functions": ["disability_referent"]}),
)]
pub struct AccountFacts {
    /// Name shown to colleagues.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Grace Hopper")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub display_name: String,
    /// What the person signs in as, among staff; tutors and students stay what they are.
    pub role: PersonRole,
    /// Sites of a manager or trainer.
    #[schema(max_items = 50)]
    pub site_ids: Vec<SiteId>,
    /// Functions of a member of staff.
    #[schema(max_items = 10)]
    pub functions: Vec<StaffFunction>,
}

/// A person's account, without its password.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = accounts, check_for_backend(diesel::pg::Pg))]
pub struct Account {
    /// Identifier.
    pub id: AccountId,
    /// Address used to sign in, in lower case.
    #[schema(max_length = 254)]
    pub email: String,
    /// What staff may change.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: AccountFacts,
    /// Tutor record of a tutor.
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
    /// Whether a password was set.
    #[serde(skip)]
    #[diesel(select_expression = accounts::password_hash.is_not_null())]
    pub has_password: bool,
    /// Account of the same person at another site, which has the address already: this one is never signed in to.
    #[serde(skip)]
    pub twin_of: Option<AccountId>,
    /// When the password was last set.
    pub password_changed_at: Option<DateTime<Utc>>,
    /// When the account was disabled.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Account {
    /// Where the account stands.
    pub fn state(&self) -> AccountState {
        match (self.disabled_at, self.has_password) {
            (Some(_), _) => AccountState::Disabled,
            (None, true) => AccountState::Active,
            (None, false) => AccountState::Invited,
        }
    }
}

/// What is written of a new account.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = accounts)]
pub struct NewAccount {
    pub id: AccountId,
    /// Address used to sign in, in lower case.
    pub email: String,
    #[diesel(embed)]
    pub facts: AccountFacts,
    pub tutor_id: Option<TutorId>,
    pub apprentice_id: Option<ApprenticeId>,
    /// Account of another site that has the address already.
    pub twin_of: Option<AccountId>,
}

/// What a proof is compared with; never printed.
#[derive(Clone, Queryable)]
pub struct Credentials {
    pub id: AccountId,
    /// Address, of which the password must not be made.
    pub email: String,
    /// Name, of which the password must not be made.
    pub display_name: String,
    /// argon2id in PHC form.
    pub password_hash: Option<String>,
    pub disabled_at: Option<DateTime<Utc>>,
}

impl Credentials {
    /// The hash that may let somebody in: none for a disabled account.
    pub fn usable_hash(&self) -> Option<&String> {
        self.password_hash.as_ref().filter(|_| self.disabled_at.is_none())
    }
}

/// One sign-in of a person.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    /// When the password was last proved.
    pub authenticated_at: DateTime<Utc>,
    /// Absolute end.
    pub expires_at: DateTime<Utc>,
    /// End unless refreshed before.
    pub idle_expires_at: DateTime<Utc>,
    /// Number of the refresh token now valid.
    pub refresh_counter: i64,
    /// When the refresh token last changed.
    pub rotated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl Session {
    /// Whether the session still lives.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && self.expires_at > now && self.idle_expires_at > now
    }
}

/// A right of a machine client, such as `contracts:read`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(max_length = 40, pattern = "^[a-z_]+:[a-z]+$")]
pub struct Scope(pub String);

/// A machine client, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = clients, check_for_backend(diesel::pg::Pg))]
#[schema(as = ClientIn, example = json!({
    "name": "Logiciel du CFA Jeanne-Mance", "scopes": ["changes:read", "apprentices:read", "contracts:read"],
    "site_ids": ["0198df00-3c1e-7a52-9c2f-5d1b2a4e6f70"],
}))]
pub struct ClientFacts {
    /// Software and organisation.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Logiciel du CFA Jeanne-Mance")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub name: String,
    /// What the client may do.
    #[schema(min_items = 1, max_items = 20, value_type = Vec<Scope>, example = json!(["changes:read", "contracts:read"]))]
    pub scopes: Vec<String>,
    /// Sites the client is bound to.
    #[schema(min_items = 1, max_items = 50)]
    pub site_ids: Vec<SiteId>,
}

impl ClientFacts {
    /// The same client, each scope and each site once.
    #[must_use]
    pub fn without_repetitions(mut self) -> Self {
        self.scopes.sort_unstable();
        self.scopes.dedup();
        self.site_ids.sort_unstable();
        self.site_ids.dedup();
        self
    }
}

/// A machine client.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = clients, check_for_backend(diesel::pg::Pg))]
pub struct Client {
    /// Identifier of the record; the public one is `cli_` followed by it.
    pub id: ClientId,
    /// What it is and may do.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: ClientFacts,
    /// When the client was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A live secret of a machine client.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = client_secrets, check_for_backend(diesel::pg::Pg))]
pub struct ClientSecret {
    pub id: ClientSecretId,
    /// Client it proves.
    pub client_id: ClientId,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

/// A site, by name.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable)]
pub struct SiteName {
    /// Identifier.
    pub id: SiteId,
    /// Code of the site in the catalogue.
    #[schema(max_length = 100, example = "ufa-leonie-aviat")]
    pub code: String,
    /// Its name.
    #[schema(max_length = 200, example = "UFA Léonie-Aviat")]
    pub name: String,
}
