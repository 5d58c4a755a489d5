//! The brief as its page tells it.

use minijinja::{Value, context};
use uuid::Uuid;

use super::html::{HtmlPage, contact, page_of};
use super::sheets::Form;
use crate::desk::links::brief::{ApprenticeBrief, Brief, BriefItem, BriefKind, Expected};
use crate::law::calendar::{french_day, month_in_words};
use crate::law::identifiers::full_name;
use crate::learning::mock_exams::model::InvitationAnswer;
use crate::platform::error::Problem;
use crate::trust::access::LinkVerb;

/// The page of a brief; `home` is its address.
pub fn brief_page(brief: &Brief, home: &str, notice: Option<&str>) -> Result<HtmlPage, Problem> {
    let drawn = |one| drawn_apprentice(brief, one, home);
    let apprentices: Vec<Value> = brief.apprentices.iter().map(drawn).collect();
    page_of(
        "brief.html",
        context! {
            title => "Suivi de vos apprentis", notice, apprentices, tutor_name => brief.tutor_name.clone(),
            today => french_day(brief.as_of), site => contact(&brief.site),
            expires_on => french_day(brief.expires_on),
        },
    )
}

fn drawn_apprentice(brief: &Brief, one: &ApprenticeBrief, home: &str) -> Value {
    let early = early_visit(brief, one);
    let item = |item: &BriefItem| drawn_item(item, home, early);
    let expected = |task: &Expected| {
        let form = Form::clearing(task.kind);
        let href = form.map(|form| format!("{home}/{}/{}", form.place(), task.subject_id));
        context! { title => &*task.title.fr, late => task.late, label => form.map(Form::label), href }
    };
    let may_call = brief.verbs.contains(&LinkVerb::LogPhoneContact);
    let call_href = may_call.then(|| format!("{home}/{}/{}", Form::Call.place(), one.id));
    let runs = one.contract_starts_on <= brief.as_of;
    let may_say = runs && brief.verbs.contains(&LinkVerb::SaySkills);
    let skills_href = may_say.then(|| format!("{home}/{}/{}", Form::Skills.place(), one.id));
    let may_tell = runs && brief.verbs.contains(&LinkVerb::SayDifficulty);
    let difficulty_href = may_tell.then(|| format!("{home}/{}/{}", Form::Difficulty.place(), one.id));
    let may_sign = runs && brief.verbs.contains(&LinkVerb::SignLogbook);
    let logbook_href = may_sign.then(|| format!("{home}/{}/{}", Form::Logbook.place(), one.id));
    context! {
        opinions => opinions(brief, one, home),
        invitations => invitations(brief, one, home),
        difficulty_href, difficulty_label => Form::Difficulty.label(), call_href, logbook_href, logbook_label => Form::Logbook.label(), skills_href, skills_label => Form::Skills.label(),
        name => full_name(&one.given_name, &one.family_name),
        cohort => one.cohort.clone(),
        starts_on => french_day(one.contract_starts_on),
        ends_on => french_day(one.contract_ends_on),
        expected => one.expected.iter().map(expected).collect::<Vec<_>>(),
        weeks => one.weeks.iter().map(item).collect::<Vec<_>>(),
        next => one.next.iter().map(item).collect::<Vec<_>>(),
        lately => one.lately.iter().map(item).collect::<Vec<_>>(),
    }
}

/// The invitations that are not among what is expected of the tutor.
fn invitations(brief: &Brief, one: &ApprenticeBrief, home: &str) -> Vec<Value> {
    let may_answer = brief.verbs.contains(&LinkVerb::AnswerInvitation);
    let asked = |id: &Uuid| one.expected.iter().any(|task| task.subject_id == *id);
    let others = one.invitations.iter().filter(|invited| may_answer && !asked(&invited.id.0));
    let drawn = others.map(|invited| {
        let label = match invited.answer {
            InvitationAnswer::Pending => Form::Invitation.label(),
            _ => "Changer ma réponse",
        };
        let href = format!("{home}/{}/{}", Form::Invitation.place(), invited.id);
        context! { title => &*invited.title.fr, href, label }
    });
    drawn.collect()
}

/// The pages where a tutor says what they think: before the next visit, and of the year.
fn opinions(brief: &Brief, one: &ApprenticeBrief, home: &str) -> Vec<Value> {
    let may = brief.verbs.contains(&LinkVerb::LogVisit) && one.contract_starts_on <= brief.as_of;
    let visit = one.next.iter().find(|item| item.kind == BriefKind::Visit).and_then(|item| item.subject_id);
    let of_visit = visit.map(|id| (Form::VisitOpinion, id));
    let pages = of_visit.into_iter().chain([(Form::YearOpinion, one.id.0)]).filter(|_| may);
    let page = |(form, id): (Form, Uuid)| {
        context! { href => format!("{home}/{}/{id}", form.place()), label => form.label() }
    };
    pages.map(page).collect()
}

/// The visit that may be reported before it is expected: the next one, for it sometimes takes place earlier.
fn early_visit(brief: &Brief, one: &ApprenticeBrief) -> Option<Uuid> {
    let is_expected = |id: &Uuid| one.expected.iter().any(|task| task.subject_id == *id);
    let planned = one.next.iter().filter(|item| item.kind == BriefKind::Visit);
    let others = planned.filter_map(|item| item.subject_id).find(|id| !is_expected(id));
    others.filter(|_| brief.verbs.contains(&LinkVerb::LogVisit))
}

fn drawn_item(item: &BriefItem, home: &str, early: Option<Uuid>) -> Value {
    let visit = early.filter(|id| item.subject_id == Some(*id));
    let href = visit.map(|id| format!("{home}/{}/{id}", Form::Visit.place()));
    let label = "En rendre compte dès maintenant";
    let month = item.whole_month.then(|| month_in_words(item.on).fr.into_owned());
    let day = month.unwrap_or_else(|| french_day(item.on));
    context! { day, title => &*item.title.fr, href, label }
}
