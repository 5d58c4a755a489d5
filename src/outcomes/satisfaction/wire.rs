//! Opinions, as sent and as added up.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{SatisfactionAnswer, ScoreSeen};
use super::rules::{ShownScores, shown};
use crate::ids::{ApprenticeId, SatisfactionAnswerId, SiteId, VisitId};
use crate::law::figures::{SatisfactionForm, SatisfactionPlan, SatisfactionQuestion, SatisfactionVoice};
use crate::platform::text::{Lang, Sentence};

/// The level of a question, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionScoreIn {
    /// Code of the question.
    #[schema(min_length = 1, max_length = 40, example = "informed")]
    pub question: String,
    /// Level, 1 for the lowest, 4 for the highest.
    #[schema(minimum = 1, maximum = 4, example = 3)]
    pub score: i16,
}

/// An opinion, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"scores": [{"question": "work_fits", "score": 4}, {"question": "somebody_to_ask", "score": 3}]}))]
pub struct SatisfactionIn {
    /// Every question of the form, once.
    #[schema(min_items = 1, max_items = 20)]
    pub scores: Vec<SatisfactionScoreIn>,
    /// A few words, read by the office without a name once there are enough answers.
    #[schema(min_length = 1, max_length = 1000)]
    pub comment: Option<String>,
}

/// An opinion given, as its author reads it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionAnswerOut {
    /// Identifier, to take it back.
    pub id: SatisfactionAnswerId,
    /// When it was asked.
    pub form: SatisfactionForm,
    /// Apprentice who answered, or about whom the tutor did.
    pub apprentice_id: ApprenticeId,
    /// Visit before which it was asked.
    pub visit_id: Option<VisitId>,
    /// Year in which the school year began.
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub school_year: i32,
    /// Day of the answer.
    pub answered_on: NaiveDate,
}

impl From<SatisfactionAnswer> for SatisfactionAnswerOut {
    fn from(row: SatisfactionAnswer) -> Self {
        let SatisfactionAnswer { id, form, apprentice_id, visit_id, school_year, answered_on, .. } = row;
        Self { id, form, apprentice_id, visit_id, school_year, answered_on }
    }
}

/// A question with the words of its levels.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionQuestionOut {
    /// Its code.
    #[schema(max_length = 40, example = "informed")]
    pub code: String,
    /// When it is asked.
    pub form: SatisfactionForm,
    /// Of whom.
    pub asked_of: SatisfactionVoice,
    /// The question, in words.
    #[schema(max_length = 300)]
    pub label: String,
}

/// What is asked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionQuestionsOut {
    /// The questions, in their order.
    #[schema(max_items = 50)]
    pub data: Vec<SatisfactionQuestionOut>,
    /// The levels, the lowest first.
    #[schema(max_items = 4)]
    pub levels: Vec<SatisfactionLevelOut>,
}

/// A level of an answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionLevelOut {
    /// What is sent, 1 for the lowest.
    #[schema(minimum = 1, maximum = 4)]
    pub score: i16,
    /// The same in words.
    #[schema(max_length = 60, example = "Plutôt d'accord")]
    pub label: String,
}

impl SatisfactionQuestionsOut {
    /// Everything asked, in words.
    pub fn of(plan: &SatisfactionPlan, lang: Lang) -> Self {
        let levels = (1_i16..)
            .zip(&plan.levels)
            .map(|(score, one)| SatisfactionLevelOut { score, label: in_words(&one.fr, &one.en, lang) });
        let levels = levels.collect();
        Self { data: plan.questions.iter().map(|one| question(one, lang)).collect(), levels }
    }
}

fn question(one: &SatisfactionQuestion, lang: Lang) -> SatisfactionQuestionOut {
    let label = in_words(&one.fr, &one.en, lang);
    SatisfactionQuestionOut { code: one.code.clone(), form: one.form, asked_of: one.asked_of, label }
}

fn in_words(fr: &str, en: &str, lang: Lang) -> String {
    Sentence::new(fr.to_owned(), en.to_owned()).in_lang(lang).to_owned()
}

/// Which school year is looked at.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SatisfactionParams {
    /// Year in which the school year began; the present one when absent.
    #[param(minimum = 2000, maximum = 2100)]
    pub year: Option<i32>,
}

