//! Compagnon seen from outside: HTTP in, HTTP out, on a real PostgreSQL. One folder per room.

mod catalogue;
mod employers;
mod harness;
mod mock_exams;
mod platform;
