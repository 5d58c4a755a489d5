//! JSON out: the form for machines, and what its printed summary is made of.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{FormBox, Section};
use crate::calendar::french_day;
use crate::ids::ContractId;

/// One box of the official form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormBoxOut {
    /// Stable key of the box in its section.
    #[serde(rename = "box")]
    #[schema(max_length = 60, example = "date_debut")]
    pub key: String,
    /// What the form prints beside it, in French.
    #[schema(max_length = 200)]
    pub label_fr: String,
    /// What is in it: texts and codes as they are, days as YYYY-MM-DD, `true` or `false`, amounts in cents,
    /// percentages in hundredths, weekly time in minutes; null when empty.
    #[schema(max_length = 2000)]
    pub value: Option<String>,
    /// What the code in it means, in French.
    #[schema(max_length = 300)]
    pub code_label: Option<String>,
}

impl From<FormBox> for FormBoxOut {
    fn from(one: FormBox) -> Self {
        Self { key: one.key, label_fr: one.label, value: one.value, code_label: one.meaning }
    }
}

/// The official form of a contract, section by section.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FormOut {
    /// Contract.
    #[schema(value_type = uuid::Uuid)]
    pub contract_id: ContractId,
    /// Version of the official form.
    #[schema(max_length = 20, example = "10103*14")]
    pub form_version: String,
    /// The employer.
    #[schema(max_items = 40)]
    pub employeur: Vec<FormBoxOut>,
    /// The apprentice, and the legal representative of a minor.
    #[schema(max_items = 40)]
    pub apprenti: Vec<FormBoxOut>,
    /// The first company tutor.
    #[schema(max_items = 40)]
    pub maitre_1: Vec<FormBoxOut>,
    /// The second company tutor.
    #[schema(max_items = 40)]
    pub maitre_2: Vec<FormBoxOut>,
    /// The contract.
    #[schema(max_items = 40)]
    pub contrat: Vec<FormBoxOut>,
    /// The pay, line by line, and what goes with it.
    #[schema(max_items = 60)]
    pub remuneration: Vec<FormBoxOut>,
    /// The training: the CFA that answers for it, the diploma, the main place.
    #[schema(max_items = 40)]
    pub formation: Vec<FormBoxOut>,
    /// The deposit.
    #[schema(max_items = 40)]
    pub depot: Vec<FormBoxOut>,
}

impl FormOut {
    /// The sections of a filled form.
    pub fn of(contract_id: ContractId, form_version: String, sections: Vec<Section>) -> Self {
        let mut out = Self { contract_id, form_version, ..Self::default() };
        for section in sections {
            let boxes = section.boxes.into_iter().map(FormBoxOut::from).collect();
            match section.key {
                "employeur" => out.employeur = boxes,
                "apprenti" => out.apprenti = boxes,
                "maitre_1" => out.maitre_1 = boxes,
                "maitre_2" => out.maitre_2 = boxes,
                "contrat" => out.contrat = boxes,
                "remuneration" => out.remuneration = boxes,
                "formation" => out.formation = boxes,
                _ => out.depot = boxes,
            }
        }
        out
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
    /// Whose contract.
    pub apprentice: String,
    /// With whom.
    pub employer: String,
    /// Where they are trained.
    pub site: String,
    /// Version of the official form.
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
            title: format!("Contrat d’apprentissage de {}", heading.apprentice),
            subtitle: heading.employer,
            site: heading.site,
            form_version: heading.form_version,
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
