//! Every query on how satisfied people are.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use uuid::Uuid;

use super::model::{NewSatisfactionAnswer, NewSatisfactionScore, SatisfactionAnswer, ScoreSeen};
use super::rules::ANSWERED_ONCE;
use crate::ids::{SatisfactionAnswerId, SiteId};
use crate::law::figures::{SatisfactionForm, SatisfactionVoice};
use crate::platform::db::{FirstRows, Json, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::say;
use crate::schema::{past_opinions, satisfaction_answers, satisfaction_scores};
use crate::trust::access::{Bounds, Reach};

/// Most levels added up of a site and a year.
const MOST_SCORES: i64 = 100_000;
/// Most words read of a site and a year.
const MOST_WORDS: i64 = 1000;

/// The answers of whoever asks: their own alone, whoever reaches their apprentice.
fn own<'a>(reach: &Reach) -> satisfaction_answers::BoxedQuery<'a, Pg> {
    let rows = satisfaction_answers::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything | Bounds::Sites(_) => rows.filter(satisfaction_answers::id.is_null()),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            rows.filter(satisfaction_answers::tutor_id.eq(tutor.tutor))
        }
        Bounds::Apprentice(apprentice) => rows
            .filter(satisfaction_answers::apprentice_id.eq(*apprentice))
            .filter(satisfaction_answers::asked_of.eq(SatisfactionVoice::Apprentice)),
    }
}

/// One answer of whoever asks.
pub fn find_own(
    conn: &mut Tx,
    reach: &Reach,
    id: SatisfactionAnswerId,
) -> QueryResult<Option<SatisfactionAnswer>> {
    let row = own(reach).filter(satisfaction_answers::id.eq(id));
    row.select(SatisfactionAnswer::as_select()).first(conn).optional()
}

/// Writes an answer with its levels.
pub fn insert(
    tx: &mut Tx,
    new: &NewSatisfactionAnswer,
    scores: &[NewSatisfactionScore],
) -> Result<SatisfactionAnswer, Problem> {
    let answer = diesel::insert_into(satisfaction_answers::table)
        .values(new)
        .returning(SatisfactionAnswer::as_returning())
        .get_result(tx)
        .refuse_on(once(new.form), || {
            ANSWERED_ONCE.conflict(say!(
                "Votre avis est déjà donné : retirez-le pour en donner un autre.",
                "Your opinion is given already: take it back to give another one."
            ))
        })?;
    diesel::insert_into(satisfaction_scores::table).values(scores).execute(tx)?;
    Ok(answer)
}

const fn once(form: SatisfactionForm) -> &'static str {
    match form {
        SatisfactionForm::Visit => "satisfaction_answers_once_a_visit",
        SatisfactionForm::Year => "satisfaction_answers_once_a_year",
    }
}

/// A level, with the day of its answer and the identifier of it: the order in which answers came.
type DatedScore = (NaiveDate, Uuid, ScoreSeen);

/// The levels given at a site in a school year, in the order in which they came, those whose file was forgotten counted.
pub fn scores_of(conn: &mut Tx, site: SiteId, year: i32) -> QueryResult<Vec<ScoreSeen>> {
    let mut rows = past_scores(conn, site, year)?;
    let kept: Vec<(NaiveDate, SatisfactionAnswerId, ScoreSeen)> = satisfaction_scores::table
        .inner_join(
            satisfaction_answers::table.on(satisfaction_answers::id.eq(satisfaction_scores::answer_id)),
        )
        .filter(satisfaction_answers::site_id.eq(site))
        .filter(satisfaction_answers::school_year.eq(year))
        .order((satisfaction_answers::id, satisfaction_scores::question))
        .select((
            satisfaction_answers::answered_on,
            satisfaction_answers::id,
            (
                satisfaction_answers::form,
                satisfaction_answers::asked_of,
                satisfaction_scores::question,
                satisfaction_scores::score,
            ),
        ))
        .first_rows(MOST_SCORES)
        .load(conn)?;
    rows.extend(kept.into_iter().map(|(on, id, score)| (on, id.0, score)));
    rows.sort_by(|(on, id, one), (other_on, other_id, other)| {
        (on, id, &one.question).cmp(&(other_on, other_id, &other.question))
    });
    Ok(rows.into_iter().map(|(_, _, score)| score).collect())
}

/// The levels whose file was forgotten.
fn past_scores(conn: &mut Tx, site: SiteId, year: i32) -> QueryResult<Vec<DatedScore>> {
    type PastOpinion = (NaiveDate, Uuid, SatisfactionForm, SatisfactionVoice, Json<BTreeMap<String, i16>>);
    let rows: Vec<PastOpinion> = past_opinions::table
        .filter(past_opinions::site_id.eq(site))
        .filter(past_opinions::school_year.eq(year))
        .order(past_opinions::id)
        .select((
            past_opinions::answered_on,
            past_opinions::id,
            past_opinions::form,
            past_opinions::asked_of,
            past_opinions::scores,
        ))
        .first_rows(MOST_SCORES)
        .load(conn)?;
    let each = |(on, id, form, asked_of, scores): PastOpinion| {
        let scores = scores.0.into_iter();
        scores.map(move |(question, score)| (on, id, ScoreSeen { form, asked_of, question, score }))
    };
    Ok(rows.into_iter().flat_map(each).collect())
}

/// What was added in words at a site in a school year, in the order in which it came; none where nothing was.
pub fn words_of(
    conn: &mut Tx,
    site: SiteId,
    year: i32,
) -> QueryResult<Vec<(SatisfactionForm, SatisfactionVoice, Option<String>)>> {
    satisfaction_answers::table
        .filter(satisfaction_answers::site_id.eq(site))
        .filter(satisfaction_answers::school_year.eq(year))
        .order(satisfaction_answers::id)
        .select((satisfaction_answers::form, satisfaction_answers::asked_of, satisfaction_answers::comment))
        .first_rows(MOST_WORDS)
        .load(conn)
}
