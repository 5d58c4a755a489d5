//! The rules obligations rest on that no other room declares, and what settling them is refused for.

crate::rules! {
    /// The site promises visits.
    VISITS = warning "obligation.visits", "Fiche de la formation : deux visites annuelles";
        "Le site visite chaque apprenti en entreprise autant de fois par année que la formation le promet."
        / "The site visits each apprentice in the company as often a year as the training promises.";
    /// The programme plans mock exams.
    MOCK_EXAMS = warning "obligation.mock_exams", "Fiche de la formation : examens blancs ; délais : choix du site";
        "Les examens blancs prévus ont leurs jours, ont lieu, et reçoivent toutes leurs notes."
        / "The mock exams planned have their days, take place, and receive all their marks.";
    /// Candidates are registered in time.
    EXAM_REGISTERED = warning "obligation.exam_registration", "Usage : inscription sur Cyclades d'octobre à novembre ; jours : catalogue/law/exams.toml";
        "Chaque candidat d'une promotion est inscrit à l'examen avant la fin des inscriptions."
        / "Each candidate of a cohort is registered for the exam before registrations close.";
    /// Tutors are invited in the second year.
    INVITATIONS = warning "obligation.invitations", "Fiche de la formation : tuteurs invités la deuxième année ; délais : choix du site";
        "Les maîtres d'apprentissage sont invités aux examens blancs de la deuxième année, et répondent."
        / "Tutors are invited to the mock exams of the second year, and answer.";
    /// A draft is ready in time.
    COMPLETE_IN_TIME = warning "obligation.contract_to_complete", "Règle du site";
        "Un contrat est complet assez tôt pour être signé avant son début."
        / "A contract is complete early enough to be signed before its start.";
    /// A refused contract is sent again.
    SENT_AGAIN = warning "obligation.deposit_again", "Code du travail, art. D6224-2 ; délai : choix du site";
        "Un contrat dont le dépôt est refusé est corrigé et transmis à nouveau."
        / "A contract whose deposit is refused is corrected and sent again.";
    /// The answer is awaited even when the complete file is not dated.
    ANSWER_UNDATED = warning "obligation.opco_answer_undated", "Code du travail, art. R6224-3 ; départ : choix du site";
        "Sans la date du dossier complet, la réponse est attendue à compter de l'envoi."
        / "Without the day of the complete file, the answer is awaited from the sending.";
    /// A file holds its documents.
    DOCUMENTS = warning "obligation.documents", "Liste des pièces du site";
        "Le dossier de l'apprenti contient les pièces demandées."
        / "The file of the apprentice holds the documents asked for.";
    /// The card comes back soon after a rupture.
    CARD_RETURNED = warning "obligation.student_card_return", "Code du travail, art. D6222-42 ; délai : choix du site";
        "La carte d'étudiant des métiers est rendue peu après la rupture."
        / "The student card is handed back soon after the rupture.";
    /// A rupture goes on step by step.
    RUPTURE_GOES_ON = warning "obligation.rupture_step", "Code du travail, art. L6222-18 à L6222-19 et R6222-21 ; délai : choix du site";
        "Une procédure de rupture avance quand l'étape suivante est possible ; le CFA en reçoit la notification."
        / "A rupture procedure goes on when its next step is lawful; the training centre receives the notice.";
    /// A rupture is told at once.
    RUPTURE_TOLD = warning "obligation.rupture_notice", "Code du travail, art. R6222-21 et D6224-6 (sans délai) ; délai : choix du site";
        "La rupture est dite sans délai à l'organisme du dépôt."
        / "The rupture is told without delay to the body in charge of the deposit.";
    /// A report is read by all.
    REPORTS = warning "obligation.reports", "Référentiel national qualité, indicateur 13 ; délai : choix du site";
        "Le compte rendu d'une visite est relu par le maître d'apprentissage, l'apprenti et le site."
        / "The report of a visit is read by the tutor, the apprentice and the site.";
    /// What was promised is done.
    COMMITMENTS = warning "obligation.commitments", "Compte rendu de la visite";
        "Chacun fait pour le jour dit ce qu'il a promis lors d'une visite."
        / "Everybody does by the day agreed what they promised at a visit.";
    /// What a call left to do is done.
    CALLS = warning "obligation.calls", "Fiche de la formation : contacts téléphoniques";
        "Ce qu'un contact téléphonique laisse à faire est fait pour le jour dit."
        / "What a telephone contact leaves to do is done by the day agreed.";
    /// A difficulty told is answered.
    DIFFICULTY_ANSWERED = warning "obligation.difficulty_to_answer", "Code du travail, art. L6231-2 ; délai : choix du site";
        "Une difficulté signalée par le maître d'apprentissage ou l'apprenti est prise en charge par qui suit l'apprenti."
        / "A difficulty told by the tutor or the apprentice is answered by whoever follows the apprentice.";
    /// A complaint is answered.
    COMPLAINT_ANSWERED = warning "obligation.complaint_to_answer", "Référentiel national qualité, indicateur 31 ; délai : choix du site, catalogue/law/quality.toml";
        "Une réclamation reçoit une réponse dans le délai que le site s'est fixé."
        / "A complaint is answered within the delay that the site set itself.";
    /// The social cover lasts as long as the right to stay.
    COVER_LASTS = warning "obligation.social_cover", "Code du travail, art. L6222-18-2 et L6231-2 5° ; fiche Service-Public sur la rupture ; délai : choix du site";
        "La couverture sociale du stagiaire dure autant que son droit de rester au CFA sans contrat."
        / "The social cover of the trainee lasts as long as the right to stay at the CFA without a contract.";
    /// Somebody follows each apprentice.
    FOLLOWED = warning "obligation.referent", "Fiche de la formation : suivi individuel ; délai : choix du site";
        "Chaque apprenti est suivi par une personne du site pendant toute sa formation."
        / "Somebody of the site follows each apprentice during the whole training.";
    /// A trainee without a contract has a social cover.
    TRAINEE_COVERED = warning "obligation.stay_step", "Code du travail, art. L6231-2 5° ; fiche Service-Public sur la rupture ; délai : choix du site";
        "Le CFA établit la couverture sociale de l'apprenti qui suit la formation sans contrat."
        / "The CFA sees to the social cover of whoever follows the training without a contract.";
    /// The national dashboard counts a drop-out.
    DROP_OUT_COUNTED = warning "obligation.dashboard_drop_out", "Tableau de bord de l'apprentissage ; délai : choix du site";
        "Le tableau de bord national compte un abandon après 90 jours sans premier contrat, ou 180 après le dernier ; aucun droit n'en dépend."
        / "The national dashboard counts a drop-out after 90 days without a first contract, or 180 after the last one; no right depends on it.";
    /// The right to follow the courses without an employer.
    WITHOUT_CONTRACT = warning "obligation.right_without_contract", "Code du travail, art. L6222-12-1";
        "Un jeune suit les cours sans employeur pendant trois mois au plus à compter de son entrée."
        / "One follows the courses without an employer for three months at most from their own entry.";
    /// What is done needs no waiver.
    IS_DONE = error "obligation.already_done", "Règle du site";
        "Ce qui est fait ne s'abandonne ni ne se repousse." / "What is done is neither given up nor put off.";
    /// One waiver at a time.
    IS_WAIVED = error "obligation.already_waived", "Règle du site";
        "Une échéance abandonnée l'est une fois, et ne se repousse plus."
        / "An obligation is given up once, and no longer put off.";
    /// What was not given up or put off cannot be resumed.
    NOT_SETTLED = error "obligation.not_settled", "Règle du site";
        "Seul ce qui est abandonné ou repoussé se reprend." / "Only what is given up or put off is resumed.";
    /// An other reason is said.
    REASON_IS_SAID = error "obligation.note_missing", "Règle du site";
        "Une autre raison se dit en toutes lettres." / "Another reason is said in words.";
    /// A snooze is short.
    SNOOZE_IS_SHORT = error "obligation.snooze_too_long", "Choix du site : catalogue/law/obligations.toml";
        "Une échéance se repousse jusqu'à un jour à venir, et pas plus loin que le réglage le permet."
        / "An obligation is put off until a day to come, no further than the setting allows.";
}
