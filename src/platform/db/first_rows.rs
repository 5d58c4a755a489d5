//! The first rows of a query, their number written in the statement.
//!
//! diesel binds the number of `.limit(..)`. PostgreSQL then plans the statement anew at each call: not knowing the number, it
//! takes a tenth of all rows for wanted, and finds that plan too dear to keep. The numbers asked for are few.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// What asks for the first rows of a query.
pub trait FirstRows: Sized {
    /// Only so many rows, none when negative.
    fn first_rows(self, most: i64) -> Limited<Self>;
}

impl<Q: Query> FirstRows for Q {
    fn first_rows(self, most: i64) -> Limited<Self> {
        Limited { query: self, most: most.max(0) }
    }
}

/// A query with its `LIMIT`.
#[derive(Debug, Clone, Copy)]
pub struct Limited<Q> {
    query: Q,
    most: i64,
}

impl<Q: Query> Query for Limited<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> QueryId for Limited<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Limited<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&self.most.to_string());
        Ok(())
    }
}

impl<Q> RunQueryDsl<PgConnection> for Limited<Q> {}
