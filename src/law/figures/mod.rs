//! The law as data: figures that change by decree, in versioned files with their dates and sources.
//!
//! Pure rules receive the figures; none is written in code. A folder of `catalogue_dirs` that holds `law/<file>.toml`
//! replaces the file of that name inside the program.

mod aid;
mod consequences;
mod contracts;
mod countries;
mod declarations;
mod difficulties;
mod documents;
mod exams;
mod forms;
mod holidays;
mod indicators;
mod invoicing;
mod load;
mod obligations;
mod pay;
mod phones;
mod quality;
mod records;
mod retention;
mod ruptures;
mod statuses;
mod stays;
mod surveys;
mod versions;
mod watch;

use std::sync::Arc;

use chrono::{Days, NaiveDate};

pub use aid::{AidLaw, AidLevel, FigureCertainty};
pub use consequences::{Consequence, ConsequenceLaw, LEAST_CONSEQUENCE};
pub use contracts::{
    AgeLaw, ContractLaw, DepositLaw, DurationLaw, FollowUpLaw, Silence, SuccessionLaw, SuspendingAbsences,
    TutorLaw, WindowLaw, WorkLaw,
};
pub use countries::{Country, CountryList, FRANCE};
pub use declarations::{Declaration, DeclarationLaw, DeclaredFigure, DeclaredMeasure, DeclaredPer};
pub use difficulties::{DifficultyLaw, DifficultySubject};
pub use documents::{AskedOf, BroughtBy, DelayFrom, DocumentKind, DocumentLaw};
pub use exams::{DayOfYear, ExamLaw, RegistrationLaw, RegistrationNeed, SessionRegistration};
pub use forms::{Code, CodeList, CodeListKey, FormVersion, Forms, LaterBox};
pub use holidays::{HolidayLaw, HolidayRule};
pub use indicators::{
    AwardBase, CountedUnit, DefinitionCertainty, DefinitionWords, ExclusionReason, IndicatorChoices,
    IndicatorLaw, IndicatorRate, IndicatorThresholds, RateDefinition, RuptureCohort,
};
pub use invoicing::{DistanceLaw, EmployerShare, Instalment, InvoicingLaw};
pub use load::{LawError, embedded_countries, embedded_plan};
pub use obligations::ObligationLaw;
pub use pay::{
    Band, BandBase, BirthdayOnTheFirst, CountedFrom, EarlyStart, PAY_YEARS, PayChoices, PayLaw, SmicLaw,
    SmicRates,
};
pub use phones::NumberingPlan;
pub use quality::{
    ComplaintDelays, EvidenceKind, QualityIndicator, QualityLaw, SatisfactionForm, SatisfactionLevel,
    SatisfactionPlan, SatisfactionQuestion, SatisfactionVoice,
};
pub use records::{RecordCategory, RecordHold, RecordLaw, RecordRule, RecordStart};
pub use retention::RetentionLaw;
pub use ruptures::{
    DelayUnit, GroundLaw, GroundPeriod, Initiator, LetterLaw, LetterParty, RuptureLaw, RupturePaper,
    StepActor, StepDelay, StepLaw, StepWhen, ToldOfRupture, facts_named,
};
pub use statuses::StatusLaw;
pub use stays::{StayLaw, StayStepKind};
pub use surveys::{SurveyLaw, SurveyMailing, SurveyPlan, SurveyWave};
pub use versions::{Version, Versions};
pub use watch::{SignalCode, SignalRule, ThresholdUnit, WatchLaw};

/// Every figure of the law the rules read.
#[derive(Debug, Clone)]
pub struct Law {
    /// Aid to the employer.
    pub aid: Versions<AidLaw>,
    /// What is lost when something due is late.
    pub consequences: Versions<ConsequenceLaw>,
    /// Contracts: ages, durations, windows, working time, tutors, deposit, rupture.
    pub contracts: Versions<ContractLaw>,
    /// Countries of addresses and their postal codes.
    pub countries: Versions<CountryList>,
    /// Figures of yearly declarations.
    pub declarations: Versions<DeclarationLaw>,
    /// What difficulties are about.
    pub difficulties: Versions<DifficultyLaw>,
    /// Documents a file holds.
    pub documents: Versions<DocumentLaw>,
    /// Registration for the official exam.
    pub exams: Versions<ExamLaw>,
    /// Public holidays; shared with the days of each apprentice.
    pub holidays: Arc<Versions<HolidayLaw>>,
    /// Rates of a training: definitions, choices, thresholds.
    pub indicators: Versions<IndicatorLaw>,
    /// Payment of the CFA.
    pub invoicing: Versions<InvoicingLaw>,
    /// The official form: its versions and their code lists.
    pub forms: Forms,
    /// When what is due becomes pressing.
    pub obligations: Versions<ObligationLaw>,
    /// Pay: grid, additions, choices.
    pub pay: Versions<PayLaw>,
    /// Which phone numbers are overseas ones.
    pub phones: Versions<NumberingPlan>,
    /// How long what is told of apprentices is kept.
    pub records: Versions<RecordLaw>,
    /// What is shown of quality, and the delays of complaints.
    pub quality: Versions<QualityLaw>,
    /// How long traces are kept.
    pub retention: Versions<RetentionLaw>,
    /// When leavers are asked what they do.
    pub surveys: Versions<SurveyLaw>,
    /// How contracts are broken: the procedure of each ground.
    pub ruptures: Versions<RuptureLaw>,
    /// The minimum wage.
    pub smic: SmicLaw,
    /// Signals that are watched for.
    pub watch: Versions<WatchLaw>,
    /// Thresholds of the statuses of the national dashboard.
    pub statuses: Versions<StatusLaw>,
    /// What is done for a trainee without a contract.
    pub stays: Versions<StayLaw>,
    /// Fingerprint of all the files read.
    pub digest: String,
}

impl Law {
    /// Day since which a tutorship must last for its tutor to reach the contract on a day.
    pub fn follows_since(&self, today: NaiveDate) -> NaiveDate {
        let closing = self.obligations.on(today).tutor_closing_days;
        today.checked_sub_days(Days::new(closing)).unwrap_or(today)
    }
}
