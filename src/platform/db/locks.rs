//! Locks that bear a name instead of a row (`hashtextextended` makes a key of it), free again when the transaction ends.

use diesel::sql_types::{BigInt, Text};

diesel::define_sql_function! {
    /// A 64-bit hash of a text.
    fn hashtextextended(given: Text, seed: BigInt) -> BigInt;
}

diesel::define_sql_function! {
    /// Waits for a lock.
    fn pg_advisory_xact_lock(key: BigInt);
}

diesel::define_sql_function! {
    /// Waits for a lock that others may share.
    fn pg_advisory_xact_lock_shared(key: BigInt);
}

diesel::define_sql_function! {
    /// Takes a lock when it is free, and says whether it was.
    fn pg_try_advisory_xact_lock(key: BigInt) -> Bool;
}
