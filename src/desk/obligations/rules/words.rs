//! What makes something due, in words: French and English, from the facts alone.

use chrono::NaiveDate;

use crate::desk::obligations::model::{ObligationFacts, ObligationKind as Kind};
use crate::law::calendar::french_day;
use crate::learning::mock_exams::rules::days_in_words;
use crate::platform::text::Sentence;
use crate::say;

use super::deadlines::{AFTER_RUPTURE, FREE_RUPTURE};
use super::stays::SOCIAL_COVER;
use super::windows::{DASHBOARD, SITE};

/// The sentence of something due.
#[expect(clippy::too_many_lines, reason = "one sentence a kind")]
pub fn sentence(kind: Kind, step: &str, due_on: NaiveDate, facts: &ObligationFacts) -> Sentence {
    let (jour, day) = (french_day(due_on), due_on);
    let (rank, year) = (facts.ordinal.unwrap_or_default(), facts.training_year.unwrap_or_default());
    match kind {
        Kind::VisitToHold => {
            let (prevue, planned) = both(facts.planned_on);
            say!(
                "Visite {rank} de l'année {year}, prévue le {prevue}, à faire le {jour} au plus tard.",
                "Visit {rank} of year {year}, planned on {planned}, to be held by {day}."
            )
        }
        Kind::VisitToPlan => {
            let (fin, end) = both(facts.ends_on);
            say!(
                "Visite {rank} de l'année {year} à prévoir avant le {jour} : elle doit avoir lieu le {fin} au plus tard.",
                "Visit {rank} of year {year} to be planned by {day}: it has to take place by {end}."
            )
        }
        Kind::MockExamToPrepare
        | Kind::MockExamToHold
        | Kind::MockExamToMark
        | Kind::ExamToRegister
        | Kind::TutorToInvite
        | Kind::InvitationToAnswer => of_exam(kind, step, due_on, facts),
        Kind::ContractToComplete | Kind::ContractToSign | Kind::DepositToMake | Kind::OpcoAnswer => {
            of_contract(kind, step, due_on, facts)
        }
        Kind::MedicalVisit
        | Kind::StudentCard
        | Kind::StudentCardReturn
        | Kind::PayStep
        | Kind::Invoice
        | Kind::StayStep
        | Kind::RuptureNotice => {
            let (nom, name) = labels(facts);
            say!("{nom} : le {jour} au plus tard.", "{name}: by {day}.")
        }
        Kind::Document => {
            let (nom, name) = labels(facts);
            say!(
                "Pièce du dossier à apporter : {nom}, pour le {jour}.",
                "Document of the file to bring: {name}, by {day}."
            )
        }
        Kind::ReportToAcknowledge => {
            let (faite, held_on) = both(facts.starts_on);
            say!(
                "Compte rendu de la visite {rank} de l'année {year}, faite le {faite}, à relire pour le {jour}.",
                "Report of visit {rank} of year {year}, held on {held_on}, to be acknowledged by {day}."
            )
        }
        Kind::CommitmentDue => {
            let (quoi, what) = labels(facts);
            say!("Promis lors d'une visite, pour le {jour} : {quoi}", "Promised at a visit, by {day}: {what}")
        }
        Kind::RuptureStep => {
            let (quoi, what) = labels(facts);
            let (des, from) = both(facts.starts_on);
            say!(
                "Rupture en cours : « {quoi} », possible à partir du {des}, à enregistrer pour le {jour}.",
                "Rupture under way: \"{what}\", lawful from {from}, to be recorded by {day}."
            )
        }
        Kind::CallToReturn => {
            let (quoi, what) = labels(facts);
            let (appel, call) = both(facts.sent_on);
            say!(
                "À faire après l'appel du {appel}, pour le {jour} : {quoi}",
                "To do after the call of {call}, by {day}: {what}"
            )
        }
        Kind::DifficultyToAnswer => {
            let (par, by) = labels(facts);
            let (dite, told) = both(facts.starts_on);
            say!(
                "Difficulté signalée le {dite} par {par}, à prendre en charge pour le {jour}.",
                "Difficulty told on {told} by {by}, to be answered by {day}."
            )
        }
        Kind::ComplaintToAnswer => {
            let (objet, subject) = labels(facts);
            let (recue, received) = both(facts.starts_on);
            say!(
                "Réclamation reçue le {recue} ({objet}), à traiter : réponse pour le {jour}.",
                "Complaint received on {received} ({subject}), to be treated: answer by {day}."
            )
        }
        Kind::ReferentMissing => say!(
            "Personne du site ne suit l'apprenti : nommer un référent pour le {jour}.",
            "Nobody of the site follows the apprentice: name a referent by {day}."
        ),
        Kind::WindowClosing => of_window(step, due_on, facts),
    }
}

