//! A map that remembers its last run.
//!
//! Rebuilding is building again over a [`Memo`]: an entry whose input is equal keeps its output. There is no
//! invalidation, no graph of dependencies and no global state, so a deletion needs no code of its own, and a one-off build
//! is simply the first run of an empty memo.

use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;

use crate::progress::{Progress, Stage};

/// Outputs of the last run, each with the input it was made from, in the order of their keys.
#[derive(Debug)]
pub(crate) struct Memo<K, I, O, C = ()> {
    /// What all of them were made from as well.
    common: Option<C>,
    entries: Vec<Remembered<K, I, O>>,
    made: usize,
    /// What making them is a stage of, and who is told of it.
    told: Option<(Stage, Progress)>,
}

#[derive(Debug)]
struct Remembered<K, I, O> {
    key: K,
    input: I,
    /// `None` only before it was ever made.
    output: Option<O>,
    /// Whether the output, if there is one, is of this input and what is common.
    is_same: bool,
    /// Whether it need not be made.
    is_made: bool,
}

/// The last output of an entry that is made again.
#[derive(Debug)]
pub(crate) enum Old<O> {
    /// There was none.
    Nothing,
    /// It was made from something else.
    Other(O),
    /// It was made from the same input and what is common, but no longer holds.
    Same(O),
}

impl<O> Old<O> {
    /// The last output, whatever it was made from.
    pub(crate) fn any(self) -> Option<O> {
        match self {
            Self::Nothing => None,
            Self::Other(output) | Self::Same(output) => Some(output),
        }
    }
}

impl<K, I, O, C> Default for Memo<K, I, O, C> {
    fn default() -> Self {
        Self { common: None, entries: Vec::new(), made: 0, told: None }
    }
}

impl<K, I, O, C> Memo<K, I, O, C>
where
    K: Clone + Ord + Send + Sync,
    I: Clone + PartialEq + Send + Sync,
    O: Send + Sync,
    C: PartialEq,
{
    /// From now on each run is a stage of the work, of which this is told.
    pub(crate) fn tell(&mut self, stage: Stage, progress: &Progress) {
        self.told = Some((stage, progress.clone()));
    }

    /// Maps every input to its output with `make`, which must depend on nothing but its arguments and `common`.
    ///
    /// The inputs come in the order of their keys, each key once, and so do the outputs. Work is spread over the processor's
    /// cores.
    pub(crate) fn run<'i>(
        &mut self,
        common: C,
        inputs: impl IntoIterator<Item = (&'i K, &'i I)>,
        make: impl Fn(&K, &I) -> O + Sync,
    ) -> Vec<&O>
    where
        K: 'i,
        I: 'i,
    {
        self.renew(common, inputs, |_| true, |key, input, _| make(key, input))
    }

    /// The same, for outputs that are made of more than their input, and know of what: one that no longer `holds` is made
    /// again. `make` gets the last output as well, to keep what is equal in it: then whoever goes on with it need not compare.
    pub(crate) fn renew<'i>(
        &mut self,
        common: C,
        inputs: impl IntoIterator<Item = (&'i K, &'i I)>,
        holds: impl Fn(&O) -> bool,
        make: impl Fn(&K, &I, Old<O>) -> O + Sync,
    ) -> Vec<&O>
    where
        K: 'i,
        I: 'i,
    {
        let is_like_before = self.common.as_ref() == Some(&common);
        self.common = Some(common);
        let renew = |entry: &mut Remembered<K, I, O>, input: &I| {
            entry.is_same = is_like_before && entry.input == *input;
            entry.is_made = entry.is_same && entry.output.as_ref().is_some_and(&holds);
            if !entry.is_same {
                entry.input = input.clone();
            }
        };
        let mut inputs = inputs.into_iter().peekable();
        // Most often there are entries for just these keys.
        let alike = self.entries.iter_mut().map_while(|entry| {
            let (_, input) = inputs.next_if(|(key, _)| **key == entry.key)?;
            renew(entry, input);
            Some(())
        });
        let alike = alike.count();
        // Both are in the order of keys, so one walk along the rest finds what was there already.
        let mut last = self.entries.split_off(alike).into_iter().peekable();
        for (key, input) in inputs {
            debug_assert!(self.entries.last().is_none_or(|before| before.key < *key), "inputs come in order");
            while last.next_if(|old| old.key < *key).is_some() {}
            let new =
                || Remembered { key: key.clone(), input: input.clone(), output: None, is_same: false, is_made: false };
            let entry = last.next_if(|old| old.key == *key).map(|mut old| {
                renew(&mut old, input);
                old
            });
            self.entries.push(entry.unwrap_or_else(new));
        }
        self.made = self.entries.iter().filter(|entry| !entry.is_made).count();
        if self.made > 0 {
            let progress = self.told.as_ref().map(|(stage, progress)| {
                progress.begins(*stage, self.made);
                progress
            });
            self.entries.par_iter_mut().filter(|entry| !entry.is_made).for_each(|entry| {
                let old = match entry.output.take() {
                    None => Old::Nothing,
                    Some(output) if entry.is_same => Old::Same(output),
                    Some(output) => Old::Other(output),
                };
                entry.output = Some(make(&entry.key, &entry.input, old));
                entry.is_made = true;
                progress.inspect(|progress| progress.did_one());
            });
        }
        self.entries.iter().filter_map(|entry| entry.output.as_ref()).collect()
    }

    /// How many entries the last run had to make; the others were remembered.
    pub(crate) fn made(&self) -> usize {
        self.made
    }
}

