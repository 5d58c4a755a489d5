//! The look-up made on every request, shared by the requests that wait for a connection together.
//!
//! Whoever's turn comes first also looks up a few of those behind, in the same statement: under load most find it done.
//! Each is still looked up after they came, so that a change takes effect on the very next request.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::caller::{MOST_TOGETHER, Moment, identify_all};
use super::tokens::Ticket;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::access::Caller;

/// Those who wait.
#[derive(Debug, Default)]
pub struct Lobby(Mutex<VecDeque<Arc<Visitor>>>);

/// Somebody who waits, and who they turned out to be once looked up.
#[derive(Debug)]
pub struct Visitor {
    ticket: Ticket,
    taken: AtomicBool,
    found: Mutex<Option<Option<Caller>>>,
}

impl Lobby {
    /// Waits with the others.
    pub fn enter(&self, ticket: Ticket) -> Arc<Visitor> {
        let (taken, found) = (AtomicBool::new(false), Mutex::default());
        let visitor = Arc::new(Visitor { ticket, taken, found });
        locked(&self.0).push_back(visitor.clone());
        visitor
    }

    /// Who somebody is, as things stood at some moment since they came; 401 when they no longer may.
    pub fn identify(&self, conn: &mut Tx, visitor: &Visitor, at: Moment) -> Result<Caller, Problem> {
        let known = locked(&visitor.found).take();
        let found = match known {
            Some(found) => found,
            None => self.look_up(conn, visitor, at)?,
        };
        found.ok_or_else(Problem::invalid_token)
    }

    fn look_up(&self, conn: &mut Tx, visitor: &Visitor, at: Moment) -> diesel::QueryResult<Option<Caller>> {
        visitor.taken.store(true, Ordering::Relaxed);
        let others = self.next_waiting();
        let tickets: Vec<Ticket> = others.iter().map(|other| other.ticket).chain([visitor.ticket]).collect();
        let found = identify_all(conn, &tickets, at)?;
        for other in &others {
            *locked(&other.found) = Some(found.get(&other.ticket).cloned());
        }
        Ok(found.get(&visitor.ticket).cloned())
    }

    /// The first of those who wait, have not been taken and have not gone.
    fn next_waiting(&self) -> Vec<Arc<Visitor>> {
        let mut waiting = locked(&self.0);
        let mut next = Vec::with_capacity(MOST_TOGETHER);
        while next.len() < MOST_TOGETHER - 1 {
            let Some(first) = waiting.pop_front() else { break };
            let gone = Arc::strong_count(&first) == 1;
            if !gone && !first.taken.swap(true, Ordering::Relaxed) {
                next.push(first);
            }
        }
        next
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
