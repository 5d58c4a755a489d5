//! The registration of candidates for the official exam, as `catalogue/law/exams.toml` gives it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::FigureCertainty;
use crate::text_enum;

/// What is known of official exams whatever the programme.
#[derive(Debug, Clone, Deserialize)]
pub struct ExamLaw {
    /// The registration of candidates.
    pub registration: RegistrationLaw,
}

/// When candidates are registered, and what is asked of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationLaw {
    /// How sure the usual days and what is asked are.
    pub certainty: FigureCertainty,
    /// Usual first day, in the year before the session.
    pub opens: DayOfYear,
    /// Usual last day, in the year before the session.
    pub closes: DayOfYear,
    /// What the file of a candidate has to say.
    pub needs: Vec<RegistrationNeed>,
    /// Sessions whose days were published.
    #[serde(default)]
    pub sessions: Vec<SessionRegistration>,
}

/// A day of any year.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayOfYear {
    /// Month, from 1.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

/// The days published for one session.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRegistration {
    /// Year of the session.
    pub session: i32,
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
    /// Where they were read.
    pub source: String,
}

text_enum!(
    /// What the registration service asks of the file of a candidate.
    RegistrationNeed {
        /// National student number.
        Ine = "ine" => "INE" / "National student number",
        /// Town of birth.
        BirthPlace = "birth_place" => "Commune de naissance" / "Town of birth",
        /// Department of birth, or abroad.
        BirthDepartment = "birth_department" => "Département de naissance" / "Department of birth",
        /// Postal address.
        Address = "address" => "Adresse postale" / "Postal address",
        /// E-mail.
        Email = "email" => "Adresse électronique" / "E-mail address",
    }
);

impl ExamLaw {
    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let day = |on: DayOfYear| NaiveDate::from_ymd_opt(2001, on.month, on.day);
        let usual = (day(self.registration.opens), day(self.registration.closes));
        let in_order = matches!(usual, (Some(opens), Some(closes)) if opens <= closes);
        let published = self.registration.sessions.iter().all(|known| known.opens_on <= known.closes_on);
        (!in_order || !published).then_some("`registration` opens on a day of the year, and closes after it")
    }
}
