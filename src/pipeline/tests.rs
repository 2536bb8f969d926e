//! What holds of a whole site while it is made.

use super::*;
use crate::theme;

/// Whatever place on a page a link may point at, is on that page.
#[test]
fn every_anchor_is_on_its_page() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = crate::disk::read(root).unwrap();
    let mut checked = 0;
    for project in [root.to_owned(), root.join("tests/cases/tweede-gemeente/in")] {
        let mut sources = crate::disk::read(&project).unwrap();
        for (path, source) in shipped.below(theme::FOLDER) {
            sources.insert(path.clone(), source.clone());
        }
        let settings = Settings::new(jiff::civil::date(2026, 11, 23));
        let tree = build(&sources, &settings).tree.unwrap();
        let mut pipeline = Pipeline::default();
        pipeline.build(&sources, &settings);
        let linked = pipeline.reading.linked.as_ref().unwrap();
        for target in linked.site.documents().iter().filter_map(|document| linked.places.of(&document.path)) {
            for id in target.anchors.values().chain(&target.anchor) {
                let page = String::from_utf8_lossy(tree.get(&target.output).unwrap());
                assert!(page.contains(&format!(" id=\"{id}\"")), "#{id} is not on /{}", target.output);
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} anchors");
}
