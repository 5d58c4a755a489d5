//! How a new link reaches its tutor: by mail when there is a mail server and the tutor has an address, so that nobody of
//! the site sees its secret; else shown once to whoever made it, which readers of what the link does are told.

use minijinja::{Environment, context};

use super::holder::site_of;
use super::model::{Link, LinkDetails, NewLink};
use super::wire::ShownOnce;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{AccountId, MailId};
use crate::law::calendar::french_day;
use crate::law::identifiers::full_name;
use crate::people::employers::model::Tutor;
use crate::platform::crypto::{MasterSecret, random_secret};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::{App, Asker};
use crate::trust::mails::{self, MailKind, NewMail};

const TEXT: &str = include_str!("mail.txt");

/// What sends a link by mail.
#[derive(Clone)]
pub struct Sender {
    /// What addresses begin with.
    pub public_url: String,
    /// Whether there is a mail server.
    pub mails: bool,
    /// Seals the text until it leaves.
    pub secret: MasterSecret,
}

impl Sender {
    /// The sender of an installation.
    pub fn of(app: &App) -> Self {
        Self {
            public_url: app.config.public_url.clone(),
            mails: app.config.smtp_url.is_some(),
            secret: app.secret.clone(),
        }
    }
}

/// A link written, and how its tutor gets it.
pub struct Delivered {
    pub known: LinkDetails,
    /// The link, when it is shown to whoever made it.
    pub shown_once: Option<ShownOnce>,
    /// Address it is sent to.
    pub sent_to: Option<String>,
}

/// Writes a link and hands it over.
pub fn deliver(
    tx: &mut Tx,
    asker: &Asker,
    sender: &Sender,
    catalogue: &Catalogue,
    (tutor, new): (&Tutor, NewLink),
) -> Result<Delivered, Problem> {
    let secret = random_secret().map_err(Problem::internal)?;
    let url = format!("{}/l/{secret}", sender.public_url);
    let sent_to = tutor.facts.email.clone().filter(|_| sender.mails);
    let secret_seen_by_id = sent_to.is_none().then_some(AccountId(asker.caller.id));
    let known = super::store::insert(tx, &NewLink { secret_seen_by_id, ..new }, &secret)?;
    if sent_to.is_none() {
        return Ok(Delivered { known, shown_once: Some(ShownOnce { url, secret }), sent_to });
    }
    let mail = mail_of(asker, sender, catalogue, (tutor, &known.link), &url)?;
    mails::store::insert(tx, &[mail])?;
    Ok(Delivered { known, shown_once: None, sent_to })
}

fn mail_of(
    asker: &Asker,
    sender: &Sender,
    catalogue: &Catalogue,
    (tutor, link): (&Tutor, &Link),
    url: &str,
) -> Result<NewMail, Problem> {
    let (id, site) = (MailId::new(), site_of(catalogue, link.site_id));
    let site = site.map_or("Le site de formation", |site| site.name.as_str());
    let name = full_name(&tutor.facts.given_name, &tutor.facts.family_name);
    let until = french_day(link.expires_on);
    let text = Environment::new()
        .render_str(TEXT, context! { name, site, url, until })
        .map_err(Problem::internal)?;
    Ok(NewMail {
        id,
        site_id: Some(link.site_id),
        account_id: None,
        tutor_id: Some(tutor.id),
        kind: MailKind::Link,
        about_on: asker.today,
        subject: format!("Votre lien de maître d'apprentissage, {site}"),
        body: mails::kept_text(&sender.secret, MailKind::Link, id, text)?,
        next_attempt_at: asker.now,
    })
}
