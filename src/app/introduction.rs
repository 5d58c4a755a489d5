//! How the document introduces itself: a page to begin with, and a paragraph for each group of operations.

use serde_json::{Value, json};
use utoipa::openapi::{OpenApi, ServerBuilder};

/// The page a reader begins with.
pub const TEXT: &str = include_str!("introduction.md");

/// The groups of operations in the order of the wings, each with its paragraph.
pub const GROUPS: &[(&str, &str)] = &[
    ("sessions", "**Trust.** Coming in: signing in, staying in, signing out, one's own password and rights."),
    (
        "accounts",
        "**Trust.** The people who sign in: inviting, changing, disabling them, ending their sessions.",
    ),
    ("clients", "**Trust.** Partners' software: its scopes, its sites, its secrets, its tokens."),
    ("mails", "**Trust.** What was mailed, what waits and why; sending again what was refused."),
    (
        "withdrawals",
        "**Trust.** What was taken back because it was entered by mistake, and bringing it back.",
    ),
    (
        "catalogue",
        "**Catalogue.** What the centre teaches, read by anybody: programmes, sites, open days, regulations.",
    ),
    ("cohorts", "**Catalogue.** The intakes of a programme, opened together with their mock exams."),
    ("rooms", "**Catalogue.** The rooms of a site, with their seats: sittings name them."),
    (
        "reference",
        "**Catalogue.** Labels of every enumeration, codes of the official form, figures and rules of the law.",
    ),
    ("apprentices", "**People.** Files of apprentices, their guardians and their enrolments in cohorts."),
    ("employers", "**People.** Companies by SIRET, and their tutors (maîtres d'apprentissage)."),
    ("ceiling derogations", "**People.** Derogations to the number of apprentices of one tutor."),
    ("referents", "**People.** Who follows an apprentice for the site, and who stands in for them."),
    (
        "calendar",
        "**Presence.** The alternation: weeks of a cohort, exceptions, what differs for one apprentice.",
    ),
    (
        "absences",
        "**Presence.** Who was away, from where, why and whether it was justified; who is where on a day.",
    ),
    (
        "contracts",
        "**Contracts.** The official form from draft to deposit: readiness, signatures, filings, legal clock.",
    ),
    ("amendments", "**Contracts.** What changes in a signed contract, from which day, with its own deposit."),
    ("pay", "**Contracts.** The pay of an apprentice, simulated to the cent."),
    (
        "milestones",
        "**Contracts.** Dated facts that clear what was due: medical visit, cards, invoices, documents.",
    ),
    (
        "mock exams",
        "**Learning.** Sessions, papers, who sits them when and before whom, marks and means; invitations of tutors.",
    ),
    (
        "skills",
        "**Learning.** Where apprentices stand on each skill, in three voices; missions done in the company, and what they cover.",
    ),
    (
        "exam projection",
        "**Learning.** Where an apprentice stands before the exam, and what is still needed.",
    ),
    ("visits", "**Follow-up.** Visits in the company: suggested, planned, held, reported, acknowledged."),
    ("phone contacts", "**Follow-up.** Calls about an apprentice, and what they leave to do."),
    (
        "difficulties",
        "**Ruptures.** What an apprentice meets before any rupture: who is concerned, what is done, noted and decided; the mediator.",
    ),
    (
        "ruptures",
        "**Ruptures.** Contracts that end early: the procedure of each ground, the rupture, what follows.",
    ),
    (
        "watch",
        "**Ruptures.** Signals that an apprenticeship may be in difficulty, each with its rule, its facts and what clears it.",
    ),
    (
        "exam results",
        "**Outcomes.** The official exam: registration, presence and marks at each unit, the decision of the jury as given.",
    ),
    (
        "outcomes",
        "**Outcomes.** What leavers do 6 to 24 months after, as they say it; official figures beside, never mixed.",
    ),
    (
        "indicators",
        "**Outcomes.** Rates of a training with what makes them, who is left out and why; what was published of them.",
    ),
    (
        "declarations",
        "**Outcomes.** Yearly declarations of a site, each figure with its definition, its source and who is behind it.",
    ),
    (
        "retention",
        "**Outcomes.** How long what is told of apprentices is kept, on what ground, and what goes when its time has come.",
    ),
    (
        "satisfaction",
        "**Outcomes.** What apprentices and tutors think, before each visit and once a year; added up, never one by one.",
    ),
    (
        "complaints",
        "**Outcomes.** Complaints received: who treats them, what is done and answered, by when; counts for audits.",
    ),
    (
        "obligations",
        "**Desk.** Everything due, to each what concerns them, with its rule and the request that clears it.",
    ),
    (
        "logbook",
        "**Desk.** The logbook of an apprentice, half-year by half-year, signed by the three voices or sent back.",
    ),
    ("dashboards", "**Desk.** The state of a site on one page."),
    ("feeds", "**Desk.** Calendars to subscribe to, and the daily digest by mail."),
    ("links", "**Desk.** Signed links with which a tutor without an account reads, reports and answers."),
    ("changes", "**Exchange.** The feed of changes that partners follow, in commit order."),
    ("imports", "**Exchange.** Spreadsheets brought in: a dry run read row by row, a commit, an undo."),
    ("exports", "**Exchange.** Lists taken away as CSV or XLSX, narrowed as their own routes narrow them."),
    ("operation", "**Operation.** Whether the service lives, whether it is ready, and which version it is."),
];

/// Where the document's addresses are.
const HERE: &str = "The server this document comes from.";

/// Puts the groups in the document, in their order, and says where it is served and whom to ask.
pub fn tell(document: &mut Value) {
    document["servers"] = json!([{ "url": "/", "description": HERE }]);
    document["info"]["contact"] = json!({ "name": "Whoever runs this installation" });
    let groups = GROUPS.iter().map(|(name, description)| json!({ "name": name, "description": description }));
    document["tags"] = groups.collect();
}

/// Says beneath which path of the host the document's addresses are; nothing at its root.
pub fn placed_beneath(document: &mut OpenApi, path: &str) {
    if !path.is_empty() {
        let server = ServerBuilder::new().url(path).description(Some(HERE)).build();
        document.servers = Some(vec![server]);
    }
}