fn of_exam(kind: Kind, step: &str, due_on: NaiveDate, facts: &ObligationFacts) -> Sentence {
    let (jour, day) = (french_day(due_on), due_on);
    let rank = facts.ordinal.unwrap_or_default();
    let Sentence { fr: quand, en: when } = exam_days(facts);
    match kind {
        Kind::MockExamToPrepare => say!(
            "Fixer les jours de l'examen blanc {rank}, prévu {quand}, pour le {jour}.",
            "Fix the days of mock exam {rank}, planned {when}, by {day}."
        ),
        Kind::MockExamToHold => say!(
            "L'examen blanc {rank}, {quand}, est à enregistrer comme passé pour le {jour}.",
            "Mock exam {rank}, {when}, is to be recorded as held by {day}."
        ),
        Kind::MockExamToMark => {
            let (done, all) = (facts.count.unwrap_or_default(), facts.out_of.unwrap_or_default());
            say!(
                "Examen blanc {rank} : {done} notes saisies sur {all}, à compléter pour le {jour}.",
                "Mock exam {rank}: {done} marks of {all} entered, to be completed by {day}."
            )
        }
        Kind::ExamToRegister => {
            let (done, all) = (facts.count.unwrap_or_default(), facts.out_of.unwrap_or_default());
            let (ouverture, opening) = both(facts.starts_on);
            say!(
                "Inscriptions à l'examen de la session {step}, ouvertes le {ouverture} : {done} candidat(s) sur {all}, à compléter pour le {jour}.",
                "Registrations for the exam of session {step}, open since {opening}: {done} candidate(s) of {all}, to be completed by {day}."
            )
        }
        Kind::TutorToInvite => say!(
            "Inviter le maître d'apprentissage à l'examen blanc {rank}, {quand}, pour le {jour}.",
            "Invite the tutor to mock exam {rank}, {when}, by {day}."
        ),
        _ => say!(
            "Répondre à l'invitation à l'examen blanc {rank}, {quand}, pour le {jour}.",
            "Answer the invitation to mock exam {rank}, {when}, by {day}."
        ),
    }
}

/// The days of a mock exam; its month until they are fixed.
fn exam_days(facts: &ObligationFacts) -> Sentence {
    let month = facts.month.as_ref().and_then(|month| format!("{month}-01").parse::<NaiveDate>().ok());
    let fixed = facts.starts_on.map(|first| (first, facts.ends_on.unwrap_or(first)));
    days_in_words(month.unwrap_or_default(), fixed)
}

fn of_contract(kind: Kind, step: &str, due_on: NaiveDate, facts: &ObligationFacts) -> Sentence {
    let (jour, day) = (french_day(due_on), due_on);
    let ((debut, start), (envoi, sent)) = (both(facts.starts_on), both(facts.sent_on));
    match kind {
        Kind::ContractToComplete => say!(
            "Contrat en brouillon qui commence le {debut} : à compléter pour le {jour}.",
            "Draft contract that starts on {start}: to be completed by {day}."
        ),
        Kind::ContractToSign => {
            let count = facts.count.unwrap_or_default();
            say!(
                "Contrat qui commence le {debut} : {count} signature(s) ; à signer le {jour} au plus tard.",
                "Contract that starts on {start}: {count} signature(s); to be signed by {day}."
            )
        }
        Kind::DepositToMake if step == "1" => say!(
            "Contrat commencé le {debut} : à transmettre pour dépôt le {jour} au plus tard.",
            "Contract started on {start}: to be sent for deposit by {day}."
        ),
        Kind::DepositToMake if step.parse::<uuid::Uuid>().is_ok() => {
            let (nom, name) = labels(facts);
            say!("{nom} : le {jour} au plus tard.", "{name}: by {day}.")
        }
        Kind::DepositToMake => say!(
            "Dépôt refusé le {envoi} : contrat à corriger et à transmettre à nouveau pour le {jour}.",
            "Deposit refused on {sent}: contract to be corrected and sent again by {day}."
        ),
        Kind::OpcoAnswer if facts.label_fr.is_some() => {
            let (nom, name) = labels(facts);
            say!(
                "{nom} transmis le {envoi} : réponse attendue le {jour} au plus tard.",
                "{name} sent on {sent}: answer awaited by {day}."
            )
        }
        _ => say!(
            "Contrat transmis le {envoi} : réponse attendue le {jour} au plus tard.",
            "Contract sent on {sent}: answer awaited by {day}."
        ),
    }
}

fn of_window(step: &str, due_on: NaiveDate, facts: &ObligationFacts) -> Sentence {
    let (jour, day) = (french_day(due_on), due_on);
    match step {
        FREE_RUPTURE => {
            let (nom, name) = labels(facts);
            say!(
                "{nom} : chaque partie peut rompre librement jusqu'au {jour}.",
                "{name}: either side may leave freely until {day}."
            )
        }
        AFTER_RUPTURE => say!(
            "Contrat rompu : le droit de rester au CFA sans contrat finit le {jour}.",
            "Contract broken: the right to stay at the CFA without a contract ends on {day}."
        ),
        DASHBOARD => {
            let (debut, start) = both(facts.starts_on);
            let days = facts.count.unwrap_or_default();
            say!(
                "Sans contrat depuis le {debut} : au-delà de {days} jours, soit après le {jour}, le tableau de bord national compte un abandon ; c'est une statistique, aucun droit ne finit ce jour-là.",
                "Without a contract since {start}: beyond {days} days, that is after {day}, the national dashboard counts a drop-out; it is a statistic, no right ends that day."
            )
        }
        SOCIAL_COVER => {
            let (fin, end) = both(facts.ends_on);
            say!(
                "La couverture sociale du stagiaire (P2S) finit le {jour}, avant le droit de rester au CFA sans contrat (le {fin}) : la prolonger.",
                "The social cover of the trainee (P2S) ends on {day}, before the right to stay at the CFA without a contract ({end}): to be extended."
            )
        }
        SITE => say!(
            "Aucun contrat signé : la période de signature du site finit le {jour}.",
            "No contract signed: the signature window of the site ends on {day}."
        ),
        _ => {
            let (debut, start) = both(facts.starts_on);
            say!(
                "Aucun contrat signé : le droit de suivre sans employeur la formation commencée le {debut} finit le {jour}.",
                "No contract signed: the right to follow without an employer the training started on {start} ends on {day}."
            )
        }
    }
}

fn both(day: Option<NaiveDate>) -> (String, String) {
    day.map_or_else(Default::default, |day| (french_day(day), day.to_string()))
}

fn labels(facts: &ObligationFacts) -> (&str, &str) {
    (facts.label_fr.as_deref().unwrap_or_default(), facts.label_en.as_deref().unwrap_or_default())
}
