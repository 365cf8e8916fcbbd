//! Texts about burned-in text.

use protocol::Border;
use text::Message;

/// A note that a picture seems to contain text, and what it may be; `None` where none was detected.
#[must_use]
pub fn burned_in(borders: &[Border]) -> Option<Message> {
    let (last, first) = borders.split_last()?;
    let last = place(*last);
    let first = first.iter().copied().map(place).reduce(text::burned_in::list);
    Some(text::burned_in::seen(match first {
        Some(first) => text::burned_in::and(first, last),
        None => last,
    }))
}

fn place(border: Border) -> Message {
    match border {
        Border::Top => text::burned_in::top(),
        Border::Right => text::burned_in::right(),
        Border::Bottom => text::burned_in::bottom(),
        Border::Left => text::burned_in::left(),
    }
}

#[cfg(test)]
mod tests {
    use super::burned_in;
    use protocol::Border;
    use text::english;

    #[test]
    fn every_border_is_named() {
        assert_eq!(burned_in(&[]), None);
        let one = english(&burned_in(&[Border::Top]).unwrap());
        assert!(one.contains("picture, at the top.") && one.contains("date of birth"), "{one}");
        let all = english(&burned_in(&[Border::Top, Border::Right, Border::Left]).unwrap());
        assert!(all.contains("at the top, at the right and at the left"), "{all}");
    }
}
