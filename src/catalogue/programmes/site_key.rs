//! A site as addresses name it: by its code or by its identifier, as people and programs have it.

use diesel::prelude::*;
use serde::{Deserialize, Deserializer};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::site_id;
use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::schema::sites;
use crate::trust::door::Asker;

/// The site that an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoParams, ToSchema)]
#[schema(value_type = String, max_length = 60)]
#[into_params(names("site"), parameter_in = Path)]
pub struct SiteKey(
    /// Site: its code, or its identifier.
    #[param(value_type = String, max_length = 60, example = "ufa-leonie-aviat")]
    SiteId,
);

impl SiteKey {
    /// The site, when it is there and the asker reaches it; else 404.
    pub fn within_reach(self, conn: &mut Tx, asker: &Asker) -> Result<SiteId, Problem> {
        let found = sites::table.find(self.0).select(sites::id).first::<SiteId>(conn).optional()?;
        found.filter(|site| asker.reach.covers_site(*site)).or_not_found("site")
    }
}

impl<'de> Deserialize<'de> for SiteKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Ok(Self(written.parse().map_or_else(|_| site_id(&written), |id: Uuid| SiteId(id))))
    }
}
