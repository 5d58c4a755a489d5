//! Who wrote something, as its readers are told: their name, what they sign in as, by which door they came.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::AuthorKind;
use crate::law::identifiers::full_name;
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, clients, tutor_links, tutors};
use crate::trust::access::{Caller, Role};

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuthorOut {
    /// By which door they came.
    pub through: AuthorKind,
    /// The account, the link or the machine client.
    pub id: Option<Uuid>,
    /// Name of the person, of the tutor of the link, or of the machine client; null for a machine client without the scope
    /// that gives their record.
    #[schema(max_length = 250)]
    pub name: Option<String>,
    /// What they sign in as.
    pub role: Option<Role>,
    /// Who of the site was shown the secret of the link, and so could act in the tutor's name; none when it was sent to
    /// the tutor.
    #[schema(max_length = 200)]
    pub secret_seen_by: Option<String>,
}

/// What is known of some authors, looked up together.
#[derive(Debug, Clone, Default)]
pub struct Authors(HashMap<Uuid, AuthorOut>);

impl Authors {
    /// Looks authors up, in one statement for each kind there is among them, as a reader is told of them.
    pub fn find(
        conn: &mut Tx,
        reader: &Caller,
        authors: impl IntoIterator<Item = (AuthorKind, Option<Uuid>)>,
    ) -> QueryResult<Self> {
        let mut by_kind: HashMap<AuthorKind, HashSet<Uuid>> = HashMap::new();
        for (kind, id) in authors {
            by_kind.entry(kind).or_default().extend(id);
        }
        let mut found = Vec::new();
        for (kind, ids) in by_kind {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            match kind {
                AuthorKind::Account => found.extend(people(conn, ids)?),
                AuthorKind::Client => found.extend(machines(conn, ids)?),
                AuthorKind::Link => found.extend(bearers(conn, ids)?),
                AuthorKind::System | AuthorKind::Nobody => (),
            }
        }
        for author in
            found.iter_mut().filter(|author| author.role.is_some_and(|role| !reader.sees_names_of(role)))
        {
            author.name = None;
        }
        Ok(Self(found.into_iter().filter_map(|author| Some((author.id?, author))).collect()))
    }

    /// One of them; when nothing is kept of them any more, the door only.
    pub fn of(&self, through: AuthorKind, id: Option<Uuid>) -> AuthorOut {
        let known = id.and_then(|id| self.0.get(&id)).cloned();
        known.unwrap_or(AuthorOut { through, id, name: None, role: None, secret_seen_by: None })
    }
}

fn people(conn: &mut Tx, ids: Vec<Uuid>) -> QueryResult<Vec<AuthorOut>> {
    let rows: Vec<(Uuid, String, Role)> = accounts::table
        .filter(accounts::id.eq(any_of(ids)))
        .select((accounts::id, accounts::display_name, accounts::role))
        .load(conn)?;
    let author = |(id, name, role)| named(AuthorKind::Account, id, name, role);
    Ok(rows.into_iter().map(author).collect())
}

fn machines(conn: &mut Tx, ids: Vec<Uuid>) -> QueryResult<Vec<AuthorOut>> {
    let rows: Vec<(Uuid, String)> =
        clients::table.filter(clients::id.eq(any_of(ids))).select((clients::id, clients::name)).load(conn)?;
    let author = |(id, name)| named(AuthorKind::Client, id, name, Role::Client);
    Ok(rows.into_iter().map(author).collect())
}

/// The tutors whose links these are, and to whom of the site their secrets were shown.
fn bearers(conn: &mut Tx, ids: Vec<Uuid>) -> QueryResult<Vec<AuthorOut>> {
    let rows: Vec<(Uuid, String, String, Option<String>)> = tutor_links::table
        .inner_join(tutors::table.on(tutors::id.eq(tutor_links::tutor_id)))
        .left_join(accounts::table.on(tutor_links::secret_seen_by_id.eq(accounts::id.nullable())))
        .filter(tutor_links::id.eq(any_of(ids)))
        .select((tutor_links::id, tutors::given_name, tutors::family_name, accounts::display_name.nullable()))
        .load(conn)?;
    let author = |(id, given_name, family_name, secret_seen_by): (_, String, String, _)| AuthorOut {
        secret_seen_by,
        ..named(AuthorKind::Link, id, full_name(&given_name, &family_name), Role::Tutor)
    };
    Ok(rows.into_iter().map(author).collect())
}

const fn named(through: AuthorKind, id: Uuid, name: String, role: Role) -> AuthorOut {
    AuthorOut { through, id: Some(id), name: Some(name), role: Some(role), secret_seen_by: None }
}
