//! Whoever holds a link: let in by its secret, bounded by what it gives; every use is counted.
//!
//! The secret is known to this file and to the store that hashes it: it is never logged, kept or told again.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::Connection;

use super::model::{Link, LinkState};
use super::rules::{LINK_EXPIRES, LINK_FOLLOWS_THE_TUTOR, LINK_REVOKED_FOR_GOOD, state_on};
use super::store;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Site;
use crate::catalogue::programmes::store::site_id;
use crate::ids::SiteId;
use crate::law::calendar::french_day;
use crate::law::findings::Rule;
use crate::law::identifiers::phone_rewritten;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem, is_read_only};
use crate::platform::reply::Answer;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::{Act, Caller, LinkGrant};
use crate::trust::accounts::throttle::Attempt;
use crate::trust::door::{Admitted, Asker, Once, SideDoor};
use crate::trust::journal::{self, Change, Event};

/// Code of the refusal of a secret that opens nothing.
const UNKNOWN: &str = "link.not_found";

/// A request that carries the secret of a link.
pub struct Holder {
    door: SideDoor,
    secret: String,
    route: String,
    catalogue: Data<Catalogue>,
}

impl Holder {
    /// The link as its bearer holds it: what addresses of its pages begin with.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The sites, for whom to ask.
    pub fn catalogue(&self) -> &Data<Catalogue> {
        &self.catalogue
    }

    /// Reads; the first reading of a day is journaled, where the base takes writes.
    pub async fn read<R, W>(&self, work: W) -> Result<R, Problem>
    where
        R: Send + 'static,
        W: Fn(&mut Tx, &Asker, &Link) -> Result<R, Problem> + Send + 'static,
    {
        let reading = move |tx: &mut Tx, asker: &Asker, link: &Link| {
            match tx.transaction(|tx| count_reading(tx, asker, link)) {
                Err(error) if is_read_only(&error) => {
                    tracing::warn!(link = %link.id, "a reading is not counted")
                }
                counted => counted?,
            }
            work(tx, asker, link)
        };
        let answer = self.door.serve(self.let_in(), Act::ReadBrief, reading).await;
        self.counted(answer).await
    }

    /// Writes once under the key of the `Idempotency-Key` header, which is required.
    pub async fn write<W>(&self, act: Act, digest: [u8; 32], work: W) -> Answer
    where
        W: Fn(&mut Tx, &Asker, &Link) -> Answer + Send + 'static,
    {
        self.write_under(self.door.key()?, act, digest, work).await
    }

    /// Writes once under a key that came another way.
    pub async fn write_under<W>(&self, key: Option<String>, act: Act, digest: [u8; 32], work: W) -> Answer
    where
        W: Fn(&mut Tx, &Asker, &Link) -> Answer + Send + 'static,
    {
        let once = Once { key, route: self.route.clone(), digest };
        let writing = move |tx: &mut Tx, asker: &Asker, link: &Link| {
            store::count_use(tx, link, false, asker.today, asker.now)?;
            work(tx, asker, link)
        };
        let answer = self.door.serve_once(self.let_in(), act, once, writing).await;
        self.counted(answer).await
    }

    fn let_in(&self) -> impl Fn(&mut Tx, DateTime<Utc>, NaiveDate) -> Admitted<Link> + Send + 'static {
        let (secret, catalogue) = (self.secret.clone(), self.catalogue.clone());
        let law = Arc::clone(&self.door.app().law);
        move |tx, now, today| {
            let found = store::find_by_secret(tx, &secret)?;
            let (link, mut apprentices) = found.or_not_found("link")?;
            let followed = store::followed_on(tx, link.tutor_id, today)?;
            refuse_gone(&link, state_on(&link, &apprentices, &followed, today), &catalogue)?;
            apprentices.retain(|apprentice| followed.contains(apprentice));
            let grant = LinkGrant { verbs: link.verbs.clone(), apprentices };
            Ok((
                Caller::of_link(
                    link.id.0,
                    (link.tutor_id, link.site_id),
                    grant,
                    (now, law.follows_since(today)),
                ),
                link,
            ))
        }
    }

    /// A secret that opens nothing is counted against the address it came from, until nothing more is tried from there.
    async fn counted<R>(&self, answer: Result<R, Problem>) -> Result<R, Problem> {
        let is_unknown = matches!(&answer, Err(problem) if problem.code() == UNKNOWN);
        if is_unknown {
            let app = self.door.app();
            let stranger = self.door.stranger;
            let attempt = Attempt::at_link(&app.secret, stranger.address);
            let now = app.clock.now();
            match app.db.transaction(move |tx| attempt.count_wrong(tx, &stranger.author(), now)).await {
                Err(problem) if problem.is_read_only() => {}
                counted => counted?,
            }
        }
        answer
    }
}

