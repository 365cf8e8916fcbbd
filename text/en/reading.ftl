### What is told of files and their slices: why a file is not shown, what series are called, and what a network gets.

## Why a file is not shown, and what to do

# $most (Count) - megabytes that are allowed
# $found (Count) - megabytes of the file
reading-too-large = Expected a file of at most { $most } MB, found { $found } MB.
reading-too-large-help = Choose a smaller file, or export its slices one by one.
reading-directory = This is the table of contents of a patient CD; the pictures are in the files beside it.
reading-directory-help = Choose or drop the whole folder.
reading-header-alone = Expected a volume with its voxels, found a header (.hdr) alone: the .img file of the same name is missing.
reading-voxels-alone = Expected a volume with its voxels, found voxels (.img) alone: the .hdr file of the same name is missing.
reading-half-help = Give both files together: choose both, or their folder.
reading-too-deep = Expected files in the archive, or archives with files, found archives in these as well.
reading-office = Expected pictures, found an Office document (.docx, .pptx, .xlsx, .odt).
reading-no-slice = Expected a slice that the file has, found a request for another.
reading-no-slice-help = Choose one of the slices that are listed.
reading-no-object = Expected a DICOM file, found one of another kind.
reading-no-object-help = Only a DICOM file can be written without what names the patient.
# $name (Text) - of a file that is not in the list
# $message (Message) - what is wrong with it, a sentence
# $help (Message) - what to do, a sentence
reading-left-out = { $name }: { $message } { $help }

## What series and studies are called

# What the file itself says, or its name.
# $words (Text) - in the language of the file
reading-said = { $words }
# $number (Text) - of the series, as the file says it
reading-series-number = Series { $number }
reading-series-unnamed = Series without a name
# $study (Text) - what the file says of the study
# $date (Text) - year, month and day: "2004-01-19"
reading-study-dated = { $study }, { $date }
reading-study-unnamed = Study without a name
# A frame of a file with several.
# $name (Text) - of the file
# $frame (Text) - which, from 1
reading-frame-of = { $name }, frame { $frame }
# Slices of a volume, by the plane that they lie in.
# $name (Text) - of the file
# $at (Text) - which, from 1
reading-axial-of = { $name }, axial { $at }
# $name (Text) - of the file
# $at (Text) - which, from 1
reading-coronal-of = { $name }, coronal { $at }
# $name (Text) - of the file
# $at (Text) - which, from 1
reading-sagittal-of = { $name }, sagittal { $at }
# All ordinary pictures together.
reading-pictures = Pictures

## Ways to show a slice: which values are black and white

# $number (Count) - of the window in the file, from 1
reading-window = File's window { $number }
# $number (Count) - of the table in the file, from 1
reading-table = File's table { $number }
reading-as-stored = As stored
reading-black-to-white = Black to white

## What a network gets, whatever the light box shows

reading-gets-picture = The network gets this picture as it is stored, whatever is set here.
reading-gets-colour = The network gets this slice in its own colours, whatever is set here.
# $numbers (Message) - of the window: "centre 40, width 400", or "a table"
reading-gets-first = The network gets this slice through the file's first window ({ $numbers }), whatever is set here.
# $numbers (Message) - of the window: "centre 40, width 400"
reading-gets-modality = The network gets this slice through the window of the task, by default that of soft tissue, as the file has none ({ $numbers }), whatever is set here.
# $numbers (Message) - of the window: "centre 40, width 400"
reading-gets-percentiles = The network gets this slice through the window of the task, by default from the 1st to the 99th percentile, as the file has none ({ $numbers }), whatever is set here.
# $center (Text) - value between black and white
# $width (Text) - values from black to white
reading-center-width = centre { $center }, width { $width }
reading-a-table = a table
# $why (Message) - the reason: "the file does not say the half-life"
reading-no-suv = No standardised uptake value: { $why }.
