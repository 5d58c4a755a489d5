//! What the law makes due on a day, with each rule that had a say.

use chrono::NaiveDate;

use super::PayFigures;
use super::bands::{Rise, band_on, rises};
use super::years::{extension_on, pay_year};
use super::{declared as rule, sentences};
use crate::contracts::pay::model::{ConventionalMinimum, Due, ExtensionGround, PayBase, PayFacts};
use crate::law::figures::{Band, BandBase};
use crate::law::findings::Finding;
use crate::law::money::{Cents, Percent};

/// The facts and figures of a contract, ready to be asked about any day of it.
pub struct Payer<'a> {
    facts: &'a PayFacts,
    figures: &'a PayFigures<'a>,
    /// Bands entered during the contract.
    pub rises: Vec<Rise>,
    age_at_start: u32,
}

/// A share and amount on their way to what is due.
struct Reckoning {
    percent: Percent,
    minimum: Cents,
    why: Vec<Finding>,
}

struct Bases {
    smic_hourly: Cents,
    smic: Cents,
    smc: Option<Cents>,
    kind: PayBase,
    monthly: Cents,
}

impl<'a> Payer<'a> {
    /// Prepares.
    pub fn new(facts: &'a PayFacts, figures: &'a PayFigures<'a>) -> Self {
        Self {
            rises: rises(figures.pay, figures.ages, facts.born_on, facts.starts_on),
            age_at_start: figures.ages.age_on(facts.born_on, facts.starts_on),
            facts,
            figures,
        }
    }

    /// What is due on a day.
    pub fn due_on(&self, day: NaiveDate) -> Due {
        let (year, year_reason) = pay_year(self.facts, self.figures, day);
        let (band, rise) = band_on(self.figures.pay, &self.rises, self.age_at_start, day);
        let bases = self.bases_on(band, day);
        let mut reckoning = grid_share(band, year, &bases);
        reckoning.why.push(sentences::year(year, year_reason));
        reckoning.why.extend(rise.map(sentences::rise));
        self.add_points(&mut reckoning, band.percent(year), &bases, day);
        self.raise_to_floor(&mut reckoning, &bases);
        reckoning.why.extend(self.explain_bases(band, &bases, day));
        let line = self.facts.lines.iter().find(|line| line.from_on <= day && day <= line.to_on);
        due(band, year, &bases, reckoning, day > self.figures.smic.known_until).agreed_on(line)
    }

    fn bases_on(&self, band: &Band, day: NaiveDate) -> Bases {
        let smic_hourly = self.figures.smic.rates.on(day).hourly(self.facts.territory);
        let smic = self.figures.smic.monthly(smic_hourly);
        let smc = self.smc_on(day);
        let higher = smc.filter(|smc| band.base == BandBase::Higher && *smc > smic);
        let (kind, monthly) = higher.map_or((PayBase::Smic, smic), |smc| (PayBase::Smc, smc));
        Bases { smic_hourly, smic, smc, kind, monthly }
    }

    fn smc_on(&self, day: NaiveDate) -> Option<Cents> {
        let from = |minimum: &&ConventionalMinimum| minimum.from_on.unwrap_or(NaiveDate::MIN);
        let begun = self.facts.conventional_minimums.iter().filter(|minimum| from(minimum) <= day);
        begun.max_by_key(from).map(|minimum| minimum.monthly)
    }

    /// Additions stop at the minimum wage, but never take away what the grid gives alone.
    fn add_points(&self, reckoning: &mut Reckoning, alone: Percent, bases: &Bases, day: NaiveDate) {
        let law = self.figures.pay;
        let disabled = extension_on(self.facts, day)
            .is_some_and(|extension| extension.ground == ExtensionGround::DisabledWorker);
        let (rule, points) = match (disabled, self.facts.related_diploma) {
            (true, _) => (&rule::DISABLED_WORKER, law.disabled_worker_points),
            (false, true) => (&rule::RELATED_DIPLOMA, law.related_diploma_points),
            (false, false) => return,
        };
        let (raised, limit) = (Percent(alone.0 + points.0), bases.smic.share_up(law.cap));
        reckoning.percent = alone.plus_within(points, law.cap);
        let (uncapped, alone_amount) = (bases.monthly.share_up(raised), bases.monthly.share_up(alone));
        reckoning.minimum = uncapped.min(limit).max(alone_amount);
        reckoning.why.push(sentences::points(rule, alone, points));
        if reckoning.minimum < uncapped {
            reckoning.percent = reckoning.percent.min(bases.monthly.percent_reaching(reckoning.minimum));
            reckoning.why.push(sentences::capped(limit));
        }
    }

    fn raise_to_floor(&self, reckoning: &mut Reckoning, bases: &Bases) {
        let Some(previous) = self.facts.previous.filter(|previous| previous.diploma_obtained) else { return };
        let share = previous.percent.unwrap_or_default();
        let floor = bases.monthly.share_up(share).max(previous.monthly.unwrap_or_default());
        if floor > reckoning.minimum {
            reckoning.minimum = floor;
            reckoning.percent = reckoning.percent.max(bases.monthly.percent_reaching(floor));
            reckoning.why.push(sentences::floor(&previous, floor));
        }
    }

    fn explain_bases(&self, band: &Band, bases: &Bases, day: NaiveDate) -> Vec<Finding> {
        let smic_law = self.figures.smic;
        let smic = sentences::smic(smic_law, bases.smic_hourly, day);
        let smc = bases.smc.filter(|_| band.base == BandBase::Higher);
        let compared = smc.map(|smc| sentences::higher_base(smc, bases.smic));
        let beyond = (day > smic_law.known_until).then(|| sentences::beyond_known_base(smic_law.known_until));
        std::iter::once(smic).chain(compared).chain(beyond).collect()
    }
}

fn grid_share(band: &Band, year: u32, bases: &Bases) -> Reckoning {
    let percent = band.percent(year);
    Reckoning {
        percent,
        minimum: bases.monthly.share_up(percent),
        why: vec![sentences::grid(band, year, percent)],
    }
}

fn due(band: &Band, year: u32, bases: &Bases, reckoning: Reckoning, beyond_known_base: bool) -> Due {
    Due {
        year,
        band: band.code.clone(),
        percent: reckoning.percent,
        base: bases.kind,
        base_monthly: bases.monthly,
        minimum: reckoning.minimum,
        smic_hourly: bases.smic_hourly,
        smic_monthly: bases.smic,
        smc_monthly: bases.smc,
        agreed: None,
        agreed_monthly: None,
        beyond_known_base,
        why: reckoning.why,
    }
}
