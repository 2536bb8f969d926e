//! A colour for every token of the theme, from those that a municipality chose.

use crate::kinds::{Paar, Paarsoort, Themakleuren, Token};
use crate::values::Kleur;

/// The two colour schemes that a site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Licht,
    Donker,
}

/// What the municipality chose, by the colours of the theme: `None` leaves it to the theme.
pub(super) type Keuze = Vec<Option<Kleur>>;

/// A colour for every token of a theme in one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Palet<'t> {
    thema: &'t Themakleuren,
    kleuren: Vec<Kleur>,
}

impl<'t> Palet<'t> {
    /// In the light scheme the first token of a chosen colour is that colour; the others follow it. In the dark scheme all of
    /// them follow.
    ///
    /// To follow is to have the hue of the chosen colour and be as light as the theme's own colour is, or as near to that as
    /// has the enhanced contrast with all that it is seen with; else as is readable. So the dark scheme is always readable, and
    /// as much as the theme itself: each step begins with colours of which every pair is.
    pub(super) fn new(thema: &'t Themakleuren, keuze: &Keuze, scheme: Scheme) -> Self {
        let own = |token: &Token| if scheme == Scheme::Licht { token.licht } else { token.donker };
        let mut palet = Self { thema, kleuren: thema.tokens.iter().map(own).collect() };
        let mut following = Vec::new();
        for (kleur, of_theme) in keuze.iter().zip(&thema.kleuren) {
            let Some(kleur) = *kleur else { continue };
            for (number, token) in of_theme.tokens.iter().enumerate() {
                if number == 0 && scheme == Scheme::Licht {
                    palet.kleuren[*token] = kleur;
                } else {
                    following.push((*token, kleur));
                }
            }
        }
        for (token, kleur) in following {
            palet.follow(token, kleur);
        }
        palet
    }

    /// The colour of a token.
    pub(super) fn of(&self, token: usize) -> Kleur {
        self.kleuren[token]
    }

    /// How much the two colours of a pair differ.
    pub(super) fn contrast(&self, paar: Paar) -> f64 {
        self.kleuren[paar.voor].contrast(self.kleuren[paar.achter])
    }

    /// The pairs that are not readable.
    pub(super) fn unreadable(&self) -> impl Iterator<Item = Paar> {
        self.below(Paarsoort::minimum)
    }

    /// The pairs that have less contrast than this.
    pub(super) fn below(&self, enough: fn(Paarsoort) -> f64) -> impl Iterator<Item = Paar> {
        self.thema.paren.iter().copied().filter(move |paar| self.contrast(*paar) < enough(paar.soort))
    }

    fn follow(&mut self, token: usize, kleur: Kleur) {
        let own = self.kleuren[token];
        let mut shades: Vec<(f64, Kleur)> = kleur.shades().map(|shade| (shade.contrast(own), shade)).collect();
        shades.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let pairs = self.thema.paren.iter();
        let pairs: Vec<(Kleur, Paarsoort)> =
            pairs.filter_map(|paar| Some((self.kleuren[paar.other(token)?], paar.soort))).collect();
        let nearest = |enough: fn(Paarsoort) -> f64| {
            let has_enough = |shade: Kleur| pairs.iter().all(|(other, soort)| shade.contrast(*other) >= enough(*soort));
            shades.iter().map(|(_, shade)| *shade).find(|shade| has_enough(*shade))
        };
        if let Some(shade) = nearest(Paarsoort::enhanced).or_else(|| nearest(Paarsoort::minimum)) {
            self.kleuren[token] = shade;
        }
    }
}
