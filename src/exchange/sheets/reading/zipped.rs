//! What a workbook holds is counted before anything reads it: a few kilobytes may unpack into gigabytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::rules;
use crate::platform::error::Problem;
use crate::say;

/// Most bytes of a workbook once unpacked.
const MOST_UNPACKED: u64 = 50 * 1024 * 1024;
/// Most a workbook shrinks when packed: ordinary ones shrink ten times.
const MOST_SHRUNK: u64 = 100;
/// Small files may shrink more without harm.
const HARMLESS: u64 = 1024 * 1024;
/// Most parts of a workbook.
const MOST_PARTS: usize = 200;
/// Parts that run or fetch something, by a piece of their name.
const ACTIVE_PARTS: [&str; 5] = ["vbaproject", "externallinks/", "macrosheets/", "activex/", "embeddings/"];

/// Refuses what is no workbook, unpacks too large, or holds something active.
pub fn refuse_dangerous(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_a_workbook())?;
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let most = MOST_UNPACKED.min(HARMLESS.max(MOST_SHRUNK * bytes.len() as u64));
    let (mut unpacked, mut is_workbook) = (0, false);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| not_a_workbook())?;
        let name = part.name().map_err(|_| not_a_workbook())?.to_lowercase();
        is_workbook |= name == "xl/workbook.xml";
        if ACTIVE_PARTS.iter().any(|active| name.contains(active)) {
            return Err(active_content());
        }
        unpacked += really_unpacked(part, most - unpacked)?;
    }
    if is_workbook { Ok(()) } else { Err(not_a_workbook()) }
}

/// The size announced may lie: the part is unpacked for good, into nothing, and stopped in time.
fn really_unpacked(part: impl Read, left: u64) -> Result<u64, Problem> {
    let mut bounded = part.take(left + 1);
    let size = std::io::copy(&mut bounded, &mut std::io::sink()).map_err(|_| not_a_workbook())?;
    if size > left { Err(too_large()) } else { Ok(size) }
}

/// The refusal of what does not open as a workbook.
pub fn not_a_workbook() -> Problem {
    let facts = say!(
        "Ce fichier ne s'ouvre pas comme classeur XLSX : enregistrez-le à nouveau en .xlsx, sans mot de passe.",
        "This file does not open as an XLSX workbook: save it again as .xlsx, without password."
    );
    rules::UNREADABLE.fault("", facts)
}

fn too_large() -> Problem {
    let facts = say!(
        "Ce classeur est trop volumineux une fois décompressé : gardez une seule feuille, sans image.",
        "This workbook is too large once unpacked: keep a single sheet, without pictures."
    );
    rules::BOMB.fault("", facts)
}

fn active_content() -> Problem {
    let facts = say!(
        "Ce classeur contient des macros, des objets ou des liens vers d'autres fichiers : enregistrez les valeurs seules.",
        "This workbook holds macros, objects or links to other files: save the values alone."
    );
    rules::ACTIVE.fault("", facts)
}
