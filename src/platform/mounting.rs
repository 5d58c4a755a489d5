//! Where rooms mount their operations: what serves them, or the document that tells of them.
//!
//! Each worker mounts every room, and none of them needs the document: several hundred operations with the schemas of all
//! they answer are made where it is asked for, never to be thrown away.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Components, OpenApi, Paths, RefOr};
use utoipa_actix_web::OpenApiFactory;

/// What a room mounts its operations on.
pub struct ServiceConfig<'s>(Goal<'s>);

enum Goal<'s> {
    Serving(&'s mut web::ServiceConfig),
    Telling(Paths, Vec<(String, RefOr<Schema>)>),
}

impl ServiceConfig<'_> {
    /// Makes requests come to what is mounted.
    pub const fn serving(config: &mut web::ServiceConfig) -> ServiceConfig<'_> {
        ServiceConfig(Goal::Serving(config))
    }

    /// Adds what a function mounts to a document.
    pub fn told_in(mut document: OpenApi, mount: impl FnOnce(&mut ServiceConfig<'_>)) -> OpenApi {
        let mut telling = ServiceConfig(Goal::Telling(Paths::new(), Vec::new()));
        mount(&mut telling);
        if let Goal::Telling(paths, schemas) = telling.0 {
            document.paths.merge(paths);
            document.components.get_or_insert_with(Components::new).schemas.extend(schemas);
        }
        document
    }

    /// Mounts an operation.
    pub fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: F) -> &mut Self {
        match &mut self.0 {
            Goal::Serving(config) => {
                config.service(operation);
            }
            Goal::Telling(paths, schemas) => {
                paths.merge(operation.paths());
                operation.schemas(schemas);
            }
        }
        self
    }

    /// Mounts what the document does not tell: pages, files, drawings.
    pub fn untold(&mut self, mount: impl FnOnce(&mut web::ServiceConfig)) -> &mut Self {
        if let Goal::Serving(config) = &mut self.0 {
            mount(config);
        }
        self
    }
}
