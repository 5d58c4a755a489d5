//! Publishing: the rates of the moment frozen, each shown unless it would tell of a few people; withdrawing them.

use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::store::{lock_site, site_id};
use crate::ids::{CohortId, RatePublicationId, RatePublicationValueId, SiteId};
use crate::law::figures::{IndicatorLaw, RateDefinition};
use crate::outcomes::indicators::gathering::{IndicatorScope, gather};
use crate::outcomes::indicators::model::{LearnerFacts, RateCount};
use crate::outcomes::indicators::routes::day_of;
use crate::outcomes::indicators::rules::{RateRule, counted_people, withheld};
use crate::outcomes::publications::model::{
    NewRatePublication, NewRatePublicationValue, PublicationChannel, RatePublication,
};
use crate::outcomes::publications::rules::{COHORT_IS_OF_PROGRAMME, PROGRAMME_IS_TAUGHT, SOMEBODY_TO_COUNT};
use crate::outcomes::publications::store::{self, PublishedPeople};
use crate::outcomes::publications::wire::RatePublicationIn;
use crate::platform::db::{Json, Tx};
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Publishes the rates of a scope as of a day.
pub fn publish(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    wanted: &RatePublicationIn,
) -> Result<RatePublication, Problem> {
    let site = asker.reach.site_for_creation(wanted.site_id)?;
    let as_of = day_of(wanted.as_of, asker, "/as_of")?;
    check_programme(catalogue, site, &wanted.programme)?;
    // two publications of a site are compared, and so follow one another
    lock_site(tx, site)?.or_not_found("site")?;
    let scope = scope_of(tx, asker, site, wanted)?;
    let learners = gather(tx, &asker.reach, (catalogue, &asker.law), &scope, as_of)?.learners;
    if learners.is_empty() {
        return Err(SOMEBODY_TO_COUNT.conflict(Sentence::new(SOMEBODY_TO_COUNT.fr, SOMEBODY_TO_COUNT.en)));
    }
    let law = asker.law.indicators.on(as_of);
    let published = store::people_shown(tx, site, law.thresholds.remembers_withdrawn)?;
    let threshold = threshold_of(law, catalogue, site, wanted.channel);
    let new = NewRatePublication {
        id: RatePublicationId::new(),
        site_id: site,
        programme_code: wanted.programme.clone(),
        cohort_id: wanted.cohort_id,
        exam_session: scope.session,
        channel: wanted.channel,
        as_of,
        edition: law.edition.clone(),
        threshold: threshold.cast_signed(),
        published_at: asker.now,
    };
    let freezing = Freezing { new: &new, rates: law, learners: &learners, published: &published, threshold };
    let publication = store::insert(tx, &new, &freezing.values())?;
    asker.record(tx, Event::RatePublicationGiven, &publication)?;
    Ok(publication)
}

/// Fewest people of a rate shown in a channel of a site.
fn threshold_of(law: &IndicatorLaw, catalogue: &Catalogue, site: SiteId, channel: PublicationChannel) -> u32 {
    let code = catalogue.sites.iter().find(|one| site_id(&one.code) == site).map(|one| one.code.as_str());
    match channel {
        PublicationChannel::Official => law.thresholds.official,
        PublicationChannel::Own => law.own_threshold(code.unwrap_or_default()),
    }
}

fn check_programme(catalogue: &Catalogue, site: SiteId, code: &str) -> Result<(), Problem> {
    let programme = catalogue.programme(code);
    let taught = programme.is_some_and(|programme| programme.sites().any(|one| site_id(one) == site));
    match taught {
        true => Ok(()),
        false => Err(PROGRAMME_IS_TAUGHT.fault(
            "/programme",
            say!(
                "Le site n'enseigne aucune formation « {code} ».",
                "The site teaches no programme “{code}”."
            ),
        )),
    }
}

fn scope_of(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    wanted: &RatePublicationIn,
) -> Result<IndicatorScope, Problem> {
    let scope = IndicatorScope {
        site: Some(site),
        programme: Some(wanted.programme.clone()),
        cohort: wanted.cohort_id,
        session: wanted.session,
    };
    let Some(id) = wanted.cohort_id else { return Ok(scope) };
    let session = session_of_cohort(tx, asker, id, wanted, site)?;
    Ok(IndicatorScope { session: Some(session), ..scope })
}

fn session_of_cohort(
    tx: &mut Tx,
    asker: &Asker,
    id: CohortId,
    wanted: &RatePublicationIn,
    site: SiteId,
) -> Result<i32, Problem> {
    let found = cohorts::store::find(tx, &asker.reach, id)?.filter(|cohort| {
        let of_session = wanted.session.is_none_or(|session| session == cohort.facts.exam_session);
        cohort.site_id == site && cohort.programme == wanted.programme && of_session
    });
    found.map(|cohort| cohort.facts.exam_session).ok_or_else(|| {
        let facts = say!(
            "Aucune promotion de cette formation, de ce site et de cette session n'a cet identifiant.",
            "No cohort of that programme, site and session has this id."
        );
        COHORT_IS_OF_PROGRAMME.fault("/cohort_id", facts)
    })
}

/// What is frozen of some learners.
struct Freezing<'a> {
    new: &'a NewRatePublication,
    rates: &'a IndicatorLaw,
    learners: &'a [LearnerFacts],
    published: &'a PublishedPeople,
    threshold: u32,
}

impl Freezing<'_> {
    fn values(&self) -> Vec<NewRatePublicationValue> {
        (1..).zip(&self.rates.rates).map(|(rank, definition)| self.value(rank, definition)).collect()
    }

    fn value(&self, rank: i16, definition: &RateDefinition) -> NewRatePublicationValue {
        let rule = RateRule { definition, choices: &self.rates.choices, as_of: self.new.as_of };
        let cases = rule.cases(self.learners);
        let count = RateCount::of(&cases);
        let group = counted_people(&cases);
        let others = self.published.get(&definition.rate).map(Vec::as_slice).unwrap_or_default();
        let withheld = withheld(&count, &group, others, self.threshold);
        let shown = group.into_iter().filter(|_| withheld.is_none()).map(|(case, who)| (case, who.0));
        let (cases, people) = shown.unzip();
        NewRatePublicationValue {
            id: RatePublicationValueId::new(),
            site_id: self.new.site_id,
            publication_id: self.new.id,
            rate: definition.rate,
            rank,
            numerator: count.numerator.cast_signed(),
            denominator: count.denominator.cast_signed(),
            withheld,
            excluded: Json(count.excluded),
            definition: Json(definition.clone()),
            cases,
            people,
        }
    }
}
