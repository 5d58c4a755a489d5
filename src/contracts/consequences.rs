//! What follows, in the wings that come later, from what is done to a contract; the table itself is the application's.

use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::{Contract, Training};
use crate::contracts::tutorships::Tutorship;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

/// What a signature sets off: the contract, and the training it is for.
pub type OnSigned = fn(&mut Tx, &Asker, &Catalogue, &Training, &Contract) -> Result<(), Problem>;
/// What an amendment sets off: the contract as it is agreed now, and who is tutor when.
pub type OnAmended = fn(&mut Tx, &Asker, &Catalogue, &Contract, &[Tutorship]) -> Result<(), Problem>;

/// What follows from an act on a contract, in the same transaction.
#[derive(Clone, Copy)]
pub struct ContractConsequences {
    /// A contract signed by everybody.
    pub signed: OnSigned,
    /// An amendment signed.
    pub amended: OnAmended,
}
