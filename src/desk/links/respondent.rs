//! Whoever holds the link of a survey: a leaver, let in by its secret for that survey alone, while its wave is open.
//!
//! The secret is known to this file and to the store that hashes it: it is never logged, kept or told again.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, NaiveDate, Utc};

use crate::catalogue::programmes::Catalogue;
use crate::law::calendar::french_day;
use crate::outcomes::surveys::model::SurveyRow;
use crate::outcomes::surveys::rules::{TAKEN_WHILE_IT_LASTS, check_open};
use crate::outcomes::surveys::store;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::Answer;
use crate::say;
use crate::trust::access::{Act, Caller};
use crate::trust::accounts::throttle::Attempt;
use crate::trust::door::{Admitted, Asker, Once, SideDoor};

/// Code of the refusal of a secret that opens nothing.
const UNKNOWN: &str = "link.not_found";

/// A request that carries the secret of a survey.
pub struct Respondent {
    door: SideDoor,
    secret: String,
    catalogue: Data<Catalogue>,
}

impl Respondent {
    /// The link as its bearer holds it.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The sites, for whom to ask.
    pub fn catalogue(&self) -> &Data<Catalogue> {
        &self.catalogue
    }

    /// Reads the survey.
    pub async fn read<R, W>(&self, work: W) -> Result<R, Problem>
    where
        R: Send + 'static,
        W: Fn(&mut Tx, &Asker, &SurveyRow) -> Result<R, Problem> + Send + 'static,
    {
        let answer = self.door.serve(self.let_in(), Act::AnswerOutcome, work).await;
        self.counted(answer).await
    }

    /// Writes once under the key that the form carried.
    pub async fn write_under<W>(&self, key: Option<String>, digest: [u8; 32], work: W) -> Answer
    where
        W: Fn(&mut Tx, &Asker, &SurveyRow) -> Answer + Send + 'static,
    {
        let once = Once { key, route: "POST /s/{secret}".to_owned(), digest };
        let answer = self.door.serve_once(self.let_in(), Act::AnswerOutcome, once, work).await;
        self.counted(answer).await
    }

    fn let_in(&self) -> impl Fn(&mut Tx, DateTime<Utc>, NaiveDate) -> Admitted<SurveyRow> + Send + 'static {
        let secret = self.secret.clone();
        let law = Arc::clone(&self.door.app().law);
        move |tx, now, today| {
            let row = store::find_by_secret(tx, &secret)?.or_not_found("link")?;
            if check_open(&row.survey, today).is_some() {
                return Err(closed(&row));
            }
            let whose = (row.apprentice_id, row.survey.site_id);
            let caller = Caller::of_leaver(row.survey.id.0, whose, (now, law.follows_since(today)));
            Ok((caller, row))
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

fn closed(row: &SurveyRow) -> Problem {
    let (first, last) = (row.survey.opens_on, row.survey.closes_on);
    let (du, au) = (french_day(first), french_day(last));
    let why = say!(
        "Cette enquête était ouverte du {du} au {au}. Rien ne vous est plus demandé.",
        "This survey was open from {first} to {last}. Nothing more is asked of you."
    );
    Problem::gone(TAKEN_WHILE_IT_LASTS.code, why)
}

impl FromRequest for Respondent {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let door = SideDoor::from_request(request, payload).into_inner();
        let catalogue = request.app_data::<Data<Catalogue>>().cloned();
        let secret = request.match_info().get("secret").unwrap_or_default().to_owned();
        ready(door.and_then(|door| {
            let catalogue = catalogue.ok_or_else(|| Problem::internal("no catalogue"))?;
            Ok(Self { door, secret, catalogue })
        }))
    }
}
