### What can be wrong with a DICOM file, what of it was not followed, and what to do. An element is its number and its
### keyword in the standard, as (0028,0010) Rows; neither it nor other names of the standard are translated.

## The file is none, or of a size that is not read

# $start (Text) - first bytes in hex
dicom-none = Expected a DICOM file, found one that starts with { $start }.
# $limit (Count) - bytes allowed
# $found (Count) - bytes of the file, packed or unpacked
dicom-too-large = Expected a file of at most { $limit } bytes, found { $found } bytes.
# $modality (Text) - code of its modality, as RTPLAN
dicom-no-picture = Expected a DICOM file with a picture, found one without: modality { $modality }.
dicom-no-picture-no-modality = Expected a DICOM file with a picture, found one without: an object of no modality.
# $limit (Count) - pixels allowed
# $width (Count) - columns of the picture
# $height (Count) - rows of the picture
dicom-too-many-pixels = Expected at most { $limit } pixels, found { $width } × { $height }.
# $limit (Count) - samples allowed
# $width (Count) - columns of the picture
# $height (Count) - rows of the picture
# $samples (Count) - samples of a pixel: 3 of colour
dicom-too-many-samples = Expected at most { $limit } samples, found { $width } × { $height } pixels of { $samples }.
# $minimum (Count) - least length of a side
# $width (Count) - columns of the picture
# $height (Count) - rows of the picture
dicom-too-small = Expected sides of at least { $minimum } pixels, found { $width } × { $height }.
# $count (Count) - frames of the file
# $asked (Count) - number of the frame that was asked for
dicom-no-such-frame = Expected a frame below { $count }, found a request for frame { $asked }, counted from 0.
dicom-no-volume = Expected a volume in the file, found an object.
dicom-no-object = Expected an object in the file, found a volume.

## The elements

# $element (Text) - the element
dicom-missing = Expected { $element } in the file, found none.
# $element (Text) - where the file ends
dicom-cut = Expected the rest of the file in { $element }, found its end: the file ends early.
# $most (Count) - sequences in each other that are read
dicom-too-deep = Expected a depth of at most { $most } in the sequences, found more.
# $most (Count) - elements that are read
# $item (Text) - number of the element that begins an item
dicom-too-many-elements = Expected at most { $most } elements in the file, found more, { $item }.
dicom-deflate-cut = Expected a last block in the deflated data, found an end without one: the file ends early.
dicom-deflate-spoilt = Expected a deflate stream in the deflated data, found bytes that are none.

## What was read otherwise than the file says it

# $why (Message) - what is wrong with the file, a sentence
# $done (Message) - what was done instead, a sentence
dicom-instead = { $why } { $done }
dicom-not-deflated = The transfer syntax says that the file is deflated. It is not, and was read as it stands.
# $element (Text) - the element
dicom-wrong-length = The length of { $element } is wrong. The file was read on from the next element.
# $element (Text) - the element
dicom-misnamed = The value representation of { $element } is none that DICOM has. It was read by that of the dictionary.
# $element (Text) - the first element with such a text
# $more (Count) - how many others there are
dicom-latin =
    { $more ->
        [0] { $element }
        [one] { $element } and { $more } more
       *[other] { $element } and { $more } more
    }: The file says that its texts are UTF-8, and this is none. It was read as Latin 1 (Windows-1252).
# $element (Text) - the first element with such a text
# $more (Count) - how many others there are
dicom-faulty-letters =
    { $more ->
        [0] { $element }
        [one] { $element } and { $more } more
       *[other] { $element } and { $more } more
    }: Bytes that stand for nothing in the character set that the file names are shown as { "\uFFFD" }.
# $element (Text) - the element
# $found (Text) - what stands there
dicom-no-number = Expected a number in { $element }, found “{ $found }”: it was not applied.
# $element (Text) - the element
# $written (Text) - what stands there
# $number (Text) - the number with a point
dicom-comma = { $element } is written with a comma, “{ $written }”, which DICOM does not know: it was read as { $number }.
# $element (Text) - the sequence of what is said of frames
# $found (Count) - its items
dicom-frame-left-out = Expected an item for each frame in { $element }, found { $found }: nothing is said of this frame.
# $element (Text) - the element
dicom-no-spacing = Expected two lengths above 0 in { $element }, found others: it was not applied.

## What to do

dicom-help-none = Choose a DICOM or NIfTI file, or a picture saved as PNG or JPEG.
dicom-help-large = Export the slice that matters as a file of its own, or as PNG.
dicom-help-no-picture = Choose the file of one image of the study, not its plan, report or directory.
dicom-help-damaged = Export the picture again from the viewer or archive that it came from.
dicom-help-unsupported = Export the picture uncompressed (Explicit VR Little Endian), or as PNG, from its viewer.
dicom-help-truncated = Save or download the file again, and try once more.
dicom-help-small = Use the original picture, not a thumbnail or a localiser.
dicom-help-frame = Choose one of the frames that the file has.
