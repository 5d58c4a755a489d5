//! Where each part of the catalogue comes from: the program, or a folder of the configuration.

use actix_web::get;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use super::current::CurrentCatalogue;
use super::model::{CatalogueNoun, Versioned};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{Cfa, Programme, Site};
use crate::platform::page::Page;
use crate::platform::reply::{Answer, Reply};
use crate::text_enum;
use crate::trust::access::{Act, Role};
use crate::trust::door::Door;

text_enum!(
    /// Where a part of the catalogue comes from.
    CatalogueSource {
        /// The files inside the program.
        Program = "program" => "Livré avec Compagnon" / "Shipped with Compagnon",
        /// A folder that adds it.
        FolderAdds = "folder_adds" => "Ajouté par un dossier" / "Added by a folder",
        /// A folder whose file stands in place of that of the program.
        FolderReplaces = "folder_replaces" => "Remplacé par un dossier" / "Replaced by a folder",
    }
);

/// A training centre, a site or a programme, and the file it comes from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CatalogueFileOut {
    /// What it is.
    pub noun: CatalogueNoun,
    /// Its code.
    #[schema(max_length = 60, example = "bts-mco")]
    pub code: String,
    /// Where it comes from.
    pub source: CatalogueSource,
    /// The folder, as the configuration names it; for administrators only.
    #[schema(max_length = 4096)]
    pub folder: Option<String>,
    /// The last version kept of it.
    #[schema(minimum = 1)]
    pub last_version: i32,
}

/// Lists what the catalogue is made of, and what a folder of the configuration added or replaced.
#[utoipa::path(tag = "catalogue",
    responses((status = 200, description = "Every training centre, site and programme.", body = Page<CatalogueFileOut>)))]
#[get("/v1/catalogue-files")]
pub async fn list_catalogue_files(
    door: Door,
    known: Data<Catalogue>,
    current: Data<CurrentCatalogue>,
) -> Answer {
    door.read(Act::ReadCatalogueVersion, move |_, asker| {
        let mut data = Vec::new();
        parts::<Cfa>(&known, current.files(), &mut data);
        parts::<Site>(&known, current.files(), &mut data);
        parts::<Programme>(&known, current.files(), &mut data);
        if asker.caller.role != Role::Administrator {
            data.iter_mut().for_each(|part| part.folder = None);
        }
        Reply::page(&Page { data, next_cursor: None, total: None })
    })
    .await
}

fn parts<T: Versioned>(known: &Catalogue, files: &Catalogue, found: &mut Vec<CatalogueFileOut>) {
    found.extend(T::all(files).iter().map(|one| {
        let is_it = |noun: &str, code: &str| noun == T::NOUN.as_str() && code == one.code();
        let brought = files.brought.iter().find(|brought| is_it(brought.noun, &brought.code));
        CatalogueFileOut {
            noun: T::NOUN,
            code: one.code().to_owned(),
            source: match brought.map(|brought| brought.replaces) {
                None => CatalogueSource::Program,
                Some(false) => CatalogueSource::FolderAdds,
                Some(true) => CatalogueSource::FolderReplaces,
            },
            folder: brought.map(|brought| brought.folder.clone()),
            last_version: known.versions.latest(T::NOUN, one.code()),
        }
    }));
}
