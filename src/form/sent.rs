//! What came back of a form: pairs of names and values → what the file should say, and what is to be done.

use super::question::{Input, Question, Sort};
use super::{Form, joined};
use crate::edit::Desired;

/// What was sent, in its order.
#[derive(Debug, Default)]
pub(crate) struct Pairs(Vec<(String, String)>);

/// What is to be done with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wish {
    /// To save it.
    Save,
    /// To show it with this place of a list changed, and save nothing.
    Change(Row, String),
    /// To look at it, and save nothing.
    Look,
    /// To put in what a finding proposes: its place among those of the file.
    Mend(usize),
    /// To take the file out of the content.
    Remove,
    /// To make the last save undone.
    Undo,
}

/// What is done with an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// One more at the end.
    Add,
    /// This one goes.
    Drop,
    /// This one changes places with the one before.
    Up,
    /// This one changes places with the one behind.
    Down,
}

/// What goes before the names of questions, so that no key is taken for another field of the form.
pub(super) const PREFIX: &str = "k:";
/// The field with the text below the keys.
pub(super) const BODY: &str = "tekst";
/// What goes before the name of a question in that of the field in which a file is chosen.
pub(super) const CHOSEN: &str = "f:";
/// The field that says what is to be seen on a picture in the text.
pub(super) const ALT: &str = "alt";
/// Stands in the text for the address of a picture that is sent along.
pub(super) const NEW_PICTURE: &str = "nieuwe-foto";

