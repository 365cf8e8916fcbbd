//! Requirements on a release, made from a small site.

use super::*;

fn paths(name: &str) -> Paths {
    let root = std::env::temp_dir().join(format!("onsight-dist-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    let paths = Paths { cache: root.join("cache"), root };
    write(&paths.root.join("Cargo.toml"), "[package]\nversion = \"1.2.3\"\n").unwrap();
    for licence in ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"] {
        write(&paths.root.join(licence), licence).unwrap();
    }
    write(&dist_of(&paths).join("index.html"), &"<p>page</p>".repeat(50)).unwrap();
    write(&dist_of(&paths).join("models/m/weights.bin"), "numbers").unwrap();
    paths
}

/// Not [`Paths::dist`], which the environment may override.
fn dist_of(paths: &Paths) -> PathBuf {
    paths.root.join("dist")
}

/// A release without settings.
fn made(paths: &Paths, signer: Option<&Signer>) -> Result<ReleaseFiles, Problem> {
    make_from(&dist_of(paths), paths, &Settings::default(), signer)
}

/// Every file of a release with its bytes.
fn bytes_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files_in(folder).unwrap().into_iter().map(|file| (file.clone(), fs::read(folder.join(file)).unwrap())).collect()
}

#[test]
fn a_release_holds_copies_recipes_hashes_and_one_zip_and_is_equal_each_time() {
    let paths = paths("whole");
    let release = made(&paths, None).unwrap();
    let folder = paths.root.join("release");
    let (site, listed) = (files_in(&release.site).unwrap(), fs::read_to_string(folder.join("SHA256SUMS")).unwrap());
    for name in ["index.html", "index.html.br", "index.html.gz", "models/m/weights.bin", "_headers", ".htaccess"] {
        assert!(site.contains(&name.into()), "{name} in {site:?}");
    }
    assert!(!site.contains(&"models/m/weights.bin.br".into()), "{site:?}");
    // All except the list itself.
    let files = files_in(&folder).unwrap();
    assert_eq!(listed.lines().count(), files.len() - 1, "{listed}");
    assert!(listed.contains(&format!("{}  site/models/m/weights.bin\n", checksums::sha256(b"numbers"))), "{listed}");
    assert!(listed.contains("  site/SHA256SUMS.txt\n") && !listed.contains(signing::ENDING), "unsigned: {listed}");
    let of_site = fs::read_to_string(release.site.join(SITE_SUMS)).unwrap();
    assert_eq!(of_site.lines().count(), site.len() - 1, "all but the list itself: {of_site}");
    assert!(of_site.contains("  models/m/weights.bin\n") && of_site.contains("  _headers\n"), "{of_site}");
    let mut zip = zip::ZipArchive::new(fs::File::open(&release.zip).unwrap()).unwrap();
    assert_eq!(zip.len(), files.len() - 1, "the zip holds all but itself");
    let mut page = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("onsight/site/index.html").unwrap(), &mut page).unwrap();
    assert_eq!(page.as_bytes(), fs::read(dist_of(&paths).join("index.html")).unwrap());
    drop(zip);
    let first = bytes_of(&release.site);
    // Without a commit the zip has the current time, so only that may differ here.
    made(&paths, None).unwrap();
    assert_eq!(first, bytes_of(&release.site));
    fs::remove_dir_all(paths.root).unwrap();
}

#[test]
fn equal_files_of_one_time_make_an_equal_zip() {
    let paths = paths("zip");
    let (one, other) = (paths.root.join("one.zip"), paths.root.join("other.zip"));
    let files = files_in(&dist_of(&paths)).unwrap();
    archive::write(&one, &dist_of(&paths), &files, 1_772_323_198).unwrap();
    archive::write(&other, &dist_of(&paths), &files, 1_772_323_198).unwrap();
    assert_eq!(fs::read(&one).unwrap(), fs::read(&other).unwrap());
    // The next version has another time: a web server's `ETag` must change with it.
    archive::write(&other, &dist_of(&paths), &files, 1_772_323_298).unwrap();
    assert_ne!(fs::read(&one).unwrap(), fs::read(&other).unwrap());
    fs::remove_dir_all(paths.root).unwrap();
}

#[test]
fn a_file_that_some_host_refuses_is_an_error() {
    let paths = paths("large");
    let large = fs::File::create(dist_of(&paths).join("large.bin")).unwrap();
    large.set_len(LARGEST_FILE + 1).unwrap();
    let problem = made(&paths, None).unwrap_err();
    assert!(problem.what.contains("large.bin"), "{problem}");
    fs::remove_dir_all(paths.root).unwrap();
}

#[test]
fn a_signed_release_is_verified_as_folder_site_and_zip_until_a_file_changes() {
    let paths = paths("signed");
    let (signer, key) = signing::tests::signer();
    let release = made(&paths, Some(&signer)).unwrap();
    let (folder, other) = (paths.root.join("release"), signing::tests::signer().1);
    for path in [&folder, &release.site, &release.zip] {
        let path = path.to_str().unwrap();
        verify::check(Some(path), Some(&key)).unwrap();
        assert!(verify::check(Some(path), Some(&other)).is_err(), "{path} by another key");
    }
    write(&release.site.join("added.js"), "1").unwrap();
    let problem = verify::check(release.site.to_str(), Some(&key)).unwrap_err();
    assert_eq!(problem.what, "added.js: not in the list");
    fs::remove_file(release.site.join("added.js")).unwrap();
    write(&release.site.join("index.html"), "another page").unwrap();
    let problem = verify::check(folder.to_str(), Some(&key)).unwrap_err();
    assert_eq!(problem.what, "site/index.html: changed");
    fs::remove_dir_all(paths.root).unwrap();
}

#[test]
fn an_address_for_reports_makes_a_file_that_is_listed() {
    let paths = paths("security");
    let settings = Settings { contact: Some("mailto:a@example.org".into()), expires: Some("2030-01-01".into()) };
    let release = make_from(&dist_of(&paths), &paths, &settings, None).unwrap();
    let text = fs::read_to_string(release.site.join(".well-known/security.txt")).unwrap();
    assert!(text.starts_with("Contact: mailto:a@example.org\nExpires: 2030-01-01T00:00:00Z\n"), "{text}");
    let listed = fs::read_to_string(release.site.join(SITE_SUMS)).unwrap();
    assert!(listed.contains("  .well-known/security.txt\n"), "{listed}");
    fs::remove_dir_all(paths.root).unwrap();
}
