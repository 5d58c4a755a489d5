//! The catalogue as it stands, in memory: each request is given the one of its moment.
//!
//! Whoever changes it sees it changed at once; another instance looks for changes every second, and looks in its own
//! transaction where a form or a check of a contract stands on it ([`as_it_stands`]).

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::body::MessageBody;
use actix_web::dev::{Extensions, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryResult;

use super::assembling::assemble;
use super::model::CatalogueVersion;
use super::store;
use crate::catalogue::programmes::{Catalogue, store as programmes};
use crate::platform::db::{Db, Tx, takes_writes};
use crate::platform::error::Problem;
use crate::trust::door::App;

/// The files, the versions made since, and the catalogue they make today.
#[derive(Debug)]
pub struct CurrentCatalogue {
    files: Catalogue,
    held: RwLock<Held>,
}

#[derive(Debug)]
struct Held {
    versions: Vec<CatalogueVersion>,
    day: NaiveDate,
    catalogue: Arc<Catalogue>,
}

impl CurrentCatalogue {
    /// What the files and the versions of the base make on a day.
    pub fn new(files: Catalogue, versions: Vec<CatalogueVersion>, day: NaiveDate) -> Self {
        let catalogue = Arc::new(assemble(&files, &versions, day));
        Self { files, held: RwLock::new(Held { versions, day, catalogue }) }
    }

    /// What the files say, whatever people changed since.
    pub fn files(&self) -> &Catalogue {
        &self.files
    }

    /// The catalogue of a day; a version planned for that day begins to hold.
    pub fn on(&self, day: NaiveDate) -> Arc<Catalogue> {
        {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            if held.day == day {
                return Arc::clone(&held.catalogue);
            }
        }
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.catalogue = Arc::new(assemble(&self.files, &held.versions, day));
        held.day = day;
        Arc::clone(&held.catalogue)
    }

    fn revision(&self) -> i64 {
        self.held.read().unwrap_or_else(PoisonError::into_inner).catalogue.versions.revision
    }

    fn take_in(&self, versions: Vec<CatalogueVersion>, day: NaiveDate) {
        let catalogue = Arc::new(assemble(&self.files, &versions, day));
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.catalogue.versions.revision < catalogue.versions.revision {
            *held = Held { versions, day, catalogue };
        }
    }

    /// Takes in the versions written since, if any.
    pub async fn refresh(&self, db: &Db, day: NaiveDate) -> Result<(), Problem> {
        let known = self.revision();
        let read = move |conn: &mut Tx| match store::revision(conn)? {
            revision if revision == known => Ok(None),
            _ => Ok(Some(store::all(conn)?)),
        };
        if let Some(versions) = db.read(read).await? {
            self.take_in(versions, day);
        }
        Ok(())
    }

    /// Writes the rows others point at as the catalogue of a day says, where the base takes writes.
    pub async fn write_rows(&self, db: &Db, (now, day): (DateTime<Utc>, NaiveDate)) -> Result<(), Problem> {
        let catalogue = self.on(day);
        db.transaction(move |tx| {
            if takes_writes(tx)? {
                programmes::load(tx, &catalogue, now)?;
            }
            Ok(())
        })
        .await
    }
}

/// The catalogue as the base has it, for what must not stand on an older one: a form, a check before a signature.
pub fn as_it_stands<'a>(
    conn: &mut Tx,
    known: &'a Catalogue,
    day: NaiveDate,
) -> QueryResult<Cow<'a, Catalogue>> {
    if store::revision(conn)? == known.versions.revision {
        return Ok(Cow::Borrowed(known));
    }
    let versions = store::all(conn)?;
    Ok(Cow::Owned(assemble(known, &versions, day)))
}

/// Gives a request the catalogue of its moment: the outermost layer, before anybody keeps the request.
pub async fn with_current<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let app = request.app_data::<Data<App>>();
    let current = request.app_data::<Data<CurrentCatalogue>>();
    if let (Some(app), Some(current)) = (app, current) {
        let mut held = Extensions::new();
        held.insert(Data::from(current.on(app.clock.today())));
        request.add_data_container(Rc::new(held));
    }
    next.call(request).await
}
