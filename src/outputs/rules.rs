//! How the site is served: the policy, and the files that tell it to servers that read such files.

use jiff::civil::Date;

use super::{Ingredients, security};
use crate::kinds::{Serverbestand, SiteInfo};
use crate::publish::server::{FILES, Moved, Policy, Scripts, Server};
use crate::values::{Basisadres, Webadres};

/// The names of these files.
pub(super) const NAMES: &[&str] = FILES;

/// What the server of a site should know; of the theme nothing is known yet. Pages were at some other addresses before.
pub(crate) fn policy(info: &SiteInfo, base: Option<&Basisadres>, today: Date, verhuisd: Vec<Moved>) -> Policy {
    let folder = base.map_or_else(|| "/".to_owned(), Basisadres::folder);
    let has_own_host = base.is_some_and(Basisadres::is_safe) && folder == "/";
    Policy {
        folder,
        hsts: info.publicatie.hsts.unwrap_or(has_own_host),
        inlijsten: info.publicatie.inlijsten.iter().map(Webadres::origin).collect(),
        scripts: Scripts::None,
        security: security::valid(info, today).is_some(),
        verhuisd,
    }
}

fn server(info: &SiteInfo) -> Option<Server> {
    match info.publicatie.server? {
        Serverbestand::Geen => None,
        Serverbestand::Apache => Some(Server::Apache),
        Serverbestand::Iis => Some(Server::Iis),
        Serverbestand::Headers => Some(Server::Headers),
    }
}

/// The files that the server of a site reads.
pub(super) fn names(info: &SiteInfo) -> &'static [&'static str] {
    server(info).map_or(&[], Server::files)
}

pub(super) fn make(name: &str, of: &Ingredients<'_>) -> String {
    let files = server(of.info).map(|server| of.policy.files(server)).unwrap_or_default();
    files.into_iter().find(|(file, _)| *file == name).map_or_else(String::new, |(_, text)| text)
}
