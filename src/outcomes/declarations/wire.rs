//! JSON in and out: figures with what makes them, and who is behind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{DeclaredCase, DeclaredCount, DeclaredProgramme};
use super::rules::{DeclaredYear, cases, count};
use crate::ids::{ApprenticeId, ContractId, EnrolmentId, SiteId};
use crate::law::figures::{
    Declaration, DeclarationLaw, DeclaredFigure, DeclaredMeasure, DeclaredPer, DefinitionCertainty, Law,
    Version,
};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;

/// Which year.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeclarationParams {
    /// Civil year; the last one that is over when absent.
    #[param(minimum = 2000, maximum = 2100, example = 2026)]
    pub year: Option<i32>,
}

/// Which year, and which figure.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeclarationCaseParams {
    /// Civil year; the last one that is over when absent.
    #[param(minimum = 2000, maximum = 2100, example = 2026)]
    pub year: Option<i32>,
    /// Code of the figure; the first one of the declaration when absent.
    #[param(min_length = 1, max_length = 60, example = "f1_apprentice_hours")]
    pub figure: Option<String>,
    /// The programme or the level it is of, where there is one figure of each; all together when absent.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub of: Option<String>,
}

/// A declaration of a site for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeclarationOut {
    /// Which declaration.
    pub declaration: Declaration,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// Site.
    pub site_id: SiteId,
    /// Civil year.
    #[schema(minimum = 2000, maximum = 2100)]
    pub year: i32,
    /// Last day counted: 31 December once the year is over.
    pub counted_to: NaiveDate,
    /// Whether the year goes on, and the figures with it.
    pub provisional: bool,
    /// Version of the definitions.
    #[schema(max_length = 40, example = "2026")]
    pub edition: String,
    /// Where they come from.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day on which that was read.
    pub read_on: NaiveDate,
    /// Each figure.
    #[schema(max_items = 2000)]
    pub figures: Vec<DeclaredFigureOut>,
}

/// A figure of a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeclaredFigureOut {
    /// What names it among those of its declaration.
    #[schema(max_length = 60, example = "f1_apprentice_hours")]
    pub code: String,
    /// Where it stands in the declaration.
    #[schema(max_length = 200)]
    pub frame: String,
    /// What it computes.
    pub measure: DeclaredMeasure,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// The programme or the level it is of; null for the whole site.
    #[schema(max_length = 60, example = "bts-mco")]
    pub of: Option<String>,
    /// The programme or the level by name.
    #[schema(max_length = 300)]
    pub of_label: Option<String>,
    /// What it comes to, exact; null when it is kept elsewhere, which is not zero.
    pub value: Option<DeclaredValueOut>,
    /// Contracts counted whose amount is not known, such as those without their hours.
    #[schema(minimum = 0)]
    pub unknown: u32,
    /// What it counts, in words.
    #[schema(max_length = 500)]
    pub definition: String,
    /// Where the definition comes from.
    #[schema(max_length = 300)]
    pub source: String,
    /// How sure it is.
    pub certainty: DefinitionCertainty,
}

/// An exact value, and how people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeclaredValueOut {
    /// People, contracts, contract days or minutes.
    #[schema(minimum = 0, example = 40500)]
    pub numerator: i64,
    /// What it is divided by: 1, the days of the year, or the 60 minutes of an hour.
    #[schema(minimum = 1, example = 60)]
    pub denominator: i64,
    /// The value as it is declared: whole, halves rounded up; an average to the hundredth.
    #[schema(max_length = 30, example = "675")]
    pub text: String,
}

impl DeclaredValueOut {
    fn of(count: DeclaredCount, measure: DeclaredMeasure, lang: Lang) -> Self {
        let DeclaredCount { value, over, .. } = count;
        let rounded = |scale: i64| (2 * value * scale + over) / (2 * over);
        let text = match measure {
            DeclaredMeasure::AverageApprentices => {
                let (hundredths, comma) = (rounded(100), if lang == Lang::Fr { ',' } else { '.' });
                format!("{}{comma}{:02}", hundredths / 100, hundredths % 100)
            }
            _ => rounded(1).to_string(),
        };
        Self { numerator: value, denominator: over, text }
    }
}

/// What there is one figure of: a code, its name, and the programmes in it.
struct DeclaredPart<'a> {
    of: Option<(String, String)>,
    programmes: Vec<&'a DeclaredProgramme>,
}

