//! The official form's code lists, answered from memory: no account, no database, cacheable.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::wire::{CodeListOut, FormListsOut, FormVersionOut};
use crate::law::figures::CodeListKey;
use crate::platform::cacheable::cacheable;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::Page;
use crate::platform::reply::Answer;
use crate::trust::door::App;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_form_versions).service(get_form_version).service(get_code_list);
}

/// Lists the versions of the official form, the oldest first.
#[utoipa::path(tag = "reference", security(()),
    responses((status = 200, description = "Every version.", body = Page<FormVersionOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/forms")]
async fn list_form_versions(app: Data<App>) -> Answer {
    let forms = &app.law.forms;
    let data = forms.versions.iter().map(|version| FormVersionOut::of(forms, version)).collect();
    cacheable(&Page { data, next_cursor: None, total: None })
}

/// Reads a version of the official form with all its code lists.
#[utoipa::path(tag = "reference", security(()),
    params(("version" = String, Path, max_length = 20, description = "Code of the version.", example = "10103-13")),
    responses((status = 200, description = "The version and its lists.", body = FormListsOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/forms/{version}")]
async fn get_form_version(app: Data<App>, version: Path<String>) -> Answer {
    let forms = &app.law.forms;
    let version = forms.version(&version).or_not_found("form")?;
    cacheable(&FormListsOut::of(forms, version))
}

/// Reads one code list of a version of the official form.
#[utoipa::path(tag = "reference", security(()),
    params(("version" = String, Path, max_length = 20, description = "Code of the version.", example = "10103-13"),
        ("list" = CodeListKey, Path, description = "The list.", example = "diploma")),
    responses((status = 200, description = "The list.", body = CodeListOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/forms/{version}/lists/{list}")]
async fn get_code_list(app: Data<App>, path: Path<(String, String)>) -> Answer {
    let (version, key) = path.into_inner();
    let forms = &app.law.forms;
    let version = forms.version(&version).or_not_found("form")?;
    let list = key.parse().ok().and_then(|key: CodeListKey| forms.list(key));
    let list = list.or_not_found("code_list")?;
    cacheable(&CodeListOut::of(forms, list, &version.code))
}
