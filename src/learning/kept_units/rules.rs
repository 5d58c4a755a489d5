//! What is refused of a kept unit: a unit there is not, a mark too low or too old, a kind without what goes with it.

use chrono::{Datelike, NaiveDate};

use super::model::{KeptUnit, KeptUnitFacts, KeptUnitKind};
use crate::catalogue::programmes::file::ExamRegulation;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// A unit is one of the regulation that receives a mark.
    KEPT_UNIT_OF_REGULATION = error "kept_unit.unit_unknown", "Règlement d'examen";
        "Une unité conservée ou dispensée est une unité du règlement, qui reçoit une note." /
        "A unit kept or dispensed with is one of the regulation, which receives a mark.";
    /// A kept mark has a mark and a day, an exemption a ground.
    KEPT_UNIT_SAYS_WHY = error "kept_unit.facts_of_its_kind", "Code de l'éducation, art. D643-15 et D643-23";
        "Une note conservée a une note et le jour où elle fut acquise ; une dispense a un motif." /
        "A kept mark has a mark and the day it was acquired; an exemption has a ground.";
    /// A mark is kept from the threshold of the regulation.
    KEPT_UNIT_REACHES_THRESHOLD = error "kept_unit.mark_too_low", "Code de l'éducation, art. D643-15 et D643-23";
        "Une note ne se conserve qu'à partir du seuil du règlement." /
        "A mark is kept from the threshold of the regulation only.";
    /// A mark is kept some years.
    KEPT_UNIT_STILL_COUNTS = error "kept_unit.expired", "Code de l'éducation, art. D643-15";
        "Une note se conserve le nombre d'années que dit le règlement, à compter de son acquisition." /
        "A mark is kept for the years the regulation says, from its acquisition.";
    /// A mark is kept from an earlier session.
    KEPT_UNIT_OF_EARLIER_SESSION = error "kept_unit.acquired_too_late", "Code de l'éducation, art. D643-23";
        "Une note conservée a été acquise à une session antérieure." /
        "A kept mark was acquired at an earlier session.";
    /// The regulation says how long marks are kept.
    KEPT_UNIT_HAS_AWARD_RULE = error "kept_unit.no_award_rule", "Règlement d'examen";
        "Une note se conserve selon la règle de délivrance que donne le règlement d'examen." /
        "A mark is kept by the rule of award that the exam regulation gives.";
    /// What is granted was granted already.
    KEPT_UNIT_BY_NOW = error "kept_unit.day_to_come", "Règle du site";
        "Une décision est inscrite une fois prise." /
        "A decision is recorded once it is taken.";
    /// A unit is kept, or dispensed with, once.
    KEPT_UNIT_ONCE = error "kept_unit.unit_taken", "Règle du site";
        "Une unité est conservée ou dispensée, une seule fois, jamais les deux." /
        "A unit is kept or dispensed with, once, never both.";
}

/// Everything wrong with a kept unit of a candidate of a session.
pub fn judge_kept_unit(
    facts: &KeptUnitFacts,
    regulation: Option<&ExamRegulation>,
    session: i32,
    today: NaiveDate,
) -> Vec<Finding> {
    let mut found: Vec<Finding> = unknown(facts, regulation).into_iter().collect();
    found.extend(day_to_come("/granted_on", facts.granted_on, today));
    found.extend(facts.acquired_on.and_then(|day| day_to_come("/acquired_on", day, today)));
    found.extend(out_of_kind(facts));
    if facts.kind == KeptUnitKind::Kept {
        found.extend(too_low(facts, regulation));
        found.extend(too_old(facts, regulation, session));
    }
    found
}

fn unknown(facts: &KeptUnitFacts, regulation: Option<&ExamRegulation>) -> Option<Finding> {
    let leaves = regulation.map(ExamRegulation::leaves).unwrap_or_default();
    let known: Vec<&str> = leaves.iter().map(|unit| unit.code.as_str()).collect();
    (!known.contains(&facts.unit_code.as_str())).then(|| {
        let known = known.join(", ");
        let facts = say!("Épreuves du règlement : {known}.", "Units of the regulation: {known}.");
        KEPT_UNIT_OF_REGULATION.at("/unit_code", facts)
    })
}

fn day_to_come(pointer: &'static str, day: NaiveDate, today: NaiveDate) -> Option<Finding> {
    (day > today).then(|| {
        let jour = french_day(today);
        let facts = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
        KEPT_UNIT_BY_NOW.at(pointer, facts)
    })
}

/// What a kind lacks, and what does not go with it.
fn out_of_kind(facts: &KeptUnitFacts) -> Vec<Finding> {
    let kept = facts.kind == KeptUnitKind::Kept;
    let given = [
        ("/mark_hundredths", facts.mark_hundredths.is_some(), kept),
        ("/acquired_on", facts.acquired_on.is_some(), kept),
        ("/ground", facts.ground.is_some(), !kept),
    ];
    let wrong = given.into_iter().filter(|(_, given, expected)| given != expected);
    wrong
        .map(|(pointer, given, _)| {
            let (kind, english) = (facts.kind.label_fr(), facts.kind.label_en());
            let said = if given {
                say!("À ôter : « {kind} » n'en a pas.", "To be left out: \"{english}\" has none.")
            } else {
                say!("À donner : « {kind} » en a.", "To be given: \"{english}\" has one.")
            };
            KEPT_UNIT_SAYS_WHY.at(pointer, said)
        })
        .collect()
}

