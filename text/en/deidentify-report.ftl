### What was changed in a DICOM file that was written without what names the patient, a sentence a line: in the light box
### before it is saved, in a text beside it, on the command line. No value of the original stands in it.

## Pixels

# $left (Text) - first column, from 1
# $right (Text) - last column
# $top (Text) - first row, from 1
# $bottom (Text) - last row
deidentify-report-covered = Covered on every frame: columns { $left } to { $right }, rows { $top } to { $bottom }.
# $left (Text) - first column, from 1
# $right (Text) - last column
# $top (Text) - first row, from 1
# $bottom (Text) - last row
# $frame (Text) - which frame, from 1
deidentify-report-covered-frame = Covered on frame { $frame }: columns { $left } to { $right }, rows { $top } to { $bottom }.
# $before (Text) - name of a transfer syntax
# $after (Text) - name of a transfer syntax
deidentify-report-rewritten = Written anew without loss: { $before } became { $after }.

## Elements

# $kind (Message) - "Names of people"
# $removed (Count) - elements
# $emptied (Count) - elements
# $replaced (Count) - elements
# $kept (Count) - elements
deidentify-report-kind = { $kind }: { $removed } removed, { $emptied } emptied, { $replaced } replaced, { $kept } kept.
deidentify-report-names = Names of people
deidentify-report-times = Dates, times, ages
deidentify-report-uids = UIDs
deidentify-report-texts = Texts and terms
deidentify-report-numbers = Numbers
deidentify-report-sequences = Sequences
deidentify-report-bytes = Overlays, icons and other bytes
deidentify-report-private = Private and unknown elements
# $elements (Text) - numbers and keywords: "(0010,0010) PatientName, (0010,0030) PatientBirthDate"
deidentify-report-removed = Removed: { $elements }.
# $elements (Text) - numbers and keywords
deidentify-report-emptied = Emptied: { $elements }.
# $elements (Text) - numbers and keywords
deidentify-report-replaced = Replaced: { $elements }.

## What could not be vouched for

deidentify-report-letters = Not vouched for: text in the picture itself. Nothing was covered, and no letter was read.
deidentify-report-letters-outside = Not vouched for: text in the picture outside of the boxes. No letter was read.
# $frames (Count) - of the file
deidentify-report-other-frames = Not vouched for: frames without a box; the file has { $frames }.
deidentify-report-faces = Not vouched for: faces. One can be made of the slices of a head.
deidentify-report-machine = Not vouched for: texts about the machine, such as its maker and model, which were kept.
