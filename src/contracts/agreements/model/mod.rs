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
        First = "11",
        /// New contract, the previous one ended, same employer.
        SameEmployer = "21",
        /// New contract, the previous one ended, another employer.
        OtherEmployer = "22",
        /// New contract, the previous one broken, another employer.
        AfterRupture = "23",
    }
);

text_enum!(
    /// Derogation on the official form.
    Derogation {
        /// Under 16.
        Under16 = "11",
        /// Over 29.
        Over29 = "12",
        /// Shorter than the training.
        Shorter = "21",
        /// Longer than the training.
        Longer = "22",
        /// Several at once.
        Several = "50",
        /// Another one.
        Other = "60",
    }
);

text_enum!(
    /// Contractual mode on the official form.
    ContractMode {
        /// Fixed term.
        FixedTerm = "1",
        /// Period of apprenticeship of an open-ended contract.
        OpenEnded = "2",
        /// Temporary work agency.
        TemporaryWork = "3",
        /// Seasonal work with two employers.
        Seasonal = "4",
    }
);

text_enum!(
    /// What may be done with a contract.
    ContractAct {
        /// Declare the draft complete.
        MakeReady = "make_ready",
        /// Make it a draft again.
        BackToDraft = "back_to_draft",
        /// Record its signature.
        Sign = "sign",
        /// Change the draft.
        Change = "change",
        /// Discard the draft.
        Discard = "discard",
        /// Fill boxes left blank in a signed contract.
        Complete = "complete",
        /// Record its deposit.
        File = "file",
        /// Record the decision on its deposit.
        DecideFiling = "decide_filing",
        /// Declare its rupture.
        Break = "break",
        /// Take its rupture back.
        WithdrawRupture = "withdraw_rupture",
        /// Take back the decision on its deposit.
        WithdrawDecision = "withdraw_decision",
    }
);

text_enum!(
    /// Why a contract that was ready becomes a draft again.
    ReturnReason {
        /// Something in it was wrong.
        Correction = "correction",
        /// The parties agree on something else.
        Renegotiation = "renegotiation",
        /// A party no longer wants to sign.
        Withdrawal = "withdrawal",
        /// Another reason, said in the note.
        Other = "other",
    }
);

text_enum!(
    /// A party that signs a contract.
    Party {
        /// The employer.
        Employer = "employer",
        /// The apprentice.
        Apprentice = "apprentice",
        /// The legal representative of a minor.
        Guardian = "guardian",
        /// The CFA, by its visa.
        Cfa = "cfa",
    }
);
