//! A map that remembers its last run.
//!
//! Rebuilding is building again over a [`Memo`]: an entry whose input is equal keeps its output. There is no
//! invalidation, no graph of dependencies and no global state, so a deletion needs no code of its own, and a one-off build
//! is simply the first run of an empty memo.

use std::collections::BTreeMap;

use rayon::prelude::*;

/// Outputs of the last run, each with the input it was made from.
#[derive(Debug)]
pub struct Memo<K, I, O> {
    entries: BTreeMap<K, (I, O)>,
    made: usize,
}

impl<K, I, O> Default for Memo<K, I, O> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), made: 0 }
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
        let mut last = std::mem::take(&mut self.entries);
        let (mut kept, mut todo) = (Vec::new(), Vec::new());
        for (key, input) in inputs {
            match last.remove(&key) {
                Some((old, output)) if old == input => kept.push((key, (input, output))),
                _ => todo.push((key, input)),
            }
        }
        self.made = todo.len();
        kept.par_extend(todo.into_par_iter().map(|(key, input)| {
            let output = make(&key, &input);
            (key, (input, output))
        }));
        self.entries = kept.into_iter().collect();
        self.entries.values().map(|(_, output)| output.clone()).collect()
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
}
