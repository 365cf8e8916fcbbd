### What can be wrong with the pixels of a DICOM file and with what it says of how they are shown. An element is its
### number and its keyword in the standard, as (0028,0010) Rows; neither it nor other names of the standard are translated.

## How they are stored

# $least (Text) - the least number that may stand there
# $most (Text) - the largest number that may stand there
# $element (Text) - the element
# $found (Text) - the number that stands there
dicom-pixels-out-of-range = Expected { $least } to { $most } in { $element }, found { $found }.
# $element (Text) - the element
# $found (Text) - what stands there
dicom-pixels-frames-no-number = Expected a number in { $element }, found { $found }.
dicom-pixels-one-frame = One frame was read.
# $element (Text) - the element
# $found (Text) - the number that stands there
dicom-pixels-too-many-frames = Expected 1 to 1,000,000 in { $element }, found { $found }.
# $element (Text) - the element
# $found (Count) - the number that stands there
dicom-pixels-bits-allocated = Expected 1, 8, 16 or 32 in { $element }, found { $found }, which is not read here.
# $element (Text) - the element
# $found (Text) - the number that stands there
dicom-pixels-samples = Expected 1 to 4 in { $element }, found { $found }.
# $expected (Count) - samples of a pixel by its colours
# $element (Text) - the element
# $found (Count) - the number that stands there
dicom-pixels-other-samples = Expected { $expected }, as the photometric interpretation asks for in { $element }, found { $found }.
# $samples (Count) - samples of a pixel
dicom-pixels-read-with = The pixels were read with { $samples }.
# $element (Text) - the element
# $taken (Text) - what was taken in its place: a number, or a code as MONOCHROME2
dicom-pixels-taken = Expected { $element } in the file, found none: { $taken } was taken.
# $element (Text) - the element
# $found (Text) - what stands there
dicom-pixels-photometric = Expected MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, YBR_FULL, YBR_FULL_422, YBR_ICT or YBR_RCT in { $element }, found { $found }, which is not read here.
# $element (Text) - the element
dicom-pixels-not-halved = { $element } is YBR_FULL_422, and the pixels have 3 bytes each: they were read as YBR_FULL.
# $element (Text) - the element
# $syntax (Text) - name of the transfer syntax
dicom-pixels-syntax = Expected a transfer syntax of uncompressed, deflated, RLE, JPEG, JPEG-LS, JPEG 2000 or HTJ2K pixels in { $element }, found { $syntax }, which is not read here.
# $expected (Count) - samples of a pixel by the element
# $element (Text) - the element
# $found (Count) - samples of a pixel by the compressed data
dicom-pixels-packed-samples = Expected { $expected } samples a pixel by { $element }, found { $found } in the compressed data, which were read.
# $syntax (Text) - name of the transfer syntax
dicom-pixels-progressive = The compressed data are JPEG of a progressive process, and not what the transfer syntax says, { $syntax }; they were read.
# Said where the file declares no transfer syntax.
dicom-pixels-progressive-undeclared = The compressed data are JPEG of a progressive process, and not what the transfer syntax says, none declared; they were read.

## Where they stand

# $needed (Count) - bytes that a frame needs
# $element (Text) - the element
# $found (Count) - bytes that there are
dicom-pixels-cut = Expected { $needed } bytes a frame in { $element }, found { $found } bytes: the file ends early.
# $needed (Count) - bytes that are needed
# $frame (Count) - number of the frame, from 1
# $element (Text) - the element
# $found (Count) - bytes that there are
dicom-pixels-cut-before-frame = Expected { $needed } bytes up to frame { $frame } in { $element }, found { $found } bytes: the file ends early.
# $frames (Count) - frames of the file
# $element (Text) - the element
# $found (Count) - pieces that there are
dicom-pixels-fragments = Expected the fragments of { $frames } frames in { $element }, found { $found } fragments: the file ends early.
# $element (Text) - the element
dicom-pixels-not-plain = Expected uncompressed pixels in { $element }, found fragments.
dicom-pixels-too-few = Expected samples of every pixel in the frame, found fewer.

## Their colours

dicom-pixels-ybr = Expected at most 16 bits without sign in YBR_FULL samples, found others, which is not read here.
dicom-pixels-second-sample = The second of the two samples of a pixel is not shown.
dicom-pixels-fourth-sample = The fourth sample of a pixel, its opacity, is not shown.
dicom-pixels-not-rgb = The file calls its colours RGB; the compressed data are luma and colour differences, as which they were read.
dicom-pixels-not-grey = The file calls its pixels grey; they are stored in colour, and shown so.
# $element (Text) - the element
dicom-pixels-segment = Expected segments of a colour table in { $element }, found an unknown or a cut one.
# $element (Text) - the element
dicom-pixels-too-many-colours = Expected segments of a colour table in { $element }, found more than 65,536 entries.
dicom-pixels-colours-used = The colour table was used as far as it goes.
# $said (Count) - bits of an entry by the file
# $found (Count) - bits of the largest entry
dicom-pixels-colour-bits = Expected colour tables of { $said } bits, found entries of { $found }.
dicom-pixels-shown-grey = The picture is shown in grey, by its places in the colour table.

