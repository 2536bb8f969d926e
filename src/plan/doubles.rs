//! Two pages that want the same address.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Kind, VastePagina};
use crate::output::OutputPath;
use crate::site::{Places, Site};
use crate::source::SourcePath;
use crate::values::Gebiedscode;

/// Reports pages that want the same address. (Parts of one page have different names: see
/// `register.rs`.)
pub(super) fn pages(site: &Site, places: &Places) -> Findings {
    let mut findings = Findings::default();
    // Kept free also where the page is not built yet: an address must not be taken away by the first news item.
    let fixed: BTreeMap<OutputPath, VastePagina> = VastePagina::all().map(|page| (page.output(), page)).collect();
    // Who wants an address: a file, or a buurt that gets its address from its name and stands in the file of its wijk.
    let mut claims: Vec<(OutputPath, &SourcePath, Option<&Gebiedscode>)> = Vec::new();
    // The page of its figures a wijk may have tomorrow.
    let wijken = site.wijk_indices();
    claims.extend(wijken.map(|(index, wijk)| (places.for_cijfers(index), &wijk.item.document.path, None)));
    let list = site.documents().iter().find(|document| document.kind == Kind::Postcodes);
    claims.extend(list.into_iter().flat_map(|list| site.postcodes.pages().map(|output| (output, &list.path, None))));
    let files = places
        .targets()
        .filter(|(_, target)| target.anchor.is_none())
        // A fixed page is at its own address, and what is of another day has that of an overview.
        .filter(|(path, _)| !site.is_of_another_day(path) && !site.is_vast(path))
        // What is made of a picture is named after its bytes: at one address there is one picture.
        .filter(|(path, _)| !places.is_picture(path))
        .map(|(path, target)| (target.output.clone(), path, None));
    claims.extend(files);
    for (code, output) in &places.buurten {
        let gebied = &site.gebieden[code];
        if let (Some(wijk), None) = (gebied.wijk, &gebied.document) {
            claims.push((output.clone(), &site.wijken[wijk].item.document.path, Some(code)));
        }
    }
    let mut taken: BTreeMap<OutputPath, (&SourcePath, Option<&Gebiedscode>)> = BTreeMap::new();
    for (output, path, buurt) in claims {
        let finding = || {
            let who = buurt.map_or("Dit bestand".to_owned(), |code| format!("De buurt {code}"));
            let message = format!("{who} wil het adres /{}, en dat is al in gebruik.", output.address());
            Finding::new(Code::DoubleAddress, Place::file(path), message)
        };
        if let Some(page) = fixed.get(&output) {
            let finding = match site.vast.get(page) {
                Some(item) => finding().related(Place::file(&item.document.path), "door deze pagina"),
                None => finding(),
            };
            let title = page.vast().title;
            let tip = format!("Dat adres is voor de pagina {title}. Geef dit bestand een andere naam.");
            findings.push(finding.tip(tip));
        } else if let Some((earlier, earlier_buurt)) = taken.get(&output) {
            let label = earlier_buurt.map_or("door dit bestand".to_owned(), |code| format!("door de buurt {code}"));
            findings.push(finding().related(Place::file(earlier), label).tip(match buurt {
                None => "Geef één van de twee bestanden een andere naam.",
                Some(_) => "Maak voor de buurt een bestand in content/buurten; de naam daarvan wordt het adres.",
            }));
        } else {
            taken.insert(output, (path, buurt));
        }
    }
    findings
}
