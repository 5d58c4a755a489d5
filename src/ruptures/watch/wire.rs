//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::acts::Assessed;
use super::model::{Signal, SignalAcknowledgement, SignalFact, Thresholds, WatchSettings};
use super::rules::covering;
use crate::ids::{ApprenticeId, SignalAcknowledgementId, SiteId};
use crate::law::figures::{SignalCode, SignalRule, ThresholdUnit, Version, WatchLaw};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;
use crate::trust::journal::{AuthorOut, Authors};

/// What narrows the watch of a site.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WatchFilter {
    /// Only apprentices of whom this signal shows.
    #[param(inline)]
    pub signal: Option<SignalCode>,
}

/// Where the watch of a site stands: the sum last given, and its apprentice to settle ties.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WatchPlace {
    pub sum: i32,
    pub id: uuid::Uuid,
}

/// How the watch is told: in which language, on which day, by which thresholds.
#[derive(Clone, Copy)]
pub struct WatchSight<'a> {
    pub lang: Lang,
    pub today: NaiveDate,
    pub thresholds: Thresholds<'a>,
    /// Who took note of signals.
    pub authors: &'a Authors,
}

/// The signals that show of an apprentice, and the plain sum of their weights.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WatchedOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Day the signals are those of.
    pub as_of: NaiveDate,
    /// The weights of the signals below, those somebody took note of left out: a sum, not a score.
    #[schema(minimum = 0)]
    pub sum: i32,
    /// Each signal that shows, the heaviest first.
    #[schema(max_items = 20)]
    pub signals: Vec<SignalOut>,
}

impl WatchedOut {
    /// The signals of an apprentice as they are told.
    pub fn of(assessed: &Assessed, sight: WatchSight<'_>) -> Self {
        let told = |signal: &Signal| {
            let rule = sight.thresholds.law.rule(signal.code)?;
            Some(SignalOut::of(signal, rule, covering(signal, &assessed.noted, sight.today), sight))
        };
        Self {
            apprentice_id: assessed.apprentice,
            as_of: sight.today,
            sum: assessed.sum,
            signals: assessed.signals.iter().filter_map(told).collect(),
        }
    }
}

impl AboutPeople for WatchedOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, self.as_of)
    }
}

/// A signal that shows: why, since when, what it weighs, what clears it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignalOut {
    /// Which signal.
    pub signal: SignalCode,
    /// What it is called.
    #[schema(max_length = 300)]
    pub label: String,
    /// Day since which it shows.
    pub since: NaiveDate,
    /// What it counts for in the sum.
    #[schema(minimum = 1)]
    pub weight: i32,
    /// When it shows, with the threshold of the site.
    #[schema(max_length = 600)]
    pub rule: String,
    /// The threshold of the site.
    #[schema(minimum = 0, maximum = 10000, example = 21)]
    pub threshold: i32,
    /// What clears it.
    #[schema(max_length = 500)]
    pub cleared_by: String,
    /// The same in the words meant for the apprentice; null when none are.
    #[schema(max_length = 500)]
    pub plain: Option<String>,
    /// What it rests on, ten facts at most.
    #[schema(max_items = 10)]
    pub facts: Vec<SignalFactOut>,
    /// That somebody of the site took note of it, and it is not counted; for the site.
    pub acknowledged: Option<SignalAcknowledgementOut>,
}

impl SignalOut {
    fn of(
        signal: &Signal,
        rule: &SignalRule,
        noted: Option<&SignalAcknowledgement>,
        sight: WatchSight<'_>,
    ) -> Self {
        let (lang, threshold) = (sight.lang, sight.thresholds.of(signal.code));
        let plain = || rule.plain(lang).to_owned();
        Self {
            signal: signal.code,
            label: rule.name(lang).to_owned(),
            since: signal.since,
            weight: rule.weight,
            rule: rule.stated(threshold).in_lang(lang).to_owned(),
            threshold,
            cleared_by: rule.clears(lang).to_owned(),
            plain: rule.told_to_apprentice.then(plain),
            facts: signal.facts.iter().map(|fact| SignalFactOut::of(fact, lang)).collect(),
            acknowledged: noted.map(|one| SignalAcknowledgementOut::of(one, sight.authors)),
        }
    }
}

/// A fact a signal rests on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignalFactOut {
    /// The fact, in a sentence.
    #[schema(max_length = 500)]
    pub what: String,
    /// Its day, when it has one.
    pub on: Option<NaiveDate>,
    /// How many, when it counts.
    #[schema(minimum = 0)]
    pub count: Option<i64>,
    /// Where it is read; null for what has no address.
    #[schema(max_length = 200, example = "/v1/visits/0198df00-3c1e-7a52-9c2f-5d1b2a4e6f70")]
    pub href: Option<String>,
}

impl SignalFactOut {
    fn of(fact: &SignalFact, lang: Lang) -> Self {
        let what = fact.what.in_lang(lang).to_owned();
        Self { what, on: fact.on, count: fact.count, href: fact.href.clone() }
    }
}

