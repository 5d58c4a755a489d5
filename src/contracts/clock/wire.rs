//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::law::calendar::Period;
use crate::law::deadlines::model::{DeadlineCode, DeadlineState, PayStep, PlaceOfWork, SentFile, SiteMonths};
use crate::law::deadlines::rules::{Texts, unsettled_end, why_no_end};
use crate::law::deadlines::{CompanyDays, Deadline, Facts, clock};
use crate::law::figures::Law;
use crate::law::holidays::HolidayList;
use crate::platform::text::Lang;
use crate::presence::calendars::wire::Weekday;

/// A contract to imagine: its dates, and whatever else is known.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "starts_on": "2025-08-25", "ends_on": "2027-08-24", "cycle_starts_on": "2025-08-25", "born_on": "2006-03-14",
    "signed_on": "2025-07-10", "sent_on": "2025-08-28", "company_weekdays": [3, 4, 5], "workplace_postal_code": "10000",
}))]
pub struct ClockIn {
    /// First day of execution.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day agreed.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
    /// Day of conclusion.
    pub signed_on: Option<NaiveDate>,
    /// First day of practical training in the company.
    pub practical_starts_on: Option<NaiveDate>,
    /// First day at the CFA.
    pub training_starts_on: Option<NaiveDate>,
    /// First day of the training cycle; without it no window is told.
    #[schema(example = "2025-08-25")]
    pub cycle_starts_on: Option<NaiveDate>,
    /// Months the site accepts before the start of the cycle.
    #[schema(minimum = 0, maximum = 12, example = 2)]
    pub site_months_before: Option<u32>,
    /// Months the site accepts after the start of the cycle.
    #[schema(minimum = 0, maximum = 12, example = 3)]
    pub site_months_after: Option<u32>,
    /// Last day of the exams.
    pub exams_end_on: Option<NaiveDate>,
    /// Last day the certification can be delivered.
    pub last_award_on: Option<NaiveDate>,
    /// Whether the contract finishes a training whose contract was broken; no when absent.
    pub after_rupture: Option<bool>,
    /// Whether the employer is public; no when absent.
    pub public_employer: Option<bool>,
    /// Postal code of the place of work, for its public holidays.
    #[schema(max_length = 5, pattern = "^[0-9]{5}$", example = "10000")]
    pub workplace_postal_code: Option<String>,
    /// Whether Good Friday is off there, as it is in communes with a Protestant or a mixed church; only with a postal code
    /// of Moselle, Bas-Rhin or Haut-Rhin (57, 67, 68). Left out, the earliest dates are told, and what would change them.
    pub good_friday_off: Option<bool>,
    /// Birth date of the apprentice.
    pub born_on: Option<NaiveDate>,
    /// Day of enrolment at the centre.
    pub enrolled_on: Option<NaiveDate>,
    /// Whether the apprentice works at night; no when absent.
    pub night_work: Option<bool>,
    /// Day the contract was sent.
    pub sent_on: Option<NaiveDate>,
    /// Day the complete file was received.
    pub complete_on: Option<NaiveDate>,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// First day without the broken contract.
    pub rupture_on: Option<NaiveDate>,
    /// Day of the medical visit.
    pub medical_visit_on: Option<NaiveDate>,
    /// Day the student card was given.
    pub student_card_on: Option<NaiveDate>,
    /// Changes of pay agreed on; those of the law when absent and the birth date is known.
    #[serde(default)]
    #[schema(max_items = 24)]
    pub pay_steps: Vec<PayStepIn>,
    /// Days of the week spent in the company, 1 for Monday; public holidays are left out.
    #[schema(max_items = 7, min_items = 1)]
    pub company_weekdays: Option<Vec<Weekday>>,
}

/// A change of pay.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayStepIn {
    /// First day at this rate.
    pub from_on: NaiveDate,
    /// Share of the minimum wage, in hundredths of a percent: 5300 for 53 %.
    #[schema(minimum = 1, maximum = 100000, example = 5300)]
    pub percent_hundredths: u32,
}

impl ClockIn {
    /// The facts imagined.
    pub fn facts(self) -> Facts {
        let (from, to) = (self.cycle_starts_on, self.ends_on);
        let months = (self.site_months_before, self.site_months_after);
        let steps = self.pay_steps.iter().map(|step| PayStep {
            from_on: step.from_on,
            percent_hundredths: step.percent_hundredths,
            agreed: true,
        });
        Facts {
            signed_on: self.signed_on,
            practical_starts_on: self.practical_starts_on,
            training_starts_on: self.training_starts_on,
            cycle: from.map(|from| Period { from, to }),
            site_window: months.0.zip(months.1).map(|(before, after)| SiteMonths { before, after }),
            exams_end_on: self.exams_end_on,
            last_award_on: self.last_award_on,
            after_rupture: self.after_rupture.unwrap_or_default(),
            workplace: PlaceOfWork {
                public_employer: self.public_employer.unwrap_or_default(),
                location: (self.workplace_postal_code, self.good_friday_off).into(),
            },
            born_on: self.born_on,
            enrolled_on: self.enrolled_on,
            night_work: self.night_work.unwrap_or_default(),
            sent: SentFile {
                sent_on: self.sent_on,
                complete_on: self.complete_on,
                decided_on: self.decided_on,
            },
            rupture_on: self.rupture_on,
            medical_visit_on: self.medical_visit_on,
            student_card_on: self.student_card_on,
            pay_steps: steps.collect(),
            ..Facts::between(self.starts_on, self.ends_on)
        }
    }

    /// The weekly rhythm, if one was given.
    pub fn weekdays(&self) -> Option<Vec<u32>> {
        self.company_weekdays
            .as_ref()
            .map(|days| days.iter().map(|day| u32::from(day.0.unsigned_abs())).collect())
    }
}

