### What can be wrong with the compressed pixels of a DICOM file. Terms are those of the standards: ITU-T T.81 (JPEG),
### T.87 (JPEG-LS), T.800 (JPEG 2000), and PS3.5, annex G (RLE).

## Of several kinds of coding

# $width (Count) - columns by the file
# $height (Count) - rows by the file
# $samples (Count) - samples of a pixel by the file
# $codec (Text) - JPEG, JPEG-LS or JPEG 2000
# $found_width (Count) - columns by the compressed data
# $found_height (Count) - rows by the compressed data
# $found_samples (Count) - samples of a pixel by the compressed data
dicom-codec-size = Expected { $width } × { $height } pixels of { $samples } samples in the { $codec } data, found { $found_width } × { $found_height } pixels of { $found_samples } samples.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-segment-cut = Expected a whole marker segment in the { $codec } data, found less: the file ends early.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-components-cut = Expected data of every component in the { $codec } data, found less: the file ends early.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-two-frames = Expected one frame header in the { $codec } data, found two.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-scan-first = Expected a frame header in the { $codec } data, found a scan before it.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-no-frame = Expected a frame header in the { $codec } data, found none.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-frame-cut = Expected a frame header in the { $codec } data, found a cut one.
# $codec (Text) - JPEG or JPEG-LS
# $found (Count) - components that are there
dicom-codec-frame-components = Expected every component in the frame header in the { $codec } data, found { $found }.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-scan-empty = Expected a scan header in the { $codec } data, found an empty one.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-scan-cut = Expected a scan header in the { $codec } data, found a cut one.
# $codec (Text) - JPEG or JPEG-LS
dicom-codec-component-in-two = Expected each component in one scan in the { $codec } data, found one in two.

## JPEG

# $process (Text) - what is coded so
dicom-codec-jpeg-process =
    Expected a sequential or lossless process in the JPEG data, found { $process ->
        [progressive] progressive coding
        [hierarchical] hierarchical coding
       *[arithmetic] arithmetic coding
    }, which is not read here.
dicom-codec-jpeg-samples-cut = Expected data of every sample in the JPEG data, found less: the file ends early.
dicom-codec-jpeg-restart-cut = Expected a restart marker in the JPEG data, found less: the file ends early.
dicom-codec-jpeg-blocks-cut = Expected data of every block in the JPEG data, found less: the file ends early.
dicom-codec-jpeg-coefficients-cut = Expected coefficients of every block in the JPEG data, found less: the file ends early.
dicom-codec-jpeg-rows-cut = Expected lossless data of every row in the JPEG data, found less: the file ends early.
dicom-codec-jpeg-scans-cut = Expected every scan, and an end marker in the JPEG data, found less: the file ends early.
dicom-codec-jpeg-scans = Expected one scan a component in the JPEG data, found more.
# $found (Count) - bits of a sample
dicom-codec-jpeg-precision = Expected a precision of the process in the JPEG data, found { $found }.
# $across (Count) - factor of the columns
# $down (Count) - factor of the rows
dicom-codec-jpeg-sampling = Expected sampling factors of the process in the JPEG data, found { $across } × { $down }.
# $component (Count) - number of the component
dicom-codec-jpeg-scan-component = Expected components of the frame in a scan in the JPEG data, found { $component }.
# $component (Count) - number of the component
dicom-codec-jpeg-scan-component-twice = Expected each component once in a scan in the JPEG data, found { $component }.
# $found (Count) - number of the predictor
dicom-codec-jpeg-predictor = Expected a predictor of 1 to 7 in the JPEG data, found { $found }.
dicom-codec-jpeg-interval-cut = Expected a restart interval in the JPEG data, found a cut one.
dicom-codec-jpeg-component = Expected a component in the JPEG data, found none.
dicom-codec-jpeg-no-codes = Expected a Huffman table for each scan in the JPEG data, found none.
dicom-codec-jpeg-codes-cut = Expected a Huffman table in the JPEG data, found a cut one.
dicom-codec-jpeg-too-many-codes = Expected a Huffman table in the JPEG data, found too many codes.
# $found (Count) - number of the table
dicom-codec-jpeg-codes-number = Expected Huffman tables 0 to 3 in the JPEG data, found { $found }.
dicom-codec-jpeg-no-steps = Expected a quantisation table for each component in the JPEG data, found none.
dicom-codec-jpeg-steps-cut = Expected a quantisation table in the JPEG data, found a cut one.
# $found (Count) - number of the table
dicom-codec-jpeg-steps-number = Expected quantisation tables 0 to 3 in the JPEG data, found { $found }.
dicom-codec-jpeg-no-code = Expected Huffman codes in the JPEG data, found bits that are none.
# $found (Count) - bits of a difference
dicom-codec-jpeg-difference = Expected differences of at most 16 bits in the JPEG data, found { $found }.
dicom-codec-jpeg-coefficients = Expected 64 coefficients a block in the JPEG data, found more.
# $found (Count) - bits of a sample
dicom-codec-jpeg-progressive-bits = Expected 8 bits a sample where coding is progressive in the JPEG data, found { $found }, which is not read here.
# $found (Count) - samples of a pixel
dicom-codec-jpeg-progressive-samples = Expected one or three samples a pixel where coding is progressive in the JPEG data, found { $found }, which is not read here.
# $why (Message) - what is wrong with the picture, a sentence
dicom-codec-jpeg-progressive = Expected a progressive stream in the JPEG data, found { $why }.

## JPEG-LS

