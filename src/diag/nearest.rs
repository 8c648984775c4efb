//! The nearest known name, for hints.

/// Longer than any name that could be a misspelt one of ours; the time of a comparison grows with it.
const MAX_COMPARED_BYTES: usize = 400;

/// A hint that names the known name nearest to `found`, if one is near enough to be meant.
pub fn did_you_mean<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(found, known).map(|name| match foreign_letter(found, name) {
        Some(c) => format!("did you mean `{name}`? yours holds {c}"),
        None => format!("did you mean `{name}`?"),
    })
}

/// The known name nearest to `found`, if one is near enough to be meant.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if found.len() > MAX_COMPARED_BYTES {
        return None;
    }
    let lower = found.to_lowercase();
    known
        .into_iter()
        .map(|name| (distance(&lower, name), name))
        .filter(|(distance, name)| *distance <= tolerance(found, name))
        .min()
        .map(|(_, name)| name)
}

/// A character that makes `found` another name although it may look the same: a Cyrillic letter, a zero-width blank.
fn foreign_letter(found: &str, name: &str) -> Option<String> {
    let foreign = found.chars().find(|c| !c.is_ascii() && !name.contains(*c))?;
    let code = format!("U+{:04X}", u32::from(foreign));
    Some(match foreign.is_alphanumeric() {
        true => format!("`{foreign}` ({code}), which may look like another letter"),
        false => format!("{code}, which may not show"),
    })
}

/// Edit distance; a name that is found whole inside the other counts as one step, so that `strong-mfa` finds
/// `authn-strong-mfa`.
fn distance(found: &str, name: &str) -> usize {
    let contained = found.len() >= 4 && (name.ends_with(found) || found.ends_with(name));
    if contained { 1 } else { strsim::damerau_levenshtein(found, name) }
}

/// A third of the longer name may differ; more than that is a guess.
fn tolerance(found: &str, name: &str) -> usize {
    (found.chars().count().max(name.chars().count()) / 3).max(1)
}

/// A hint that lists what may stand here.
pub fn list_names<'a>(what: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = known.into_iter().map(|name| format!("`{name}`")).collect();
    format!("{what}: {}", names.join(", "))
}

/// A value for a message: cut where nobody reads on, with characters that show nothing written out.
pub fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let visible = |c: char| {
        if c.is_whitespace() && c != ' ' || c.is_control() { c.escape_unicode().to_string() } else { c.to_string() }
    };
    let short: String = text.chars().take(SHOWN).map(visible).collect();
    if text.chars().count() <= SHOWN { short } else { short + "..." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_misspelt_name_and_stays_silent_far_off() {
        let known = ["authn-strong-mfa", "authn-passwordless", "build"];
        assert_eq!(did_you_mean("authn-strong-mfaa", known).as_deref(), Some("did you mean `authn-strong-mfa`?"));
        assert_eq!(did_you_mean("strong-mfa", known).as_deref(), Some("did you mean `authn-strong-mfa`?"));
        assert_eq!(did_you_mean("buld", known).as_deref(), Some("did you mean `build`?"));
        assert_eq!(did_you_mean("zebra", known), None);
        assert_eq!(did_you_mean(&"build".repeat(1_000_000), known), None);
    }

    #[test]
    fn names_the_letter_that_only_looks_right() {
        let hint = |found| did_you_mean(found, ["build", "größe"]).unwrap();
        assert_eq!(
            hint("bui\u{217C}d"),
            "did you mean `build`? yours holds `ⅼ` (U+217C), which may look like another letter"
        );
        assert_eq!(hint("bu\u{200B}ild"), "did you mean `build`? yours holds U+200B, which may not show");
        assert_eq!(hint("größ"), "did you mean `größe`?");
    }
}
