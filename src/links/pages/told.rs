//! The brief as its page tells it.

use minijinja::{Value, context};

use super::html::{Page, contact, page_of};
use crate::access::LinkVerb;
use crate::calendar::french_day;
use crate::links::brief::{ApprenticeBrief, Brief, BriefKind, Expected, Item};
use crate::platform::error::Problem;

/// Where each thing is done: the first part of an address below that of the link.
pub fn place_of(verb: LinkVerb) -> &'static str {
    match verb {
        LinkVerb::LogVisit => "visits",
        LinkVerb::LogPhoneContact => "calls",
        LinkVerb::AcknowledgeReport => "reports",
        LinkVerb::AnswerInvitation => "invitations",
        LinkVerb::ReadBrief => "",
    }
}

/// The page of a brief; `home` is its address.
pub fn brief_page(brief: &Brief, home: &str, notice: Option<&str>) -> Result<Page, Problem> {
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
    let item = |item: &Item| drawn_item(brief, item, home);
    let expected = |task: &Expected| {
        let (place, label) = (place_of(task.verb), label_of(task.verb));
        let href = format!("{home}/{place}/{}", task.subject_id);
        context! { title => &*task.title.fr, late => task.late, label, href }
    };
    context! {
        name => format!("{} {}", one.given_name, one.family_name),
        cohort => one.cohort.clone(),
        starts_on => french_day(one.contract_starts_on),
        ends_on => french_day(one.contract_ends_on),
        expected => one.expected.iter().map(expected).collect::<Vec<_>>(),
        next => one.next.iter().map(item).collect::<Vec<_>>(),
        lately => one.lately.iter().map(item).collect::<Vec<_>>(),
    }
}

fn label_of(verb: LinkVerb) -> &'static str {
    match verb {
        LinkVerb::LogVisit => "Rendre compte de la visite",
        LinkVerb::LogPhoneContact => "Noter un appel",
        LinkVerb::AcknowledgeReport => "Lire le compte rendu et en prendre acte",
        LinkVerb::AnswerInvitation => "Répondre à l’invitation",
        LinkVerb::ReadBrief => "Lire",
    }
}

/// A planned visit may be reported before it is expected: it sometimes takes place earlier.
fn drawn_item(brief: &Brief, item: &Item, home: &str) -> Value {
    let may_log = brief.verbs.contains(&LinkVerb::LogVisit);
    let visit = item.subject_id.filter(|_| item.kind == BriefKind::Visit && may_log);
    let href = visit.map(|id| format!("{home}/{}/{id}", place_of(LinkVerb::LogVisit)));
    let label = label_of(LinkVerb::LogVisit);
    context! { day => french_day(item.on), title => &*item.title.fr, href, label }
}
