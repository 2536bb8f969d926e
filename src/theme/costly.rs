//! The filters of Tera that make a long text of short ones, in the place of its own: they stop before the text is too long.
//!
//! What may be made is for `limits` to say. Knows nothing of templates.

use std::borrow::Cow;
use std::fmt::Write;

use tera::{Kwargs, State, StringInput, TeraResult, Value};

use super::limits::fits;

/// `replace(from="…", to="…")`.
pub(super) fn replace(text: &StringInput<'_>, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let (from, to) = (kwargs.must_get::<&str>("from")?, kwargs.must_get::<StringInput<'_>>("to")?);
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (within, by): (Cow<'_, str>, Cow<'_, str>) =
        if is_safe { (text.rendered(state)?, to.rendered(state)?) } else { (text.as_str().into(), to.as_str().into()) };
    fits(within.len().saturating_add(within.matches(from).count().saturating_mul(by.len())))?;
    let replaced = within.replace(from, &by);
    Ok(if is_safe { Value::safe_string(&replaced) } else { Value::from(replaced) })
}

/// `join(sep="…")`.
pub(super) fn join(parts: &[Value], kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let sep = kwargs.get::<StringInput<'_>>("sep")?;
    let is_safe = state.autoescaping_enabled()
        && (sep.as_ref().is_some_and(StringInput::is_safe) || parts.iter().any(|it| it.is_string() && it.is_safe()));
    let between = match &sep {
        Some(sep) if is_safe => sep.rendered(state)?,
        Some(sep) => sep.as_str().into(),
        None => "".into(),
    };
    let mut joined = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            joined.push_str(&between);
        }
        if !is_safe {
            // Writing to a text does not fail.
            let _ = write!(joined, "{part}");
        } else if !part.is_undefined() {
            joined.push_str(&state.escape_if_needed(part)?);
        }
        fits(joined.len())?;
    }
    Ok(if is_safe { Value::safe_string(&joined) } else { Value::from(joined) })
}
