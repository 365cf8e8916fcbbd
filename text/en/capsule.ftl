### A capsule: a finding with hashes of its picture, which is run again to see whether the answer is the same.

## What can be wrong with its file

capsule-foreign = Expected a capsule of Onsight, found something else.
# $known (Count) - the newest version that this program knows
# $found (Count) - the version that stands there
capsule-newer = Expected a capsule of version { $known } or older, found version { $found }.
capsule-later-finding = Expected a finding that this program knows in the capsule, found one of a later version.
capsule-damaged = Expected the capsule as it was written, found that something in it is missing or changed.
# $most (Count) - megabytes that a capsule has at most
# $found (Count) - megabytes that the file has
capsule-too-large = Expected a capsule of at most { $most } MB, found a file of { $found } MB.
capsule-unwritable = Expected a finding that can be written, found one with a value that is not a number.

## What to do

capsule-help-file = Choose the file that Onsight saved, and copy it again if it came over a network or a stick.
capsule-help-newer = Load this website anew, so that it is the latest one.
capsule-help-again = Open the picture again, and save the capsule of the new answer.
capsule-help-picture = Open the picture again; as soon as it is answered, the answer is compared.

## Whether the picture is the one of the capsule

capsule-same-file = This is the picture of the capsule, the same file byte for byte.
capsule-other-samples = This is the file of the capsule, but another slice of it, or it was decoded in another way.
capsule-same-samples = This is the picture of the capsule in another file: every pixel is the same.
capsule-other-picture = This is another picture than that of the capsule.

## Whether the answer is the one of the capsule

capsule-same = The answer is the same to the digit.
# $count (Count) - things that differ
capsule-differs =
    { $count ->
        [one] { $count } thing differs from the capsule.
       *[other] { $count } things differ from the capsule.
    }
# $kept (Text) - what computed the answer of the capsule: WebGPU or CPU
# $now (Text) - what computed this answer
capsule-other-device = The answer of the capsule was computed on { $kept }, this one on { $now }. The last digits may differ for that alone.

## What differs

# $kept (Text) - name, version and beginning of the hash of the model then
# $now (Text) - the same of the model now
capsule-model = Another model answered: then { $kept }, now { $now }.
capsule-preprocessing = The picture becomes the input of the network in another way.
# $kept (Text) - format, size in pixels and EXIF orientation then: "PNG, 200 × 100, 1"
# $now (Text) - the same now
capsule-source = The file was read in another way: then { $kept }, now { $now }.
capsule-warnings = Other warnings were given while the file was read.
capsule-borders = Text seems to stand at other borders of the picture.
# $gate (Text) - which check: file, modality, quality or likeness
# $kept (Message) - what it came to then: "passed"
# $now (Message) - what it came to now
capsule-gate =
    { $gate ->
        [file] The check of the file came to another result: then { $kept }, now { $now }.
        [modality] The check of the kind of picture came to another result: then { $kept }, now { $now }.
        [quality] The check of the quality came to another result: then { $kept }, now { $now }.
       *[other] The check of likeness to the training data came to another result: then { $kept }, now { $now }.
    }
# $gate (Text) - which check: file, modality, quality or likeness
capsule-limits =
    { $gate ->
        [file] The check of the file has other limits.
        [modality] The check of the kind of picture has other limits.
        [quality] The check of the quality has other limits.
       *[other] The check of likeness to the training data has other limits.
    }
# What a check came to, inside of a sentence.
capsule-passed = passed
capsule-not-run = not run
capsule-no-gate = not there
# $why (Message) - a sentence
capsule-refused = turned away (“{ $why }”)
# $name (Text) - name of a measure, as in a record
# $kept (Text) - the number then, all digits
# $now (Text) - the number now, all digits
capsule-measure = The measure { $name } was { $kept } and is { $now }.
capsule-acquisition = The kind of acquisition, or its probability, is another one.
capsule-labels = The model answers with other classes.
# $label (Text) - a class
# $kept (Text) - its probability then, all digits
# $now (Text) - its probability now, all digits
capsule-probability = The probability of { $label } was { $kept } and is { $now }.
# $kept (Message) - what was shown then
# $now (Message) - what is shown now
capsule-decision = Another answer is shown: then { $kept }, now { $now }.
# $labels (Text) - classes, with commas between them
capsule-shown = { $labels }
capsule-nothing-shown = none
# $when (Text) - when nothing is shown: then, now or both
capsule-abstention =
    { $when ->
        [then] Nothing was shown then, and something is now.
        [now] Something was shown then, and nothing is now.
       *[both] Nothing was shown then and nothing is now, for another reason.
    }
# $label (Text) - a label
# $kept (Message) - what was shown of it then: "present"
# $now (Message) - what is shown of it now
capsule-state = What is shown of { $label } is another thing: then { $kept }, now { $now }.
# What is shown of a label, inside of a sentence.
capsule-present = present
capsule-absent = absent
capsule-unclear = unclear
# $label (Text) - a label
# $kept (Text) - both numbers then: "0.5 (0.9)"
# $now (Text) - both numbers now
capsule-threshold = The threshold of { $label }, with the rate at which its answer is right in brackets, was { $kept } and is { $now }.
# $kept (Text) - each set with its rate then: "0.95: Rust, Mould"
# $now (Text) - the same now
capsule-set = The classes that cannot be ruled out are others: then { $kept }, now { $now }.
# $label (Text) - a label
# $kept (Text) - cells, size and probability then: "12, 3.5 mm², 0.75"
# $now (Text) - the same now
capsule-area = The area of { $label } is another one (cells, size, probability): then { $kept }, now { $now }.
capsule-outline = What is outlined is another area.
capsule-maps = The maps of evidence are others.

## A capsule that was opened

capsule-title = Check a capsule
capsule-reading = Reading the capsule…
capsule-waits = Open the picture of this capsule: drop it here, or close this and choose it on the page. As soon as it is answered, it is said here whether the answer is the same.
capsule-forget = Forget this capsule
# $task (Text) - the task, as "brain-mri"
# $model (Text) - name of the model
# $version (Text) - version of the model
# $program (Text) - version of the program
capsule-of-model = An answer of the task { $task } by the model { $model } { $version }, saved with Onsight { $program }.
# $bytes (Count) - size of the picture’s file
# $hash (Text) - beginning of the SHA-256 of the picture’s file
capsule-of-picture = Its picture is a file of { $bytes } bytes; its SHA-256 begins with { $hash }.
# $name (Text) - of the picture’s file
capsule-of-file = The file was called { $name }.
# $kept (Text) - beginning of the SHA-256 of the capsule’s picture
# $now (Text) - the same of the picture that was answered
capsule-hashes = The SHA-256 of the capsule’s picture begins with { $kept }, that of this picture with { $now }.
capsule-no-picture = Expected the picture of this answer, found that it was let go.
