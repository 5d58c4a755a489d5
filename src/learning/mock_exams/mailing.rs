//! Invitations to mock exams, mailed to the tutors who have an address, where mails leave.

use std::collections::BTreeSet;

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
        let (Sentence { fr, en }, url) = (days_of(exam), &self.url);
        let name = full_name(&tutor.given_name, &tutor.family_name);
        let body = format!(
            "Bonjour {name},\n\n\
             {site} vous convie à l'examen blanc de votre apprenti, {fr}. Dites si vous venez, avec le lien que le site vous a \
             envoyé ou avec votre compte ({url}).\n\n\
             {site} invites you to the mock exam of your apprentice, {en}. Say whether you come, with the link that the site \
             sent you or with your account.\n\n\
             Ce courriel n'attend pas de réponse. / This mail expects no answer.\n-- \n{site}\n"
        );
        NewMail {
            id: MailId::new(),
            site_id: Some(exam.site_id),
            account_id: None,
            tutor_id: Some(tutor.id),
            kind: MailKind::MockExamInvitation,
            about_on: asker.today,
            subject: format!("Invitation à un examen blanc / to a mock exam, {site}"),
            body,
            next_attempt_at: asker.now,
        }
    }
}

/// The days of a mock exam once fixed, else its month, inside a sentence.
fn days_of(exam: &MockExam) -> Sentence {
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
