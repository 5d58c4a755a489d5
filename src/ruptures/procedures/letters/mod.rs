//! Papers of a procedure, as PDF in French: the models of letters that a ground asks for, and the summary of the case.
//!
//! The texts of letters are data (`catalogue/law/ruptures.toml`). What is not known is a dotted line, never a guess.

mod before;
mod parties;
mod summary;

use std::collections::HashMap;

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use before::Before;

use super::acts::detailed_many;
use super::model::RuptureCase;
use super::store;
use super::wire::RuptureCaseOut;
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::contracts::agreements::{self, Contract, case::training_of};
use crate::ids::RuptureId;
use crate::law::calendar::french_day;
use crate::law::figures::LetterLaw;
use crate::people::apprentices::model::{Apprentice, Guardian};
use crate::people::apprentices::store as apprentices;
use crate::people::employers::{self, Employer};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::Rows;
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::ruptures::declarations::rules::Ground;
use crate::ruptures::difficulties::mediators::{MediatorOut, mediator_of};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

const LETTER: &str = include_str!("../../../../templates/rupture_letter.typ");
const SUMMARY: &str = include_str!("../../../../templates/rupture_summary.typ");
/// What a ground that rests on an article names; others are left to whoever signs.
const CODE: &str = "Code du travail";
/// What is printed of a fact that is not known.
const BLANK: &str = "……………………………";

/// Prints a letter of a procedure, in French, as a PDF: a model, filled with what is known.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture."),
        ("code" = String, Path, max_length = 40, description = "Code of the letter, as a step of the procedure names it, or of a notice.", example = "cfa_notice")),
    responses((status = 200, description = "The letter.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/ruptures/{id}/letters/{code}")]
pub async fn print_rupture_letter(
    door: Door,
    catalogue: Data<Catalogue>,
    path: Path<(RuptureId, String)>,
) -> Answer {
    let (id, code) = path.into_inner();
    let name = format!("{code}-{id}.pdf");
    let printed = door
        .read(Act::ReadRuptureCase, move |conn, asker| {
            let paper = CasePapers::read(conn, asker, &catalogue, id)?;
            let RuptureCase { opened_on, ground, .. } = paper.case.case;
            let letter = asker.law.ruptures.on(opened_on).letter_of(ground.as_str(), &code);
            Reply::ok(&paper.letter(letter.or_not_found("letter")?))
        })
        .await?;
    let pdf = typesetting::typeset(LETTER, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &name, pdf)
}

/// Prints the summary of a case, in French, as a PDF: what was done, when, against what, and what comes next.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    responses((status = 200, description = "The summary.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/ruptures/{id}/summary.pdf")]
pub async fn print_rupture_summary(door: Door, catalogue: Data<Catalogue>, id: Path<RuptureId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::ReadRuptureCase, move |conn, asker| {
            Reply::ok(&CasePapers::read(conn, asker, &catalogue, id)?.summary(asker))
        })
        .await?;
    let pdf = typesetting::typeset(SUMMARY, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("rupture-{id}.pdf"), pdf)
}

#[derive(Debug, Clone, Serialize)]
struct PaperDate {
    year: i32,
    month: u32,
    day: u32,
}

/// A letter, as its template takes it.
#[derive(Debug, Clone, Serialize)]
struct RuptureLetter {
    title: String,
    from: Vec<String>,
    to: Vec<String>,
    paragraphs: Vec<String>,
    signatures: Vec<String>,
    date: PaperDate,
}

/// All that papers are made of.
struct CasePapers {
    case: RuptureCaseOut,
    contract: Contract,
    apprentice: Apprentice,
    guardians: Vec<Guardian>,
    employer: Employer,
    /// Whom the site sends people to, if it said so.
    mediator: MediatorOut,
    /// What came before the rupture, for those who read difficulties of every apprentice.
    before: Option<Before>,
    public: bool,
    programme: Option<String>,
    head: Letterhead,
    /// Where to write to the centre.
    cfa: Option<Vec<String>>,
    today: NaiveDate,
}

