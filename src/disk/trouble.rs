//! What the system says when it refuses, in Dutch: the one table of it. What was being done is said by whoever did it.

use std::io::{Error, ErrorKind};

/// All of an error: what was being done, and why it was refused.
pub fn told(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let part = match (cause.downcast_ref::<Error>(), cause.source()) {
            (Some(error), _) => why(error),
            // What looks for files repeats in English what follows.
            (None, Some(_)) if cause.is::<walkdir::Error>() => continue,
            (None, _) => cause.to_string(),
        };
        if parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts.join(": ")
}

/// Why the system refused something.
pub(crate) fn why(error: &Error) -> String {
    let why = match error.kind() {
        ErrorKind::NotFound => "dit is er niet (meer)",
        ErrorKind::PermissionDenied => "u hebt hier geen rechten voor",
        ErrorKind::StorageFull => "de schijf is vol",
        ErrorKind::QuotaExceeded => "uw deel van de schijf is vol",
        ErrorKind::ReadOnlyFilesystem => "op deze schijf kan alleen worden gelezen",
        ErrorKind::InvalidFilename => "de naam is te lang, of er staat een teken in dat hier niet kan",
        ErrorKind::FileTooLarge => "het bestand is te groot voor deze schijf",
        ErrorKind::AlreadyExists => "er is al iets met deze naam",
        ErrorKind::NotADirectory => "een deel van deze plek is geen map, maar een bestand",
        ErrorKind::IsADirectory => "dit is een map, geen bestand",
        ErrorKind::DirectoryNotEmpty => "de map is niet leeg",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "een ander programma is ermee bezig",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NotConnected
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::TimedOut => "de netwerkschijf is er even niet",
        ErrorKind::InvalidData => "de inhoud is onleesbaar",
        ErrorKind::UnexpectedEof => "het bestand is korter dan het hoort te zijn",
        ErrorKind::OutOfMemory => "er is te weinig geheugen",
        ErrorKind::AddrInUse => "een ander programma gebruikt deze poort al",
        ErrorKind::AddrNotAvailable => "dit adres is er niet op deze computer",
        ErrorKind::Unsupported => "dat kan niet op dit systeem of op deze schijf",
        _ => return without_a_kind(error),
    };
    why.to_owned()
}

/// What has no kind of its own yet is known by its number, or quoted.
fn without_a_kind(error: &Error) -> String {
    let why = match error.raw_os_error() {
        Some(5) if cfg!(unix) => "de schijf geeft een storing",
        Some(23 | 24) if cfg!(unix) => "er zijn te veel bestanden tegelijk open",
        Some(40) if cfg!(target_os = "linux") => "de koppelingen (symlinks) lopen rond in een kring",
        Some(32 | 33) if cfg!(windows) => "een ander programma heeft dit bestand open",
        _ => return format!("het systeem zegt “{error}”"),
    };
    why.to_owned()
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn what_the_system_says_is_said_in_dutch() {
        let refused = |kind: ErrorKind| Err::<(), _>(Error::from(kind)).context("De map x kan niet worden gelezen");
        let said = told(&refused(ErrorKind::StorageFull).unwrap_err());
        assert_eq!(said, "De map x kan niet worden gelezen: de schijf is vol");
        // A temporary file tells the same twice, once with its place.
        let inner = Error::from(ErrorKind::PermissionDenied);
        let twice = anyhow::Error::new(Error::new(ErrorKind::PermissionDenied, inner)).context("x");
        assert_eq!(told(&twice), "x: u hebt hier geen rechten voor");
        assert_eq!(told(&anyhow::anyhow!("zomaar")), "zomaar");
        let unknown = told(&anyhow::Error::new(Error::other("odd thing")));
        assert_eq!(unknown, "het systeem zegt “odd thing”");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn numbers_of_the_system_are_known() {
        let numbers =
            [(5, "storing"), (24, "te veel bestanden"), (28, "vol"), (36, "te lang"), (40, "kring"), (122, "deel")];
        for (number, words) in numbers {
            let said = why(&Error::from_raw_os_error(number));
            assert!(said.contains(words), "{number}: {said}");
        }
    }

    #[test]
    fn what_looks_for_files_does_not_repeat_it_in_english() {
        let missing = walkdir::WalkDir::new("bestaat/niet").into_iter().next().unwrap().unwrap_err();
        let said = told(&anyhow::Error::new(missing).context("De map bestaat/niet kan niet worden gelezen"));
        assert_eq!(said, "De map bestaat/niet kan niet worden gelezen: dit is er niet (meer)");
    }
}
