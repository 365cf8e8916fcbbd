#!/usr/bin/env bash
# Holds the PDF reports in SAMPLES/pdf against programs of others: `bash tests/validators/pdf.sh SAMPLES`.
#
# Needs qpdf and pdfinfo, pdffonts, pdftotext, pdftoppm (Debian: qpdf, poppler-utils). Where veraPDF is installed it checks
# PDF/UA-1 and PDF/A-2u too; it comes in none of Debian's packages, so the library's own checks stand in for it.
set -euo pipefail
samples="${1:?usage: pdf.sh SAMPLES}"
shopt -s nullglob
files=("$samples"/pdf/*.pdf)
if [ "${#files[@]}" -eq 0 ]; then
    echo "expected PDF files in $samples/pdf, found none" >&2
    exit 1
fi
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "$1: expected $2, found $3" >&2
    exit 1
}

for file in "${files[@]}"; do
    # Syntax, cross references, streams. Warnings count.
    qpdf --check "$file" >"$scratch/qpdf" 2>&1 || fail "$file" "a file without faults" "$(tail -n 3 "$scratch/qpdf")"

    pdfinfo "$file" >"$scratch/info" 2>/dev/null
    grep -q '^Tagged: *yes' "$scratch/info" || fail "$file" "tags" "none"
    grep -q '^Title: *[^ ]' "$scratch/info" || fail "$file" "a title" "none"
    grep -Eq '^Page size: .*\((A4|letter)\)' "$scratch/info" || fail "$file" "A4 or letter" "$(grep '^Page size' "$scratch/info")"
    pages="$(sed -n 's/^Pages: *//p' "$scratch/info")"

    # Every font inside, as a subset, with what its glyphs mean.
    pdffonts "$file" 2>/dev/null | tail -n +3 >"$scratch/fonts"
    [ -s "$scratch/fonts" ] || fail "$file" "fonts" "none"
    if grep -Evq ' yes +yes +yes +[0-9]+ +[0-9]+ *$' "$scratch/fonts"; then
        fail "$file" "embedded subsets with Unicode" "$(cat "$scratch/fonts")"
    fi

    # Structure, language and standards, with everything unpacked.
    qpdf --qdf --object-streams=disable "$file" "$scratch/plain.pdf"
    for wanted in '/S /H1' '/S /H2' '/S /P' '/S /Table' '/S /TH' '/S /TD' '/Scope /Column' '/Scope /Row' '/DisplayDocTitle true' \
        '/Lang (' '/Outlines' 'pdfuaid:part' 'pdfaid:conformance'; do
        grep -aqF "$wanted" "$scratch/plain.pdf" || fail "$file" "$wanted" "none"
    done
    figures="$(grep -acF '/S /Figure' "$scratch/plain.pdf" || true)"
    alternatives="$(grep -acF '/Alt (' "$scratch/plain.pdf" || true)"
    [ "$alternatives" -ge "$figures" ] || fail "$file" "a text for each of $figures figures" "$alternatives"

    # What can be selected: words, in the order in which they are read, on every page.
    for page in $(seq "$pages"); do
        words="$(pdftotext -f "$page" -l "$page" "$file" - 2>/dev/null | wc -w)"
        [ "$words" -ge 5 ] || fail "$file" "text on page $page" "$words words"
    done
    pdftoppm -r 40 -png "$file" "$scratch/page" 2>/dev/null
    drawn="$(find "$scratch" -name 'page*.png' | wc -l)"
    [ "$drawn" -eq "$pages" ] || fail "$file" "$pages pages that can be drawn" "$drawn"
    rm -f "$scratch"/page*.png

    if command -v verapdf >/dev/null; then
        for flavour in ua1 2u; do
            verapdf --format text --flavour "$flavour" "$file" | grep -q '^PASS' || fail "$file" "conformance to $flavour" "none"
        done
    fi
    echo "$file: $pages pages, $figures figures: tags, fonts, text and pages hold"
done
