//! While the contract runs: free rupture, medical visit, student card, pay, what the CFA may invoice.

use chrono::NaiveDate;

use super::Texts;
use super::counting::{as_written, church_doubt, days_after, followed_by, months_after, not_checked, signed};
use super::naming::{
    EARLY_MEDICAL_VISIT, EMPLOYER_SHARE, FREE_RUPTURE, INVOICE, MEDICAL_VISIT, PAY_STEP, PUBLIC_INVOICE,
    STUDENT_CARD,
};
use crate::law::calendar::{Period, add_days, add_months, anniversary, french_day};
use crate::law::deadlines::model::{Deadline, DeadlineCode, Facts, MilestoneKind, PayStep};
use crate::law::figures::InvoicingLaw;
use crate::platform::text::Sentence;
use crate::say;

/// What comes while the contract runs; nothing of it after a rupture.
pub fn deadlines(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let last_day = facts.last_day();
    let mut deadlines =
        vec![free_rupture(facts, texts), medical_visit(facts, texts), student_card(facts, texts)];
    let steps = facts.pay_steps.iter().filter(|step| step.from_on <= last_day);
    deadlines.extend(steps.map(|step| pay_step(facts, step)));
    deadlines.extend(employer_share(facts, texts));
    deadlines.extend(invoices(facts, texts));
    deadlines
}

fn free_rupture(facts: &Facts, texts: &Texts<'_>) -> Deadline {
    let days = texts.contracts.follow_up.free_rupture_days;
    let (code, label) = (
        DeadlineCode::FreeRupturePeriod,
        say!("Fin des {days} jours de rupture libre", "End of the {days} days of free rupture"),
    );
    let text = say!(
        "Le {days}e jour de présence en entreprise : ni jours au CFA, ni repos, ni fériés chômés, ni arrêts.",
        "The day number {days} present in the company: days at the CFA, rest, holidays and sick leave left out."
    );
    let text = match unsettled_end(facts, days) {
        Some(day) => followed_by(text, [if_every_absence_suspends(day)]),
        None => text,
    };
    match facts.company_days.as_ref().and_then(|known| known.reaches(days)) {
        Some(day) => {
            let text = followed_by(text, not_sure(facts, texts, day));
            Deadline::by(code, &FREE_RUPTURE, label, day, text).from(facts.starts_on)
        }
        None => Deadline::unknown(code, &FREE_RUPTURE, label, text, why_no_end(facts, days)),
    }
}

/// The last day, were every absence to suspend the count, when that gives another one.
///
/// Which absences do is unsettled but for sickness, accidents and leaves (Cass. soc. 15/11/2023, n° 21-23.949; read 23/11/2026).
pub fn unsettled_end(facts: &Facts, days: u32) -> Option<NaiveDate> {
    let settled = facts.company_days.as_ref().and_then(|known| known.reaches(days));
    let least = facts.company_days_at_least.as_ref().and_then(|known| known.reaches(days));
    least.filter(|day| Some(*day) != settled)
}

fn if_every_absence_suspends(day: NaiveDate) -> Sentence {
    let jour = french_day(day);
    say!(
        "Des absences d'un motif que rien ne tranche (transport, convocation, grève, autre) ont été relevées : si elles suspendent, le {jour}.",
        "Absences for a reason that nothing settles (transport, summons, strike, other) were recorded: if they suspend, {day}."
    )
}

/// What of the holidays before the last day of the free rupture is not sure: that day is the earliest one.
fn not_sure(facts: &Facts, texts: &Texts<'_>, last: NaiveDate) -> impl Iterator<Item = Sentence> {
    let days = texts.contracts.follow_up.free_rupture_days;
    let law = &texts.law.holidays;
    let there = |day: NaiveDate| facts.workplace_on(day).holidays().under(law);
    let doubt = facts.company_days.as_ref().and_then(|known| {
        let doubtful: Vec<_> =
            known.doubtful_until(last).filter_map(|day| there(day).doubt_on(day)).collect();
        let later = known.reaches_without_doubtful(days);
        (!doubtful.is_empty()).then(|| church_doubt(doubtful.into_iter(), later))
    });
    doubt.into_iter().chain(not_checked(Period { from: facts.practice().from, to: last }, there))
}

/// Why the last day of the free rupture cannot be told.
pub fn why_no_end(facts: &Facts, days: u32) -> Sentence {
    let Some(known) = &facts.company_days else {
        return say!(
            "Il faut le calendrier d'alternance et les absences.",
            "The alternation calendar and the absences are needed."
        );
    };
    match known.unknown_from() {
        Some(day) => {
            let jour = french_day(day);
            say!(
                "Le calendrier d'alternance ne dit pas quels jours sont en entreprise à partir du {jour}.",
                "The alternation calendar does not tell which days are in the company from {day} on."
            )
        }
        None => say!(
            "Le contrat compte moins de {days} jours en entreprise.",
            "The contract has fewer than {days} days in the company."
        ),
    }
}

