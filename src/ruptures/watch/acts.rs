//! Reading the watch on a day, setting thresholds, taking note of a signal.

use std::collections::{BTreeMap, HashMap};

use super::gathering::{WatchMeans, gather};
use super::model::{Signal, SignalAcknowledgement, Thresholds, WatchSettings};
use super::rules::{book, signals_of, sum_of};
use super::store;
use super::wire::{SignalAcknowledgementIn, WatchFilter, WatchPlace, WatchSight, WatchedOut};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::store::lock_site;
use crate::ids::{ApprenticeId, SignalAcknowledgementId, SiteId};
use crate::law::figures::{SignalCode, WatchLaw};
use crate::law::findings::{refusal, refuse_errors};
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::{Page, Rows};
use crate::platform::text::Sentence;
use crate::presence::absences::visibility::followed_among;
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::{Authors, Event};
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Who reads what was taken back of the watch.
const OFFICE: Option<&[Role]> = Some(&[Role::Administrator, Role::Manager]);

/// The signals of an apprentice, with what was noted of them.
#[derive(Debug, Clone)]
pub struct Assessed {
    pub apprentice: ApprenticeId,
    pub signals: Vec<Signal>,
    pub noted: Vec<SignalAcknowledgement>,
    /// The weights of those nobody took note of.
    pub sum: i32,
}

/// What a site set, by the codes of the signals.
fn set_by(settings: Option<WatchSettings>) -> BTreeMap<String, i32> {
    settings.map(|settings| settings.thresholds.0).unwrap_or_default()
}

/// The watch of a day, as whoever asks reads it.
struct Watch<'a> {
    asker: &'a Asker,
    catalogue: &'a Catalogue,
    law: &'a WatchLaw,
    set: BTreeMap<String, i32>,
}

impl<'a> Watch<'a> {
    fn of(conn: &mut Tx, asker: &'a Asker, catalogue: &'a Catalogue, site: SiteId) -> Result<Self, Problem> {
        let set = set_by(store::settings_of(conn, site)?);
        Ok(Self { asker, catalogue, law: asker.law.watch.on(asker.today), set })
    }

    fn thresholds(&self) -> Thresholds<'_> {
        Thresholds { law: self.law, set: &self.set }
    }

    /// The signals of apprentices already found within reach, those whoever asks may not know of left out.
    fn assess(&self, conn: &mut Tx, ids: &[ApprenticeId]) -> Result<Vec<Assessed>, Problem> {
        let (asker, thresholds, today) = (self.asker, self.thresholds(), self.asker.today);
        let means = WatchMeans { catalogue: self.catalogue, law: &asker.law, thresholds, today };
        let known = gather(conn, means, ids)?;
        let mut noted: HashMap<ApprenticeId, Vec<SignalAcknowledgement>> = HashMap::new();
        // an apprentice is not told what the site noted about them
        if asker.caller.is_staff() {
            for one in store::acknowledged(conn, ids, today)? {
                noted.entry(one.apprentice_id).or_default().push(one);
            }
        }
        let followed = followed_among(conn, asker, ids)?;
        let each = known.into_iter().map(|(apprentice, facts)| {
            let mut signals = signals_of(&facts, thresholds, today);
            let follows = followed.contains(&apprentice);
            signals.retain(|signal| self.tells(signal.code, follows));
            self.hide_calls(&mut signals);
            let noted = noted.remove(&apprentice).unwrap_or_default();
            let sum = sum_of(&signals, &noted, thresholds, today);
            Assessed { apprentice, signals, noted, sum }
        });
        Ok(each.collect())
    }

    /// Whether whoever asks is told of a signal: an apprentice, of those meant for them; a trainer, of the difficulties of
    /// those they follow alone.
    fn tells(&self, code: SignalCode, follows: bool) -> bool {
        match self.asker.caller.role {
            Role::Administrator | Role::Manager => true,
            Role::Trainer => follows || code != SignalCode::DifficultyWithoutStep,
            Role::Student => self.law.rule(code).is_some_and(|rule| rule.told_to_apprentice),
            Role::Tutor | Role::Client => false,
        }
    }

    /// An apprentice is told that nobody spoke to them, not of calls that the site keeps to itself.
    fn hide_calls(&self, signals: &mut [Signal]) {
        let student = self.asker.caller.role == Role::Student;
        for signal in signals.iter_mut().filter(|signal| student && signal.code == SignalCode::NoContact) {
            signal.facts.clear();
        }
    }

    fn shown(&self, conn: &mut Tx, assessed: &[Assessed]) -> Result<Vec<WatchedOut>, Problem> {
        let noted = assessed.iter().flat_map(|one| &one.noted);
        let writers: Vec<_> = noted.map(|one| (one.author_kind, one.author_id)).collect();
        let authors = Authors::find(conn, &self.asker.caller, writers)?;
        let sight = WatchSight {
            lang: self.asker.lang,
            today: self.asker.today,
            thresholds: self.thresholds(),
            authors: &authors,
        };
        Ok(assessed.iter().map(|one| WatchedOut::of(one, sight)).collect())
    }
}

