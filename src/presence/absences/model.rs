//! The nouns: an absence, where from, why, and whether it was justified.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{AbsenceId, ApprenticeId, SiteId};
use crate::law::figures::SuspendingAbsences;
use crate::schema::absences;
use crate::text_enum;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Where the apprentice was expected.
    AwayFrom {
        /// The centre.
        Centre = "centre" => "Centre" / "Centre",
        /// The company.
        Company = "company" => "Entreprise" / "Company",
        /// Both, over the period: a sick leave of two weeks.
        Both = "both" => "Centre et entreprise" / "Centre and company",
    }
);

impl AwayFrom {
    /// Whether days in the company are missed.
    pub const fn company(self) -> bool {
        matches!(self, Self::Company | Self::Both)
    }

    /// Whether days at the centre are missed.
    pub const fn centre(self) -> bool {
        matches!(self, Self::Centre | Self::Both)
    }
}

text_enum!(
    /// Half of a day.
    Half {
        /// Until noon.
        Morning = "morning" => "Matin" / "Morning",
        /// From noon.
        Afternoon = "afternoon" => "Après-midi" / "Afternoon",
    }
);

text_enum!(
    /// Whether an absence was justified.
    Justified {
        /// It was.
        Yes = "yes" => "Justifiée" / "Justified",
        /// It was not.
        No = "no" => "Non justifiée" / "Not justified",
        /// Not known yet.
        Pending = "pending" => "En attente de justificatif" / "Not known yet",
    }
);

text_enum!(
    /// Why somebody is absent: a code, never a diagnosis.
    AbsenceReason {
        /// Sickness.
        Sickness = "sickness" => "Maladie" / "Sickness",
        /// Accident at work or on the way.
        WorkAccident = "work_accident"
            => "Accident du travail ou de trajet" / "Accident at work or on the way",
        /// Family event.
        FamilyEvent = "family_event" => "Événement familial" / "Family event",
        /// Maternity, paternity or adoption leave.
        ParentalLeave = "parental_leave"
            => "Congé de maternité, de paternité ou d'adoption" / "Parental leave",
        /// Paid leave.
        PaidLeave = "paid_leave" => "Congés payés" / "Paid leave",
        /// Leave to prepare an exam.
        ExamLeave = "exam_leave" => "Congé pour préparer un examen" / "Leave to prepare an exam",
        /// Transport.
        Transport = "transport" => "Transport" / "Transport",
        /// Official summons.
        Summons = "summons" => "Convocation officielle" / "Official summons",
        /// Strike.
        Strike = "strike" => "Grève" / "Strike",
        /// Another reason.
        Other = "other" => "Autre motif" / "Another reason",
        /// No reason known.
        Unknown = "unknown" => "Motif inconnu" / "No reason known",
    }
);

impl AbsenceReason {
    /// Whether a whole day missed for it is no day of practical training: leaves are rest, sickness and accidents
    /// suspend, and the law's file says what of the others.
    pub const fn suspends(self, law: SuspendingAbsences) -> bool {
        match self {
            Self::Sickness
            | Self::WorkAccident
            | Self::ParentalLeave
            | Self::PaidLeave
            | Self::FamilyEvent
            | Self::ExamLeave => true,
            _ => matches!(law, SuspendingAbsences::Every),
        }
    }
}

/// What an absence is: where from, from when to when, why, and whether it was justified.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = absences, check_for_backend(diesel::pg::Pg))]
pub struct AbsenceFacts {
    pub away_from: AwayFrom,
    pub from_on: NaiveDate,
    /// First half-day of the first day.
    pub from_half: Half,
    pub to_on: NaiveDate,
    /// Last half-day of the last day.
    pub to_half: Half,
    pub justified: Justified,
    pub reason: AbsenceReason,
}

impl AbsenceFacts {
    /// The halves of a day that are missed: morning, afternoon.
    pub fn halves_of(&self, day: NaiveDate) -> (bool, bool) {
        let (first, last) = ((self.from_on, self.from_half), (self.to_on, self.to_half));
        let covers = |half| first <= (day, half) && (day, half) <= last;
        (covers(Half::Morning), covers(Half::Afternoon))
    }
}

/// An absence of an apprentice.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = absences, check_for_backend(diesel::pg::Pg))]
pub struct Absence {
    pub id: AbsenceId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    #[diesel(embed)]
    pub facts: AbsenceFacts,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for Absence {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
