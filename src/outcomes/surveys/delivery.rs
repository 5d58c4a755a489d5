//! How a leaver gets the link of their survey: sent to the address of their file where mails leave; else shown once to whoever
//! made it.

use chrono::{DateTime, NaiveDate, Utc};

use super::letters::SurveyLetter;
use super::model::{LeaverSurvey, SurveyRow};
use super::store;
use crate::ids::MailId;
use crate::law::calendar::french_day;
use crate::platform::crypto::MasterSecret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::accounts::store::accounts::names_of_sites;
use crate::trust::door::{App, Asker};
use crate::trust::mails::{self, MailKind, NewMail};

/// What sends the link of a survey by mail.
#[derive(Clone)]
pub struct SurveySender {
    /// What addresses begin with.
    public_url: String,
    /// Whether there is a mail server.
    mails: bool,
    /// Seals the text until it leaves.
    secret: MasterSecret,
}

impl SurveySender {
    /// The sender of an installation.
    pub fn of(app: &App) -> Self {
        Self {
            public_url: app.config.public_url.clone(),
            mails: app.config.smtp_url.is_some(),
            secret: app.secret.clone(),
        }
    }

    /// Hands a link over: gives the address it is sent to, or else the link itself.
    pub fn hand_over(
        &self,
        tx: &mut Tx,
        asker: &Asker,
        row: &SurveyRow,
        secret: &str,
    ) -> Result<HandedOver, Problem> {
        let (address, name) = store::addressee(tx, row.apprentice_id)?;
        let Some(sent_to) = address.filter(|_| self.mails) else {
            return Ok(HandedOver { url: Some(self.url_of(secret)), sent_to: None });
        };
        let site = names_of_sites(tx, &[row.survey.site_id])?.join(", ");
        let addressee = SurveyAddress { name: &name, site: &site };
        let mail =
            self.mail(&row.survey, addressee, (secret, SurveyLetter::Link), (asker.today, asker.now))?;
        mails::store::insert_for_apprentice(tx, row.apprentice_id, &mail)?;
        Ok(HandedOver { url: None, sent_to: Some(sent_to) })
    }

    fn url_of(&self, secret: &str) -> String {
        format!("{}/s/{secret}", self.public_url)
    }

    /// The mail with the link of a survey, its text sealed until it leaves.
    pub fn mail(
        &self,
        survey: &LeaverSurvey,
        to: SurveyAddress<'_>,
        (secret, letter): (&str, SurveyLetter),
        (today, now): (NaiveDate, DateTime<Utc>),
    ) -> Result<NewMail, Problem> {
        let id = MailId::new();
        let text = text_of(survey, (to.name, to.site), &self.url_of(secret));
        let again = if letter == SurveyLetter::Reminder { "Rappel : que" } else { "Que" };
        Ok(NewMail {
            id,
            site_id: Some(survey.site_id),
            account_id: None,
            tutor_id: None,
            kind: MailKind::OutcomeSurvey,
            about_on: today,
            subject: format!("{again} faites-vous depuis votre formation ? {}", to.site),
            body: mails::kept_text(&self.secret, MailKind::OutcomeSurvey, id, text)?,
            next_attempt_at: now,
        })
    }
}

/// Whom the mail of a survey is for, and from which site.
#[derive(Debug, Clone, Copy)]
pub struct SurveyAddress<'a> {
    /// Name they are called by.
    pub name: &'a str,
    /// Name of the site.
    pub site: &'a str,
}

/// How a link was handed over: one of the two.
pub struct HandedOver {
    /// The link, shown this once.
    pub url: Option<String>,
    /// Address it is sent to.
    pub sent_to: Option<String>,
}

fn text_of(survey: &LeaverSurvey, (name, site): (&str, &str), url: &str) -> String {
    let (ended, until) = (french_day(survey.ended_on), french_day(survey.closes_on));
    format!(
        "Bonjour {name},\n\n\
         Votre formation ({site}) s'est terminée le {ended}. Que faites-vous aujourd'hui ? Trois questions, une minute, sans \
         compte ni mot de passe :\n\n{url}\n\n\
         Vous pouvez répondre, puis changer votre réponse, jusqu'au {until}. Ce lien est personnel : ne le transmettez pas. Il \
         remplace le précédent, s'il y en a eu un. Vous n'êtes pas obligé de répondre ; le centre ne publie que des nombres. \
         Pour ne plus recevoir ces enquêtes, dites-le au centre.\n\n\
         Ce courriel n'attend pas de réponse.\n-- \n{site}\n"
    )
}
