//! Who asks: a person or a machine, with what they may do.

use serde::Serialize;
use utoipa::ToSchema;

use super::AccountOut;
use crate::ids::ClientId;
use crate::trust::access::{Right, Role};
use crate::trust::accounts::model::{Scope, SiteName};

/// Who asks, and what they may do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum MeOut {
    /// A person.
    Account(Box<MyAccount>),
    /// A machine.
    Client(MyClient),
}

/// One's own account, and what it opens.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MyAccount {
    /// The account.
    #[serde(flatten)]
    #[schema(inline)]
    pub account: AccountOut,
    /// The sites one works for; every site for an administrator, none for tutors and students.
    #[schema(max_items = 1000)]
    pub sites: Vec<SiteName>,
    /// Everything one may do, and how far.
    #[schema(max_items = 200)]
    pub rights: Vec<Right>,
}

/// A machine client, as it sees itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MyClient {
    /// Identifier of the record.
    pub id: ClientId,
    /// Software and organisation.
    #[schema(max_length = 200, example = "Logiciel du CFA Jeanne-Mance")]
    pub name: String,
    /// Always `client`.
    pub role: Role,
    /// What its token opens.
    #[schema(max_items = 20, value_type = Vec<Scope>, example = json!(["changes:read"]))]
    pub scopes: Vec<String>,
    /// The sites it is bound to.
    #[schema(max_items = 50)]
    pub sites: Vec<SiteName>,
    /// Everything it may do, and how far.
    #[schema(max_items = 200)]
    pub rights: Vec<Right>,
}