/// What is shown of a question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionShownOut {
    /// The question.
    #[serde(flatten)]
    #[schema(inline)]
    pub question: SatisfactionQuestionOut,
    /// Answers added up, by whole groups of the threshold; null below it.
    #[schema(minimum = 0)]
    pub answers: Option<usize>,
    /// Their mean level in hundredths, from 100 to 400; null below the threshold.
    #[schema(minimum = 100, maximum = 400)]
    pub mean_hundredths: Option<i64>,
    /// How many at each level, the lowest first; empty below the threshold.
    #[schema(max_items = 4)]
    pub levels: Vec<SatisfactionLevelCount>,
}

/// How many chose a level.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionLevelCount {
    /// The level, in words.
    #[schema(max_length = 60, example = "Plutôt d'accord")]
    pub label: String,
    /// How many.
    #[schema(minimum = 0)]
    pub count: usize,
}

/// How satisfied the apprentices and tutors of a site are, in a school year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionOut {
    /// Site.
    pub site_id: SiteId,
    /// Year in which the school year began.
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub year: i32,
    /// Fewest answers of which anything is shown.
    #[schema(minimum = 2)]
    pub threshold: usize,
    /// The questions, in their order.
    #[schema(max_items = 50)]
    pub questions: Vec<SatisfactionShownOut>,
}

impl SatisfactionOut {
    /// The levels of a site and a year, added up.
    pub fn of(
        (site_id, year): (SiteId, i32),
        rows: Vec<ScoreSeen>,
        plan: &SatisfactionPlan,
        lang: Lang,
    ) -> Self {
        let mut given: HashMap<(&str, &str, String), Vec<i16>> = HashMap::new();
        for row in rows {
            given
                .entry((row.form.as_str(), row.asked_of.as_str(), row.question))
                .or_default()
                .push(row.score);
        }
        let questions = plan.questions.iter().map(|one| {
            let key = (one.form.as_str(), one.asked_of.as_str(), one.code.clone());
            let scores = given.get(&key).map(Vec::as_slice).unwrap_or_default();
            shown_of(one, shown(scores, plan.threshold), plan, lang)
        });
        Self { site_id, year, threshold: plan.threshold, questions: questions.collect() }
    }
}

fn shown_of(
    one: &SatisfactionQuestion,
    scores: Option<ShownScores>,
    plan: &SatisfactionPlan,
    lang: Lang,
) -> SatisfactionShownOut {
    let levels = scores.map(|scores| scores.levels).into_iter().flatten().zip(&plan.levels);
    let levels = levels
        .map(|(count, words)| SatisfactionLevelCount { label: in_words(&words.fr, &words.en, lang), count });
    SatisfactionShownOut {
        question: question(one, lang),
        answers: scores.map(|scores| scores.answers),
        mean_hundredths: scores.map(|scores| scores.mean_hundredths),
        levels: levels.collect(),
    }
}

/// A few words somebody added, without their name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct SatisfactionWordsOut {
    /// What they said.
    #[schema(max_length = 1000)]
    pub comment: String,
    /// When it was asked.
    #[schema(max_length = 60, example = "Avant chaque visite")]
    pub form_label: &'static str,
    /// Who said it: apprentices, or tutors.
    #[schema(max_length = 60, example = "Apprenti")]
    pub voice_label: &'static str,
}

/// What was added in words at a site in a school year, in the order of the alphabet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionWordListOut {
    /// The words, of groups of answers as large as the threshold.
    #[schema(max_items = 1000)]
    pub data: Vec<SatisfactionWordsOut>,
}

impl SatisfactionWordListOut {
    /// The words of whole groups of answers, in an order that says nothing of who wrote them.
    pub fn of(
        rows: Vec<(SatisfactionForm, SatisfactionVoice, Option<String>)>,
        threshold: usize,
        lang: Lang,
    ) -> Self {
        type Asked = (SatisfactionForm, SatisfactionVoice);
        let mut groups: Vec<(Asked, Vec<Option<String>>)> = Vec::new();
        for (form, voice, comment) in rows {
            match groups.iter_mut().find(|(asked, _)| *asked == (form, voice)) {
                Some((_, comments)) => comments.push(comment),
                None => groups.push(((form, voice), vec![comment])),
            }
        }
        let mut data: Vec<SatisfactionWordsOut> = groups
            .into_iter()
            .flat_map(|((form, voice), comments)| {
                let whole = comments.len() / threshold * threshold;
                comments.into_iter().take(whole).flatten().map(move |comment| SatisfactionWordsOut {
                    comment,
                    form_label: if lang == Lang::Fr { form.label_fr() } else { form.label_en() },
                    voice_label: if lang == Lang::Fr { voice.label_fr() } else { voice.label_en() },
                })
            })
            .collect();
        data.sort();
        Self { data }
    }
}