/// What there is one figure of in some programmes.
fn parts(per: DeclaredPer, programmes: &[DeclaredProgramme], lang: Lang) -> Vec<DeclaredPart<'_>> {
    match per {
        DeclaredPer::Site => vec![DeclaredPart { of: None, programmes: programmes.iter().collect() }],
        DeclaredPer::Programme => {
            let each = programmes.iter();
            each.map(|one| DeclaredPart {
                of: Some((one.code.clone(), one.title.clone())),
                programmes: vec![one],
            })
            .collect()
        }
        DeclaredPer::Level => {
            let mut levels: Vec<u8> = programmes.iter().map(|one| one.level).collect();
            levels.sort_unstable();
            levels.dedup();
            let word = if lang == Lang::Fr { "Niveau" } else { "Level" };
            let part = |level: u8| DeclaredPart {
                of: Some((level.to_string(), format!("{word} {level}"))),
                programmes: programmes.iter().filter(|one| one.level == level).collect(),
            };
            levels.into_iter().map(part).collect()
        }
    }
}

/// Who is behind a figure, in some of its parts.
pub fn cases_behind(
    figure: &DeclaredFigure,
    of: Option<&str>,
    programmes: &[DeclaredProgramme],
    (year, law): (DeclaredYear, &Law),
) -> Vec<DeclaredCase> {
    let parts = parts(figure.per, programmes, Lang::Fr).into_iter();
    let sought = parts.filter(|part| of.is_none() || part.of.as_ref().map(|(code, _)| code.as_str()) == of);
    sought.flat_map(|part| part.programmes).flat_map(|one| cases(figure.measure, one, year, law)).collect()
}

impl DeclarationOut {
    /// A declaration of some programmes of a site.
    pub fn of(
        declaration: Declaration,
        site_id: SiteId,
        programmes: &[DeclaredProgramme],
        (year, law): (DeclaredYear, &Law),
        lang: Lang,
    ) -> Self {
        let version: &Version<DeclarationLaw> = law.declarations.version_on(year.last);
        let figures = version.said.of(declaration).flat_map(|figure| {
            let parts = parts(figure.per, programmes, lang).into_iter();
            parts.map(move |part| DeclaredFigureOut::of(figure, part, (year, law), lang)).collect::<Vec<_>>()
        });
        Self {
            declaration,
            label: declaration.label().in_lang(lang).to_owned(),
            site_id,
            year: chrono::Datelike::year(&year.first),
            counted_to: year.last,
            provisional: !year.over,
            edition: version.said.edition.clone(),
            source: version.source.clone(),
            read_on: version.read_on,
            figures: figures.collect(),
        }
    }
}

impl DeclaredFigureOut {
    fn of(
        figure: &DeclaredFigure,
        part: DeclaredPart<'_>,
        (year, law): (DeclaredYear, &Law),
        lang: Lang,
    ) -> Self {
        let behind: Vec<DeclaredCase> =
            part.programmes.into_iter().flat_map(|one| cases(figure.measure, one, year, law)).collect();
        let count = count(figure.measure, &behind, year);
        let (of, of_label) = part.of.unzip();
        Self {
            code: figure.code.clone(),
            frame: figure.frame.clone(),
            measure: figure.measure,
            label: figure.measure.label().in_lang(lang).to_owned(),
            of,
            of_label,
            value: count.map(|count| DeclaredValueOut::of(count, figure.measure, lang)),
            unknown: count.map_or(0, |count| count.unknown),
            definition: figure.definition.in_lang(lang).to_owned(),
            source: figure.source.clone(),
            certainty: figure.certainty,
        }
    }
}

/// What somebody, or one of their contracts, brings to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeclaredCaseOut {
    /// Enrolment.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Contract, where contracts are counted.
    pub contract_id: Option<ContractId>,
    /// One person or contract, contract days or minutes; null when it is not known.
    #[schema(minimum = 0)]
    pub amount: Option<i64>,
}

impl From<DeclaredCase> for DeclaredCaseOut {
    fn from(case: DeclaredCase) -> Self {
        Self {
            enrolment_id: case.enrolment,
            apprentice_id: case.apprentice,
            contract_id: case.contract,
            amount: case.amount,
        }
    }
}

impl AboutPeople for DeclaredCaseOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        let whose = Whose::Enrolment(self.enrolment_id);
        RowTopic { whose, contract: self.contract_id, tutor: None, on: today }
    }
}
