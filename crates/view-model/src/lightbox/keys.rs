//! The keyboard: every action has a key, and every key a button.

use super::view::Act;
use text::Message;

/// What dragging on the stage does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Changes the window.
    #[default]
    Window,
    /// Moves the picture.
    Move,
    /// Reads values.
    Probe,
    /// Sets the ends of a length.
    Length,
    /// Sets the points of an angle.
    Angle,
    /// Outlines a region for a task that reads such regions, and corrects it.
    Outline,
    /// Draws a box whose content is covered in the saved file. It is selected next to the save button.
    Cover,
}

/// The command of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Change the view.
    Act(Act),
    /// Enlarge or shrink around the middle.
    Zoom(f64),
    /// Another slice, by an offset.
    Step(i32),
    /// The first slice.
    First,
    /// The last one.
    Last,
    /// The next window of the list.
    NextWindow,
    /// Reset to the initial view.
    Reset,
    /// Play, or stop playing.
    Play,
    /// Another tool.
    Tool(Tool),
    /// Place a measurement, or an outline, in the middle, for use without a pointer.
    Put,
    /// Open or close the tag browser.
    Tags,
    /// Classify this slice.
    Classify,
}

/// Keys with their actions, for the list in the page; the first column is the key.
#[must_use]
pub fn key_list() -> [(Message, Message); 22] {
    let typed = |letters: &str| text::light_box_keys::letters(letters);
    [
        (text::light_box_keys::arrows(), text::light_box_keys::step()),
        (text::light_box_keys::ends(), text::light_box_keys::first_last()),
        (text::light_box_keys::space(), text::light_box_keys::play()),
        (typed("B, D"), text::light_box_keys::center()),
        (typed("W, Q"), text::light_box_keys::width()),
        (typed("N"), text::light_box_keys::next_window()),
        (typed("I"), text::light_box_keys::invert()),
        (typed("R, L"), text::light_box_keys::turn()),
        (typed(", ."), text::light_box_keys::turn_one()),
        (typed("H"), text::light_box_keys::mirror()),
        (typed("V"), text::light_box_keys::upside_down()),
        (typed("+ −"), text::light_box_keys::zoom()),
        (typed("0, 1"), text::light_box_keys::fit()),
        (text::light_box_keys::shift(), text::light_box_keys::pan()),
        (typed("S"), text::light_box_keys::smooth()),
        (typed("P, M, A"), text::light_box_keys::measure()),
        (text::light_box_keys::again(), text::light_box_keys::put()),
        (typed("O"), text::light_box_keys::outline()),
        (typed("G, X"), text::light_box_keys::drag()),
        (typed("T"), text::light_box_keys::tags()),
        (typed("C"), text::light_box_keys::classify()),
        (typed("Z"), text::light_box_keys::reset()),
    ]
}

/// Device pixels that the picture moves per key press.
const STRIDE: f64 = 40.0;
/// Zoom factor per key press.
const LARGER: f64 = 1.25;

/// The command of a key on the stage, by the character that it types.
///
/// ```
/// use view_model::lightbox::{Act, Command, command};
///
/// assert_eq!(command("ArrowDown", false), Some(Command::Step(1)));
/// assert_eq!(command("i", false), Some(Command::Act(Act::Invert)));
/// assert_eq!(command("F5", false), None);
/// ```
#[must_use]
pub fn command(key: &str, is_shift: bool) -> Option<Command> {
    let act = |act| Some(Command::Act(act));
    if is_shift {
        match key {
            "ArrowUp" => return act(Act::Pan(0.0, -STRIDE)),
            "ArrowDown" => return act(Act::Pan(0.0, STRIDE)),
            "ArrowLeft" => return act(Act::Pan(-STRIDE, 0.0)),
            "ArrowRight" => return act(Act::Pan(STRIDE, 0.0)),
            _ => {}
        }
    }
    match key.to_lowercase().as_str() {
        "arrowup" | "arrowleft" => Some(Command::Step(-1)),
        "arrowdown" | "arrowright" => Some(Command::Step(1)),
        "pageup" => Some(Command::Step(-10)),
        "pagedown" => Some(Command::Step(10)),
        "home" => Some(Command::First),
        "end" => Some(Command::Last),
        " " => Some(Command::Play),
        "b" => act(Act::ShiftCenter(-1.0)),
        "d" => act(Act::ShiftCenter(1.0)),
        "w" => act(Act::ShiftWidth(1.0)),
        "q" => act(Act::ShiftWidth(-1.0)),
        "n" => Some(Command::NextWindow),
        "i" => act(Act::Invert),
        "r" => act(Act::Turn(90.0)),
        "l" => act(Act::Turn(-90.0)),
        "." => act(Act::Turn(1.0)),
        "," => act(Act::Turn(-1.0)),
        "h" => act(Act::Mirror),
        "v" => act(Act::UpsideDown),
        "+" | "=" => Some(Command::Zoom(LARGER)),
        "-" | "−" => Some(Command::Zoom(1.0 / LARGER)),
        "0" => act(Act::Fit),
        "1" => act(Act::OneToOne),
        "s" => act(Act::Smooth),
        "g" => Some(Command::Tool(Tool::Window)),
        "x" => Some(Command::Tool(Tool::Move)),
        "p" => Some(Command::Tool(Tool::Probe)),
        "m" => Some(Command::Tool(Tool::Length)),
        "a" => Some(Command::Tool(Tool::Angle)),
        "o" => Some(Command::Tool(Tool::Outline)),
        "enter" => Some(Command::Put),
        "t" => Some(Command::Tags),
        "c" => Some(Command::Classify),
        "z" => Some(Command::Reset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, command, key_list};
    use text::english;

    #[test]
    fn every_key_on_the_list_does_something_and_no_two_the_same() {
        let mut seen: Vec<Command> = Vec::new();
        for key in "bdwqnirl.,hv+-01sgxpmaotcz ".chars() {
            let found = command(&key.to_string(), false);
            let found = found.unwrap_or_else(|| panic!("`{key}` does nothing"));
            assert!(!seen.contains(&found), "`{key}`");
            seen.push(found);
        }
        let listed: String = key_list().iter().map(|(keys, _)| english(keys).to_lowercase()).collect();
        for key in "bdwqnirl.,hv+01sgxpmaotcz".chars() {
            assert!(listed.contains(key), "`{key}` is on no list");
        }
        assert_eq!(command("Tab", false), None);
        assert!(matches!(command("ArrowUp", true), Some(Command::Act(_))));
    }
}
