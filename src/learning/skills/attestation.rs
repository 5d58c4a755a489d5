//! The attestation of the skills acquired in a block: what the centre states, as a PDF in French; no certification.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::model::SkillPosition;
use super::rules::{BLOCK_OF_THE_PROGRAMME, SOME_SKILL_ACQUIRED, latest_of_each_voice};
use super::store;
use super::wire::AttestationParams;
use crate::catalogue::programmes::file::{Programme, SkillBlock};
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::ApprenticeId;
use crate::law::calendar::french_day;
use crate::law::identifiers::full_name;
use crate::learning::voices::model::level_label;
use crate::learning::voices::{self, Voice};
use crate::people::apprentices::cards::{AboutPeople, Peopled, RowTopic, with_people};
use crate::platform::error::Problem;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::{Lang, Sentence};
use crate::platform::typesetting;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;

/// The template of an attestation.
const TEMPLATE: &str = include_str!("../../../templates/attestation.typ");

/// Longest naming of what is missing, in characters: what is refused is said in 2000 at most.
const LONGEST_NAMING: usize = 1500;

/// Prints, in French, as a PDF, what the centre attests of the skills of a block: those it says acquired, with what the company
/// says of them; it is no certification. Refused while none is acquired, with what is missing.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice."), AttestationParams),
    responses((status = 200, description = "The attestation.", body = typesetting::PdfFile, content_type = "application/pdf"),
        (status = 422, description = "No block of the programme, or none is named; those that are."),
        (status = 409, description = "No skill of the block is acquired, or the apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/skills/attestation.pdf")]
pub async fn print_skill_attestation(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    params: Params<AttestationParams>,
) -> Answer {
    let (id, params) = (id.into_inner(), params.0);
    let named = params.block.unwrap_or_default();
    let name = format!("attestation-{named}-{id}.pdf");
    let printed = door
        .read(Act::ReadSkillAttestation, move |conn, asker| {
            let file = voices::find(conn, asker, &catalogue, id)?;
            let block = block_of(file.programme, &named)?;
            let attested = attested(file.programme, block, &store::latest(conn, &file)?);
            if attested.acquired.is_empty() {
                return Err(nothing_acquired(block, &attested));
            }
            let current = as_it_stands(conn, &catalogue, asker.today)?;
            let head = Letterhead::of(&current, file.site_id);
            let about = with_people(conn, asker, AboutOne(id))?;
            Reply::ok(&Attestation::of(file.programme, block, attested, (head, &about), asker.today))
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &name, pdf)
}

/// Whom a document is about.
#[derive(Debug, Clone, Copy)]
struct AboutOne(ApprenticeId);

impl AboutPeople for AboutOne {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.0, today)
    }
}

fn block_of<'a>(programme: &'a Programme, named: &str) -> Result<&'a SkillBlock, Problem> {
    programme.skill_block(named).ok_or_else(|| {
        let known = programme.skill_blocks.iter().map(|block| block.key.as_str());
        let known = known.collect::<Vec<_>>().join(", ");
        let facts = say!("Blocs du programme : {known}.", "Blocks of the programme: {known}.");
        BLOCK_OF_THE_PROGRAMME.fault("/block", facts)
    })
}

/// The skills of a block: those the centre says acquired, and the others.
struct Attested {
    acquired: Vec<AttestedSkill>,
    /// Each with where the centre says it stands.
    others: Vec<(String, Option<String>)>,
}

/// A skill acquired, as the centre and the company last said it.
#[derive(Debug, Clone, Serialize)]
struct AttestedSkill {
    label: String,
    centre: String,
    centre_on: String,
    company: String,
    company_on: String,
}

fn attested(programme: &Programme, block: &SkillBlock, positions: &[SkillPosition]) -> Attested {
    let mut found = Attested { acquired: Vec::new(), others: Vec::new() };
    for skill in &block.skills {
        let theirs = positions.iter().filter(|one| one.facts.skill_code == skill.code);
        let latest = latest_of_each_voice(theirs.collect());
        let of = |voice: Voice| latest.iter().find(|one| one.voice == voice).copied();
        let level = |one: &SkillPosition| {
            let label = level_label(programme, &one.facts.level, Lang::Fr);
            typographic(&label.unwrap_or_else(|| one.facts.level.clone()))
        };
        let (centre, company) = (of(Voice::Centre), of(Voice::Company));
        match centre.filter(|one| programme.is_acquired(&one.facts.level)) {
            Some(centre) => found.acquired.push(AttestedSkill {
                label: typographic(&skill.label),
                centre: level(centre),
                centre_on: french_day(centre.facts.seen_on),
                company: company.map(level).unwrap_or_default(),
                company_on: company.map(|one| french_day(one.facts.seen_on)).unwrap_or_default(),
            }),
            None => found.others.push((typographic(&skill.label), centre.map(level))),
        }
    }
    found
}

fn nothing_acquired(block: &SkillBlock, attested: &Attested) -> Problem {
    let named = |silence: &str| -> String {
        let each = attested.others.iter().map(|(label, level)| match level {
            Some(level) => format!("{label} ({})", level.to_lowercase()),
            None => format!("{label} ({silence})"),
        });
        each.collect::<Vec<_>>().join(" ; ").chars().take(LONGEST_NAMING).collect()
    };
    let (key, fr, en) = (&block.key, named("rien n'en est dit"), named("nothing is said of it"));
    SOME_SKILL_ACQUIRED.conflict(Sentence::new(
        format!("Le centre ne dit acquise aucune compétence du bloc {key} ; il manque : {fr}."),
        format!("The centre says no skill of block {key} acquired; missing: {en}."),
    ))
}

/// What an attestation is printed from.
#[derive(Debug, Clone, Serialize)]
struct Attestation {
    #[serde(flatten)]
    head: Letterhead,
    apprentice: String,
    cohort: String,
    employer: String,
    programme: String,
    block_code: String,
    block: String,
    skills: Vec<AttestedSkill>,
    others: Vec<String>,
    printed_on: String,
    date: AttestationDate,
}

#[derive(Debug, Clone, Serialize)]
struct AttestationDate {
    year: i32,
    month: u32,
    day: u32,
}

impl Attestation {
    fn of(
        programme: &Programme,
        block: &SkillBlock,
        attested: Attested,
        (head, about): (Letterhead, &Peopled<AboutOne>),
        today: NaiveDate,
    ) -> Self {
        let people = &about.people;
        let name = people.apprentice.as_ref().map(|one| full_name(&one.given_name, &one.family_name));
        let code = block.rncp_code.clone().unwrap_or_else(|| block.key.to_uppercase());
        Self {
            head,
            apprentice: typographic(&name.unwrap_or_default()),
            cohort: people.cohort.as_ref().map(|one| typographic(&one.name)).unwrap_or_default(),
            employer: people.employer.as_ref().map(|one| typographic(&one.name)).unwrap_or_default(),
            programme: typographic(&programme.title),
            block_code: code,
            block: typographic(block.long_label.as_ref().unwrap_or(&block.label)),
            skills: attested.acquired,
            others: attested.others.into_iter().map(|(label, _)| label).collect(),
            printed_on: french_day(today),
            date: AttestationDate { year: today.year(), month: today.month(), day: today.day() },
        }
    }
}

/// An apostrophe as printers set it.
fn typographic(text: &str) -> String {
    text.replace('\'', "’")
}
