//! Which language a visitor gets.

/// The first of the wanted languages that is offered, exactly or in another country's form; `None` where none is. Tags as
/// BCP 47 has them, the most wanted first.
///
/// ```
/// let offered = [("en", "English"), ("de", "Deutsch"), ("pt-BR", "Português (Brasil)")];
/// let chosen = |wanted: &[&str]| text::chosen(wanted, &offered);
/// assert_eq!(chosen(&["fr-CA", "de-AT", "en"]), Some("de"));
/// assert_eq!(chosen(&["pt-PT"]), Some("pt-BR"));
/// assert_eq!(chosen(&["EN-gb", "de"]), Some("en"));
/// assert_eq!(chosen(&["", "tlh"]), None);
/// ```
#[must_use]
pub fn chosen<'a, W: AsRef<str>>(wanted: &[W], offered: &[(&'a str, &str)]) -> Option<&'a str> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    wanted.iter().find_map(|tag| {
        let tag = tag.as_ref();
        let exact = offered.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
        exact.or_else(|| offered.iter().find(|(known, _)| primary(known) == primary(tag))).map(|(known, _)| *known)
    })
}
