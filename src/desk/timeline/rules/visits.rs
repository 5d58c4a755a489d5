//! Visits in the company.

use chrono::NaiveDate;

use crate::desk::timeline::model::{TimelineItem, TimelineKind, TimelineSources, TimelineSubject};
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::model::{Acknowledgement, Acknowledger};
use crate::follow_up::visits::rules::{DueState, VisitState, due_state};
use crate::law::calendar::french_day;
use crate::platform::clock;
use crate::say;

/// What is told of the visits.
pub fn items(sources: &TimelineSources, as_of: NaiveDate) -> impl Iterator<Item = TimelineItem> {
    let of_visits = sources.visits.iter().map(move |visit| of_visit(visit, as_of));
    of_visits.chain(sources.acknowledgements.iter().map(of_acknowledgement))
}

fn of_acknowledgement(acknowledgement: &Acknowledgement) -> TimelineItem {
    let (qui, who) = match acknowledgement.party {
        Acknowledger::Tutor => ("le maître d'apprentissage", "the tutor"),
        Acknowledger::Apprentice => ("l'apprenti", "the apprentice"),
        Acknowledger::Staff => ("le centre", "the centre"),
    };
    let title = say!("Compte rendu de visite lu par {qui}", "Report of a visit acknowledged by {who}");
    let on = clock::paris_day(acknowledgement.acknowledged_at);
    let subject = (TimelineSubject::Visit, acknowledgement.visit_id.0);
    let href = format!("/v1/visits/{}", acknowledgement.visit_id);
    TimelineItem::new(on, TimelineKind::VisitAcknowledged, title, subject, href)
}

fn of_visit(visit: &Visit, as_of: NaiveDate) -> TimelineItem {
    let (rank, year) = (visit.ordinal, visit.training_year);
    let (on, kind, title) = match visit.state {
        VisitState::Planned => {
            let (jour, day) = (french_day(visit.due_on), visit.due_on);
            let title = say!(
                "Visite {rank} de l'année {year}, à faire le {jour} au plus tard",
                "Visit {rank} of year {year}, due by {day}"
            );
            (visit.planned_on, TimelineKind::VisitPlanned, title)
        }
        VisitState::Held => {
            let title = say!("Visite {rank} de l'année {year}, faite", "Visit {rank} of year {year}, held");
            (visit.held_on.unwrap_or(visit.planned_on), TimelineKind::VisitHeld, title)
        }
        VisitState::Cancelled => {
            let title =
                say!("Visite {rank} de l'année {year}, annulée", "Visit {rank} of year {year}, cancelled");
            (visit.planned_on, TimelineKind::VisitCancelled, title)
        }
    };
    let due = due_state(visit.state, visit.due_on, as_of);
    let href = format!("/v1/visits/{}", visit.id);
    let item = TimelineItem::new(on, kind, title, (TimelineSubject::Visit, visit.id.0), href);
    TimelineItem { due_state: Some(due), ..item.late_if(due == DueState::Late) }
}
