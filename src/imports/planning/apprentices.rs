//! Apprentices, known by their INE, or by their name and birth date.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::companies::full_name;
use super::{Row, Scene};
use crate::apprentices::Apprentice;
use crate::apprentices::model::ApprenticeChange;
use crate::apprentices::routes::faults;
use crate::apprentices::store::batch;
use crate::apprentices::wire::ApprenticeIn;
use crate::exports::gathering;
use crate::platform::db::Tx;

/// Apprentices of the site by INE, and by folded name and birth date.
pub struct KnownApprentices {
    rows: Vec<Apprentice>,
    by_ine: HashMap<String, usize>,
    by_name: HashMap<(String, NaiveDate), Vec<usize>>,
}

impl KnownApprentices {
    /// Those that rows may mean.
    pub fn of(
        tx: &mut Tx,
        scene: &Scene<'_>,
        rows: &[Row],
        (birth, ine): (&str, &str),
    ) -> diesel::QueryResult<Self> {
        let mut births: Vec<NaiveDate> = rows.iter().filter_map(|row| row.day(birth)).collect();
        births.sort_unstable();
        births.dedup();
        let ines = rows.iter().filter_map(|row| row.text(ine)).map(str::to_owned).collect();
        let rows = batch::known_by(tx, &scene.asker.reach, scene.site, births, ines)?;
        let mut known = Self { rows, by_ine: HashMap::new(), by_name: HashMap::new() };
        for (at, row) in known.rows.iter().enumerate() {
            if let Some(ine) = &row.ine {
                known.by_ine.insert(ine.clone(), at);
            }
            let key = (full_name(&row.family_name, &row.given_name), row.born_on);
            known.by_name.entry(key).or_default().push(at);
        }
        Ok(known)
    }

    /// Those who may be meant: the INE decides when it is known, then the name.
    pub fn meant(
        &self,
        family_name: &str,
        given_name: &str,
        born_on: NaiveDate,
        ine: Option<&str>,
    ) -> Vec<&Apprentice> {
        let mut found: Vec<usize> = ine.and_then(|ine| self.by_ine.get(ine)).copied().into_iter().collect();
        let same_name = self.by_name.get(&(full_name(family_name, given_name), born_on));
        let fits = |at: &&usize| match (ine, self.rows.get(**at).and_then(|row| row.ine.as_deref())) {
            (Some(given), Some(kept)) => given == kept || found.is_empty(),
            _ => true,
        };
        let named: Vec<usize> = same_name.into_iter().flatten().filter(fits).copied().collect();
        found.extend(named);
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.rows.get(at)).collect()
    }

    /// Every one of them.
    pub fn all(&self) -> &[Apprentice] {
        &self.rows
    }
}

/// What each row asks of apprentices.
pub fn plan(
    tx: &mut Tx,
    scene: &Scene<'_>,
    rows: &mut [Row],
) -> diesel::QueryResult<Vec<(usize, ApprenticeChange)>> {
    let known = KnownApprentices::of(tx, scene, rows, ("born_on", "ine"))?;
    let mut seen_names: HashMap<(String, NaiveDate), i32> = HashMap::new();
    let mut seen_ines: HashMap<String, i32> = HashMap::new();
    let mut wanted = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let entered = row.entered(&[], &[]);
        let Some(given) = row.checked::<ApprenticeIn>(scene, &entered) else { continue };
        row.tell_all(scene, faults(scene.asker, &given));
        let name = (full_name(&given.family_name, &given.given_name), given.born_on);
        let twice = seen_names.insert(name, row.number);
        let ine_twice = given.ine.clone().and_then(|ine| seen_ines.insert(ine, row.number));
        if let Some(other) = twice.or(ine_twice) {
            row.repeats(scene, if twice.is_some() { "family_name" } else { "ine" }, other);
            continue;
        }
        let ine = given.ine.as_deref();
        match known.meant(&given.family_name, &given.given_name, given.born_on, ine).as_slice() {
            [] if !row.is_faulty() => wanted.push((at, given.written())),
            [] => {}
            [only] => row.meets(scene, only.id.0, &gathering::apprentice(only)),
            several => row.fits_several(scene, "family_name", several.len()),
        }
    }
    Ok(wanted)
}
