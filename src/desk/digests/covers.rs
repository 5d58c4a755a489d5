//! Apprentices whose right to follow the courses after a rupture ends are told some days before, once each time, with whom to
//! call; the guardians of minors too. Nobody is told once a contract came.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::acts::DigestSender;
use super::model::CoverReader;
use super::rules::notice_day;
use super::store;
use crate::catalogue::programmes::store::site_id;
use crate::desk::obligations::refresh::Means;
use crate::ids::{AccountId, ApprenticeId, MailId, SiteId};
use crate::law::calendar::{add_days, french_day};
use crate::people::referents::model::Duty;
use crate::people::referents::store::on_duty;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::mails::{self, FamilyMail, MailKind, NewMail};

/// Writes the notices of the day of a site, where mails leave; those that wait for somebody whom they no longer concern go
/// nowhere. Says how many are new.
pub(super) fn mail_covers(
    tx: &mut Tx,
    means: Means<'_>,
    (site, name): (SiteId, &str),
    sender: &DigestSender,
    now: DateTime<Utc>,
) -> Result<usize, Problem> {
    if !sender.links.mails {
        return Ok(0);
    }
    let (today, days) = (means.today, &means.law.obligations.on(means.today).cover_mail_days);
    let until = add_days(today, days.iter().copied().max().unwrap_or_default());
    let open = store::covers_ending(tx, site, (today, until))?;
    let people: Vec<ApprenticeId> = open.iter().map(|(id, _)| *id).collect();
    mails::store::supersede_but_for(tx, (site, MailKind::CoverEnding), people.clone())?;
    let readers = store::cover_readers(tx, &people)?;
    let called = CalledPeople::find(tx, means, site, &people)?;
    let ages = &means.law.contracts.on(today).age;
    let mut written = Vec::new();
    for (id, last_on) in open {
        let Some((on, reader)) = notice_day(last_on, today, days).zip(readers.get(&id)) else { continue };
        let is_minor = !reader.emancipated && ages.is_minor(reader.born_on, today);
        let letter =
            CoverLetter { reader, last_on, on, site: (site, name), to_call: called.of(id, name), now };
        written.extend(letter.to_apprentice(id));
        written.extend(is_minor.then(|| letter.to_guardians(id)).into_iter().flatten());
    }
    Ok(mails::store::insert_for_families(tx, written)?)
}

/// Whom apprentices call: who is on duty for them, else the site.
struct CalledPeople {
    duties: HashMap<ApprenticeId, Duty>,
    addresses: HashMap<AccountId, String>,
    phone: Option<String>,
    email: Option<String>,
}

impl CalledPeople {
    fn find(
        tx: &mut Tx,
        means: Means<'_>,
        site: SiteId,
        people: &[ApprenticeId],
    ) -> diesel::QueryResult<Self> {
        let mut duties = on_duty(tx, people, means.today)?;
        duties.retain(|_, duty| !duty.vacant);
        let addresses = store::addresses_of(tx, duties.values().map(|duty| duty.account_id).collect())?;
        let known = means.catalogue.sites.iter().find(|one| site_id(&one.code) == site);
        let (phone, email) = known.map(|one| (one.phone.clone(), one.email.clone())).unwrap_or_default();
        Ok(Self { duties, addresses, phone, email })
    }

    /// Who is called about an apprentice, with what to call or to write to.
    fn of(&self, id: ApprenticeId, site: &str) -> String {
        let duty = self.duties.get(&id);
        let name = duty.map_or(site, |duty| duty.display_name.as_str());
        let own = duty.and_then(|duty| self.addresses.get(&duty.account_id)).or(self.email.as_ref());
        let ways: Vec<&str> = [self.phone.as_ref(), own].into_iter().flatten().map(String::as_str).collect();
        if ways.is_empty() { name.to_owned() } else { format!("{name} ({})", ways.join(", ")) }
    }
}

/// What is told of a right that ends.
struct CoverLetter<'a> {
    reader: &'a CoverReader,
    last_on: NaiveDate,
    /// Day of the notice.
    on: NaiveDate,
    site: (SiteId, &'a str),
    to_call: String,
    now: DateTime<Utc>,
}

impl CoverLetter<'_> {
    /// The mail to the apprentice: at the address of the file, else of their account; none to whoever has neither.
    fn to_apprentice(&self, id: ApprenticeId) -> Option<FamilyMail> {
        let (reader, to_call, jour) = (self.reader, &self.to_call, french_day(self.last_on));
        let account_id = reader.account_id.filter(|_| !reader.has_address);
        let apprentice_id = reader.has_address.then_some(id);
        let said = format!(
            "Votre contrat d'apprentissage est rompu. La loi vous permet de suivre la formation au centre, sans employeur, \
             jusqu'au {jour} (Code du travail, art. L6222-18-2). Après ce jour, il faut un nouveau contrat pour continuer.\n\n\
             Pour chercher un employeur, ou si vous en avez trouvé un, appelez {to_call}."
        );
        let mail = self.mail(&reader.name, &said, account_id);
        let reached = apprentice_id.is_some() || account_id.is_some();
        reached.then_some(FamilyMail { mail, apprentice_id, guardian_id: None })
    }

    /// The mails to the guardians of a minor.
    fn to_guardians(&self, id: ApprenticeId) -> Vec<FamilyMail> {
        let (apprentice, to_call, jour) = (&self.reader.name, &self.to_call, french_day(self.last_on));
        let said = format!(
            "Le contrat d'apprentissage de {apprentice} est rompu. La loi lui permet de suivre la formation au centre, sans \
             employeur, jusqu'au {jour} (Code du travail, art. L6222-18-2). Après ce jour, il faut un nouveau contrat pour \
             continuer.\n\n\
             Pour en parler, appelez {to_call}."
        );
        let each = self.reader.guardians.iter().map(|(guardian, name)| FamilyMail {
            mail: self.mail(name, &said, None),
            apprentice_id: Some(id),
            guardian_id: Some(*guardian),
        });
        each.collect()
    }

    fn mail(&self, name: &str, said: &str, account_id: Option<AccountId>) -> NewMail {
        let ((site_id, site), jour) = (self.site, french_day(self.last_on));
        NewMail {
            id: MailId::new(),
            site_id: Some(site_id),
            account_id,
            tutor_id: None,
            kind: MailKind::CoverEnding,
            about_on: self.on,
            subject: format!("Droit de suivre la formation sans contrat : jusqu'au {jour}"),
            body: format!("Bonjour {name},\n\n{said}\n\nCe courriel n'attend pas de réponse.\n-- \n{site}\n"),
            next_attempt_at: self.now,
        }
    }
}
