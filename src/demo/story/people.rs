//! The people who sign in, with a password drawn at random for each installation, and the partner's software.

use anyhow::ensure;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::api::{Actor, text};
use crate::platform::crypto::random_secret;
use crate::trust::access::SCOPES;

/// Characters of a password, hyphens aside: 119 bits.
const PASSWORD_CHARACTERS: usize = 20;
/// Characters between two hyphens.
const GROUP: usize = 5;

/// Everybody who can sign in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Cast {
    pub people: Vec<DemoPerson>,
    /// The partner's software.
    pub machine: DemoMachine,
    /// Address of the page of a tutor who needs no account.
    #[serde(default)]
    pub tutor_page: Option<String>,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Role, as the API names it.
    pub role: String,
    /// Name shown.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    pub password: String,
}

/// A machine client.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct DemoMachine {
    /// Name of the software.
    pub name: String,
    /// Its identifier.
    pub client_id: String,
    pub secret: String,
}

pub(super) fn manager(site: &str) -> Value {
    let (email, name) = ("direction@demo.example.org", "Colette Belhiver");
    json!({ "role": "manager", "email": email, "display_name": name, "site_ids": [site] })
}

pub(super) fn trainer() -> Value {
    let (email, name) = ("formation@demo.example.org", "Armand Duchemin-Vert");
    json!({ "role": "trainer", "email": email, "display_name": name, "functions": ["disability_referent"] })
}

pub(super) fn tutor(id: &str) -> Value {
    let (email, name) = ("tutrice@demo.example.org", "Bérénice Hautbois");
    json!({ "role": "tutor", "email": email, "display_name": name, "tutor_id": id })
}

pub(super) fn student(id: &str) -> Value {
    let (email, name) = ("apprentie@demo.example.org", "Chloé Clairdelune");
    json!({ "role": "student", "email": email, "display_name": name, "apprentice_id": id })
}

impl Cast {
    /// The first administrator comes in with the token of the first start.
    pub(super) async fn found(&mut self, nobody: &Actor, token: &str) -> anyhow::Result<Actor> {
        let (email, name, password) =
            ("administration@demo.example.org", "Odile Grandpré", drawn_password()?);
        let body = json!({ "token": token, "email": email, "display_name": name, "password": password });
        let answer = nobody.post("/v1/bootstrap", body).await?;
        self.enter(nobody, &answer, password)
    }

    /// Somebody invites a person, who accepts with a password of their own.
    pub(super) async fn invite(
        &mut self,
        host: &Actor,
        nobody: &Actor,
        guest: Value,
    ) -> anyhow::Result<Actor> {
        let invited = host.post("/v1/accounts", guest).await?;
        let (token, password) = (text(&invited, "/invitation/token")?, drawn_password()?);
        let body = json!({ "token": token, "password": password });
        let answer = nobody.post("/v1/invitations/acceptance", body).await?;
        self.enter(nobody, &answer, password)
    }

    /// The administrator opens the API to the software of the partner.
    pub(super) async fn connect(&mut self, administrator: &Actor, site: &str) -> anyhow::Result<()> {
        let name = "Logiciel fictif du CFA partenaire";
        let body = json!({ "name": name, "scopes": SCOPES, "site_ids": [site] });
        let client = administrator.post("/v1/clients", body).await?;
        self.machine = DemoMachine {
            name: name.to_owned(),
            client_id: text(&client, "/client_id")?,
            secret: text(&client, "/secrets/0/secret")?,
        };
        Ok(())
    }

    fn enter(&mut self, nobody: &Actor, answer: &Value, password: String) -> anyhow::Result<Actor> {
        let field = |pointer: &str| text(answer, pointer);
        self.people.push(DemoPerson {
            role: field("/account/role")?,
            name: field("/account/display_name")?,
            email: field("/account/email")?,
            password,
        });
        nobody.signed_in(answer)
    }
}

/// A password no installation shares: letters and digits of the system's randomness, easy to copy.
fn drawn_password() -> anyhow::Result<String> {
    let secret = random_secret()?;
    let drawn: Vec<char> =
        secret.chars().filter(char::is_ascii_alphanumeric).take(PASSWORD_CHARACTERS).collect();
    ensure!(drawn.len() == PASSWORD_CHARACTERS, "too little randomness for a password");
    let groups: Vec<String> = drawn.chunks(GROUP).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_never_twice_the_same() {
        let (one, other) = (drawn_password().unwrap(), drawn_password().unwrap());
        assert_eq!((one.len(), one.matches('-').count()), (23, 3));
        assert_ne!(one, other);
        assert!(crate::trust::credentials::passwords::weakness(&one, &[]).is_none(), "{one}");
    }
}
