//! The sentences of the reasons: each rule with the facts of the case.

use chrono::NaiveDate;

use super::bands::Rise;
use super::declared as rule;
use super::years::YearReason;
use crate::contracts::pay::model::{ExtensionGround, PreviousContract};
use crate::law::calendar::french_day;
use crate::law::figures::{Band, SmicLaw};
use crate::law::findings::{Finding, Rule};
use crate::law::money::{Cents, Percent};
use crate::platform::text::Sentence;
use crate::say;

fn reason(rule: &Rule, facts: Sentence) -> Finding {
    rule.at("", facts)
}

/// The share of the grid.
pub fn grid(band: &Band, year: u32, percent: Percent) -> Finding {
    let (fr, en) = (percent.french(), percent.english());
    let (ages, ages_en) = (&band.fr, &band.en);
    let text = say!("Année {year}, {ages} : {fr}.", "Year {year}, {ages_en}: {en}.");
    reason(&rule::GRID, text)
}

/// The pay year.
pub fn year(year: u32, why: YearReason) -> Finding {
    match why {
        YearReason::Execution(from) => reason(&rule::EXECUTION_YEAR, counted(year, from)),
        YearReason::Cycle(from) => reason(&rule::CYCLE_YEAR, counted_from_cycle(year, from)),
        YearReason::EarlyStart => reason(
            &rule::EARLY_START,
            say!(
                "Contrat commencé avant le cycle : au-delà de sa durée, année {year}.",
                "Contract begun before the cycle: beyond its length, year {year}."
            ),
        ),
        YearReason::Repeater => reason(&rule::REPEATER, repeated_year(year)),
        YearReason::Licence => reason(
            &rule::LICENCE,
            say!("Licence professionnelle : année {year}.", "Licence professionnelle: year {year}."),
        ),
        YearReason::RelatedDiploma => reason(
            &rule::RELATED_DIPLOMA,
            say!(
                "Diplôme déjà obtenu au même niveau : année {year} de sa préparation.",
                "Diploma already held at that level: year {year} of its training."
            ),
        ),
        YearReason::Extended(ground) => reason(extension_rule(ground), repeated_year(year)),
    }
}

fn extension_rule(ground: ExtensionGround) -> &'static Rule {
    match ground {
        ExtensionGround::FailedExam => &rule::REPEATER,
        ExtensionGround::DisabledWorker => &rule::DISABLED_WORKER,
        ExtensionGround::Convention => &rule::LONGER_CONTRACT,
    }
}

fn counted(year: u32, from: NaiveDate) -> Sentence {
    let jour = french_day(from);
    say!(
        "Année {year} d'exécution, comptée du {jour}, début du contrat.",
        "Year {year} of execution, counted from {from}, the start of the contract."
    )
}

fn counted_from_cycle(year: u32, from: NaiveDate) -> Sentence {
    let jour = french_day(from);
    say!(
        "Contrat plus court que le cycle : année {year}, comptée du {jour}, début du cycle.",
        "Contract shorter than the cycle: year {year}, counted from {from}, the start of the cycle."
    )
}

fn repeated_year(year: u32) -> Sentence {
    say!(
        "Temps ajouté : le taux reste celui de l'année {year}, la dernière.",
        "Added time: the rate stays that of year {year}, the last one."
    )
}

/// The rise of an age band.
pub fn rise(rise: Rise) -> Finding {
    let Rise { age, reached_on, from_on } = rise;
    let (reached_fr, from_fr) = (french_day(reached_on), french_day(from_on));
    let text = say!(
        "{age} ans atteints le {reached_fr} : nouveau taux dès le {from_fr}.",
        "Aged {age} on {reached_on}: new rate from {from_on}."
    );
    reason(&rule::AGE_RISE, text)
}

/// Points added.
pub fn points(rule: &Rule, alone: Percent, points: Percent) -> Finding {
    let (alone_fr, alone_en, added) = (alone.french(), alone.english(), points.0 / 100);
    reason(rule, say!("{alone_fr} + {added} points.", "{alone_en} + {added} points."))
}

/// Points that stop at the minimum wage.
pub fn capped(limit: Cents) -> Finding {
    let (fr, en) = (limit.french(), limit.english());
    reason(&rule::CAPPED, say!("Limité au SMIC, {fr}.", "Limited to the minimum wage, {en}."))
}

/// The floor of a previous contract.
pub fn floor(previous: &PreviousContract, floor: Cents) -> Finding {
    let (fr, en) = (floor.french(), floor.english());
    if previous.same_employer {
        let text = say!(
            "Diplôme obtenu chez le même employeur : au moins ce qui était perçu, {fr}.",
            "Diploma obtained with the same employer: at least what was received, {en}."
        );
        return reason(&rule::PREVIOUS_SAME_EMPLOYER, text);
    }
    let text = say!(
        "Diplôme obtenu chez un autre employeur : au moins ce qui était dû par la loi, {fr}.",
        "Diploma obtained with another employer: at least what the law made due, {en}."
    );
    reason(&rule::PREVIOUS_OTHER_EMPLOYER, text)
}

/// The minimum wage in force.
pub fn smic(law: &SmicLaw, hourly: Cents, day: NaiveDate) -> Finding {
    let (version, monthly, hours) = (law.rates.version_on(day), law.monthly(hourly), law.yearly_hours);
    let (from, jour, text) = (version.from, french_day(version.from), &version.source);
    let (heure, mois, hour, month) = (hourly.french(), monthly.french(), hourly.english(), monthly.english());
    let sentence = say!(
        "SMIC du {jour} : {heure} de l'heure x {hours} / 12 = {mois} par mois ({text}).",
        "Minimum wage of {from}: {hour} an hour x {hours} / 12 = {month} a month ({text})."
    );
    reason(&rule::SMIC, sentence)
}

/// Which of two bases is the higher.
pub fn higher_base(smc: Cents, smic: Cents) -> Finding {
    let (smc_fr, smic_fr, smc_en, smic_en) = (smc.french(), smic.french(), smc.english(), smic.english());
    let text = if smc > smic {
        say!(
            "Minimum conventionnel de l'emploi, {smc_fr}, plus élevé que le SMIC, {smic_fr}.",
            "Conventional minimum of the job, {smc_en}, higher than the minimum wage, {smic_en}."
        )
    } else {
        say!(
            "SMIC, {smic_fr}, au moins égal au minimum conventionnel de l'emploi, {smc_fr}.",
            "Minimum wage, {smic_en}, no lower than the conventional minimum of the job, {smc_en}."
        )
    };
    reason(&rule::HIGHER_BASE, text)
}

/// The last known minimum wage stands for the next.
pub fn beyond_known_base(known_until: NaiveDate) -> Finding {
    let jour = french_day(known_until);
    let text = say!(
        "SMIC connu jusqu'au {jour} seulement : montant au dernier SMIC connu, à revoir.",
        "Minimum wage known until {known_until} only: amount at the last known one, to be revised."
    );
    reason(&rule::BEYOND_KNOWN_BASE, text)
}
