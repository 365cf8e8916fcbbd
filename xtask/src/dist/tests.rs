//! What a release must hold, made from a small site.

use super::*;

fn place(name: &str) -> Place {
    let root = std::env::temp_dir().join(format!("onsight-dist-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    let place = Place { cache: root.join("cache"), root };
    write(&place.root.join("Cargo.toml"), "[package]\nversion = \"1.2.3\"\n").unwrap();
    for licence in ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"] {
        write(&place.root.join(licence), licence).unwrap();
    }
    write(&dist_of(&place).join("index.html"), &"<p>page</p>".repeat(50)).unwrap();
    write(&dist_of(&place).join("models/m/weights.bin"), "numbers").unwrap();
    place
}

/// Not [`Place::dist`], which the environment may move.
fn dist_of(place: &Place) -> PathBuf {
    place.root.join("dist")
}

/// Every file of a release with its bytes.
fn bytes_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files_in(folder).unwrap().into_iter().map(|file| (file.clone(), fs::read(folder.join(file)).unwrap())).collect()
}

#[test]
fn a_release_holds_copies_recipes_hashes_and_one_zip_and_is_equal_each_time() {
    let place = place("whole");
    let release = make_from(&dist_of(&place), &place).unwrap();
    let folder = place.root.join("release");
    let (site, listed) = (files_in(&release.site).unwrap(), fs::read_to_string(folder.join("SHA256SUMS")).unwrap());
    for name in ["index.html", "index.html.br", "index.html.gz", "models/m/weights.bin", "_headers", ".htaccess"] {
        assert!(site.contains(&name.into()), "{name} in {site:?}");
    }
    assert!(!site.contains(&"models/m/weights.bin.br".into()), "{site:?}");
    // All but the list itself.
    let files = files_in(&folder).unwrap();
    assert_eq!(listed.lines().count(), files.len() - 1, "{listed}");
    assert!(listed.contains(&format!("{}  site/models/m/weights.bin\n", sums::sha256(b"numbers"))), "{listed}");
    let mut zip = zip::ZipArchive::new(fs::File::open(&release.zip).unwrap()).unwrap();
    assert_eq!(zip.len(), files.len() - 1, "the zip holds all but itself");
    let mut page = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("onsight/site/index.html").unwrap(), &mut page).unwrap();
    assert_eq!(page.as_bytes(), fs::read(dist_of(&place).join("index.html")).unwrap());
    drop(zip);
    let first = bytes_of(&release.site);
    // Without a commit the zip carries the time of now, so that alone may differ here.
    make_from(&dist_of(&place), &place).unwrap();
    assert_eq!(first, bytes_of(&release.site));
    fs::remove_dir_all(place.root).unwrap();
}

#[test]
fn equal_files_of_one_time_make_an_equal_zip() {
    let place = place("zip");
    let (one, other) = (place.root.join("one.zip"), place.root.join("other.zip"));
    let files = files_in(&dist_of(&place)).unwrap();
    archive::write(&one, &dist_of(&place), &files, 1_772_323_198).unwrap();
    archive::write(&other, &dist_of(&place), &files, 1_772_323_198).unwrap();
    assert_eq!(fs::read(&one).unwrap(), fs::read(&other).unwrap());
    // The next version has another time: a web server's `ETag` must change with it.
    archive::write(&other, &dist_of(&place), &files, 1_772_323_298).unwrap();
    assert_ne!(fs::read(&one).unwrap(), fs::read(&other).unwrap());
    fs::remove_dir_all(place.root).unwrap();
}

#[test]
fn a_file_that_some_host_refuses_is_an_error() {
    let place = place("large");
    let large = fs::File::create(dist_of(&place).join("large.bin")).unwrap();
    large.set_len(LARGEST_FILE + 1).unwrap();
    let problem = make_from(&dist_of(&place), &place).unwrap_err();
    assert!(problem.what.contains("large.bin"), "{problem}");
    fs::remove_dir_all(place.root).unwrap();
}