## Tables

# $count (Count) - entries by the file
# $element (Text) - the element
# $found (Count) - entries that there are
dicom-pixels-entries = Expected { $count } entries in { $element }, found { $found }.
dicom-pixels-last-entry = The last of them stands for those that are missing.
# $element (Text) - the element
dicom-pixels-no-entries = Expected a table with entries in { $element }, found none.
# $element (Text) - the element
# $found (Count) - numbers that stand there
dicom-pixels-three-values = Expected 3 values in { $element }, found { $found }.
# $said (Count) - bits of an entry by the file
# $element (Text) - the element
# $found (Count) - bits of the largest entry
dicom-pixels-entry-bits = Expected entries of { $said } bits by { $element }, found entries of { $found }: white is the largest number of { $found } bits.

## From stored numbers to values

dicom-pixels-modality-left-out = The file's modality table was left out.
# $element (Text) - the element
# $taken (Text) - the number that was taken in its place
dicom-pixels-no-number = Expected a number in { $element }, found none: { $taken } was taken.
# $element (Text) - the element
dicom-pixels-no-slope = Expected a factor other than 0 in { $element }, found 0: a factor of 1 was taken.
# $element (Text) - the element
dicom-pixels-no-rescale = Expected a factor other than 0 in { $element }, found 0, with an intercept of 0: values are as they are stored.

## Windows, and whether black is white

# $least (Text) - the least value of the picture
# $most (Text) - its largest value
# $element (Text) - the element
# $first (Text) - value that the first entry stands for
dicom-pixels-table-elsewhere = Expected a table for values from { $least } to { $most } in { $element }, found one from { $first } on: it was left out.
dicom-pixels-table-left-out = That table of the file was left out.
# $element (Text) - the element
dicom-pixels-function = Expected LINEAR, LINEAR_EXACT or SIGMOID in { $element }, found another word: LINEAR was taken.
# $width (Text) - the element of widths
# $center (Text) - the element of centres
# $expected (Count) - how many centres there are
# $found (Count) - how many widths there are
dicom-pixels-half-windows = Expected as many values in { $width } as in { $center }, { $expected }, found { $found }: a window without both was left out.
# $element (Text) - the element
# $found (Text) - the width that stands there
dicom-pixels-width-below-one = Expected a width of at least 1 in { $element }, found { $found }: that window was left out.
# $element (Text) - the element
# $found (Text) - the width that stands there
dicom-pixels-width-not-above-zero = Expected a width above 0 in { $element }, found { $found }: that window was left out.
# $element (Text) - the element
dicom-pixels-shape = Expected IDENTITY or INVERSE in { $element }, found another word: it was not applied.
# $most (Text) - how many times as high as wide a pixel may be
# $found (Text) - how many times it is
# $element (Text) - the element
dicom-pixels-aspect = Expected pixels at most { $most } times as high as wide, or as wide as high, found { $found } ({ $element } or spacing): they are shown square.

## Graphics over the picture

# $times (Count) - how many times more pixels than the picture graphics may have
# $element (Text) - the element
# $width (Count) - their columns
# $height (Count) - their rows
dicom-pixels-overlay-large = Expected at most { $times } times the pixels of the picture in { $element }, found { $width } × { $height }.
# $element (Text) - the element
# $bit (Count) - number of the bit
dicom-pixels-overlay-bit = Expected an unused bit of the cells in { $element }, found { $bit }.
# $width (Count) - columns of the picture
# $height (Count) - rows of the picture
# $element (Text) - the element
# $found_width (Count) - columns of the graphics
# $found_height (Count) - rows of the graphics
dicom-pixels-overlay-size = Expected the { $width } × { $height } of the picture in { $element }, found { $found_width } × { $found_height }.
# $needed (Count) - bytes that are needed
# $element (Text) - the element
# $found (Count) - bytes that there are
dicom-pixels-overlay-cut = Expected { $needed } bytes in { $element }, found { $found } bytes: the file ends early.
dicom-pixels-overlay-left-out = That overlay was left out.
# $names (Text) - their names in the file, with commas
dicom-pixels-overlays = The file lays graphics over the picture (overlay { $names }): the light box draws them, the network gets the picture without them.