/// The facts with the days of a weekly rhythm in the company, once their dates are known to make a contract.
pub fn with_rhythm(mut facts: Facts, weekdays: Option<Vec<u32>>, law: &Law) -> Facts {
    let (period, place) = (facts.practice(), facts.workplace.holidays().under(&law.holidays));
    facts.company_days = weekdays.map(|days| CompanyDays::weekly(&days, period, place));
    facts
}

/// A date that matters.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadlineOut {
    /// What it is about.
    pub code: DeadlineCode,
    /// Its name, in the language asked for.
    #[schema(max_length = 300)]
    pub label: String,
    /// First day of its window; none when it is open already.
    pub from_on: Option<NaiveDate>,
    /// Last day of its window; none when it cannot be told.
    pub due_on: Option<NaiveDate>,
    /// Where it stands today.
    pub state: DeadlineState,
    /// Day it was done.
    pub done_on: Option<NaiveDate>,
    /// How the date was found, step by step.
    #[schema(max_length = 2000)]
    pub computation: String,
    /// Code of the rule it comes from.
    #[schema(max_length = 100)]
    pub rule: &'static str,
    /// Article, form or rule of the house.
    #[schema(max_length = 300)]
    pub source: &'static str,
    /// Which one, of what is recorded several times: what a milestone names.
    #[schema(max_length = 40, example = "1-7")]
    pub step: Option<String>,
    /// Why there is no last day.
    #[schema(max_length = 1000)]
    pub unknown_reason: Option<String>,
}

impl DeadlineOut {
    fn on(today: NaiveDate, deadline: Deadline, lang: Lang) -> Self {
        Self {
            state: deadline.state(today),
            code: deadline.code,
            label: deadline.label.in_lang(lang).to_owned(),
            from_on: deadline.from_on,
            due_on: deadline.due_on,
            done_on: deadline.done_on,
            step: deadline.step,
            computation: deadline.computation.in_lang(lang).to_owned(),
            rule: deadline.rule.code,
            source: deadline.rule.source,
            unknown_reason: deadline.unknown.map(|why| why.in_lang(lang).to_owned()),
        }
    }
}

/// How far the days of practical training are counted, those during which either side may leave freely.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FreeRuptureOut {
    /// Days asked for.
    #[schema(minimum = 0, maximum = 366)]
    pub days: u32,
    /// Days counted so far, this one included; to whoever may not know why the apprentice was absent, the days they were
    /// there.
    #[schema(minimum = 0, maximum = 366)]
    pub counted: usize,
    /// Day on which the last one was reached.
    pub reached_on: Option<NaiveDate>,
    /// Day on which the last one will be, should nothing change.
    pub projected_on: Option<NaiveDate>,
    /// Day on which the last one would be, were every absence to suspend the count: of some reasons no judgment tells. Absent
    /// when it is the same, and for whoever may not know why the apprentice was absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub latest_on: Option<NaiveDate>,
    /// The days counted so far, in order; none for whoever may not know why the apprentice was absent.
    #[schema(max_items = 366)]
    pub counted_on: Vec<NaiveDate>,
    /// Why no last day can be told.
    #[schema(max_length = 1000)]
    pub unknown_reason: Option<String>,
}

impl FreeRuptureOut {
    fn on(today: NaiveDate, facts: &Facts, law: &Law, lang: Lang) -> Self {
        let days = Texts::of(law, facts).contracts.follow_up.free_rupture_days;
        let known = facts.company_days.as_ref();
        let all = known.map_or(&[][..], |known| known.first(days));
        let counted_on: Vec<NaiveDate> = all.iter().copied().filter(|day| *day <= today).collect();
        let end = known.and_then(|known| known.reaches(days));
        let why = end.is_none().then(|| why_no_end(facts, days).in_lang(lang).to_owned());
        Self {
            days,
            counted: counted_on.len(),
            reached_on: end.filter(|end| *end <= today),
            projected_on: end.filter(|end| *end > today),
            latest_on: unsettled_end(facts, days),
            counted_on,
            unknown_reason: why,
        }
    }
}

/// The clock of a contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClockOut {
    /// The day it is read on.
    pub as_of: NaiveDate,
    /// Which public holidays count on the day it is read: those of the place of work. In Alsace-Moselle without Good Friday
    /// until it is known to be off there.
    pub public_holidays: HolidayList,
    /// How far the days of practical training are counted.
    pub free_rupture: FreeRuptureOut,
    /// Every date that matters, in the order of time; those without a day last.
    #[schema(max_items = 200)]
    pub data: Vec<DeadlineOut>,
}

impl ClockOut {
    /// The clock of these facts, read on a day.
    pub fn on(today: NaiveDate, facts: &Facts, law: &Law, lang: Lang) -> Self {
        let deadlines = clock(facts, law).into_iter();
        Self {
            as_of: today,
            public_holidays: facts.workplace_on(today).holidays().list(),
            free_rupture: FreeRuptureOut::on(today, facts, law, lang),
            data: deadlines.map(|deadline| DeadlineOut::on(today, deadline, lang)).collect(),
        }
    }

    /// The same clock for whoever may not know why the apprentice was absent: a day missed is not counted, whatever the
    /// reason, and the days are not told one by one. The end is a date of the contract that everybody needs: it may tell
    /// that something suspended the count, never whether it was sickness, an accident or a leave.
    #[must_use]
    pub fn without_reasons(mut self, facts: &Facts) -> Self {
        let there = facts.presence.as_ref().map_or(&[][..], |known| known.first(self.free_rupture.days));
        self.free_rupture.counted = there.iter().filter(|day| **day <= self.as_of).count();
        self.free_rupture.counted_on.clear();
        self
    }
}