impl Pairs {
    /// Reads a form as browsers send it; `None` when a letter in it cannot be read.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(body).map(|(key, value)| (key.into_owned(), unix(&value))).collect();
        let is_whole = pairs.iter().all(|(key, value)| !key.contains('\u{fffd}') && !value.contains('\u{fffd}'));
        is_whole.then_some(Self(pairs))
    }

    /// What was answered at places of a form, and the text below the keys.
    pub(super) fn of(answers: &[(String, String)], text: &str) -> Self {
        let answers = answers.iter().map(|(place, answer)| (format!("{PREFIX}{place}"), answer.clone()));
        Self(answers.chain([(BODY.to_owned(), text.to_owned())]).collect())
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Puts a value into a field, which is made when it was not sent.
    fn set(&mut self, name: &str, value: String) {
        match self.0.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// What is to be done; nothing said is to save.
    pub(crate) fn wish(&self) -> Option<Wish> {
        let doe = self.get("doe").unwrap_or("bewaar");
        let (what, place) = doe.split_once('/').unwrap_or((doe, ""));
        let row = |row| Some(Wish::Change(row, place.to_owned()));
        match what {
            "bewaar" => Some(Wish::Save),
            "kijk" => Some(Wish::Look),
            "erbij" => row(Row::Add),
            "weg" => row(Row::Drop),
            "omhoog" => row(Row::Up),
            "omlaag" => row(Row::Down),
            "herstel" => place.parse().ok().map(Wish::Mend),
            "verwijder" => Some(Wish::Remove),
            "ongedaan" => Some(Wish::Undo),
            _ => None,
        }
    }

    fn has(&self, place: &str) -> bool {
        let name = format!("{PREFIX}{place}");
        self.0
            .iter()
            .any(|(key, _)| key.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// The fields at and below a place in which something was filled in.
    fn filled(&self, place: &str) -> Vec<(String, String)> {
        let name = format!("{PREFIX}{place}");
        let is_of = |key: &str| key.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let own = self.0.iter().filter(|(key, value)| is_of(key) && !value.is_empty());
        own.map(|(key, value)| (key.clone(), value.trim_end_matches('\n').to_owned())).collect()
    }

    fn text(&self, place: &str) -> &str {
        self.get(&format!("{PREFIX}{place}")).unwrap_or_default()
    }

    /// How many items of a list were sent.
    fn items(&self, place: &str) -> usize {
        (0..self.0.len()).take_while(|at| self.has(&format!("{place}/{at}"))).count()
    }
}

impl Form {
    /// Takes in a file that was sent in a field, under the name that `name` gives it by the name it has.
    ///
    /// # Errors
    /// When it cannot be taken in: why (Dutch).
    pub(crate) fn take_in(
        &self,
        pairs: &mut Pairs,
        field: &str,
        sent: &str,
        name: impl FnOnce(&str) -> String,
    ) -> Result<(), String> {
        let place = field.strip_prefix(CHOSEN).unwrap_or_default();
        let is_of_text = place == BODY && self.body.is_some();
        let sort = if is_of_text { Some(Sort::Picture) } else { sort_at(&self.questions, place) };
        let sort = sort.ok_or_else(|| "Bij deze vraag hoort geen bestand.".to_owned())?;
        if !sort.has(sent) {
            let ends = sort.ends().join(", ");
            return Err(format!("“{sent}” kan hier niet: de naam van het bestand eindigt op {ends}."));
        }
        let alt = if is_of_text { ALT.to_owned() } else { format!("{PREFIX}{place}_tekst") };
        let is_described = pairs.get(&alt).is_some_and(|text| !text.trim().is_empty());
        if sort == Sort::Picture && !is_described {
            return Err("Beschrijf eerst wat er op de foto te zien is. Kies de foto dan opnieuw.".to_owned());
        }
        let name = name(sent);
        if !is_of_text {
            pairs.set(&format!("{PREFIX}{place}"), name);
            return Ok(());
        }
        let text = pairs.get(BODY).unwrap_or_default().to_owned();
        let shows = pairs.get(ALT).unwrap_or_default().replace(['[', ']'], " ");
        let shows = shows.split_whitespace().collect::<Vec<_>>().join(" ");
        let waiting = format!("![]({NEW_PICTURE})");
        let picture = format!("![{shows}]({name})");
        let text = if text.contains(&waiting) {
            text.replacen(&waiting, &picture, 1)
        } else {
            format!("{}\n\n{picture}\n", text.trim_end()).trim_start().to_owned()
        };
        pairs.set(BODY, text);
        Ok(())
    }
}

/// Which files a question asks for, by its place.
fn sort_at(questions: &[Question], place: &str) -> Option<Sort> {
    let (key, mut rest) = place.split_once('/').unwrap_or((place, ""));
    let mut input = &questions.iter().find(|question| question.key == key)?.input;
    loop {
        match input {
            Input::File(sort) => return rest.is_empty().then_some(*sort),
            Input::Group(questions) | Input::Either(_, questions) => return sort_at(questions, rest),
            Input::List(item, _) => {
                input = item;
                rest = rest.split_once('/').map_or("", |(_, rest)| rest);
            }
            _ => return None,
        }
    }
}

/// Browsers send line ends of Windows.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

impl Form {
    /// The form with what was filled in. What was not asked stays as it was.
    pub(crate) fn filled(mut self, pairs: &Pairs) -> Self {
        let mut answers = Vec::new();
        for question in &self.questions {
            let old = self.answer(&question.key);
            let new = answered(&question.input, &question.key, pairs, old);
            answers.extend(new.map(|new| (question.key.clone(), new)));
        }
        // Keys that nobody knows are mistakes for who wrote them, not ours to lose.
        let unknown = |(key, _): &&(String, Desired)| self.questions.iter().all(|question| question.key != *key);
        answers.extend(self.answers.iter().filter(unknown).cloned());
        self.answers = answers;
        if let (Some(body), Some(new)) = (&mut self.body, pairs.get(BODY)) {
            new.trim_matches('\n').clone_into(body);
        }
        self
    }

    /// What the file should say: its keys, and its text if it has one.
    pub(crate) fn wanted(&self) -> (&[(String, Desired)], Option<&str>) {
        (&self.answers, self.body.as_deref())
    }

    /// The form with a list changed.
    pub(crate) fn changed(mut self, row: Row, place: &str) -> Self {
        let (list, at) = match row {
            Row::Add => (place, 0),
            Row::Drop | Row::Up | Row::Down => {
                let (list, at) = place.rsplit_once('/').unwrap_or((place, ""));
                (list, at.parse().unwrap_or(usize::MAX))
            }
        };
        let Some(items) = items(&mut self.answers, list) else { return self };
        match row {
            Row::Add => items.push(Desired::Map(Vec::new())),
            Row::Drop if at < items.len() => drop(items.remove(at)),
            Row::Up if at > 0 && at < items.len() => items.swap(at, at - 1),
            Row::Down if at + 1 < items.len() => items.swap(at, at + 1),
            Row::Drop | Row::Up | Row::Down => {}
        }
        self
    }
}

/// The list at a place, which is made when it is not there.
fn items<'a>(answers: &'a mut Vec<(String, Desired)>, place: &str) -> Option<&'a mut Vec<Desired>> {
    let (key, rest) = place.split_once('/').unwrap_or((place, ""));
    if !answers.iter().any(|(name, _)| name == key) {
        answers
            .push((key.to_owned(), if rest.is_empty() { Desired::List(Vec::new()) } else { Desired::Map(Vec::new()) }));
    }
    let wanted = answers.iter_mut().find(|(name, _)| name == key).map(|(_, wanted)| wanted)?;
    if rest.is_empty() {
        if !matches!(wanted, Desired::List(_)) {
            *wanted = Desired::List(vec![wanted.clone()]);
        }
        return if let Desired::List(items) = wanted { Some(items) } else { None };
    }
    match wanted {
        Desired::Map(keys) => items(keys, rest),
        Desired::List(list) => {
            let (at, rest) = rest.split_once('/')?;
            match list.get_mut(at.parse::<usize>().ok()?)? {
                Desired::Map(keys) => items(keys, rest),
                Desired::Text(_) | Desired::List(_) => None,
            }
        }
        Desired::Text(_) => None,
    }
}

/// The answer at a place: what was filled in, or what was there when that is what the form showed.
fn answered(input: &Input, place: &str, pairs: &Pairs, old: Option<&Desired>) -> Option<Desired> {
    let mut shown = Vec::new();
    if let Some(old) = old {
        show(input, place, old, &mut shown);
    }
    if pairs.has(place) && pairs.filled(place) != shown { wanted(input, place, pairs, old) } else { old.cloned() }
}

/// The fields in which a form shows an answer, in its order. What does not fit is not in it, and stays in the file.
fn show(input: &Input, place: &str, answer: &Desired, into: &mut Vec<(String, String)>) {
    match (input, answer) {
        (Input::Group(questions) | Input::Either(_, questions), Desired::Map(keys)) => {
            for question in questions {
                for (_, answer) in keys.iter().filter(|(key, _)| *key == question.key) {
                    show(&question.input, &joined(place, &question.key), answer, into);
                }
            }
        }
        (Input::List(item, _), Desired::List(items)) => {
            for (at, answer) in items.iter().enumerate() {
                show(item, &joined(place, &at.to_string()), answer, into);
            }
        }
        (Input::List(item, _), one) if item.is_field() => show(item, &joined(place, "0"), one, into),
        (
            Input::List(..)
            | Input::Either(..)
            | Input::Line
            | Input::Name(_)
            | Input::File(_)
            | Input::Lines
            | Input::Choice(_),
            Desired::Text(text),
        ) => {
            let text = text.trim_end_matches('\n');
            if !text.is_empty() {
                into.push((format!("{PREFIX}{place}"), text.to_owned()));
            }
        }
        _ => {}
    }
}

/// What was filled in at a place; nothing when it was left empty.
fn wanted(input: &Input, place: &str, pairs: &Pairs, old: Option<&Desired>) -> Option<Desired> {
    match input {
        Input::Line | Input::Name(_) | Input::File(_) | Input::Choice(_) => text(pairs.text(place).trim(), old),
        Input::Lines => text(pairs.text(place), old),
        Input::Group(questions) => group(questions, place, pairs, old),
        Input::Either(_, questions) => group(questions, place, pairs, old).or_else(|| text(pairs.text(place), old)),
        Input::List(item, may_be_one) => {
            let old_item = |at: usize| match old {
                Some(Desired::List(items)) => items.get(at),
                Some(one) if at == 0 => Some(one),
                _ => None,
            };
            let place_of = |at: usize| format!("{place}/{at}");
            let mut items: Vec<Desired> =
                (0..pairs.items(place)).filter_map(|at| wanted(item, &place_of(at), pairs, old_item(at))).collect();
            let is_one = *may_be_one && items.len() == 1 && !matches!(old, Some(Desired::List(_)));
            if items.is_empty() {
                text(pairs.text(place), old)
            } else if is_one {
                items.pop()
            } else {
                Some(Desired::List(items))
            }
        }
        Input::Elsewhere => old.cloned(),
    }
}

/// A text as it was filled in; one that says the same as before stays as it was written.
fn text(new: &str, old: Option<&Desired>) -> Option<Desired> {
    match old {
        Some(Desired::Text(text)) if text.trim_matches('\n') == new.trim_matches('\n') || text.trim() == new => {
            Some(Desired::Text(text.clone()))
        }
        _ if new.trim().is_empty() => None,
        _ => Some(Desired::Text(new.trim_end().to_owned())),
    }
}

fn group(questions: &[Question], place: &str, pairs: &Pairs, old: Option<&Desired>) -> Option<Desired> {
    let before = |key: &str| match old {
        Some(Desired::Map(keys)) => keys.iter().find(|(name, _)| name == key).map(|(_, wanted)| wanted),
        _ => None,
    };
    let known = questions.iter().filter_map(|question| {
        let place = joined(place, &question.key);
        let old = before(&question.key);
        Some((question.key.clone(), answered(&question.input, &place, pairs, old)?))
    });
    let mut keys: Vec<(String, Desired)> = known.collect();
    if let Some(Desired::Map(old)) = old {
        let unknown = |(key, _): &&(String, Desired)| questions.iter().all(|question| question.key != *key);
        keys.extend(old.iter().filter(unknown).cloned());
    }
    (!keys.is_empty()).then_some(Desired::Map(keys))
}
