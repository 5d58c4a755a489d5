//! Tutors are told, once, that a link of theirs is about to end: whoever still follows somebody asks for another.

use chrono::{DateTime, NaiveDate, Utc};

use super::store;
use crate::ids::MailId;
use crate::law::calendar::{add_days, french_day};
use crate::law::identifiers::full_name;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::App;
use crate::trust::mails::{self, MailKind, NewMail};

/// Days before the last one on which a link works that its tutor is told.
///
/// Our choice: a week leaves a working day to ask for another, holidays included.
const TOLD_BEFORE_DAYS: i64 = 7;

/// Writes to the tutors whose links end within days, where mails leave; says how many are new.
pub async fn remind_of_ending(app: &App) -> Result<usize, Problem> {
    if app.config.smtp_url.is_none() {
        return Ok(0);
    }
    let (today, now) = (app.clock.today(), app.clock.now());
    app.db.transaction(move |tx| Ok(remind(tx, today, now)?)).await
}

fn remind(tx: &mut Tx, today: NaiveDate, now: DateTime<Utc>) -> diesel::QueryResult<usize> {
    let ending = store::ending_between(tx, today, add_days(today, TOLD_BEFORE_DAYS))?;
    let written: Vec<NewMail> = ending.into_iter().map(|link| mail_of(link, now)).collect();
    mails::store::insert(tx, &written)
}

fn mail_of(link: store::EndingLink, now: DateTime<Utc>) -> NewMail {
    let store::EndingLink { site_id, tutor_id, given_name, family_name, expires_on, site } = link;
    let (name, jusqu) = (full_name(&given_name, &family_name), french_day(expires_on));
    let body = format!(
        "Bonjour {name},\n\n\
         Le lien que {site} vous a envoyé pour suivre votre apprentissage fonctionne jusqu'au {jusqu}. Pour continuer \
         ensuite, demandez-en un autre au site.\n\n\
         The link that {site} sent you to follow your apprentice works until {expires_on}. To go on afterwards, ask the \
         site for another one.\n\n\
         Ce courriel n'attend pas de réponse. / This mail expects no answer.\n-- \n{site}\n"
    );
    NewMail {
        id: MailId::new(),
        site_id: Some(site_id),
        account_id: None,
        tutor_id: Some(tutor_id),
        kind: MailKind::LinkEnding,
        about_on: expires_on,
        subject: format!("Votre lien fonctionne jusqu'au {jusqu} / your link works until {expires_on}"),
        body,
        next_attempt_at: now,
    }
}
