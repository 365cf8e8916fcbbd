//! The built-in drawings: names, and what each was chosen for.

use text::{Message, Word};

/// Title and description of a drawing, by what `lab phantom` wrote of it: its task, what it `draws` (`head`, `smear` …), what
/// it `shows` (`class`, `several` or `refusal`), and its `answer`, labels with commas between.
#[must_use]
pub fn example([task, draws]: [&str; 2], shows: &str, answer: &str) -> [Message; 2] {
    let name = |label: &str| {
        let field = format!("text.classes.{label}.name");
        text::drop_zone::example_name(Word { task: task.to_owned(), field, english: label.to_owned() })
    };
    let names = answer.split(',').map(name).reduce(text::drop_zone::example_or);
    match (shows, names) {
        ("class", Some(name)) => [text::drop_zone::example_class(), text::drop_zone::example_class_drawn(draws, name)],
        ("several", Some(names)) => {
            [text::drop_zone::example_several(), text::drop_zone::example_several_drawn(draws, names)]
        }
        _ => [text::drop_zone::example_refusal(), text::drop_zone::example_refusal_drawn(draws)],
    }
}

#[cfg(test)]
mod tests {
    use super::example;
    use text::english;

    #[test]
    fn a_drawing_is_described_by_its_answer() {
        let said = |shows: &str, answer: &str| example(["leaf", "head"], shows, answer).map(|said| english(&said));
        assert_eq!(said("class", "rust")[1], "Synthetic: a head with a spot, drawn until the model called it rust.");
        let several = said("several", "rust,scab");
        assert_eq!(several[0], "An answer with several classes");
        assert!(several[1].ends_with("could not rule out rust or scab."), "{}", several[1]);
        assert_eq!(said("refusal", "unlike")[0], "A picture that is turned away");
    }

    #[test]
    fn a_drawing_is_called_what_it_is_whatever_it_was_chosen_for() {
        let names = [("head", "head"), ("smear", "blood smear"), ("chest", "chest X-ray"), ("nodule", "lung nodule")];
        for shows in ["class", "several", "refusal"] {
            let said = |draws: &str| example(["leaf", draws], shows, "rust").map(|said| english(&said));
            for (draws, name) in names {
                let [title, description] = said(draws);
                assert_eq!(title, said("head")[0]);
                assert!(description.starts_with("Synthetic: ") && description.contains(name), "{description}");
                let others = names.iter().filter(|(other, _)| *other != draws);
                assert!(others.clone().all(|(_, other)| !description.contains(other)), "{description}");
            }
        }
    }
}