/// A large value that is kept and shared, and is equal only to itself: whoever made it anew only when it had to be knows that it
/// is the same.
#[derive(Debug)]
pub(crate) struct Kept<T>(Arc<T>);

impl<T> Kept<T> {
    /// Keeps a value.
    pub(crate) fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A value to share: the last one, when the new one is equal, so that whoever goes on with it sees at once that it is the same.
pub(crate) fn kept<T: PartialEq>(new: T, last: Option<Arc<T>>) -> Arc<T> {
    last.filter(|last| **last == new).unwrap_or_else(|| Arc::new(new))
}

/// A function's last input and output.
#[derive(Debug)]
pub(crate) struct Last<I, O>(Option<(I, O)>);

impl<I, O> Default for Last<I, O> {
    fn default() -> Self {
        Self(None)
    }
}

impl<I: PartialEq, O: Clone> Last<I, O> {
    /// The output for this input: the last one, if that was made from the same.
    pub(crate) fn run(&mut self, input: I, make: impl FnOnce(&I) -> O) -> O {
        match &self.0 {
            Some((last, output)) if *last == input => output.clone(),
            _ => {
                let output = make(&input);
                self.0 = Some((input, output.clone()));
                output
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(memo: &mut Memo<i32, i32, i32>, inputs: &[(i32, i32)]) -> Vec<i32> {
        memo.run((), inputs.iter().map(|(key, input)| (key, input)), |_, input| input * 2)
            .into_iter()
            .copied()
            .collect()
    }

    #[test]
    fn makes_only_what_changed() {
        let mut memo = Memo::default();
        assert_eq!(run(&mut memo, &[(1, 10), (2, 20)]), [20, 40]);
        assert_eq!(memo.made(), 2);
        assert_eq!(run(&mut memo, &[(1, 10), (2, 21), (3, 30)]), [20, 42, 60]);
        assert_eq!(memo.made(), 2);
        assert_eq!(run(&mut memo, &[(3, 30)]), [60]);
        assert_eq!(memo.made(), 0);
        assert_eq!(run(&mut memo, &[(1, 10)]), [20], "what was gone is made again");
    }

    #[test]
    fn what_no_longer_holds_is_made_again() {
        let mut memo = Memo::default();
        run(&mut memo, &[(1, 10), (2, 20)]);
        let inputs = [(1, 10), (2, 20)];
        let inputs = inputs.iter().map(|(key, input)| (key, input));
        let outputs =
            memo.renew((), inputs, |output| *output != 40, |_, input, old| input * 3 + old.any().unwrap_or(0));
        assert_eq!(outputs, [&20, &100], "made with the last output at hand");
        assert_eq!(memo.made(), 1);
    }

    #[test]
    fn with_something_else_in_common_all_are_made_again() {
        let mut memo = Memo::default();
        for (common, made) in [(1, 1), (1, 0), (2, 1)] {
            let outputs = memo.run(common, [(&'a', &10)], |_, input| input * common);
            assert_eq!(outputs, [&(10 * common)]);
            assert_eq!(memo.made(), made);
        }
    }
}
