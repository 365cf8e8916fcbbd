//! What is said of text in a picture.

use protocol::Border;

/// That text seems to stand in a picture, and what it may be; `None` where none was seen.
#[must_use]
pub fn burned_in(borders: &[Border]) -> Option<String> {
    let places: Vec<&str> = borders.iter().copied().map(place).collect();
    let (last, first) = places.split_last()?;
    let places = if first.is_empty() { (*last).to_owned() } else { format!("{} and {last}", first.join(", ")) };
    Some(format!(
        "Text seems to stand in this picture, {places}. It may be a name or a date of birth: look before you print or save this page, or show it to others."
    ))
}

fn place(border: Border) -> &'static str {
    match border {
        Border::Top => "at the top",
        Border::Right => "at the right",
        Border::Bottom => "at the bottom",
        Border::Left => "at the left",
    }
}

#[cfg(test)]
mod tests {
    use super::burned_in;
    use protocol::Border;

    #[test]
    fn every_border_is_named() {
        assert_eq!(burned_in(&[]), None);
        let one = burned_in(&[Border::Top]).unwrap();
        assert!(one.contains("picture, at the top.") && one.contains("date of birth"), "{one}");
        let all = burned_in(&[Border::Top, Border::Right, Border::Left]).unwrap();
        assert!(all.contains("at the top, at the right and at the left"), "{all}");
    }
}
