//! The built-in drawings: names, and what each was chosen for.

use text::{Message, Word};

/// Title and description of a drawing, from the entry of `lab phantom`: its task, what it `draws` (`head` or `smear`),
/// what it `shows` (`class`, `several` or `refusal`), and its `answer`, labels with commas between.
#[must_use]
pub fn example([task, draws]: [&str; 2], shows: &str, answer: &str) -> [Message; 2] {
    let name = |label: &str| {
        let field = format!("text.classes.{label}.name");
        text::drop_zone::example_name(Word { task: task.to_owned(), field, english: label.to_owned() })
    };
    let names = answer.split(',').map(name).reduce(text::drop_zone::example_or);
    let is_smear = draws == "smear";
    match (shows, names) {
        ("class", Some(name)) if is_smear => {
            [text::drop_zone::example_class(), text::drop_zone::example_class_smear(name)]
        }
        ("class", Some(name)) => [text::drop_zone::example_class(), text::drop_zone::example_class_drawn(name)],
        ("several", Some(names)) if is_smear => {
            [text::drop_zone::example_several(), text::drop_zone::example_several_smear(names)]
        }
        ("several", Some(names)) => [text::drop_zone::example_several(), text::drop_zone::example_several_drawn(names)],
        _ if is_smear => [text::drop_zone::example_refusal(), text::drop_zone::example_refusal_smear()],
        _ => [text::drop_zone::example_refusal(), text::drop_zone::example_refusal_drawn()],
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
    fn a_drawn_smear_is_called_one_whatever_it_was_chosen_for() {
        let said = |shows: &str| example(["leaf", "smear"], shows, "rust").map(|said| english(&said));
        for shows in ["class", "several", "refusal"] {
            let [title, description] = said(shows);
            let [of_head, head] = example(["leaf", "head"], shows, "rust").map(|said| english(&said));
            assert_eq!(title, of_head);
            assert!(description.starts_with("Synthetic: ") && description.contains("smear"), "{description}");
            assert!(head.contains("head") && !head.contains("smear"), "{head}");
        }
    }
}
