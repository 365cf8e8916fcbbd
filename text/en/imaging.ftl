### What can be wrong with a picture, and what to do.

## What is wrong

imaging-empty-file = Expected a picture, found an empty file.
# $limit (Count) - bytes that are allowed
# $found (Count) - bytes of the file
imaging-too-large = Expected a file of at most { $limit } bytes, found { $found } bytes.
# $start (Text) - first bytes of the file, in hex
imaging-unknown-format = Expected JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM or NIfTI, found a file that starts with { $start }.
# $name (Message) - what the file is: "a PDF document"
imaging-foreign = Expected JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM or NIfTI, found { $name }.
# $format (Text) - "JPEG"
# $detail (Message) - what is missing
imaging-truncated = Expected a whole { $format } file, found one that ends early: { $detail }.
# $format (Text) - "JPEG"
# $detail (Message) - what is wrong
imaging-damaged = Expected a valid { $format } file, found a fault in it: { $detail }.
# $limit (Count) - pixels that are allowed
# $side (Count) - how long a side may be
# $width (Count) - columns of the picture
# $height (Count) - rows of the picture
imaging-too-many-pixels = Expected at most { $limit } pixels and sides of at most { $side }, found { $width } × { $height }.
# $minimum (Count) - how long a side must be
# $width (Count) - columns of the picture
# $height (Count) - rows of the picture
imaging-too-small = Expected sides of at least { $minimum } pixels, found { $width } × { $height }.
# $format (Text) - "TIFF"
imaging-elsewhere = Expected the part of this program that reads { $format } files, but it could not be started.
# $format (Text) - "JPEG"
# $detail (Message) - the kind that was found
imaging-unsupported = Expected a common kind of { $format }, found { $detail }.

## What to do

imaging-help-again = Save or download the file again, and try once more.
imaging-help-scale = Scale the picture down, for instance to 2,000 pixels a side.
imaging-help-rename = Save the picture as PNG or JPEG. Renaming the file does not help.
imaging-help-viewer = Open the file in a picture viewer and save it again as PNG.
imaging-help-original = Use the original picture, not a thumbnail.
imaging-help-convert = Open the file in a picture viewer and save it as PNG or JPEG.

## What a file is that is no picture for this program, behind "found", and what to do with it

imaging-dicom = a DICOM file
imaging-dicom-help = Reload the page, so that its part for DICOM starts. Export the slice as PNG if that fails.
imaging-nifti = a NIfTI volume
imaging-nifti-help = Reload the page, so that its part for volumes starts. Export one slice as PNG if that fails.
imaging-heic = a HEIC picture
imaging-heic-help = Save the picture as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible.
imaging-avif = an AVIF picture
imaging-jpeg-2000 = a JPEG 2000 picture
imaging-jpeg-xl = a JPEG XL picture
imaging-save-help = Save the picture as PNG or JPEG.
imaging-pdf = a PDF document
imaging-pdf-help = Ask for the picture itself as DICOM, PNG or JPEG. Else take a screenshot of the document and cut it to the picture alone.
imaging-zip = a ZIP archive
imaging-gzip = a gzip archive
imaging-archive-help = Unpack the archive and choose one picture in it.
imaging-svg = an SVG drawing
imaging-svg-help = Export the drawing as PNG.
imaging-html = a web page
imaging-html-help = Download the picture itself; this is the page around it.
imaging-video = a video
imaging-video-help = Save one frame of the video as PNG.

## What is missing or wrong in a file, behind a colon, or of which kind it is, behind "found"

imaging-header-cut = its header is cut
imaging-no-data = it has no picture data
imaging-data-few = its picture data are too few for its pixels
imaging-data-stop = the picture data stop early
imaging-size-disagrees = its size and its data disagree
imaging-palette = a palette that is not made of whole colours
# $kind (Text) - as the decoder calls it: "Rgb32F"
imaging-samples-kind = samples of the kind { $kind }
# What a decoder says that is not ours.
# $words (Text) - in English
imaging-words = { $words }
imaging-no-end-marker = no end-of-image marker
imaging-segment-no-length = a marker segment without its length
imaging-segment-impossible = a marker segment of impossible length
imaging-segment-cut = a marker segment is cut
imaging-scan-before-frame = a scan before the frame header
# $most (Count) - how many there may be
imaging-scans = more than { $most } scans
imaging-nothing-between = no picture between its first and its last marker
imaging-frame-header = a frame header of impossible length
imaging-channels = a number of colour channels other than 1, 3 or 4
imaging-late-height = a height that is given only after the picture
imaging-hierarchical = hierarchical coding
imaging-arithmetic = arithmetic coding
imaging-code-table = a Huffman table that is none
imaging-step-table = a quantisation table that is cut
imaging-no-restart = a restart marker is missing
imaging-no-code = data that no Huffman table knows

## What is said of a picture that is shown

# $count (Count) - frames of the file, two or more
imaging-several-frames = This file holds { $count } frames; the first is shown.
# $most (Count) - the largest number that the file says it uses
imaging-range-stated = The file says that its numbers go up to { $most }, of the 65,535 that 16 bits hold: { $most } is shown as white.
# $most (Count) - the largest number that is in the file
imaging-range-found = The largest number in the file is { $most }, of the 65,535 that 16 bits hold: it is shown as white.
