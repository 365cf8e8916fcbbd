### What keeps a DICOM file from being written without what names the patient. An element is its number and its keyword
### in the standard, as (0028,0010) Rows; it is not translated. What was found is never said itself.

## Something of the original is left in the file that was made

# $element (Text) - where it is
deidentify-preamble = Expected nothing that names the patient in the file that was made, found a preamble in { $element }.
# $element (Text) - where it is
deidentify-unknown = Expected nothing that names the patient in the file that was made, found an element that nobody knows in { $element }.
# $element (Text) - where it is
deidentify-twice = Expected nothing that names the patient in the file that was made, found an element that stands there twice in { $element }.
# $element (Text) - where it is
deidentify-uid = Expected nothing that names the patient in the file that was made, found a UID that was not replaced in { $element }.
# $element (Text) - where it is
deidentify-beside-entries = Expected nothing that names the patient in the file that was made, found something beside the bits of the entries in { $element }.
# $origin (Text) - the element of the original that it stood in
# $element (Text) - where it is
deidentify-left = Expected nothing that names the patient in the file that was made, found what stood in { $origin } in { $element }.
# $element (Text) - where it is
deidentify-beside-picture = Expected nothing that names the patient in the file that was made, found something in bits that are not the picture's in { $element }.
deidentify-help = Nothing was saved. Export the picture as PNG from its viewer, and look at it before you give it away.

## The pixels cannot be told from what is beside them

# $element (Text) - the element
deidentify-syntax = Expected a transfer syntax of the standard in { $element }, found another, which is not read here.
# $element (Text) - the element
deidentify-sequence = Expected pixels in { $element }, found a sequence.
# $element (Text) - the element
# $syntax (Text) - name of the transfer syntax
deidentify-unread = Expected pixels of a kind that is read here, to tell them from what is beside them in { $element }, found { $syntax }, which is not read here.
# $columns (Count) - of the picture
# $rows (Count) - of the picture
deidentify-box-outside = Expected a box that covers a part of the picture of { $columns } columns and { $rows } rows, found one that covers nothing.
deidentify-no-stream = Expected a code stream in the JPEG 2000 data, found something else.
deidentify-tile-header = Expected a whole tile header in the JPEG 2000 data, found something else.
deidentify-tiles = Expected tiles of their length in the JPEG 2000 data, found something else.
deidentify-header = Expected a whole header in the JPEG 2000 data, found something else.
deidentify-markers = Expected marker segments in the JPEG 2000 data, found something else.
deidentify-segments = Expected segments of T.800, with the headers of packets beside their data in the JPEG 2000 data, found others, which is not read here.
deidentify-segment = Expected a whole segment in the JPEG 2000 data, found something else.
deidentify-segment-twice = Expected each segment once in a header in the JPEG 2000 data, found something else.
deidentify-order = Expected whole changes of order in the JPEG 2000 data, found something else.
