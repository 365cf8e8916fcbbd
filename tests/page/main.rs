//! Sentences of components and pages that depend on arguments: the same as when they were in the code.

use text::english;

#[test]
fn one_open_picture_is_not_counted() {
    let asked = |count: usize| english(&text::page::close(count));
    assert_eq!(asked(1), "Close the picture and start again? Nothing of this is kept elsewhere.");
    assert_eq!(asked(3), "Close the 3 open pictures and start again? Nothing of this is kept elsewhere.");
}

#[test]
fn the_button_of_the_theme_names_the_other_one() {
    assert_eq!(english(&text::page::use_theme("dark")), "Use the dark theme");
    assert_eq!(english(&text::page::use_theme("light")), "Use the light theme");
}

#[test]
fn the_strength_of_the_overlay_is_a_whole_number_of_hundredths() {
    let said = |share: f64| english(&text::viewer::strength_value(share));
    assert_eq!([said(0.0), said(0.55), said(0.6), said(1.0)], ["0 %", "55 %", "60 %", "100 %"]);
}

#[test]
fn names_and_amounts_stand_in_their_sentences() {
    let amount = || text::number::megabytes(3.5);
    assert_eq!(english(&text::answer::set(amount(), amount())), "3.5 MB set: 3.5 MB.");
    assert_eq!(english(&text::probe_card::value(amount(), amount())), "3.5 MB (3.5 MB)");
    assert_eq!(english(&text::model_page::pixels(224_u32)), "224 × 224 pixels");
    assert_eq!(english(&text::queue::remove("IM1")), "Remove IM1");
    assert_eq!(english(&text::check_page::count(2_usize, 3_usize)), "2 of 3 files have the bytes that were built.");
    assert_eq!(english(&text::page::progress_step("Fetching", "run 2 of 3")), "Fetching: run 2 of 3");
    assert_eq!(english(&text::page::printed("12:03", "1.4.0")), "Printed 12:03 with Onsight 1.4.0");
}

#[test]
fn what_is_marked_leaves_the_sentence_as_it_was() {
    let plain = |message: &text::Message| {
        let said = english(message);
        let pieces = text::marked(&said).into_iter();
        pieces
            .map(|piece| match piece {
                text::Piece::Text(text) | text::Piece::Marked { text, .. } => text.to_owned(),
            })
            .collect::<String>()
    };
    assert_eq!(plain(&text::drop_zone::paste()), "Or paste with Ctrl V.");
    assert_eq!(plain(&text::page::look()), english(&text::page::look_whole()));
    assert_eq!(plain(&text::page::line()), "On your own device: what an AI model sees in a medical picture");
    assert_eq!(plain(&text::score_card::caveat("It may be the film.")), "Read this with care. It may be the film.");
    assert_eq!(plain(&text::check_page::kept("1.4.0")), "Version kept here: 1.4.0");
    let typed = "while a picture is open: fetch('./?anything'), fetch('https://example.org')";
    assert!(plain(&text::check_page::tools_break_out()).ends_with(typed));
}

/// Whether a word is a number written as another language does, or without its groups: years are none.
fn is_foreign(word: &str, separator: char, foreign: char) -> bool {
    let is_number = word.starts_with(|first: char| ('1'..='9').contains(&first))
        && word.chars().all(|letter| letter.is_ascii_digit() || letter == separator || letter == foreign);
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_grouped = word.split_once(foreign).is_some_and(|(first, rest)| {
        first.len() <= 3 && rest.split(foreign).all(|group| group.len() == 3 && !group.contains(separator))
    });
    is_number && (is_grouped || word.split([separator, foreign]).any(|group| group.len() > 3) && !is_year)
}

#[test]
fn numbers_typed_into_sentences_are_written_as_their_language_writes_them() {
    let wrong = ["65535", "65.535", "1.000.000"].map(|word| is_foreign(word, ',', '.'));
    let right = ["65,535", "2018", "0.001", "1.4.0", "999", "3.5"].map(|word| is_foreign(word, ',', '.'));
    assert_eq!((wrong, right), ([true; 3], [false; 6]));
    for (language, separator, foreign) in [("en", ',', '.'), ("de", '.', ',')] {
        let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../text")).join(language);
        let mut read = 0;
        for file in std::fs::read_dir(&folder).expect("sentences") {
            let path = file.expect("a file").path();
            let said = std::fs::read_to_string(&path).expect("sentences");
            for line in said.lines().filter(|line| !line.starts_with('#')) {
                // A key of a variant, and the number of a DICOM element, are no numbers that are read.
                let words = line.split_whitespace().filter(|word| !word.starts_with(['[', '(']));
                for word in words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric())) {
                    assert!(!is_foreign(word, separator, foreign), "{}: {word} in {line}", path.display());
                    read += 1;
                }
            }
        }
        assert!(read > 1000, "{}: {read} words", folder.display());
    }
}
