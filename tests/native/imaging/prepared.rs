//! The same table of prepared pictures that the browser tests check.

#[test]
fn pictures_are_prepared_to_the_bytes_written_down() {
    assert_eq!(fixtures::prepared::check(formats::open), 12);
}
