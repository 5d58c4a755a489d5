//! Names, telephones and companies, in two statements whatever the number of people.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::ids::{ApprenticeId, TutorId};
use crate::law::identifiers::{called, full_name};
use crate::platform::db::{Tx, any_of};
use crate::schema::{apprentices, employers, tutors};

/// Somebody to call, and where they work.
#[derive(Debug, Clone)]
pub struct PersonToCall {
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Company of a tutor, with its town.
    pub company: Option<(String, Option<String>)>,
}

/// Whom something is about.
#[derive(Debug, Clone, Default)]
pub struct PeopleToCall {
    pub apprentices: HashMap<ApprenticeId, PersonToCall>,
    pub tutors: HashMap<TutorId, PersonToCall>,
}

/// Names and telephones of apprentices and tutors already found within reach.
pub fn people_to_call(
    conn: &mut Tx,
    apprentices: Vec<ApprenticeId>,
    tutors: Vec<TutorId>,
) -> QueryResult<PeopleToCall> {
    let (mut apprentices, mut tutors) = (apprentices, tutors);
    apprentices.sort_unstable();
    apprentices.dedup();
    tutors.sort_unstable();
    tutors.dedup();
    Ok(PeopleToCall { apprentices: of_apprentices(conn, apprentices)?, tutors: of_tutors(conn, tutors)? })
}

fn of_apprentices(conn: &mut Tx, ids: Vec<ApprenticeId>) -> QueryResult<HashMap<ApprenticeId, PersonToCall>> {
    type ApprenticeToCall =
        (ApprenticeId, (Option<String>, String, String), (Option<String>, Option<String>));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<ApprenticeToCall> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids)))
        .select((
            apprentices::id,
            (apprentices::usual_given_name, apprentices::given_name, apprentices::family_name),
            (apprentices::phone, apprentices::email),
        ))
        .load(conn)?;
    let of = |(id, (usual, given, family), (phone, email)): ApprenticeToCall| {
        let name = full_name(called(usual.as_deref(), &given), &family);
        (id, PersonToCall { name, phone, email, company: None })
    };
    Ok(rows.into_iter().map(of).collect())
}

fn of_tutors(conn: &mut Tx, ids: Vec<TutorId>) -> QueryResult<HashMap<TutorId, PersonToCall>> {
    type TutorToCall =
        (TutorId, (String, String), (Option<String>, Option<String>), (String, Option<String>));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<TutorToCall> = tutors::table
        .inner_join(employers::table.on(employers::id.eq(tutors::employer_id)))
        .filter(tutors::id.eq(any_of(ids)))
        .select((
            tutors::id,
            (tutors::given_name, tutors::family_name),
            (tutors::phone, tutors::email),
            (employers::name, employers::city),
        ))
        .load(conn)?;
    let of = |(id, (given, family), (phone, email), company): TutorToCall| {
        (id, PersonToCall { name: full_name(&given, &family), phone, email, company: Some(company) })
    };
    Ok(rows.into_iter().map(of).collect())
}