/// The signals of one apprentice within reach.
pub fn of_apprentice(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: ApprenticeId,
) -> Result<Peopled<WatchedOut>, Problem> {
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?.or_not_found("apprentice")?;
    let watch = Watch::of(conn, asker, catalogue, apprentice.site_id)?;
    let ids = store::watched(conn, apprentice.site_id, Some(id), asker.today)?;
    let mut assessed = watch.assess(conn, &ids)?;
    if assessed.is_empty() {
        assessed.push(Assessed { apprentice: id, signals: Vec::new(), noted: Vec::new(), sum: 0 });
    }
    let shown = watch.shown(conn, &assessed)?.pop().or_not_found("apprentice")?;
    Ok(with_people(conn, asker, shown)?)
}

/// One page of the apprentices of a site of whom signals show, the heaviest sum first.
pub fn of_site(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    site: SiteId,
    (filter, page): (&WatchFilter, &Rows<WatchPlace>),
) -> Result<Page<Peopled<WatchedOut>>, Problem> {
    let watch = Watch::of(conn, asker, catalogue, site)?;
    let ids = store::watched(conn, site, None, asker.today)?;
    let mut assessed = watch.assess(conn, &ids)?;
    assessed.retain(|one| {
        let shows = |code| one.signals.iter().any(|signal| signal.code == code);
        filter.signal.map_or(!one.signals.is_empty(), shows)
    });
    assessed.sort_by_key(|one| (-one.sum, one.apprentice));
    let total = i64::try_from(assessed.len()).unwrap_or(i64::MAX);
    if let Some(after) = &page.after {
        assessed.retain(|one| (-one.sum, one.apprentice.0) > (-after.sum, after.id));
    }
    assessed.truncate(usize::try_from(page.limit + 1).unwrap_or_default());
    let Page { data, next_cursor, total } =
        Page::of(assessed, page.limit, |one| WatchPlace { sum: one.sum, id: one.apprentice.0 })
            .counted(page, || Ok(total))?;
    let shown = watch.shown(conn, &data)?;
    Ok(peopled(conn, asker, Page { data: shown, next_cursor, total })?)
}

/// Writes the thresholds of a site, in place of those it set; none at all goes back to those of the file.
pub fn write_settings(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    sent: &[(SignalCode, i32)],
) -> Result<Option<WatchSettings>, Problem> {
    lock_site(tx, site)?.or_not_found("site")?;
    let before = store::settings_of(tx, site)?;
    asker.expects(before.as_ref().map_or(0, |settings| settings.version))?;
    let law = asker.law.watch.on(asker.today);
    let thresholds = book::check_thresholds(sent, law).map_err(refusal)?;
    if before.as_ref().map_or(thresholds.is_empty(), |settings| settings.thresholds.0 == thresholds) {
        return Ok(before);
    }
    let written = store::write_settings(tx, site, thresholds)?;
    asker.record_fields(tx, Event::WatchSettingsWritten, &written, &["thresholds"])?;
    Ok(Some(written))
}

/// Takes note of a signal that shows of an apprentice, until a day.
pub fn acknowledge(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: ApprenticeId,
    request: &SignalAcknowledgementIn,
) -> Result<SignalAcknowledgement, Problem> {
    let apprentice = apprentices::store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")?;
    refuse_errors(book::check_until(request.until_on, asker.today).into_iter().collect())?;
    let watch = Watch::of(tx, asker, catalogue, apprentice.site_id)?;
    let ids = store::watched(tx, apprentice.site_id, Some(id), asker.today)?;
    let assessed = watch.assess(tx, &ids)?;
    let shows = assessed.iter().flat_map(|one| &one.signals).any(|signal| signal.code == request.signal);
    if !shows {
        let rule = &book::SHOWS_NOW;
        return Err(rule.conflict(Sentence::new(rule.fr, rule.en)));
    }
    let days = (asker.today, request.until_on);
    let what = (request.signal, request.reason.as_str());
    let noted = store::acknowledge(tx, &apprentice, &asker.author(), what, days)?;
    asker.record(tx, Event::SignalAcknowledged, &noted)?;
    Ok(noted)
}

/// Takes back that somebody took note of a signal: it counts again.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: SignalAcknowledgementId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let noted = store::lock_acknowledgement(tx, &asker.reach, id)?.or_not_found("signal_acknowledgement")?;
    let about = About::record(WithdrawalKind::SignalAcknowledgement, &noted, reason).of(noted.apprentice_id);
    withdrawals::remove(tx, asker, about.for_readers(OFFICE), &[])
}