impl CasePapers {
    fn read(conn: &mut Tx, asker: &Asker, catalogue: &Catalogue, id: RuptureId) -> Result<Self, Problem> {
        let case = store::find(conn, &asker.reach, id)?.or_not_found("rupture")?;
        let RuptureCase { contract_id, apprentice_id, site_id, .. } = case;
        let contract = agreements::store::find(conn, &asker.reach, contract_id)?.or_not_found("rupture")?;
        let reach = |act| asker.caller.may(act);
        let apprentice = apprentices::find(conn, &reach(Act::ReadApprentice)?, apprentice_id)?;
        let guardians = reach(Act::ReadGuardian)?;
        let guardians = apprentices::list_guardians(conn, &guardians, apprentice_id, &Rows::first(1))?;
        let employer =
            employers::store::find_employer(conn, &reach(Act::ReadEmployer)?, contract.employer_id)?;
        let employer = employer.or_not_found("rupture")?;
        let training = training_of(conn, &asker.reach, &contract)?;
        let standing = as_it_stands(conn, catalogue, asker.today)?;
        let before = Before::read(conn, asker, id)?;
        let mediator = mediator_of(conn, site_id)?;
        let case =
            detailed_many(conn, &asker.in_french(), catalogue, vec![case])?.pop().or_not_found("rupture")?;
        Ok(Self {
            case,
            contract,
            apprentice: apprentice.or_not_found("rupture")?,
            guardians,
            public: asker.law.forms.is_public(employer.kind_code.as_deref()),
            employer,
            mediator,
            before,
            programme: catalogue.followed(&training.programme).map(|programme| programme.title.clone()),
            head: Letterhead::of(&standing, site_id),
            cfa: Letterhead::addressee(&standing, site_id),
            today: asker.today,
        })
    }

    /// The first day without contract: as it was, else as it is wanted.
    fn effective_on(&self) -> Option<NaiveDate> {
        self.case.effective_on.or(self.case.case.facts.planned_on)
    }

    /// What a letter may name; those that are not known are absent.
    fn facts(&self) -> HashMap<String, String> {
        let (effective_on, ground) = (self.effective_on(), self.case.case.ground);
        let guardian =
            self.guardians.first().map(|one| full_name(&one.facts.given_name, &one.facts.family_name));
        let known = [
            ("apprentice", Some(self.apprentice_name())),
            ("born_on", Some(french_day(self.apprentice.born_on))),
            ("contract_number", self.contract.deca_number.clone()),
            ("effective_on", effective_on.map(french_day)),
            ("employer", Some(self.employer.name.clone())),
            ("ends_on", Some(french_day(self.contract.ends_on))),
            ("free_period_until", self.case.procedure.free_period_until.map(french_day)),
            ("ground", Some(self.case.ground_label.to_owned()).filter(|_| ground != Ground::Other)),
            ("ground_source", Some(ground.source().to_owned()).filter(|text| text.starts_with(CODE))),
            ("guardian", guardian),
            ("last_contract_day", effective_on.map(crate::platform::clock::eve).map(french_day)),
            ("programme", self.programme.clone()),
            ("siret", self.employer.siret.clone()),
            ("site", Some(self.head.site.clone()).filter(|name| !name.is_empty())),
            ("starts_on", Some(french_day(self.contract.starts_on))),
        ];
        let steps = self.case.procedure.steps.iter();
        let steps = steps.map(|step| (step.code.clone(), step.done_on.map(french_day)));
        let all = known.into_iter().map(|(fact, value)| (fact.to_owned(), value)).chain(steps);
        all.filter_map(|(fact, value)| Some((fact, value?))).collect()
    }

    fn letter(&self, letter: &LetterLaw) -> RuptureLetter {
        let facts = self.facts();
        let paragraphs = letter.paragraphs.iter().map(|text| typographic(&filled(text, &facts)));
        RuptureLetter {
            title: typographic(&letter.title),
            from: self.party(letter.from),
            to: if letter.from == letter.to { Vec::new() } else { self.party(letter.to) },
            paragraphs: paragraphs.collect(),
            signatures: self.signatures(letter),
            date: date_of(self.today),
        }
    }

    fn apprentice_name(&self) -> String {
        let facts = &self.apprentice;
        let family = facts.usage_name.as_deref().unwrap_or(&facts.family_name);
        full_name(&facts.given_name, family)
    }
}

/// A text with its facts: what is not known is a dotted line.
fn filled(text: &str, facts: &HashMap<String, String>) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (fact, rest) = piece.split_once('}').unwrap_or((piece, ""));
        filled.push_str(facts.get(fact).map_or(BLANK, String::as_str));
        filled.push_str(rest);
    }
    filled
}

fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}

fn full_name(given: &str, family: &str) -> String {
    format!("{given} {family}").trim().to_owned()
}

fn date_of(day: NaiveDate) -> PaperDate {
    PaperDate { year: day.year(), month: day.month(), day: day.day() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_is_not_known_is_a_dotted_line() {
        let facts = HashMap::from([("employer".to_owned(), "Librairie".to_owned())]);
        assert_eq!(
            filled("Chez {employer}, le {starts_on}.", &facts),
            format!("Chez Librairie, le {BLANK}.")
        );
        assert_eq!(filled("Rien.", &facts), "Rien.");
    }
}
