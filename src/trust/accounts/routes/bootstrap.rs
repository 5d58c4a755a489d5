//! The first administrator.

use actix_web::post;
use actix_web::web::Data;

use crate::ids::AccountId;
use crate::platform::body::Body;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::Answer;
use crate::trust::accounts::model::{AccountFacts, Credentials, NewAccount, PersonRole};
use crate::trust::accounts::throttle::Attempt;
use crate::trust::accounts::wire::{BootstrapIn, SignedIn};
use crate::trust::accounts::{acts, store};
use crate::trust::door::{App, Stranger};
use crate::trust::journal::Event;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(create_first_administrator);
}

/// Creates the first administrator with the token printed by the first start.
#[utoipa::path(tag = "accounts", security(()), request_body = BootstrapIn,
    responses((status = 201, description = "The first administrator, signed in.", body = SignedIn),
              (status = 401, description = "The token is wrong or used, or an account exists.")))]
#[post("/v1/bootstrap")]
async fn create_first_administrator(app: Data<App>, stranger: Stranger, body: Body<BootstrapIn>) -> Answer {
    let request = body.checked()?;
    let attempt = Attempt::at_invitation(&app.secret, stranger.address);
    let (now, token) = (app.clock.now(), request.token.clone());
    let good = app.db.transaction(move |tx| {
        let good = store::bootstrap::is_good(tx, &token)?;
        if !good {
            attempt.count_wrong(tx, &stranger.author(), now)?;
        }
        Ok(good)
    });
    if !good.await? {
        return Err(refused());
    }
    let person = credentials(&request);
    let hash = acts::hash_of_new(&app, "/password", request.password, &person).await?;
    let at_signing_in = Attempt::at_signing_in(&app.secret, &person.email, stranger.address);
    let created = app.db.transaction(move |tx| {
        if !store::bootstrap::use_up(tx, &request.token, now)? {
            return Err(refused());
        }
        let account = store::accounts::insert(tx, &administrator(&person))?;
        let account = store::accounts::set_password(tx, account.id, &hash, now)?;
        at_signing_in.absolved(tx, now)?;
        let session = acts::open_session(tx, &account, stranger, Event::AccountBootstrapped, now)?;
        Ok((account, session))
    });
    let (account, session) = created.await?;
    acts::tokens(&app, 201, &session, account)
}

fn credentials(request: &BootstrapIn) -> Credentials {
    Credentials {
        id: AccountId::new(),
        email: request.email.clone(),
        display_name: request.display_name.clone(),
        password_hash: None,
        disabled_at: None,
    }
}

fn administrator(person: &Credentials) -> NewAccount {
    NewAccount {
        id: person.id,
        email: person.email.clone(),
        facts: AccountFacts {
            display_name: person.display_name.clone(),
            role: PersonRole::Administrator,
            functions: Vec::new(),
            site_ids: Vec::new(),
        },
        tutor_id: None,
        apprentice_id: None,
        twin_of: None,
    }
}

fn refused() -> Problem {
    Problem::wrong_credentials("bootstrap.refused")
}
