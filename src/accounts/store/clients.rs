//! Queries on machine clients.
