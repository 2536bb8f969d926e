//! Pictures: what they show, and that they are files of the project.

use super::body::Part;
use super::{Collected, Opened, Writer, wanted};
use crate::diagnostics::{Code, Finding};
use crate::taal::wording;
use crate::values::gezet;

impl Writer<'_> {
    /// Writes the picture whose description has been collected.
    pub(super) fn end_picture(&mut self) {
        let Some(Opened { address, title, of: Collected { text: alt, span, .. } }) = self.picture.take() else {
            return;
        };
        let place = self.place(span);
        if alt.trim().is_empty() {
            self.report(Finding::new(Code::MissingAlt, place.clone(), "Deze foto heeft geen beschrijving.").tip(
                "Zet tussen de rechte haken wat er te zien is: ![De ingang van de hub](foto.jpg). Wie de foto niet \
                     kan zien, hoort dat.",
            ));
        }
        if !alt.trim().is_empty() && wording::is_empty_description(&alt) {
            let message = format!("De beschrijving “{}” zegt niet wat er op de foto te zien is.", alt.trim());
            self.report(Finding::new(Code::EmptyDescription, place.clone(), message).tip(
                "Beschrijf in één zin wat er te zien is, zoals: De ingang van de hub, aan de kant van het plein.",
            ));
        }
        if address.contains("://") || address.starts_with("//") || address.starts_with("data:") {
            self.report(
                Finding::new(
                    Code::UnsafeAddress,
                    place,
                    "Een foto moet in de map van de site staan, niet op een andere site.",
                )
                .tip("Zet de foto naast deze tekst en gebruik de bestandsnaam: ![…](foto.jpg)."),
            );
            return;
        }
        let Some(index) = self.internal(&address, span, true) else { return };
        self.note_text(&alt);
        self.part(Part::Picture { index, alt: wanted(&gezet(alt.trim())).into_owned() });
        // Who made it; also who cannot see the picture hears that.
        if !title.trim().is_empty() {
            self.html.push_str("<small>");
            self.text_escaped(&gezet(title.trim()));
            self.html.push_str("</small>");
        }
    }
}
