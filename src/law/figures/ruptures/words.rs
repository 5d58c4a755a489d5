//! The words of `catalogue/law/ruptures.toml`: who breaks, who does a step, in which period, how a delay is counted.

use crate::text_enum;

text_enum!(
    /// Who breaks the contract.
    Initiator {
        /// The employer.
        Employer = "employer" => "Employeur" / "Employer",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// Both parties together.
        Both = "both" => "Les deux parties" / "Both parties",
        /// The liquidator of the company.
        Liquidator = "liquidator" => "Liquidateur" / "Liquidator",
        /// The estate of an employer who died.
        Estate = "estate" => "Ayants droit de l'employeur" / "Estate of the employer",
        /// The labour administration.
        Administration = "administration" => "Administration du travail" / "Labour administration",
        /// A court.
        Court = "court" => "Tribunal" / "Court",
        /// Nobody: the contract ends by itself.
        Nobody = "nobody" => "Personne" / "Nobody",
    }
);

text_enum!(
    /// Who does a step of a rupture.
    StepActor {
        /// The employer.
        Employer = "employer" => "Employeur" / "Employer",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// Both parties together.
        Both = "both" => "Les deux parties" / "Both parties",
        /// The legal representative of a minor.
        Guardian = "guardian" => "Représentant légal" / "Legal representative",
        /// The apprenticeship mediator.
        Mediator = "mediator" => "Médiateur de l'apprentissage" / "Apprenticeship mediator",
        /// The occupational physician.
        Physician = "physician" => "Médecin du travail" / "Occupational physician",
        /// The training centre.
        Cfa = "cfa" => "CFA" / "Training centre",
        /// The liquidator of the company.
        Liquidator = "liquidator" => "Liquidateur" / "Liquidator",
        /// The estate of an employer who died.
        Estate = "estate" => "Ayants droit de l'employeur" / "Estate of the employer",
        /// The labour administration.
        Administration = "administration" => "Administration du travail" / "Labour administration",
        /// A court.
        Court = "court" => "Tribunal" / "Court",
        /// Nobody in particular: a fact.
        Anybody = "anybody" => "Fait constaté" / "A fact",
    }
);

text_enum!(
    /// Of whose contracts a step is.
    StepWhen {
        /// Of every contract.
        Always = "always" => "Toujours" / "Always",
        /// When the apprentice is under the civil majority.
        Minor = "minor" => "Si l'apprenti est mineur" / "When the apprentice is a minor",
    }
);

text_enum!(
    /// In which period a ground exists, counted from the first days of practical training (L6222-18).
    GroundPeriod {
        /// During the first days alone, when either side leaves freely.
        Free = "free" => "Pendant la période de libre rupture" / "During the free rupture period",
        /// Once they are over.
        AfterFree = "after_free" => "Après la période de libre rupture" / "After the free rupture period",
        /// Whenever.
        Any = "any" => "À tout moment" / "At any time",
    }
);

text_enum!(
    /// How a delay is counted.
    #[derive(Default)]
    DelayUnit {
        /// Every day, the first not counted.
        #[default]
        CalendarDays = "calendar_days" => "Jours calendaires" / "Calendar days",
        /// *Jours ouvrables*: Monday to Saturday but public holidays, the first day not counted.
        WorkingDays = "working_days" => "Jours ouvrables" / "Working days",
        /// Whole *jours ouvrables*: neither the first day nor the last counts, a delay that ends on a Saturday goes on.
        ClearWorkingDays = "clear_working_days" => "Jours ouvrables pleins" / "Clear working days",
        /// Months: the same day number, or the last of the month.
        Months = "months" => "Mois" / "Months",
    }
);

text_enum!(
    /// Who must be told of a rupture.
    ToldOfRupture {
        /// The director of the training centre (R6222-21).
        CfaDirector = "cfa_director" => "Directeur du CFA" / "Director of the training centre",
        /// The body in charge of the deposit (R6222-21).
        DepositBody = "deposit_body" => "Organisme chargé du dépôt" / "Body in charge of the deposit",
        /// The OPCO, by the employer, without delay (D6224-6); of a public employer the State.
        Opco = "opco" => "OPCO (employeur public : DDETS)" / "OPCO (public employer: DDETS)",
        /// The legal representative of a minor.
        Guardian = "guardian" => "Représentant légal d'un mineur" / "Legal representative of a minor",
    }
);

text_enum!(
    /// A paper that goes with a rupture.
    RupturePaper {
        /// The written act of the rupture (R6222-21).
        WrittenAct = "written_act" => "Acte de rupture écrit" / "Written act of the rupture",
        /// The letter of dismissal.
        DismissalLetter = "dismissal_letter" => "Lettre de licenciement" / "Letter of dismissal",
        /// The request to the mediator.
        MediatorRequest = "mediator_request" => "Saisine du médiateur" / "Request to the mediator",
        /// The notice of the occupational physician.
        UnfitnessNotice = "unfitness_notice" => "Avis d'inaptitude" / "Notice of unfitness",
        /// The decision of the centre.
        ExclusionDecision = "exclusion_decision" => "Décision d'exclusion du CFA" / "Decision of exclusion",
        /// The decision of the labour administration.
        AdministrativeDecision = "administrative_decision" => "Décision de l'administration" / "Decision of the administration",
        /// The decision of a court.
        Judgment = "judgment" => "Jugement" / "Judgment",
        /// The certificate of a death.
        DeathCertificate = "death_certificate" => "Acte de décès" / "Death certificate",
        /// The diploma, or the publication of the results.
        Diploma = "diploma" => "Diplôme ou relevé de résultats" / "Diploma or results",
        /// The certificate of work, by the employer.
        WorkCertificate = "work_certificate" => "Certificat de travail" / "Certificate of work",
        /// The certificate for France Travail, by the employer.
        FranceTravailCertificate = "france_travail_certificate" => "Attestation France Travail" / "Certificate for France Travail",
        /// The receipt for the final settlement, by the employer.
        FinalSettlement = "final_settlement" => "Reçu pour solde de tout compte" / "Receipt for the final settlement",
    }
);

text_enum!(
    /// Who writes a letter, or receives it.
    LetterParty {
        /// Whoever breaks the contract.
        Initiator = "initiator" => "Auteur de la rupture" / "Whoever breaks the contract",
        /// The party that did not start.
        OtherParty = "other_party" => "L'autre partie" / "The other party",
        /// Both parties.
        Both = "both" => "Les deux parties" / "Both parties",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The employer.
        Employer = "employer" => "Employeur" / "Employer",
        /// The mediator.
        Mediator = "mediator" => "Médiateur de l'apprentissage" / "Apprenticeship mediator",
        /// The director of the training centre.
        Cfa = "cfa" => "Directeur du centre de formation" / "Director of the training centre",
        /// The body in charge of the deposit.
        DepositBody = "deposit_body" => "Organisme chargé du dépôt" / "Body in charge of the deposit",
    }
);
