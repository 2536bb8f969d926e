//! What clap has to say, in Dutch.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Spoken;

/// Puts what clap has to say into Dutch.
pub(super) fn said(error: &clap::Error) -> Spoken {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Spoken { text: error.render().to_string(), asked: true };
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Spoken { text: error.render().to_string(), asked: false };
    }
    let context = |kind| error.get(kind).map(shown);
    let word = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let option = word.split_whitespace().next().unwrap_or_default();
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument if !word.starts_with('-') => {
            format!("“{word}” hoort hier niet. Is het de map van uw project? Schrijf dan: --project {word}")
        }
        ErrorKind::UnknownArgument => format!("De optie {word} bestaat niet."),
        ErrorKind::InvalidSubcommand => {
            format!("De opdracht “{}” bestaat niet.", context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "Er staat geen opdracht bij.".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("Bij {option} ontbreekt de waarde: {word}"),
        ErrorKind::InvalidValue => format!(
            "“{value}” kan niet bij {option}. Kies uit: {}.",
            context(ContextKind::ValidValue).unwrap_or_default()
        ),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            // What is no option has no name that anybody typed.
            let at = if option.starts_with('-') { format!("niet bij {option}") } else { "hier niet".to_owned() };
            format!("“{value}” kan {at}: {why}.")
        }
        ErrorKind::MissingRequiredArgument => {
            format!("Er ontbreekt iets achter de opdracht: {word}. Wat u kunt kiezen, leest u met --help.")
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            Some(other) if other != word => "Deze twee keuzes gaan niet samen.".to_owned(),
            _ => format!("De optie {option} staat er meer dan één keer."),
        },
        ErrorKind::InvalidUtf8 => "In de opdracht staat een onleesbaar teken.".to_owned(),
        _ => format!("De opdracht klopt niet: {word}"),
    };
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| error.get(kind).map(best));
    if let Some(suggestion) = suggestion.filter(|suggestion| !suggestion.is_empty()) {
        text.push_str(&format!(" Bedoelde u {suggestion}?"));
    }
    text.push_str("\n\nAlle opdrachten en opties: wijkwijzer --help\n");
    Spoken { text, asked: false }
}

/// Of several suggestions the likeliest, which clap puts last.
fn best(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.last().cloned().unwrap_or_default(),
        other => shown(other),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