dicom-codec-jpegls-restarts = Expected no restart intervals in the JPEG-LS data, found some, which is not read here.
dicom-codec-jpegls-transform = Expected no colour transform in the JPEG-LS data, found that of Hewlett-Packard, which is not read here.
dicom-codec-jpegls-tables = Expected no mapping tables in the JPEG-LS data, found some, which is not read here.
# $found (Count) - bits of a sample
dicom-codec-jpegls-precision = Expected a precision of 2 to 16 in the JPEG-LS data, found { $found }.
# $component (Count) - number of the component
dicom-codec-jpegls-scan-component = Expected components of the frame, each once in the JPEG-LS data, found { $component }.
# $found (Count) - number of the way
dicom-codec-jpegls-interleave = Expected a way to interleave in the JPEG-LS data, found { $found }.
dicom-codec-jpegls-preset-kind = Expected preset parameters of kind 1 in the JPEG-LS data, found another kind, which is not read here.
# $found (Count) - parameters that are there
dicom-codec-jpegls-presets = Expected 5 preset parameters in the JPEG-LS data, found { $found }.
# $most (Text) - the parameter MAXVAL of T.87
# $near (Text) - the parameter NEAR of T.87
dicom-codec-jpegls-parameters = Expected parameters that fit the precision in the JPEG-LS data, found MAXVAL { $most }, NEAR { $near }.
# $first (Text) - the parameter T1 of T.87
# $second (Text) - the parameter T2 of T.87
# $third (Text) - the parameter T3 of T.87
dicom-codec-jpegls-thresholds = Expected thresholds in order in the JPEG-LS data, found { $first }, { $second }, { $third }.
# $found (Text) - the parameter RESET of T.87
dicom-codec-jpegls-reset = Expected a reset of at least 3 in the JPEG-LS data, found { $found }.
dicom-codec-jpegls-rows-cut = Expected data of every row in the JPEG-LS data, found less: the file ends early.
dicom-codec-jpegls-runs-cut = Expected runs of samples in the JPEG-LS data, found less: the file ends early.
dicom-codec-jpegls-run = Expected runs that end inside a row in the JPEG-LS data, found a longer one.

## JPEG 2000

dicom-codec-jpeg2000-no-stream = Expected a code stream in the JPEG 2000 data, found none.
# $why (Text) - what the decoder says, in English
dicom-codec-jpeg2000-stream = Expected a code stream in the JPEG 2000 data, found { $why }.
# $found (Count) - components that are there
dicom-codec-jpeg2000-components = Expected samples of every component in the JPEG 2000 data, found { $found }.
dicom-codec-jpeg2000-size-cut = Expected an image size in the JPEG 2000 data, found a cut one.
dicom-codec-jpeg2000-unequal = Expected components of one size and depth in the JPEG 2000 data, found others, which is not read here.
# $found (Count) - bits of a sample
dicom-codec-jpeg2000-bits = Expected at most 16 bits in the JPEG 2000 data, found { $found }, which is not read here.
dicom-codec-jpeg2000-style-cut = Expected a coding style in the JPEG 2000 data, found a cut one.
dicom-codec-jpeg2000-styles = Expected tiles coded alike in the JPEG 2000 data, found more than 64 ways.
dicom-codec-jpeg2000-quantiser = Expected a quantiser in the JPEG 2000 data, found an empty one.
dicom-codec-jpeg2000-length = Expected segments as long as their content in the JPEG 2000 data, found another length.
# $limit (Count) - megabytes allowed
# $found (Count) - megabytes that it would take
dicom-codec-jpeg2000-memory = Expected the JPEG 2000 data to take at most { $limit } MB of memory, found { $found } MB by its header.

## RLE

# $found (Count) - bytes that are there
dicom-codec-rle-header-cut = Expected a header of 64 bytes in the RLE data, found { $found }.
dicom-codec-rle-no-header = Expected a header in the RLE data, found 0.
# $wanted (Count) - segments that such pixels have
# $found (Count) - segments by the header
dicom-codec-rle-segments = Expected { $wanted } segments in the RLE data, found { $found }.
# $start (Count) - where it starts
dicom-codec-rle-outside = Expected segments inside the frame in the RLE data, found one at byte { $start }.
# $wanted (Count) - bytes of a segment
dicom-codec-rle-fewer = Expected { $wanted } bytes a segment in the RLE data, found fewer: the file ends early.
# $wanted (Count) - bytes of a segment
# $found (Count) - bytes that it holds
dicom-codec-rle-cut = Expected { $wanted } bytes a segment in the RLE data, found { $found }: the file ends early.

## High-Throughput JPEG 2000 (T.814)

dicom-codec-htj2k-cut = Expected High-Throughput JPEG 2000 data up to their end, found them cut.
# $marker (Text) - four hexadecimal digits
dicom-codec-htj2k-header = Expected a header by the standard in the High-Throughput JPEG 2000 data, found something else in segment { $marker }.
dicom-codec-htj2k-packet = Expected packets as the headers describe them in the High-Throughput JPEG 2000 data, found other bytes.
dicom-codec-htj2k-block = Expected code blocks by the standard in the High-Throughput JPEG 2000 data, found other bits.
# $what (Text) - blocks, region, headers, planes, components, changes or extension
dicom-codec-htj2k-feature =
    Expected High-Throughput JPEG 2000 data of the usual kind, found { $what ->
        [blocks] code blocks of the older coding among them
        [region] a region of interest
        [headers] packet headers apart from their packets
        [planes] more than 29 bit planes
        [components] components of different size or depth
        [changes] more than 64 changes of the packet order
       *[extension] an extension of the standard
    }, which is not read here.
