//! A map that remembers its last run.
//!
//! Rebuilding is building again over a [`Memo`]: an entry whose input is equal keeps its output. There is no
//! invalidation, no graph of dependencies and no global state, so a deletion needs no code of its own, and a one-off build
//! is simply the first run of an empty memo.

use std::sync::Arc;

use rayon::prelude::*;

/// Outputs of the last run, each with the input it was made from, in the order of their keys.
#[derive(Debug)]
pub struct Memo<K, I, O> {
    entries: Vec<Entry<K, I, O>>,
    made: usize,
}

#[derive(Debug)]
struct Entry<K, I, O> {
    key: K,
    input: I,
    /// `None` only while it is made.
    output: Option<O>,
}

impl<K, I, O> Default for Memo<K, I, O> {
    fn default() -> Self {
        Self { entries: Vec::new(), made: 0 }
    }
}

/// An input that is equal only to itself: for what is large, and remembered itself as long as it is equal.
#[derive(Debug)]
pub struct Same<T>(pub Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<K, I, O> Memo<K, I, O>
where
    K: Ord + Send + Sync,
    I: PartialEq + Send + Sync,
    O: Clone + Send + Sync,
{
    /// Maps every input to its output with `make`, which must depend on nothing but its arguments.
    ///
    /// Work is spread over the processor's cores; the order of the result is that of the keys, whatever the threads did.
    pub fn run(&mut self, inputs: impl IntoIterator<Item = (K, I)>, make: impl Fn(&K, &I) -> O + Sync) -> Vec<O> {
        self.run_while(inputs, |_| true, make)
    }

    /// The same, for outputs that are made of more than their input, and know of what: one that no longer `holds` is made
    /// again.
    pub fn run_while(
        &mut self,
        inputs: impl IntoIterator<Item = (K, I)>,
        holds: impl Fn(&O) -> bool,
        make: impl Fn(&K, &I) -> O + Sync,
    ) -> Vec<O> {
        let mut inputs: Vec<(K, I)> = inputs.into_iter().collect();
        inputs.sort_by(|(one, _), (other, _)| one.cmp(other));
        // Both are in the order of keys, so one walk along them finds what was there already.
        let mut last = std::mem::take(&mut self.entries).into_iter().peekable();
        let mut entries = Vec::with_capacity(inputs.len());
        for (key, input) in inputs {
            while last.next_if(|old| old.key < key).is_some() {}
            let old = last.next_if(|old| old.key == key).filter(|old| old.input == input);
            let output = old.and_then(|old| old.output).filter(&holds);
            entries.push(Entry { key, input, output });
        }
        self.entries = entries;
        self.made = self.entries.iter().filter(|entry| entry.output.is_none()).count();
        if self.made > 0 {
            let to_make = self.entries.par_iter_mut().filter(|entry| entry.output.is_none());
            to_make.for_each(|entry| entry.output = Some(make(&entry.key, &entry.input)));
        }
        self.entries.iter().filter_map(|entry| entry.output.clone()).collect()
    }

    /// How many entries the last run had to make; the others were remembered.
    pub fn made(&self) -> usize {
        self.made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_only_what_changed() {
        let mut memo = Memo::default();
        let double = |_: &i32, input: &i32| input * 2;
        assert_eq!(memo.run([(2, 20), (1, 10)], double), [20, 40]);
        assert_eq!(memo.made(), 2);
        assert_eq!(memo.run([(1, 10), (2, 21), (3, 30)], double), [20, 42, 60]);
        assert_eq!(memo.made(), 2);
        assert_eq!(memo.run([(3, 30)], double), [60]);
        assert_eq!(memo.made(), 0);
        assert_eq!(memo.run([(1, 10)], double), [20], "what was gone is made again");
    }

    #[test]
    fn what_no_longer_holds_is_made_again() {
        let mut memo = Memo::default();
        memo.run([(1, 10), (2, 20)], |_, input| input * 2);
        assert_eq!(memo.run_while([(1, 10), (2, 20)], |output| *output != 40, |_, input| input * 3), [20, 60]);
        assert_eq!(memo.made(), 1);
    }
}
