//! How the marks of a class are spread, without anybody's name.

use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::{EnrolmentId, MockExamId, PaperId};
use crate::learning::results::acts::ResultSheet;
use crate::learning::results::model::WeighedPaper;
use crate::learning::results::rules::{BAND_HUNDREDTHS, Distribution, distribution_of};
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// Why a distribution is not told.
    WithheldReason {
        /// The marks are not released yet.
        NotReleased = "not_released" => "Les notes ne sont pas publiées" / "The marks are not released",
        /// So few marks that somebody could be recognised.
        TooFew = "too_few" => "Trop peu de notes : on y reconnaîtrait quelqu'un" / "Too few marks: somebody could be recognised",
    }
);

/// How many marks fall in a band of two points.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkBandOut {
    /// Lower end of the band, included, in hundredths.
    #[schema(minimum = 0, maximum = 1800)]
    pub from_hundredths: i64,
    /// Upper end, left out but for 20, in hundredths.
    #[schema(minimum = 200, maximum = 2000)]
    pub to_hundredths: i64,
    /// Marks in it.
    #[schema(minimum = 0)]
    pub count: usize,
}

/// How marks are spread.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DistributionOut {
    /// How many marks there are; absences and exemptions are none.
    #[schema(minimum = 1)]
    pub count: usize,
    /// Their sum in hundredths, from which the mean is exact.
    #[schema(minimum = 0)]
    pub sum_hundredths: i64,
    /// Their mean in hundredths, rounded half up for the eye.
    #[schema(minimum = 0, example = 1080)]
    pub mean_hundredths: i64,
    /// Their median in hundredths, rounded half up for the eye.
    #[schema(minimum = 0, example = 1100)]
    pub median_hundredths: i64,
    /// The least of them, in hundredths.
    #[schema(minimum = 0)]
    pub least_hundredths: i64,
    /// The greatest of them, in hundredths.
    #[schema(minimum = 0)]
    pub greatest_hundredths: i64,
    /// Bands of two points from 0 to 20.
    #[schema(max_items = 10)]
    pub bands: Vec<MarkBandOut>,
}

impl From<Distribution> for DistributionOut {
    fn from(spread: Distribution) -> Self {
        let band = |(from, count): (i64, usize)| MarkBandOut {
            from_hundredths: from * BAND_HUNDREDTHS,
            to_hundredths: (from + 1) * BAND_HUNDREDTHS,
            count,
        };
        Self {
            count: spread.count,
            sum_hundredths: spread.sum,
            mean_hundredths: spread.mean,
            median_hundredths: spread.median,
            least_hundredths: spread.least,
            greatest_hundredths: spread.greatest,
            bands: (0..).zip(spread.bands).map(band).collect(),
        }
    }
}

/// A distribution, or why it is not told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToldDistributionOut {
    /// How the marks are spread; null with the reason beside.
    pub distribution: Option<DistributionOut>,
    /// Why it is not told.
    pub withheld: Option<WithheldReason>,
    /// The reason in words, in the language asked for.
    #[schema(max_length = 200)]
    pub withheld_label: Option<String>,
}

impl ToldDistributionOut {
    fn of(spread: Result<Distribution, WithheldReason>, lang: Lang) -> Self {
        let withheld = spread.err();
        Self {
            distribution: spread.ok().map(DistributionOut::from),
            withheld,
            withheld_label: withheld.map(|one| one.label().in_lang(lang).to_owned()),
        }
    }
}

/// The marks at one paper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperStatisticsOut {
    /// Paper.
    pub paper_id: PaperId,
    /// Exam unit in the regulation.
    #[schema(max_length = 10, example = "E21")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub label: String,
    /// How its marks are spread.
    #[serde(flatten)]
    pub told: ToldDistributionOut,
}

/// How the marks of a mock exam are spread: no name, no rank.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsOut {
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// Fewest marks whose distribution is told, as the programme has it.
    #[schema(minimum = 2, maximum = 100, example = 5)]
    pub distribution_from: u16,
    /// Each paper, in the order of the regulation.
    #[schema(max_items = 200)]
    pub papers: Vec<PaperStatisticsOut>,
    /// The weighted means of the candidates whose mean is complete.
    pub means: ToldDistributionOut,
}

impl StatisticsOut {
    /// The marks of a class, told from so many on; nothing of them before they may be seen.
    pub fn of(sheet: &ResultSheet, least: u16, seen: bool, lang: Lang) -> Self {
        let told = |marks: Vec<i64>| match distribution_of(marks, least.into()) {
            _ if !seen => Err(WithheldReason::NotReleased),
            None => Err(WithheldReason::TooFew),
            Some(spread) => Ok(spread),
        };
        let paper = |unit: &WeighedPaper| PaperStatisticsOut {
            paper_id: unit.paper.id,
            unit_code: unit.paper.facts.unit_code.clone(),
            label: unit.paper.facts.label.clone(),
            told: ToldDistributionOut::of(told(marks_at(sheet, unit.paper.id)), lang),
        };
        Self {
            mock_exam_id: sheet.exam.id,
            distribution_from: least,
            papers: sheet.papers.iter().map(paper).collect(),
            means: ToldDistributionOut::of(told(means_of(sheet)), lang),
        }
    }
}

fn marks_at(sheet: &ResultSheet, paper: PaperId) -> Vec<i64> {
    let there = sheet.marks.iter().filter(|mark| mark.paper_id == paper);
    there.filter_map(|mark| mark.facts.mark_hundredths).map(i64::from).collect()
}

/// The complete means of the candidates who have marks.
fn means_of(sheet: &ResultSheet) -> Vec<i64> {
    let mut candidates: Vec<EnrolmentId> = sheet.marks.iter().map(|mark| mark.enrolment_id).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let known = sheet.known();
    let means = candidates.into_iter().map(|one| sheet.result(one, &known).mean);
    means.filter(|mean| mean.complete).filter_map(|mean| mean.hundredths).collect()
}
