//! The nouns: a list asked for, and what file it becomes.

use std::sync::Arc;

use crate::catalogue::cohorts::WholeListFilter;
use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::store::ObligationFilter;
use crate::exchange::sheets::ListKind;
use crate::follow_up::phone_contacts::store::PhoneContactFilter;
use crate::follow_up::visits::store::VisitFilter;
use crate::ids::{CohortId, SiteId};
use crate::learning::mock_exams::store::MarksRead;
use crate::presence::absences::store::AbsenceFilter;
use crate::ruptures::declarations::store::RuptureFilter;
use crate::text_enum;
use crate::trust::access::Act;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

text_enum!(
    /// Who reads a CSV file.
    Reader {
        /// Spreadsheets: `;`, BOM, dd/mm/yyyy, formulas made harmless.
        Excel = "excel" => "Tableur (Excel, LibreOffice)" / "Spreadsheet (Excel, LibreOffice)",
        /// Programs: `,`, ISO dates, telephones as `+33…`; formulas made harmless too.
        Machine = "machine" => "Programme" / "Program",
    }
);

/// What file a list becomes.
#[derive(Debug, Clone, Copy)]
pub enum ExportFormat {
    /// CSV, for whoever reads it.
    Csv(Reader),
    /// A workbook.
    Workbook,
}

impl ExportFormat {
    /// What its name ends with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Workbook => "xlsx",
        }
    }

    /// Its media type.
    pub const fn media(self) -> &'static str {
        match self {
            Self::Csv(_) => CSV,
            Self::Workbook => XLSX,
        }
    }
}

/// A list asked for as a file.
#[derive(Debug, Clone)]
pub struct Export {
    pub list: ExportedList,
    pub format: ExportFormat,
}

/// A list that goes out, and what narrows it: those an import brings back, and those of the days of people.
#[derive(Debug, Clone)]
pub enum ExportedList {
    /// A list that comes back in.
    Whole(ListKind, WholeListFilter),
    Visits(VisitFilter),
    Absences(AbsenceFilter),
    PhoneContacts(PhoneContactFilter),
    Marks(MarksRead),
    Ruptures(RuptureFilter),
    /// What is due is derived anew first, with the programmes.
    Obligations(ObligationFilter, Arc<Catalogue>),
}

impl ExportedList {
    /// Its code, as the journal and the addresses write it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Whole(kind, _) => kind.as_str(),
            Self::Visits(_) => "visits",
            Self::Absences(_) => "absences",
            Self::PhoneContacts(_) => "phone-contacts",
            Self::Marks(_) => "mock-exam-marks",
            Self::Ruptures(_) => "ruptures",
            Self::Obligations(..) => "obligations",
        }
    }

    /// The right to read its rows, which whoever takes it away needs too.
    pub const fn read_by(&self) -> Act {
        match self {
            Self::Whole(..) => Act::ExportList,
            Self::Visits(_) => Act::ReadVisit,
            Self::Absences(_) => Act::ReadAbsence,
            Self::PhoneContacts(_) => Act::ReadPhoneContact,
            Self::Marks(_) => Act::ReadMark,
            Self::Ruptures(_) => Act::ReadRupture,
            Self::Obligations(..) => Act::ReadObligation,
        }
    }

    /// The cohort, else the site, it is narrowed to.
    pub const fn place(&self) -> (Option<CohortId>, Option<SiteId>) {
        match self {
            Self::Whole(_, filter) => (filter.cohort, filter.site),
            Self::Visits(filter) => (filter.cohort, filter.site),
            Self::Absences(filter) => (filter.cohort, filter.site),
            Self::PhoneContacts(filter) => (filter.cohort, filter.site),
            Self::Marks(read) => (read.scope.cohort, read.scope.site),
            Self::Ruptures(filter) => (filter.cohort, filter.site),
            Self::Obligations(filter, _) => (filter.cohort, filter.site),
        }
    }
}