fn too_low(facts: &KeptUnitFacts, regulation: Option<&ExamRegulation>) -> Option<Finding> {
    let least = i32::from(regulation?.award.as_ref()?.kept_from_hundredths);
    (facts.mark_hundredths? < least).then(|| {
        let least = least / 100;
        let facts = say!("Une note conservée est d'au moins {least}.", "A mark kept is {least} at least.");
        KEPT_UNIT_REACHES_THRESHOLD.at("/mark_hundredths", facts)
    })
}

fn too_old(facts: &KeptUnitFacts, regulation: Option<&ExamRegulation>, session: i32) -> Option<Finding> {
    let regulation = regulation?;
    let Some(award) = regulation.award.as_ref() else {
        let code = &regulation.code;
        let facts = say!(
            "Le règlement {code} ne dit pas combien de temps une note se conserve.",
            "The regulation {code} does not say how long a mark is kept."
        );
        return Some(KEPT_UNIT_HAS_AWARD_RULE.at("/kind", facts));
    };
    let acquired = facts.acquired_on?;
    if acquired.year() >= session {
        let facts = say!(
            "La cohorte passe la session {session} : une session antérieure est attendue.",
            "The cohort sits the session of {session}: an earlier one is expected."
        );
        return Some(KEPT_UNIT_OF_EARLIER_SESSION.at("/acquired_on", facts));
    }
    let (years, last) = (award.kept_years, facts.last_session(award.kept_years)?);
    (!facts.counts_at(session, years)).then(|| {
        let (on, year) = (french_day(acquired), acquired.year());
        let facts = say!(
            "Acquise le {on}, conservée {years} ans : jusqu'à la session {last}, et l'examen est celui de {session}.",
            "Acquired in {year}, kept for {years} years: until the session of {last}, and the exam is that of {session}."
        );
        KEPT_UNIT_STILL_COUNTS.at("/acquired_on", facts)
    })
}

/// What is refused of a unit that is kept or dispensed with already.
pub fn taken(by: &KeptUnit) -> Finding {
    let code = &by.facts.unit_code;
    let (kind, english) = (by.facts.kind.label_fr().to_lowercase(), by.facts.kind.label_en().to_lowercase());
    let facts = say!(
        "L'épreuve {code} a déjà une ligne ({kind}) : corrigez-la ou retirez-la.",
        "Unit {code} has a row already ({english}): correct it or take it back."
    );
    KEPT_UNIT_ONCE.at("/unit_code", facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn kept(unit: &str, mark: i32, acquired: &str) -> KeptUnitFacts {
        KeptUnitFacts {
            unit_code: unit.to_owned(),
            kind: KeptUnitKind::Kept,
            mark_hundredths: Some(mark),
            acquired_on: Some(day(acquired)),
            ground: None,
            granted_by: "Rectorat de Reims".to_owned(),
            granted_on: day("2026-10-01"),
            document_reference: None,
        }
    }

    fn codes(facts: &KeptUnitFacts) -> Vec<&'static str> {
        let catalogue = Catalogue::embedded().unwrap();
        let regulation = catalogue.programme("bts-mco").unwrap().regulation_for(2027);
        judge_kept_unit(facts, regulation, 2027, day("2026-11-01")).iter().map(|one| one.code).collect()
    }

    #[test]
    fn a_mark_is_kept_from_ten_and_for_five_years() {
        assert!(codes(&kept("E5", 1000, "2026-07-03")).is_empty());
        assert!(codes(&kept("E5", 1000, "2022-07-05")).is_empty());
        assert_eq!(codes(&kept("E5", 999, "2026-07-03")), [KEPT_UNIT_REACHES_THRESHOLD.code]);
        assert_eq!(codes(&kept("E5", 1000, "2021-07-06")), [KEPT_UNIT_STILL_COUNTS.code]);
        let late = kept("E5", 1000, "2027-07-03");
        assert_eq!(codes(&late), [KEPT_UNIT_BY_NOW.code, KEPT_UNIT_OF_EARLIER_SESSION.code]);
    }

    #[test]
    fn a_unit_is_one_of_the_regulation_and_those_are_named() {
        let catalogue = Catalogue::embedded().unwrap();
        let regulation = catalogue.programme("bts-mco").unwrap().regulation_for(2027);
        let found = judge_kept_unit(&kept("U41", 1200, "2026-07-03"), regulation, 2027, day("2026-11-01"));
        assert_eq!(found.len(), 1);
        assert!(found[0].en.contains("E1, E2, E3"), "{}", found[0].en);
    }

    #[test]
    fn each_kind_has_what_goes_with_it_and_nothing_else() {
        let bare = KeptUnitFacts { kind: KeptUnitKind::Exempt, ..kept("E1", 1200, "2026-07-03") };
        assert_eq!(codes(&bare), [KEPT_UNIT_SAYS_WHY.code; 3]);
        let whole = KeptUnitFacts {
            mark_hundredths: None,
            acquired_on: None,
            ground: Some("Titulaire d'un BTS NDRC".to_owned()),
            ..bare
        };
        assert!(codes(&whole).is_empty());
        let both = KeptUnitFacts { ground: whole.ground, ..kept("E1", 1200, "2026-07-03") };
        assert_eq!(codes(&both), [KEPT_UNIT_SAYS_WHY.code]);
    }
}
