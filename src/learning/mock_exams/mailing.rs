//! Invitations to mock exams, mailed to the tutors who have an address, where mails leave.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{MockExam, MockExamInvitation};
use super::store::{self, InvitedTutor};
use crate::ids::{MailId, TutorId};
use crate::law::calendar::{french_day, month_name, of_month_fr};
use crate::law::identifiers::full_name;
use crate::platform::db::Tx;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::accounts::store::accounts::names_of_sites;
use crate::trust::door::{App, Asker};
use crate::trust::mails::{self, MailKind, NewMail};

/// Whether mails leave, and the address of the product.
#[derive(Debug, Clone)]
pub struct InvitationMailer {
    leaves: bool,
    url: String,
}

impl InvitationMailer {
    /// The mailer of an installation.
    pub fn of(app: &App) -> Self {
        Self { leaves: app.config.smtp_url.is_some(), url: app.config.public_url.clone() }
    }

    /// Writes to each tutor just invited, once whatever the number of their apprentices.
    pub fn notify(
        &self,
        tx: &mut Tx,
        asker: &Asker,
        exam: &MockExam,
        invited: &[MockExamInvitation],
    ) -> diesel::QueryResult<()> {
        if !self.leaves || invited.is_empty() {
            return Ok(());
        }
        let ids: BTreeSet<TutorId> = invited.iter().map(|one| one.tutor_id).collect();
        let site = names_of_sites(tx, &[exam.site_id])?.join(", ");
        let tutors = store::tutors_with_address(tx, ids)?;
        let written: Vec<NewMail> =
            tutors.into_iter().map(|tutor| self.mail_of(asker, exam, tutor, &site)).collect();
        mails::store::insert(tx, &written).map(drop)
    }

    fn mail_of(&self, asker: &Asker, exam: &MockExam, tutor: InvitedTutor, site: &str) -> NewMail {
        let Sentence { fr, en } = days_of(exam);
        let said = say!(
            "{site} vous convie à l'examen blanc de votre apprenti, {fr}.",
            "{site} invites you to the mock exam of your apprentice, {en}."
        );
        let subject = format!("Invitation à un examen blanc / to a mock exam, {site}");
        let letter = Letter { kind: MailKind::MockExamInvitation, subject, said, site, url: &self.url };
        letter.to(exam, tutor, asker.today, asker.now)
    }
}

/// What is written to a tutor about an invitation.
pub(super) struct Letter<'a> {
    pub kind: MailKind,
    pub subject: String,
    /// What it says before how to answer.
    pub said: Sentence,
    pub site: &'a str,
    pub url: &'a str,
}

impl Letter<'_> {
    /// The mail to one tutor, with until when they answer.
    pub fn to(&self, exam: &MockExam, tutor: InvitedTutor, today: NaiveDate, now: DateTime<Utc>) -> NewMail {
        let (Self { said, site, url, .. }, Sentence { fr, en }) = (self, until_when(exam));
        let name = full_name(&tutor.given_name, &tutor.family_name);
        let body = format!(
            "Bonjour {name},\n\n\
             {} Dites si vous venez, quand et qui vous venez voir, avec le lien que le site vous a envoyé ou avec votre compte \
             ({url}){fr}.\n\n\
             {} Say whether you come, when and whom you come to see, with the link that the site sent you or with your \
             account{en}.\n\n\
             Ce courriel n'attend pas de réponse. / This mail expects no answer.\n-- \n{site}\n",
            said.fr, said.en
        );
        NewMail {
            id: MailId::new(),
            site_id: Some(exam.site_id),
            account_id: None,
            tutor_id: Some(tutor.id),
            kind: self.kind,
            about_on: today,
            subject: self.subject.clone(),
            body,
            next_attempt_at: now,
        }
    }
}

/// Until when an answer is taken, at the end of a sentence; nothing until the days are fixed.
fn until_when(exam: &MockExam) -> Sentence {
    match exam.answers_until() {
        Some(until) => {
            let jour = french_day(until);
            say!(", jusqu'au {jour} inclus", ", until {until} included")
        }
        None => Sentence::new("", ""),
    }
}

/// The days of a mock exam once fixed, else its month, inside a sentence.
pub(super) fn days_of(exam: &MockExam) -> Sentence {
    use chrono::Datelike;
    let (month, year) = (exam.month_on.month(), exam.month_on.year());
    match (exam.facts.starts_on, exam.facts.ends_on) {
        (Some(from), Some(to)) if from != to => {
            let (du, au) = (french_day(from), french_day(to));
            say!("du {du} au {au}", "from {from} to {to}")
        }
        (Some(from), _) => {
            let le = french_day(from);
            say!("le {le}", "on {from}")
        }
        (None, _) => {
            let (de, en) = (of_month_fr(month), month_name(month).en);
            say!("au mois {de} {year}", "in {en} {year}")
        }
    }
}
