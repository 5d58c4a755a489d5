//! The nouns: a complaint, and what was done about it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{AccountId, ApprenticeId, ComplaintId, ComplaintStepId, SiteId};
use crate::schema::{complaint_steps, complaints};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// Who complains.
    Complainant {
        /// An apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// A guardian, a parent.
        Guardian = "guardian" => "Parent, représentant légal" / "Guardian, parent",
        /// Somebody who wanted to enrol.
        Candidate = "candidate" => "Candidat" / "Candidate",
        /// A company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// An employer.
        Employer = "employer" => "Employeur" / "Employer",
        /// A member of the staff.
        Staff = "staff" => "Membre de l'équipe" / "Member of the staff",
        /// A funder, the partner CFA, an administration.
        Partner = "partner" => "Financeur, partenaire" / "Funder, partner",
        /// Anybody else.
        Other = "other" => "Autre" / "Other",
    }
);

text_enum!(
    /// How a complaint came.
    ComplaintChannel {
        /// Face to face.
        InPerson = "in_person" => "De vive voix" / "In person",
        /// On the telephone.
        Phone = "phone" => "Téléphone" / "Telephone",
        /// By mail.
        Email = "email" => "Courriel" / "Mail",
        /// By letter.
        Letter = "letter" => "Courrier" / "Letter",
        /// By a form.
        Form = "form" => "Formulaire" / "Form",
        /// Another way.
        Other = "other" => "Autrement" / "Another way",
    }
);

text_enum!(
    /// What is complained of.
    ComplaintSubject {
        /// The courses.
        Teaching = "teaching" => "Enseignement" / "Teaching",
        /// The follow-up in the company and at the centre.
        FollowUp = "follow_up" => "Suivi" / "Follow-up",
        /// An exam, mock or official.
        Exam = "exam" => "Examens" / "Exams",
        /// Papers, deadlines, welcome.
        Administration = "administration" => "Administration" / "Administration",
        /// The contract.
        Contract = "contract" => "Contrat" / "Contract",
        /// What is paid, and by whom.
        Funding = "funding" => "Financement" / "Funding",
        /// Rooms and equipment.
        Premises = "premises" => "Locaux et matériel" / "Premises and equipment",
        /// How somebody behaved.
        Conduct = "conduct" => "Comportement" / "Conduct",
        /// Accommodations and access.
        Accessibility = "accessibility" => "Accessibilité" / "Accessibility",
        /// Anything else.
        Other = "other" => "Autre" / "Other",
    }
);

text_enum!(
    /// Something done about a complaint.
    ComplaintStepKind {
        /// Its receipt was acknowledged.
        Acknowledged = "acknowledged" => "Accusé de réception" / "Acknowledged",
        /// Somebody was called, met, written to.
        Exchange = "exchange" => "Échange" / "Exchange",
        /// Facts were looked into.
        Inquiry = "inquiry" => "Vérification" / "Inquiry",
        /// Something was put right.
        Action = "action" => "Action corrective" / "Corrective action",
        /// It was answered.
        Answered = "answered" => "Réponse" / "Answer",
    }
);

text_enum!(
    /// How a complaint ended.
    ComplaintOutcome {
        /// It was right.
        Upheld = "upheld" => "Fondée" / "Upheld",
        /// It was right in part.
        PartlyUpheld = "partly_upheld" => "Fondée en partie" / "Partly upheld",
        /// It was not.
        NotUpheld = "not_upheld" => "Non fondée" / "Not upheld",
        /// Whoever complained gave it up.
        Dropped = "dropped" => "Abandonnée par son auteur" / "Dropped by whoever complained",
    }
);

text_enum!(
    /// Where a complaint stands.
    ComplaintState {
        /// Nothing was done yet.
        Received = "received" => "Reçue" / "Received",
        /// Something was done, no answer yet.
        Treated = "treated" => "En traitement" / "Being treated",
        /// It was answered.
        Answered = "answered" => "Répondue" / "Answered",
        /// It is closed.
        Closed = "closed" => "Close" / "Closed",
    }
);

/// What a complaint says, and who treats it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = complaints, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct ComplaintFacts {
    /// Day on which it was received.
    pub received_on: NaiveDate,
    /// Who complains.
    pub complainant: Complainant,
    pub complainant_name: Option<String>,
    /// Apprentice it comes from or is about.
    pub apprentice_id: Option<ApprenticeId>,
    pub channel: ComplaintChannel,
    pub subject: ComplaintSubject,
    /// What is complained of, in words.
    pub what: String,
    /// Account of whoever treats it.
    pub assigned_to: Option<AccountId>,
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = complaints, check_for_backend(diesel::pg::Pg))]
pub struct Complaint {
    pub id: ComplaintId,
    pub site_id: SiteId,
    #[diesel(embed)]
    pub facts: ComplaintFacts,
    pub closed_on: Option<NaiveDate>,
    pub outcome: Option<ComplaintOutcome>,
    /// What was decided, in words.
    pub closing_note: Option<String>,
    pub author_kind: AuthorKind,
    /// Account that wrote it.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for Complaint {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A complaint to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = complaints)]
pub struct NewComplaint {
    pub id: ComplaintId,
    pub site_id: SiteId,
    #[diesel(embed)]
    pub facts: ComplaintFacts,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// Something done about a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = complaint_steps, check_for_backend(diesel::pg::Pg))]
pub struct ComplaintStep {
    pub id: ComplaintStepId,
    pub site_id: SiteId,
    pub complaint_id: ComplaintId,
    pub kind: ComplaintStepKind,
    pub done_on: NaiveDate,
    /// What was done, said or answered.
    pub note: Option<String>,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for ComplaintStep {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A step to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = complaint_steps)]
pub struct NewComplaintStep {
    pub id: ComplaintStepId,
    pub site_id: SiteId,
    pub complaint_id: ComplaintId,
    pub kind: ComplaintStepKind,
    pub done_on: NaiveDate,
    pub note: Option<String>,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}