fn medical_visit(facts: &Facts, texts: &Texts<'_>) -> Deadline {
    let law = texts.contracts;
    let minor = facts.born_on.is_some_and(|born_on| law.age.is_minor(born_on, facts.starts_on));
    let label = say!("Visite d'information et de prévention", "Medical visit");
    let code = DeadlineCode::MedicalVisit;
    if law.follow_up.medical_visit_before_start && (minor || facts.night_work) {
        let text = as_written(facts.starts_on, "Avant le début du contrat", "Before the first day");
        let eve = add_days(facts.starts_on, -1);
        return Deadline::by(code, &EARLY_MEDICAL_VISIT, label, eve, text)
            .perhaps(facts.medical_visit_on)
            .cleared_by(facts, MilestoneKind::MedicalVisit, None);
    }
    let (due_on, text) = months_after(facts.starts_on, law.follow_up.medical_visit_months);
    Deadline::by(code, &MEDICAL_VISIT, label, due_on, text)
        .from(facts.starts_on)
        .perhaps(facts.medical_visit_on)
        .cleared_by(facts, MilestoneKind::MedicalVisit, None)
}

fn student_card(facts: &Facts, texts: &Texts<'_>) -> Deadline {
    let days = texts.contracts.follow_up.student_card_days;
    let label = say!("Remise de la carte d'étudiant des métiers", "Student card given");
    let code = DeadlineCode::StudentCard;
    match facts.enrolled_on {
        Some(enrolled_on) => {
            let (due_on, text) = days_after(enrolled_on, days);
            Deadline::by(code, &STUDENT_CARD, label, due_on, text)
                .from(enrolled_on)
                .perhaps(facts.student_card_on)
                .cleared_by(facts, MilestoneKind::StudentCard, None)
        }
        None => {
            let text = say!(
                "{days} jours après l'inscription au CFA.",
                "{days} days after the enrolment at the CFA."
            );
            let why = say!("Il manque la date d'inscription au CFA.", "The day of the enrolment is missing.");
            Deadline::unknown(code, &STUDENT_CARD, label, text, why).perhaps(facts.student_card_on)
        }
    }
}

fn pay_step(facts: &Facts, step: &PayStep) -> Deadline {
    let (whole, part) = (step.percent_hundredths / 100, step.percent_hundredths % 100);
    let (fr, en) = match part {
        0 => (format!("{whole}"), format!("{whole}")),
        _ => (format!("{whole},{part:02}"), format!("{whole}.{part:02}")),
    };
    let text = match step.agreed {
        true => as_written(step.from_on, "Ligne de rémunération du contrat", "Pay line of the contract"),
        false => as_written(
            step.from_on,
            "Minimum légal, par année et par âge (voir le calendrier de paie)",
            "Legal minimum, by year and age (see the pay schedule)",
        ),
    };
    let label = match step.agreed {
        true => say!("Rémunération à {fr} %", "Pay at {en} %"),
        false => say!("Rémunération d'au moins {fr} %", "Pay of at least {en} %"),
    };
    let deadline = Deadline::on(DeadlineCode::PayStep, &PAY_STEP, label, step.from_on, text);
    match step.from_on > facts.starts_on {
        true => deadline.cleared_by(facts, MilestoneKind::PayStep, Some(step.from_on.to_string())),
        false => deadline,
    }
}

/// What the employer pays to the CFA after the days of free rupture, for the levels that ask for it.
fn employer_share(facts: &Facts, texts: &Texts<'_>) -> Option<Deadline> {
    let concluded_on = facts.signed_on.unwrap_or(facts.starts_on);
    let version = texts.law.invoicing.version_on(concluded_on);
    let level = facts.certification_level.filter(|_| concluded_on >= version.from)?;
    let share = version.said.employer_share.filter(|share| share.is_of(level))?;
    let amount = if facts.after_rupture { share.new_employer_cents } else { share.cents };
    let (fr, en) = (amount.french(), amount.english());
    let days = texts.contracts.follow_up.free_rupture_days;
    let label = say!("Participation de l'employeur : {fr}", "Share of the employer: {en}");
    let text = say!(
        "Facturée par le CFA après les {days} jours de rupture libre ; la moitié, au prorata, si le contrat est rompu avant.",
        "Invoiced by the CFA after the {days} days of free rupture; half, by the days, when the contract is broken before."
    );
    let reached = facts.company_days.as_ref().and_then(|known| known.reaches(days));
    let code = DeadlineCode::EmployerShare;
    Some(match reached {
        Some(day) => Deadline::on(code, &EMPLOYER_SHARE, label, add_days(day, 1), text),
        None => Deadline::unknown(code, &EMPLOYER_SHARE, label, text, why_no_end(facts, days)),
    })
}

