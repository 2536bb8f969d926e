//! One table: a line per thing that was measured, a column per size, and how time per page grows.

/// What was measured at one size.
pub(crate) struct Column {
    /// The pages that were asked for.
    pub size: usize,
    /// Those that there are.
    pub pages: usize,
    /// In the same order for each size.
    pub lines: Vec<Line>,
}

/// One thing that was measured.
pub(crate) struct Line {
    name: String,
    shown: String,
    /// What grows with the pages.
    time: Option<f64>,
}

impl Line {
    /// What the lines below have in common.
    pub(crate) fn head(name: &str) -> Self {
        Self { name: name.to_owned(), shown: String::new(), time: None }
    }

    /// A time.
    pub(crate) fn time(name: &str, time: f64) -> Self {
        Self { name: name.to_owned(), shown: ms(time), time: Some(time) }
    }

    /// A time on one thread and on two.
    pub(crate) fn pair(name: &str, [one, two]: [f64; 2]) -> Self {
        Self { name: name.to_owned(), shown: format!("{} · {}", ms(one), ms(two)), time: Some(two) }
    }

    /// A time and that of all cores, with how they compare to those of something else; the most memory.
    pub(crate) fn cost(name: &str, (time, cpu, memory): (f64, f64, f64), against: [f64; 2]) -> Self {
        let (time_ratio, cpu_ratio) = (time / against[0], cpu / against[1]);
        let shown = format!("{} ({time_ratio:.1} ×) · {cpu:.0} ({cpu_ratio:.1} ×) · {memory:.0}", ms(time));
        Self { name: name.to_owned(), shown, time: Some(time) }
    }
}

/// Short times need a decimal.
fn ms(time: f64) -> String {
    if time < 100.0 { format!("{time:.1}") } else { format!("{time:.0}") }
}

/// The middle one.
pub(crate) fn middle(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Prints it. Growth is time per page of the largest site against that of the one of a thousand pages.
pub(crate) fn print(columns: &[Column]) {
    let heads: Vec<String> = columns.iter().map(|column| format!("{} pages", column.size)).collect();
    println!("| what | {} | growth |\n|---|{}---:|", heads.join(" | "), "---:|".repeat(columns.len()));
    let thousand = columns.iter().find(|column| column.size == 1_000);
    let largest = columns.iter().max_by_key(|column| column.pages).filter(|column| column.size > 1_000);
    for (nr, Line { name, .. }) in columns[0].lines.iter().enumerate() {
        let cells: Vec<&str> = columns.iter().map(|column| column.lines[nr].shown.as_str()).collect();
        #[expect(clippy::cast_precision_loss, reason = "there are never so many pages")]
        let per_page = |column: &Column| column.lines[nr].time.map(|time| time / column.pages as f64);
        let growth = largest.and_then(per_page).zip(thousand.and_then(per_page));
        let growth = growth.map_or_else(String::new, |(large, small)| format!("{:.2} ×", large / small));
        println!("| {name} | {} | {growth} |", cells.join(" | "));
    }
}
