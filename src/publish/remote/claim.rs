//! Who is at work at a target, and whether that still is so.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::manifest::is_inside;

/// After so long nobody is at work any more.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// Who publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// A name for others: `marieke op PC-0412`.
    pub who: String,
    /// This folder on this computer, which publishes one at a time: a word that no other has.
    pub place: String,
    /// This one time: a word that no other has.
    pub run: String,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HostClaim {
    wie: String,
    plek: String,
    keer: String,
    sinds: Timestamp,
    /// The files that may be there, and be other than the manifest says.
    #[serde(rename = "bestanden")]
    pub(super) names: BTreeSet<String>,
}

/// What is to be thought of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClaimState {
    /// It is the one we just made, of which the answer was lost.
    Ours,
    /// Who made it is gone.
    Dead,
    /// Who made it may be at work (Dutch: who, since when, what to do).
    AtWork(String),
}

impl HostClaim {
    pub(super) fn new(publisher: &Publisher, now: Timestamp, names: BTreeSet<String>) -> Self {
        Self {
            wie: publisher.who.clone(),
            plek: publisher.place.clone(),
            keer: publisher.run.clone(),
            sinds: now,
            names,
        }
    }

    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut claim: Self = serde_json::from_slice(bytes).ok()?;
        claim.names.retain(|name| is_inside(name));
        Some(claim)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What is to be thought of it by who wants to publish now.
    pub(super) fn judge(&self, publisher: &Publisher, now: Timestamp) -> ClaimState {
        if self.keer == publisher.run {
            return ClaimState::Ours;
        }
        // Who has this folder for itself knows that the last time is over.
        let age = now.duration_since(self.sinds);
        if self.plek == publisher.place || age > LONGEST {
            return ClaimState::Dead;
        }
        let since = self.sinds.in_tz("Europe/Amsterdam").map(|it| it.strftime("%-d-%-m-%Y %H:%M").to_string());
        ClaimState::AtWork(format!(
            "{} is hier aan het publiceren, sinds {} uur. Wacht tot dat klaar is. Is het zeker gestopt? Publiceer dan met --overnemen.",
            self.wie,
            since.unwrap_or_default()
        ))
    }
}
