//! Data → SVG. Knows no pages and no site: who draws gets plain values.

pub(crate) mod grafiek;
pub(crate) mod kaart;
pub(crate) mod qr;
