//! The keyboard: every act has a key, and every key a button.

use super::view::Act;

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
}

/// What a key asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Change the view.
    Act(Act),
    /// Enlarge or shrink around the middle.
    Zoom(f64),
    /// Another slice, so many on.
    Step(i32),
    /// The first slice.
    First,
    /// The last one.
    Last,
    /// The window that follows on the list.
    NextWindow,
    /// As at first.
    Reset,
    /// Play, or stop playing.
    Play,
    /// Another tool.
    Tool(Tool),
    /// Set a measure in the middle, for whoever has no pointer.
    Put,
    /// Open or close what the file says of itself.
    Tags,
    /// Hand this slice to the network.
    Classify,
}

/// Keys with what they do, for the list in the page; the first column is what is pressed.
pub const KEYS: [(&str, &str); 21] = [
    ("↑ ↓, Page up, Page down", "slice before, slice after, ten at a time"),
    ("Home, End", "first slice, last slice"),
    ("Space", "play, stop"),
    ("B, D", "brighter, darker (centre of the window)"),
    ("W, Q", "wider, narrower window"),
    ("N", "next window on the list"),
    ("I", "invert"),
    ("R, L", "turn right, turn left"),
    (", .", "turn by one degree"),
    ("H", "mirror"),
    ("V", "upside down"),
    ("+ −", "larger, smaller"),
    ("0, 1", "fit, one to one"),
    ("Shift and arrows", "move the picture"),
    ("S", "smooth, or pixel by pixel"),
    ("P, M, A", "read values, length, angle: then draw on the picture"),
    ("M or A again, Enter", "a length or an angle in the middle, to be moved by its points"),
    ("G, X", "drag for the window, drag to move"),
    ("T", "what the file says (tags)"),
    ("C", "classify this slice"),
    ("Z", "as at first"),
];

/// Device pixels that the picture moves at a key.
const STRIDE: f64 = 40.0;
/// How much larger a key makes it.
const LARGER: f64 = 1.25;

/// What a key asks for on the stage, by the letter that it types.
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
        "enter" => Some(Command::Put),
        "t" => Some(Command::Tags),
        "c" => Some(Command::Classify),
        "z" => Some(Command::Reset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, KEYS, command};

    #[test]
    fn every_key_on_the_list_does_something_and_no_two_the_same() {
        let mut seen: Vec<Command> = Vec::new();
        for key in "bdwqnirl.,hv+-01sgxpmatcz ".chars() {
            let found = command(&key.to_string(), false);
            let found = found.unwrap_or_else(|| panic!("`{key}` does nothing"));
            assert!(!seen.contains(&found), "`{key}`");
            seen.push(found);
        }
        let listed: String = KEYS.iter().map(|(keys, _)| keys.to_lowercase()).collect();
        for key in "bdwqnirl.,hv+01sgxpmatcz".chars() {
            assert!(listed.contains(key), "`{key}` is on no list");
        }
        assert_eq!(command("Tab", false), None);
        assert!(matches!(command("ArrowUp", true), Some(Command::Act(_))));
    }
}
