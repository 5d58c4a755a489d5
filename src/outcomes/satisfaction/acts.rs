//! Giving one's opinion, and taking it back.

use super::model::{NewSatisfactionAnswer, NewSatisfactionScore, SatisfactionAnswer};
use super::rules::{BEFORE_THE_VISIT, IN_ONES_OWN_NAME, faults_of, school_year};
use super::store;
use super::wire::SatisfactionIn;
use crate::follow_up::visits;
use crate::follow_up::visits::rules::VisitState;
use crate::ids::{ApprenticeId, SatisfactionAnswerId, TutorId, VisitId};
use crate::law::figures::{SatisfactionForm, SatisfactionVoice};
use crate::law::findings::refuse_errors;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::access::Bounds;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// In whose voice whoever asks speaks, and the tutor when it is one.
pub fn voice_of(asker: &Asker) -> Result<(SatisfactionVoice, Option<TutorId>), Problem> {
    match asker.reach.bounds() {
        Bounds::Apprentice(_) => Ok((SatisfactionVoice::Apprentice, None)),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            Ok((SatisfactionVoice::Tutor, Some(tutor.tutor)))
        }
        Bounds::Everything | Bounds::Sites(_) => Err(IN_ONES_OWN_NAME.conflict(say!(
            "Cette personne n'est ni apprenti, ni maître d'apprentissage.",
            "This person is neither apprentice nor company tutor."
        ))),
    }
}

/// Gives one's opinion before a visit.
pub fn say_before_visit(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitId,
    request: SatisfactionIn,
) -> Result<SatisfactionAnswer, Problem> {
    let visit = visits::store::find(tx, &asker.reach, id)?.or_not_found("visit")?;
    if visit.state != VisitState::Planned {
        let told = say!("Elle n'est plus à venir.", "It is no longer to come.");
        return Err(BEFORE_THE_VISIT.conflict(told));
    }
    say(tx, asker, (visit.apprentice_id, Some(id)), request)
}

/// Gives one's opinion of the year.
pub fn say_of_year(
    tx: &mut Tx,
    asker: &Asker,
    id: ApprenticeId,
    request: SatisfactionIn,
) -> Result<SatisfactionAnswer, Problem> {
    say(tx, asker, (id, None), request)
}

fn say(
    tx: &mut Tx,
    asker: &Asker,
    (apprentice, visit): (ApprenticeId, Option<VisitId>),
    request: SatisfactionIn,
) -> Result<SatisfactionAnswer, Problem> {
    let apprentice = apprentices::store::lock(tx, &asker.reach, apprentice)?.or_not_found("apprentice")?;
    let (asked_of, tutor_id) = voice_of(asker)?;
    let plan = &asker.law.quality.on(asker.today).satisfaction;
    let form = if visit.is_some() { SatisfactionForm::Visit } else { SatisfactionForm::Year };
    let answered: Vec<&str> = request.scores.iter().map(|one| one.question.as_str()).collect();
    refuse_errors(faults_of(plan, (form, asked_of), &answered))?;
    let (id, site_id) = (SatisfactionAnswerId::new(), apprentice.site_id);
    let scores: Vec<NewSatisfactionScore> = request
        .scores
        .into_iter()
        .map(|one| NewSatisfactionScore { answer_id: id, question: one.question, site_id, score: one.score })
        .collect();
    let new = NewSatisfactionAnswer {
        id,
        site_id,
        form,
        asked_of,
        apprentice_id: apprentice.id,
        tutor_id,
        visit_id: visit,
        school_year: school_year(asker.today, plan.year_begins_month),
        answered_on: asker.today,
        comment: request.comment,
    };
    let answer = store::insert(tx, &new, &scores)?;
    asker.record(tx, Event::SatisfactionAnswerGiven, &answer)?;
    Ok(answer)
}

/// Takes one's own opinion back.
pub fn withdraw(
    tx: &mut Tx,
    asker: &Asker,
    id: SatisfactionAnswerId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let found = store::find_own(tx, &asker.reach, id)?.or_not_found("satisfaction_answer")?;
    apprentices::store::lock(tx, &asker.reach, found.apprentice_id)?.or_not_found("satisfaction_answer")?;
    let answer = store::find_own(tx, &asker.reach, id)?.or_not_found("satisfaction_answer")?;
    let about = About::record(WithdrawalKind::SatisfactionAnswer, &answer, reason);
    withdrawals::remove(tx, asker, about.of(answer.apprentice_id), &[])
}
