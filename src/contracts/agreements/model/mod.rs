//! The nouns: a contract, what is agreed in it, who signed it, and the training it serves.

mod contract;
mod terms;

pub use contract::{Contract, ContractHead, ContractSignature, Training};
pub use terms::{AgreedPayLine, Agreement, ContractTerms, Employment, PayBase, TrainingTerms, WorkTerms};

pub use crate::people::apprentices::model::{ContractState, Phase};
use crate::text_enum;

text_enum!(
    /// Type of contract on the official form: 11 first, 21 to 23 new contract.
    ContractType {
        /// First apprenticeship contract.
        First = "11" => "Premier contrat d'apprentissage" / "First apprenticeship contract",
        /// New contract, the previous one ended, same employer.
        SameEmployer = "21" => "Nouveau contrat chez le même employeur" / "New contract, same employer",
        /// New contract, the previous one ended, another employer.
        OtherEmployer = "22" => "Nouveau contrat chez un autre employeur" / "New contract, another employer",
        /// New contract, the previous one broken, another employer.
        AfterRupture = "23"
            => "Nouveau contrat après rupture, chez un autre employeur" / "New contract after a rupture, another employer",
    }
);

text_enum!(
    /// Derogation on the official form.
    Derogation {
        /// Under 16.
        Under16 = "11" => "Moins de 16 ans" / "Under 16",
        /// Over 29.
        Over29 = "12" => "Plus de 29 ans" / "Over 29",
        /// Shorter than the training.
        Shorter = "21" => "Contrat plus court que la formation" / "Contract shorter than the training",
        /// Longer than the training.
        Longer = "22" => "Contrat plus long que la formation" / "Contract longer than the training",
        /// Several at once.
        Several = "50" => "Plusieurs dérogations" / "Several at once",
        /// Another one.
        Other = "60" => "Autre dérogation" / "Another one",
    }
);

text_enum!(
    /// Contractual mode on the official form.
    ContractMode {
        /// Fixed term.
        FixedTerm = "1" => "À durée limitée" / "Fixed term",
        /// Period of apprenticeship of an open-ended contract.
        OpenEnded = "2"
            => "Dans le cadre d'un contrat à durée indéterminée" / "Within an open-ended contract",
        /// Temporary work agency.
        TemporaryWork = "3" => "Entreprise de travail temporaire" / "Temporary work agency",
        /// Seasonal work with two employers.
        Seasonal = "4" => "Activités saisonnières à deux employeurs" / "Seasonal work with two employers",
    }
);

text_enum!(
    /// What may be done with a contract.
    ContractAct {
        /// Declare the draft complete.
        MakeReady = "make_ready" => "Déclarer complet" / "Declare complete",
        /// Make it a draft again.
        BackToDraft = "back_to_draft" => "Remettre en brouillon" / "Make a draft again",
        /// Record its signature.
        Sign = "sign" => "Enregistrer la signature" / "Record the signature",
        /// Change the draft.
        Change = "change" => "Modifier" / "Change",
        /// Discard the draft.
        Discard = "discard" => "Supprimer le brouillon" / "Discard the draft",
        /// Fill boxes left blank in a signed contract.
        Complete = "complete" => "Compléter les cases vides" / "Fill the blank boxes",
        /// Record its deposit.
        File = "file" => "Enregistrer le dépôt" / "Record the deposit",
        /// Record the decision on its deposit.
        DecideFiling = "decide_filing"
            => "Enregistrer la réponse au dépôt" / "Record the answer to the deposit",
        /// Declare its rupture.
        Break = "break" => "Déclarer la rupture" / "Declare the rupture",
        /// Take its rupture back.
        WithdrawRupture = "withdraw_rupture" => "Annuler la rupture" / "Take the rupture back",
        /// Take back the decision on its deposit.
        WithdrawDecision = "withdraw_decision"
            => "Annuler la réponse au dépôt" / "Take back the answer to the deposit",
        /// Take its last signature back.
        WithdrawSignature = "withdraw_signature" => "Annuler la signature" / "Take the last signature back",
    }
);

text_enum!(
    /// Why a contract that was ready becomes a draft again.
    ReturnReason {
        /// Something in it was wrong.
        Correction = "correction" => "Correction d'une erreur" / "Correction of a mistake",
        /// The parties agree on something else.
        Renegotiation = "renegotiation" => "Nouvel accord des parties" / "New agreement of the parties",
        /// A party no longer wants to sign.
        Withdrawal = "withdrawal" => "Une partie renonce à signer" / "A party no longer wants to sign",
        /// Another reason, said in the note.
        Other = "other" => "Autre motif" / "Another reason",
    }
);

text_enum!(
    /// A party that signs a contract.
    Party {
        /// The employer.
        Employer = "employer" => "Employeur" / "Employer",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The legal representative of a minor.
        Guardian = "guardian" => "Représentant légal" / "Legal representative",
        /// The CFA, by its visa.
        Cfa = "cfa" => "CFA (visa)" / "CFA (visa)",
    }
);
