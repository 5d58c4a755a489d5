//! Plans of visits: on days that suit, and following the contract wherever it goes.

mod following;
mod suggestions;
