//! Somebody objects to surveys after their training, or no longer does.

use chrono::NaiveDate;

use super::model::{NewSurveyObjection, SurveyObjection};
use super::rules::{OBJECTED, OBJECTED_ALREADY};
use super::store;
use crate::ids::{ApprenticeId, SurveyObjectionId};
use crate::law::calendar::french_day;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::mails::{self, MailKind};
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Writes that an apprentice objects; mails that wait for them go nowhere.
pub fn object(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    on: Option<NaiveDate>,
) -> Result<SurveyObjection, Problem> {
    let apprentice = apprentices::store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")?;
    let objected_on = on.unwrap_or(asker.today);
    if objected_on > asker.today {
        let (jour, today) = (french_day(asker.today), asker.today);
        return Err(
            OBJECTED_ALREADY.fault("/objected_on", say!("Le {jour} au plus tard.", "{today} at the latest."))
        );
    }
    let author = asker.author();
    let objection = store::insert_objection(
        tx,
        &NewSurveyObjection {
            id: SurveyObjectionId::new(),
            site_id: apprentice.site_id,
            apprentice_id: apprentice.id,
            objected_on,
            author_kind: author.kind,
            author_id: author.id,
        },
    )?;
    mails::store::supersede_for_apprentice(tx, apprentice.id, MailKind::OutcomeSurvey)?;
    asker.record(tx, Event::SurveyObjectionWritten, &objection)?;
    Ok(objection)
}

/// Takes an objection back: its apprentice may be asked again.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: SurveyObjectionId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let found = store::find_objection(tx, &asker.reach, id)?.or_not_found("survey_objection")?;
    apprentices::store::lock(tx, &asker.reach, found.apprentice_id)?.or_not_found("survey_objection")?;
    let objection = store::lock_objection(tx, &asker.reach, id)?.or_not_found("survey_objection")?;
    let about = About::record(WithdrawalKind::SurveyObjection, &objection, reason);
    withdrawals::remove(tx, asker, about.of(objection.apprentice_id), &[])
}

/// Refuses to write to somebody who objected.
pub fn refuse_objector(conn: &mut Tx, id: ApprenticeId) -> Result<(), Problem> {
    if store::objectors_among(conn, &[id])?.is_empty() {
        return Ok(());
    }
    Err(OBJECTED.conflict(say!(
        "Cette personne ne veut plus être interrogée.",
        "This person does not want to be asked any more."
    )))
}
