//! The printed summary of a contract: what it is made of, and its handler.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::amending::amended;
use super::model::{ChangedBox, FormBox, FormRecord, Section, Trainers};
use super::rights::within;
use super::rules::fill;
use super::store::{self, trainers};
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::{AmendmentId, ContractId};
use crate::law::calendar::french_day;
use crate::law::identifiers::full_name;
use crate::people::apprentices::disability;
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// The template of the summary.
const TEMPLATE: &str = include_str!("../../../templates/contract.typ");

/// Prints a summary of a contract in French, as a PDF; it does not replace the official form.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The summary.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/contracts/{id}/form.pdf")]
pub async fn print_form(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::ReadContractForm, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            let record = store::load(conn, asker, id)?;
            let trainers = trainers(&catalogue, &record);
            let known = disability::shown(conn, asker, &record.parties.apprentice)?;
            let sections = fill(&record, &trainers, &asker.law, known);
            let (sections, _) = within(&asker.caller, sections);
            Reply::ok(&Printable::on(asker.today, heading(asker, &record, &trainers), sections))
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("contrat-{id}.pdf"), pdf)
}

/// Prints a summary of an amendment in French, as a PDF: what it changes, then the whole contract as it then stands.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    responses((status = 200, description = "The summary.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/amendments/{id}/form.pdf")]
pub async fn print_amendment_form(door: Door, catalogue: Data<Catalogue>, id: Path<AmendmentId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::ReadContractForm, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            let (form, amended) = amended(conn, asker, &catalogue, id)?;
            let heading = heading(asker, &form.record, &trainers(&catalogue, &form.record));
            let heading = Heading { draft: amended.amendment.signed_on.is_none(), ..heading };
            let (sections, _) = within(&asker.caller, form.sections);
            let sections = std::iter::once(changes(form.changes)).chain(sections).collect();
            let mut printable = Printable::on(asker.today, heading, sections);
            let (code, effect) =
                (amended.amendment.facts.type_code, french_day(amended.amendment.facts.effective_on));
            printable.title = format!(
                "Avenant {code} au {}, à effet du {effect}",
                printable.title.replace("Contrat", "contrat")
            );
            Reply::ok(&printable)
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("avenant-{id}.pdf"), pdf)
}

/// What an amendment changes, as a section of its own.
fn changes(changes: Vec<ChangedBox>) -> Section {
    let shown = |one: &FormBox| one.printed.clone().unwrap_or_else(|| "néant".to_owned());
    let boxes = changes.into_iter().enumerate().map(|(rank, one)| {
        let printed = Some(format!("{} → {}", shown(&one.before), shown(&one.after)));
        FormBox { key: format!("change_{rank}"), printed, ..one.after }
    });
    Section { key: "changements", title: "Ce que l'avenant change", boxes: boxes.collect() }
}

fn heading(asker: &Asker, record: &FormRecord, trainers: &Trainers<'_>) -> Heading {
    let apprentice = &record.parties.apprentice;
    let name = apprentice.usage_name.as_ref().unwrap_or(&apprentice.family_name);
    let name = full_name(&apprentice.given_name, name);
    let may = |act| asker.caller.may(act).is_ok();
    Heading {
        apprentice: Some(name).filter(|_| may(Act::ReadApprentice)),
        employer: Some(record.parties.employer.name.clone()).filter(|_| may(Act::ReadEmployer)),
        site: trainers.site.map(|site| site.name.clone()).unwrap_or_default(),
        form_version: record.contract.form_version.clone(),
        draft: record.contract.signed_on.is_none(),
    }
}

/// What the printed summary is made of.
#[derive(Debug, Clone, Serialize)]
pub struct Printable {
    title: String,
    subtitle: String,
    site: String,
    form_version: String,
    printed_on: String,
    date: PrintedDate,
    draft: bool,
    sections: Vec<PrintedSection>,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedDate {
    year: i32,
    month: u32,
    day: u32,
}

#[derive(Debug, Clone, Serialize)]
struct PrintedSection {
    title: String,
    rows: Vec<[String; 2]>,
}

/// First day, last day, share, and of what.
const BOXES_OF_A_PAY_LINE: usize = 4;

/// What stands above the sections of a summary.
pub struct Heading {
    pub apprentice: Option<String>,
    pub employer: Option<String>,
    pub site: String,
    pub form_version: String,
    /// Whether it is not signed.
    pub draft: bool,
}

impl Printable {
    /// A summary printed on a day; empty sections and empty boxes are left out.
    pub fn on(today: NaiveDate, heading: Heading, sections: Vec<Section>) -> Self {
        let printed = sections.into_iter().map(|section| PrintedSection {
            title: section.title.replace('\'', "’"),
            rows: rows_of(section.boxes),
        });
        Self {
            title: match heading.apprentice {
                Some(apprentice) => format!("Contrat d’apprentissage de {apprentice}"),
                None => "Contrat d’apprentissage".to_owned(),
            },
            subtitle: heading.employer.unwrap_or_default(),
            site: heading.site,
            // as printed on the form itself
            form_version: heading.form_version.replace('-', "*"),
            printed_on: french_day(today),
            date: PrintedDate { year: today.year(), month: today.month(), day: today.day() },
            draft: heading.draft,
            sections: printed.filter(|section| !section.rows.is_empty()).collect(),
        }
    }
}

/// Label and value of each box that is filled; the four boxes of a pay line make one row.
fn rows_of(boxes: Vec<FormBox>) -> Vec<[String; 2]> {
    let (lines, others): (Vec<_>, Vec<_>) = boxes.into_iter().partition(|one| one.key.starts_with("annee_"));
    let lines = lines.chunks_exact(BOXES_OF_A_PAY_LINE).map(|line| {
        let label = line[0].label.split(" : ").next().unwrap_or_default().to_owned();
        let [from, to, percent, base] = [0, 1, 2, 3].map(|at| line[at].printed.clone().unwrap_or_default());
        [label, format!("du {from} au {to} : {percent} du {base}")]
    });
    let others = others.into_iter().filter_map(|one| Some([one.label.replace('\'', "’"), one.printed?]));
    lines.chain(others).collect()
}
