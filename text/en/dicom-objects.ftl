### What stands in DICOM objects that are made of an answer, and why one cannot be made. Their readers have 64 characters of some.

## Names of the series, 64 characters at most

dicom-objects-report = Answer of a model, for research
dicom-objects-picture = Picture with the answer of a model, for research
dicom-objects-segmentation = Outline by a model, for research

## In every object

dicom-objects-not-for-diagnosis = Made by a program for research and teaching. Not for diagnosis, and not seen by a physician.
# 64 characters at most.
dicom-objects-unverified = Not verified by a physician
# Behind a picture; $name is a model with its version.
# $name (Text) - of the model
dicom-objects-derived = The picture as it was shown with the answer of { $name }. Not for measuring.

## What the model decided

# $class (Text) - what was found
dicom-objects-class = Closest match, says the model: { $class }. Of the answers that the model knows, it leaves no other one open.
# $classes (Text) - those that are left open, most probable first, with commas
dicom-objects-set = The model leaves several answers open: { $classes }.
dicom-objects-labels = The model judges every label by itself, as follows.
dicom-objects-areas = The model gives every part of the picture a class, as follows.
dicom-objects-no-gate = The picture was turned away: no answer is given.
dicom-objects-no-empty = The picture fits none of the answers that the model knows: no answer is given.
dicom-objects-no-full = The picture could be any of the answers that the model knows: no answer is given.
dicom-objects-no-unclear = Whether there is a finding cannot be told: no answer is given.
dicom-objects-no-finding = The class without a finding fits best. That is not given as an answer: it has not been shown to be right often enough elsewhere.

## What cannot be made

# $found (Text) - what stands in place of the identifier
dicom-objects-not-a-uid = Expected a DICOM UID, found { $found }.
dicom-objects-no-time = Expected a date and a time that there are, found others.
# $expected (Count) - bytes
# $found (Count) - bytes
dicom-objects-samples = Expected { $expected } bytes of samples, found { $found }.
# $width (Count) - pixels
# $height (Count) - pixels
dicom-objects-sides = Expected sides of 1 to 65,535 pixels and less than 4 GB, found { $width } × { $height }.
dicom-objects-no-pictures = Expected a picture, found none.
dicom-objects-unlike = Expected pictures of one size, found several sizes.
dicom-objects-no-geometry = Expected a picture of a DICOM file that says where in the patient it lies, found none.
# $width (Count) - pixels
# $height (Count) - pixels
# $columns (Count) - pixels
# $rows (Count) - pixels
dicom-objects-other-size = Expected an answer about a picture of { $columns } × { $rows } pixels, as they are stored, found one of { $width } × { $height }.
dicom-objects-no-outline = Expected an outline, found an answer without one.
dicom-objects-nothing-outlined = Expected an outline with something in it, found an empty one.
