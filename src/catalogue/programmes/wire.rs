//! What anybody may read of the catalogue, beside the types of its files.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::catalogue::programmes::file::{
    Address, Cfa, Contact, EducationalProject, ExamRegulation, ExamUnit, OpenDay, Programme, Site,
};
use crate::catalogue::programmes::store::{programme_id, site_id};
use crate::ids::{ProgrammeId, SiteId};
use crate::law::holidays::HolidayList;

/// A programme in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgrammeSummary {
    /// Identifier, the same in every installation.
    pub id: ProgrammeId,
    /// Stable code, to be used in addresses.
    #[schema(max_length = 60, example = "bts-mco")]
    pub code: String,
    /// Full title.
    #[schema(max_length = 2000)]
    pub title: String,
    /// Title used in a list or on a button.
    #[schema(max_length = 2000, example = "BTS MCO")]
    pub short_title: String,
    /// Code of the record in the national register.
    #[schema(max_length = 9, example = "RNCP38362")]
    pub rncp_code: String,
    /// Level in the national framework.
    #[schema(minimum = 1, maximum = 8)]
    pub level: u8,
    /// Length of the training, in months.
    #[schema(minimum = 1, maximum = 60)]
    pub duration_months: u32,
    /// Code of the site that teaches it.
    #[schema(max_length = 60, example = "ufa-leonie-aviat")]
    pub site: String,
    /// Identifier of that site.
    pub site_id: SiteId,
    /// Edition of the file.
    #[schema(max_length = 60, example = "2026.1")]
    pub version: String,
    /// Fingerprint of the file.
    #[schema(max_length = 16)]
    pub digest: String,
}

impl From<&Programme> for ProgrammeSummary {
    fn from(programme: &Programme) -> Self {
        let one = programme.clone();
        Self {
            id: programme_id(&one.code),
            site_id: site_id(&one.site),
            code: one.code,
            title: one.title,
            short_title: one.short_title,
            rncp_code: one.rncp.code,
            level: one.rncp.level,
            duration_months: one.duration_months,
            site: one.site,
            version: one.version,
            digest: one.digest,
        }
    }
}

/// A site (UFA) with the training centre it works under.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SiteOut {
    /// Identifier, the `site_id` of every other record.
    pub id: SiteId,
    /// Stable code.
    #[schema(max_length = 60, example = "ufa-leonie-aviat")]
    pub code: String,
    /// Usual name.
    #[schema(max_length = 2000)]
    pub name: String,
    /// Name of the school that hosts it.
    #[schema(max_length = 2000)]
    pub legal_name: Option<String>,
    /// Name used next to a phone number.
    #[schema(max_length = 2000)]
    pub short_name: Option<String>,
    /// How the site presents its tie with the training centre.
    #[schema(max_length = 2000)]
    pub partnership: Option<String>,
    /// National school identifier (UAI), null while unknown.
    #[schema(max_length = 8)]
    pub uai: Option<String>,
    /// Establishment identifier (SIRET), null while unknown.
    #[schema(max_length = 14)]
    pub siret: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Phone number.
    #[schema(max_length = 20)]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Web site.
    #[schema(max_length = 200)]
    pub website: Option<String>,
    /// Which public holidays apply at the site.
    pub public_holidays: HolidayList,
    /// People who answer for the site.
    #[schema(max_items = 200)]
    pub contacts: Vec<Contact>,
    /// What the site wants its pupils to become.
    pub educational_project: Option<EducationalProject>,
    /// The training centre (CFA) responsible for the apprentices.
    pub cfa: Cfa,
}

impl SiteOut {
    /// A site and its training centre.
    pub fn of(site: &Site, cfa: &Cfa) -> Self {
        let site = site.clone();
        Self {
            id: site_id(&site.code),
            code: site.code,
            name: site.name,
            legal_name: site.legal_name,
            short_name: site.short_name,
            partnership: site.partnership,
            uai: site.uai,
            siret: site.siret,
            address: site.address,
            phone: site.phone,
            email: site.email,
            website: site.website,
            public_holidays: site.public_holidays,
            contacts: site.contacts.into_iter().map(Contact::for_anybody).collect(),
            educational_project: site.educational_project,
            cfa: cfa.clone(),
        }
    }
}

/// The exam regulation that candidates of a session sit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionRegulationOut {
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Year of the session.
    #[schema(minimum = 2000, maximum = 2100)]
    pub session: i32,
    /// Sum of the coefficients of the compulsory leaves, in hundredths (2100 is 21).
    #[schema(minimum = 0, example = 2100)]
    pub total_coefficient_hundredths: u32,
    /// The units that receive a mark, in order: a whole made of parts is not one of them.
    #[schema(max_items = 200)]
    pub leaves: Vec<ExamLeafOut>,
    /// The regulation, with its units as a tree.
    pub regulation: ExamRegulation,
}

/// A unit of the exam that receives a mark.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamLeafOut {
    /// Code of the test.
    #[schema(max_length = 10, example = "E21")]
    pub code: String,
    /// Official code of the unit.
    #[schema(max_length = 10, example = "U21")]
    pub unit_code: Option<String>,
    /// Name of the test.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Coefficient in hundredths; an optional test may have none.
    #[schema(minimum = 0, example = 150)]
    pub coefficient_hundredths: Option<u32>,
    /// Whether the candidate may do without it.
    pub optional: bool,
}

impl From<&ExamUnit> for ExamLeafOut {
    fn from(unit: &ExamUnit) -> Self {
        Self {
            code: unit.code.clone(),
            unit_code: unit.unit_code.clone(),
            label: unit.label.clone(),
            coefficient_hundredths: unit.coefficient_hundredths,
            optional: unit.optional,
        }
    }
}

impl SessionRegulationOut {
    /// The regulation of a session of a programme, when there is one.
    pub fn of(programme: &Programme, session: i32) -> Option<Self> {
        let regulation = programme.regulation_for(session)?;
        Some(Self {
            programme: programme.code.clone(),
            session,
            total_coefficient_hundredths: regulation.total_coefficient_hundredths(),
            leaves: regulation.leaves().into_iter().map(ExamLeafOut::from).collect(),
            regulation: regulation.clone(),
        })
    }
}

/// A day when a site opens its doors for a programme.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenDayOut {
    /// The day.
    pub held_on: NaiveDate,
    /// Opening time, at the site.
    #[schema(value_type = String, max_length = 18, example = "09:00:00")]
    pub from: NaiveTime,
    /// Closing time, at the site.
    #[schema(value_type = String, max_length = 18, example = "16:30:00")]
    pub until: NaiveTime,
    /// Code of the programme presented.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Title of the programme.
    #[schema(max_length = 2000)]
    pub programme_title: String,
    /// Code of the site.
    #[schema(max_length = 60, example = "ufa-leonie-aviat")]
    pub site: String,
}

impl OpenDayOut {
    /// An open day of a programme.
    pub fn of(programme: &Programme, day: &OpenDay) -> Self {
        Self {
            held_on: day.held_on,
            from: day.from,
            until: day.until,
            programme: programme.code.clone(),
            programme_title: programme.title.clone(),
            site: programme.site.clone(),
        }
    }
}

/// Which session an exam regulation is wanted for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegulationParams {
    /// Year of the exam session.
    #[param(minimum = 2000, maximum = 2100, example = 2027)]
    pub session: i32,
}

/// From when open days are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OpenDayParams {
    /// First day wanted; today when absent.
    #[param(example = "2026-01-01")]
    pub from: Option<NaiveDate>,
}
