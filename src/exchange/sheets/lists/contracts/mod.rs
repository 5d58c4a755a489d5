//! Columns of contracts, in the order of the form; a member within another is named by its path.

mod agreed;
mod deposit;
mod parties;
mod pay;

use crate::exchange::sheets::column::Column;

const PARTS: [&[Column]; 5] = [parties::PARTIES, agreed::AGREED, pay::PAY, &pay::LINES, deposit::DEPOSIT];

/// How many columns all parts have.
const HOW_MANY: usize = {
    let (mut part, mut total) = (0, 0);
    while part < PARTS.len() {
        total += PARTS[part].len();
        part += 1;
    }
    total
};

/// Columns of contracts.
pub const CONTRACTS: &[Column] = &{
    let mut all = [PARTS[0][0]; HOW_MANY];
    let (mut part, mut next) = (0, 0);
    while part < PARTS.len() {
        let mut at = 0;
        while at < PARTS[part].len() {
            all[next] = PARTS[part][at];
            (at, next) = (at + 1, next + 1);
        }
        part += 1;
    }
    all
};