fn count_reading(tx: &mut Tx, asker: &Asker, link: &Link) -> diesel::QueryResult<()> {
    if store::count_use(tx, link, true, asker.today, asker.now)? {
        record_reading(tx, asker, link)?;
    }
    Ok(())
}

fn record_reading(tx: &mut Tx, asker: &Asker, link: &Link) -> diesel::QueryResult<()> {
    let (site_id, subject_id, version) = (link.site_id, link.id.0, link.version);
    let change =
        Change { act: Act::ReadBrief, event: Event::LinkRead, site_id, subject_id, version, fields: &[] };
    journal::record_untold(tx, &asker.author(), &change)
}

fn refuse_gone(link: &Link, state: LinkState, catalogue: &Catalogue) -> Result<(), Problem> {
    let (rule, why): (&Rule, Sentence) = match state {
        LinkState::Active => return Ok(()),
        LinkState::Revoked => (
            &LINK_REVOKED_FOR_GOOD,
            say!("Ce lien a été retiré par le site.", "This link was withdrawn by the site."),
        ),
        LinkState::Expired => {
            let (day, jour) = (link.expires_on, french_day(link.expires_on));
            (&LINK_EXPIRES, say!("Ce lien a pris fin le {jour}.", "This link ended on {day}."))
        }
        LinkState::TutorLeft => (
            &LINK_FOLLOWS_THE_TUTOR,
            say!(
                "Vous ne suivez plus d'apprenti par ce lien.",
                "You no longer follow an apprentice by this link."
            ),
        ),
    };
    let (fr, en) = whom_to_ask(catalogue, link.site_id);
    Err(Problem::gone(rule.code, Sentence::new(format!("{} {fr}", why.fr), format!("{} {en}", why.en))))
}

/// The site of a link in the catalogue.
pub fn site_of(catalogue: &Catalogue, id: SiteId) -> Option<&Site> {
    catalogue.sites.iter().find(|site| site_id(&site.code) == id)
}

/// Whom to ask for another link.
fn whom_to_ask(catalogue: &Catalogue, id: SiteId) -> (String, String) {
    let Some(site) = site_of(catalogue, id) else {
        return ("Demandez-en un autre au site de formation.".into(), "Ask the site for another.".into());
    };
    let name = &site.name;
    match site.phone.as_deref().map(phone_rewritten) {
        Some(phone) => (
            format!("Demandez-en un autre au site {name}, au {phone}."),
            format!("Ask the site {name} for another, on {phone}."),
        ),
        None => {
            (format!("Demandez-en un autre au site {name}."), format!("Ask the site {name} for another."))
        }
    }
}

impl FromRequest for Holder {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let door = SideDoor::from_request(request, payload).into_inner();
        let catalogue = request.app_data::<Data<Catalogue>>().cloned();
        let secret = request.match_info().get("secret").unwrap_or_default().to_owned();
        let route = route_without_secret(request);
        ready(door.and_then(|door| {
            let catalogue = catalogue.ok_or_else(|| Problem::internal("no catalogue"))?;
            Ok(Self { door, secret, route, catalogue })
        }))
    }
}

/// What a request asks for, told without the secret in its address.
fn route_without_secret(request: &HttpRequest) -> String {
    let mut route = format!("{} {}", request.method(), request.match_pattern().unwrap_or_default());
    for (name, value) in request.match_info().iter().filter(|(name, _)| *name != "secret") {
        route.push_str(&format!(" {name}={value}"));
    }
    route
}