/// What may be invoiced, year by year of the contract; nothing under older rules, which are not kept.
fn invoices(facts: &Facts, texts: &Texts<'_>) -> Vec<Deadline> {
    let concluded_on = facts.signed_on.unwrap_or(facts.starts_on);
    let version = texts.law.invoicing.version_on(concluded_on);
    if concluded_on < version.from {
        return vec![older_invoicing(version.from)];
    }
    let all =
        contract_years(facts).flat_map(|(year, from)| invoices_of_year(&version.said, facts, year, from));
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        return vec![public_invoicing()];
    }
    let cleared =
        |(step, invoice): (String, Deadline)| invoice.cleared_by(facts, MilestoneKind::Invoice, Some(step));
    all.into_iter().map(cleared).collect()
}

/// The years of a contract that began, from 1, each with its first day.
pub fn contract_years(facts: &Facts) -> impl Iterator<Item = (i32, NaiveDate)> {
    let (starts_on, last_day) = (facts.starts_on, facts.last_day());
    let years = (0..).map(move |year| (year + 1, anniversary(starts_on, year)));
    years.take_while(move |(_, from)| *from <= last_day && *from < NaiveDate::MAX)
}

/// The name of the balance of a year among the invoices sent.
pub fn balance_step(year: i32) -> String {
    format!("{year}-balance")
}

/// What may be invoiced for a year of the contract, while the employer is private on the day it falls due.
fn invoices_of_year(
    law: &InvoicingLaw,
    facts: &Facts,
    year: i32,
    from: NaiveDate,
) -> Vec<(String, Deadline)> {
    let last_day = facts.last_day();
    let is_paid = |day: NaiveDate| !facts.workplace_on(day).public_employer;
    let all = law.instalments_of(facts.is_under_a_year(from)).into_iter().map(|one| {
        let due_on = add_months(from, signed(one.month) - 1);
        (due_on, (format!("{year}-{}", one.month), invoice(law, year, one.percent, due_on, one.month)))
    });
    let due = all.filter(|(due_on, _)| *due_on <= last_day && is_paid(*due_on));
    let year_end = add_days(anniversary(facts.starts_on, year), -1).min(last_day);
    let percent = law.balance_percent(facts.is_under_a_year(from));
    let balance = is_paid(year_end).then(|| (balance_step(year), balance(percent, year, year_end)));
    due.map(|(_, invoice)| invoice).chain(balance).collect()
}

fn invoice(law: &InvoicingLaw, year: i32, percent: u32, due_on: NaiveDate, month: u32) -> Deadline {
    let (jour, days) = (french_day(due_on), law.payment_days);
    let label = say!("Année {year} : facture de {percent} %", "Year {year}: invoice of {percent} %");
    let text = say!(
        "Dès le mois {month} de l'année {year} du contrat, le {jour} ; payée {days} jours après réception ; au prorata des jours.",
        "From month {month} of contract year {year}, {due_on}; paid {days} days after receipt; by the days."
    );
    Deadline::on(DeadlineCode::Invoice, &INVOICE, label, due_on, text)
}

fn balance(percent: u32, year: i32, year_end: NaiveDate) -> Deadline {
    let from = add_days(year_end, 1);
    let jour = french_day(year_end);
    let label = say!("Année {year} : solde ({percent} %)", "Year {year}: balance ({percent} %)");
    let text = say!(
        "L'année {year} du contrat finit le {jour} ; le solde suit, au prorata des jours.",
        "Contract year {year} ends on {year_end}; the balance follows, by the days."
    );
    Deadline::on(DeadlineCode::Invoice, &INVOICE, label, from, text)
}

/// No OPCO pays for the apprentices of a public employer.
fn public_invoicing() -> Deadline {
    let label = say!("Factures du CFA", "Invoices of the CFA");
    let text = say!(
        "L'employeur public paie lui-même la formation de ses apprentis.",
        "A public employer pays for the training of its apprentices itself."
    );
    let why = say!(
        "Aucune facture à un OPCO : l'employeur est public ; les dates sont celles de sa convention avec le CFA.",
        "No invoice to an OPCO: the employer is public; the dates are those of its agreement with the CFA."
    );
    Deadline::unknown(DeadlineCode::Invoice, &PUBLIC_INVOICE, label, text, why)
}

fn older_invoicing(since: NaiveDate) -> Deadline {
    let jour = french_day(since);
    let label = say!("Factures du CFA", "Invoices of the CFA");
    let text =
        say!("Règles des contrats conclus depuis le {jour}.", "Rules of contracts signed since {since}.");
    let why = say!(
        "Les règles de paiement des contrats conclus avant le {jour} ne sont pas connues ici.",
        "The payment rules of contracts signed before {since} are not known here."
    );
    Deadline::unknown(DeadlineCode::Invoice, &INVOICE, label, text, why)
}
