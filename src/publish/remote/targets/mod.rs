//! The protocols: a file each. Each knows how its servers behave, and nothing of sites.

mod lijn;
mod winkel;

use super::{Failure, Host};
use crate::kinds::{Doelplek, Publicatiedoel};

/// Where secrets come from: the value of an environment variable.
pub type Secrets<'s> = &'s dyn Fn(&str) -> Option<String>;

/// Reaches a target.
///
/// # Errors
/// When it cannot be reached, or a secret is missing.
pub fn open(doel: &Publicatiedoel, secrets: Secrets<'_>) -> Result<Box<dyn Host>, Failure> {
    match &doel.plek {
        // A folder is written by `publish/folder`.
        Doelplek::Map { .. } => Err(Failure::Lasting(format!("Het doel {} is een map.", doel.naam.0))),
        Doelplek::S3(plek) => Ok(Box::new(winkel::s3(doel, plek, secrets)?)),
        Doelplek::Azblob(plek) => Ok(Box::new(winkel::azblob(doel, plek, secrets)?)),
    }
}

/// The secret of a target: in the variable `WIJKWIJZER_NAAM_WOORD`, or in the file that `WIJKWIJZER_NAAM_WOORD_BESTAND` names.
///
/// # Errors
/// When there is none: in which variable it belongs.
fn secret(doel: &Publicatiedoel, word: &str, secrets: Secrets<'_>) -> Result<String, Failure> {
    let name = format!("WIJKWIJZER_{}_{word}", doel.naam.0.to_uppercase());
    if let Some(value) = secrets(&name).filter(|value| !value.is_empty()) {
        return Ok(value);
    }
    let Some(file) = secrets(&format!("{name}_BESTAND")) else {
        return Err(Failure::Lasting(format!(
            "Voor het doel {} is een {} nodig. Zet het in de omgevingsvariabele {name}, of noem in {name}_BESTAND het bestand waar het in staat.",
            doel.naam.0,
            word.to_lowercase()
        )));
    };
    let text = std::fs::read_to_string(&file).map_err(|error| {
        Failure::Lasting(format!("Het bestand {file}, dat in {name}_BESTAND staat, kan niet worden gelezen: {error}."))
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
