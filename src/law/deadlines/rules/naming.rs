//! The rules deadlines come from, each with its source.

crate::rules! {
    /// The legal window around the start of the cycle.
    LEGAL_WINDOW = warning "deadline.legal_window", "Code du travail, art. L6222-12 et L6222-12-1";
        "Le contrat commence au plus tôt trois mois avant et au plus tard trois mois après le début du cycle."
        / "The contract starts at most three months before and three months after the start of the cycle.";
    /// The window of the site.
    SITE_WINDOW = warning "deadline.site_window", "Règlement du site";
        "Le contrat commence dans la période prévue par le site." / "The contract starts when the site expects it.";
    /// Signature first.
    SIGNATURE = warning "deadline.signature", "Code du travail, art. L6222-4";
        "Le contrat est signé au plus tard le jour où il commence."
        / "The contract is signed by the day it starts.";
    /// First and last days.
    TERM = warning "deadline.term", "Code du travail, art. L6222-7-1 ; CERFA FA13 (10103)";
        "Le contrat court de sa date de début d'exécution à sa date de fin."
        / "The contract runs from its first to its last day.";
    /// Practical training begins soon.
    PRACTICAL_START = warning "deadline.practical_start", "Code du travail, art. L6222-12";
        "La formation pratique chez l'employeur commence dans les trois mois du début du contrat."
        / "Practical training at the employer begins within three months of the start.";
    /// Courses begin soon.
    TRAINING_START = warning "deadline.training_start", "Code du travail, art. L6222-12";
        "La formation au CFA commence dans les trois mois du début du contrat."
        / "Training at the CFA begins within three months of the start.";
    /// Deposit by a private employer.
    DEPOSIT = warning "deadline.deposit", "Code du travail, art. D6224-1";
        "L'employeur transmet le contrat à l'OPCO dans les cinq jours ouvrables qui suivent son début."
        / "The employer sends the contract to the OPCO within five working days of its start.";
    /// Deposit by a public employer.
    PUBLIC_DEPOSIT = warning "deadline.public_deposit", "Code du travail, art. D6275-1";
        "L'employeur public transmet le contrat à la DDETS dans les cinq jours ouvrables qui suivent son début."
        / "A public employer sends the contract to the DDETS within five working days of its start.";
    /// Aid to the employer.
    EMPLOYER_AID = warning "deadline.employer_aid", "Code du travail, art. D6243-2";
        "L'aide à l'employeur suppose un contrat parvenu à l'OPCO dans les six mois de sa conclusion, et s'arrête à une rupture."
        / "The aid to the employer asks for a contract at the OPCO within six months of its conclusion, and stops at a rupture.";
    /// Deposit of an amendment.
    AMENDMENT_DEPOSIT = warning "deadline.amendment_deposit", "Code du travail, art. D6224-5 et D6224-1";
        "Un avenant se transmet comme le contrat, dans les cinq jours ouvrables qui suivent son effet ou sa signature."
        / "An amendment is sent as the contract was, within five working days of its effect or of its signature.";
    /// Answer of the OPCO.
    ANSWER = warning "deadline.deposit_answer", "Code du travail, art. R6224-3";
        "L'OPCO se prononce dans les vingt jours du dossier complet."
        / "The OPCO answers within twenty days of the complete file.";
    /// Answer of the State.
    PUBLIC_ANSWER = warning "deadline.public_deposit_answer", "Code du travail, art. R6275-3";
        "La DDETS se prononce dans les vingt jours du dossier complet."
        / "The DDETS answers within twenty days of the complete file.";
    /// Free rupture.
    FREE_RUPTURE = warning "deadline.free_rupture_period", "Code du travail, art. L6222-18";
        "Chaque partie peut rompre librement jusqu'au quarante-cinquième jour de formation pratique en entreprise."
        / "Either side may leave freely until the forty-fifth day of practical training in the company.";
    /// Medical visit.
    MEDICAL_VISIT = warning "deadline.medical_visit", "Code du travail, art. R6222-36";
        "La visite d'information et de prévention a lieu dans les deux mois de l'embauche."
        / "The medical visit takes place within two months of hiring.";
    /// Medical visit of minors and night workers.
    EARLY_MEDICAL_VISIT = warning "deadline.early_medical_visit", "Code du travail, art. R4624-18";
        "La visite d'un mineur ou d'un travailleur de nuit a lieu avant l'embauche."
        / "The medical visit of a minor or night worker takes place before hiring.";
    /// Student card.
    STUDENT_CARD = warning "deadline.student_card", "Code du travail, art. D6222-42";
        "Le CFA délivre la carte d'étudiant des métiers dans les trente jours de l'inscription."
        / "The CFA gives the student card within thirty days of the enrolment.";
    /// Student card after a rupture.
    STUDENT_CARD_RETURN = warning "deadline.student_card_return", "Code du travail, art. D6222-42";
        "La carte est rendue à la rupture du contrat." / "The card is handed back when the contract is broken.";
    /// Pay.
    PAY_STEP = warning "deadline.pay_step", "Code du travail, art. D6222-26 et D6222-31";
        "La rémunération change aux années du contrat et le mois qui suit 18, 21 et 26 ans."
        / "Pay changes with the years of the contract and the month after turning 18, 21 and 26.";
    /// Payment of the CFA.
    INVOICE = warning "deadline.invoice", "Code du travail, art. R6332-25";
        "L'OPCO paie le CFA par parts de chaque année du contrat, au prorata des jours."
        / "The OPCO pays the CFA in shares of each contract year, by the days.";
    /// A public employer pays by itself.
    PUBLIC_INVOICE = warning "deadline.public_invoice", "Code du travail, art. L6227-6";
        "Un employeur public paie lui-même la formation de ses apprentis : aucun OPCO n'est facturé."
        / "A public employer pays for the training of its apprentices itself: no OPCO is invoiced.";
    /// Share of the employer.
    EMPLOYER_SHARE = warning "deadline.employer_share", "Code du travail, art. R6332-25-1 et R6332-25-2";
        "Pour les niveaux 6 et 7, l'employeur verse une participation au CFA, facturée après les jours de rupture libre."
        / "For levels 6 and 7, the employer pays a share to the CFA, invoiced after the days of free rupture.";
    /// Last invoice.
    LAST_INVOICE = warning "deadline.last_invoice", "Code du travail, art. R6332-25";
        "La dernière facture part dans les quatre mois du terme, sinon le solde est perdu."
        / "The last invoice is sent within four months of the term, or the balance is lost.";
    /// End and exams.
    END_AFTER_EXAMS = warning "deadline.end_after_exams", "CERFA FA13 (10103), notice";
        "Le contrat finit au plus tard deux mois après la fin des examens."
        / "The contract ends at most two months after the exams.";
    /// Exams.
    EXAMS = warning "deadline.exams_end", "Code du travail, art. L6222-34";
        "L'apprenti se présente aux épreuves du diplôme." / "The apprentice sits the exams of the diploma.";
    /// Certification.
    LAST_AWARD = warning "deadline.last_award", "France compétences (RNCP)";
        "La certification ne se délivre plus après sa dernière date de délivrance."
        / "The certification is not delivered after its last day.";
    /// Rupture.
    RUPTURE = warning "deadline.rupture", "Code du travail, art. R6222-21 et D6224-6";
        "La rupture est notifiée sans délai au CFA et à l'organisme du dépôt."
        / "The rupture is told without delay to the CFA and to the body in charge of the deposit.";
    /// After a rupture.
    AFTER_RUPTURE = warning "deadline.training_after_rupture", "Code du travail, art. L6222-18-2 et R6332-25";
        "L'apprenti suit sa formation, payée au CFA, six mois après la rupture."
        / "The apprentice stays in training, paid to the CFA, for six months after the rupture.";
    /// Dates that make no contract.
    UPSIDE_DOWN = error "deadline.ends_before_start", "CERFA FA13 (10103)";
        "Un contrat finit après son début." / "A contract ends after its start.";
    /// Longer than any contract.
    TOO_LONG = error "deadline.too_long", "Code du travail, art. L6222-7-1, R6222-46 et R6222-60";
        "Un contrat ne dépasse jamais quatre ans." / "A contract never lasts more than four years.";
    /// A rupture elsewhere.
    RUPTURE_OUTSIDE = error "deadline.rupture_outside", "Règle du site";
        "Une rupture tombe après le début et au plus tard le dernier jour du contrat."
        / "A rupture falls after the first day and by the last day of the contract.";
}
