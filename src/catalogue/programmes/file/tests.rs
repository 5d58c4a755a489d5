//! The real catalogue loads and says what its sheet says; each broken rule is told with its place.

mod awards;
mod broken;
mod loading;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Catalogue, CatalogueError, FileFault, SourceFile};

fn real_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

fn fictional_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/fixtures/catalogue")
}

fn file(folder: &Path, name: &str) -> SourceFile {
    SourceFile {
        name: name.to_owned(),
        text: fs::read_to_string(folder.join(name)).expect("the file is there"),
    }
}

fn real_files() -> Vec<SourceFile> {
    ["institutions.toml", "programmes/bts-mco.toml"].map(|name| file(&real_folder(), name)).to_vec()
}

fn faults_of(outcome: Result<Catalogue, CatalogueError>) -> Vec<FileFault> {
    match outcome.expect_err("the catalogue should be refused") {
        CatalogueError::Invalid(faults) => faults,
        other => panic!("expected faults, got: {other}"),
    }
}