/// That somebody takes note of a signal, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signal": "no_contact", "reason": "Visite fixée au 3 février.", "until_on": "2027-03-03"}))]
pub struct SignalAcknowledgementIn {
    /// Which signal.
    pub signal: SignalCode,
    /// Why it is not counted for a while.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
    /// Last day on which it is not counted.
    pub until_on: NaiveDate,
}

/// That somebody took note of a signal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignalAcknowledgementOut {
    /// Identifier.
    pub id: SignalAcknowledgementId,
    /// Which signal.
    pub signal: SignalCode,
    /// Why it is not counted for a while.
    #[schema(max_length = 1000)]
    pub reason: String,
    /// Day on which it was noted.
    pub acknowledged_on: NaiveDate,
    /// Last day on which it is not counted.
    pub until_on: NaiveDate,
    /// Who took note.
    pub author: AuthorOut,
}

impl SignalAcknowledgementOut {
    /// What was noted, its author known among these.
    pub fn of(row: &SignalAcknowledgement, authors: &Authors) -> Self {
        Self {
            id: row.id,
            signal: row.signal,
            reason: row.reason.clone(),
            acknowledged_on: row.acknowledged_on,
            until_on: row.until_on,
            author: authors.of(row.author_kind, row.author_id),
        }
    }
}

/// The thresholds of a site, as sent: those left out are those of the file.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"thresholds": [{"signal": "no_contact", "threshold": 6}]}))]
pub struct WatchSettingsIn {
    /// Each threshold set.
    #[schema(max_items = 20)]
    pub thresholds: Vec<SignalThreshold>,
}

/// The threshold of a signal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalThreshold {
    /// Which signal.
    pub signal: SignalCode,
    /// Its threshold, in its unit.
    #[schema(minimum = 0, maximum = 10000, example = 6)]
    pub threshold: i32,
}

/// The signals a site watches for, with its thresholds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WatchSettingsOut {
    /// Site.
    pub site_id: SiteId,
    /// Where the rules and the thresholds of the file come from.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day on which that was read.
    pub read_on: NaiveDate,
    /// Each signal.
    #[schema(max_items = 20)]
    pub signals: Vec<SignalSettingOut>,
    /// Version, from which the ETag is made; 0 until the site sets any.
    #[schema(minimum = 0)]
    pub version: i64,
    /// When the site last set any; null when it never did.
    pub updated_at: Option<DateTime<Utc>>,
}

/// A signal watched for, with the threshold of the site.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignalSettingOut {
    /// Which signal.
    pub signal: SignalCode,
    /// What it is called.
    #[schema(max_length = 300)]
    pub label: String,
    /// When it shows.
    #[schema(max_length = 600)]
    pub rule: String,
    /// What clears it.
    #[schema(max_length = 500)]
    pub cleared_by: String,
    /// What it counts for in the sum.
    #[schema(minimum = 1, maximum = 100)]
    pub weight: i32,
    /// What the threshold counts.
    pub unit: ThresholdUnit,
    /// The threshold that holds.
    #[schema(minimum = 0, maximum = 10000)]
    pub threshold: i32,
    /// That of the file.
    #[schema(minimum = 0, maximum = 10000)]
    pub default_threshold: i32,
    /// Whether the site set it.
    pub set: bool,
    /// Least threshold a site may set.
    #[schema(minimum = 0, maximum = 10000)]
    pub least: i32,
    /// Greatest threshold a site may set.
    #[schema(minimum = 0, maximum = 10000)]
    pub most: i32,
    /// Whether apprentices read it about themselves.
    pub told_to_apprentice: bool,
}

impl WatchSettingsOut {
    /// What a site watches for.
    pub fn of(
        site_id: SiteId,
        law: &Version<WatchLaw>,
        settings: Option<&WatchSettings>,
        lang: Lang,
    ) -> Self {
        let set = settings.map(|settings| settings.thresholds.0.clone()).unwrap_or_default();
        let thresholds = Thresholds { law: &law.said, set: &set };
        let signal = |rule: &SignalRule| {
            let threshold = thresholds.of(rule.code);
            SignalSettingOut {
                signal: rule.code,
                label: rule.name(lang).to_owned(),
                rule: rule.stated(threshold).in_lang(lang).to_owned(),
                cleared_by: rule.clears(lang).to_owned(),
                weight: rule.weight,
                unit: rule.unit,
                threshold,
                default_threshold: rule.threshold,
                set: set.contains_key(rule.code.as_str()),
                least: rule.least,
                most: rule.most,
                told_to_apprentice: rule.told_to_apprentice,
            }
        };
        Self {
            site_id,
            source: law.source.clone(),
            read_on: law.read_on,
            signals: law.said.signals.iter().map(signal).collect(),
            version: settings.map_or(0, |settings| settings.version),
            updated_at: settings.map(|settings| settings.updated_at),
        }
    }
}
