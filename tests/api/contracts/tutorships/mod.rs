//! Who may follow how many apprentices.

mod derogations;
