### The light box: a dialog above the page that shows slices at full depth, one by one.

## The dialog

light-box-title = Light box
light-box-opening = Opening…
# $done (Count) - files that were looked at
# $total (Count) - files that there are, two or more
light-box-files = { $done } of { $total } files
# A button.
light-box-classify = Classify this slice
light-box-close = Close the light box

## Asked before a series is closed that something was measured on

# Read out before the question.
light-box-ask-title = Measures
light-box-ask = Close this series? What was measured on it is kept nowhere else.
# Where nothing was measured, and many slices would have to be opened again.
light-box-ask-series = Close this series? To see it again, its files must be chosen again.
light-box-ask-keep = Keep it open
light-box-ask-close = Close it

## The list of series

# Read out: what the list is.
light-box-series = Series
# $count (Count) - slices of a series
light-box-slices =
    { $count ->
        [one] { $count } slice
       *[other] { $count } slices
    }
# $sagittal (Count) - slices from left to right
# $coronal (Count) - slices from front to back
# $axial (Count) - slices from feet to head
light-box-volume = volume of { $sagittal } × { $coronal } × { $axial }
# $modality (Text) - how it was taken, by the letters of DICOM: "CT"
# $slices (Message) - how many there are: "20 slices"
light-box-modality = { $modality }, { $slices }
# $count (Count) - files that are not in the list
light-box-left-out =
    { $count ->
        [one] { $count } file holds no picture
       *[other] { $count } files hold no picture
    }

## Walking through slices

# A button; also before its key in brackets.
light-box-slice-before = Slice before
# A button; also before its key in brackets.
light-box-slice-after = Slice after
# Read out: what the slider chooses.
light-box-slice = Slice
# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
light-box-at = { $at } of { $count }
light-box-play = Play
light-box-stop = Stop
# In brackets the key.
light-box-play-or-stop = Play, stop (Space)
light-box-speed = Slices a second
# $count (Count) - slices
light-box-per-second = { $count } per second
# Of volumes that follow each other.
light-box-time = Time
light-box-planes = Plane
light-box-axial = Axial
light-box-coronal = Coronal
light-box-sagittal = Sagittal

## The stage, on which the slice is drawn

# Read out while no slice is there.
light-box-picture = Picture
# $name (Message) - of the file, with the slice where it holds several
light-box-picture-named = Picture: { $name }
light-box-no-graphics = Drawn by the processor: this browser offers no fast graphics.
light-box-too-large = Drawn by the processor: the picture is larger than the graphics of this device can hold.
light-box-graphics-lost = Drawn by the processor: the graphics of this device were taken away.
light-box-no-graphics-wanted = Drawn by the processor, as the address asks for.

## Read out when a slice or the way it is shown has changed

# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
light-box-said = Slice { $at } of { $count }
# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
# $view (Message) - how it is shown: "Centre 40, width 400"
light-box-said-view = Slice { $at } of { $count }. { $view }
# $center (Message) - a number: the value in the middle between black and white
# $width (Message) - a number: from black to white
light-box-view = Centre { $center }, width { $width }
# $center (Message) - a number: the value in the middle between black and white
# $width (Message) - a number: from black to white
# $name (Message) - what this window is called: "Lung"
light-box-view-named = Centre { $center }, width { $width } ({ $name })
# $view (Message) - how it is shown otherwise: "Centre 40, width 400"
# $degrees (Number(0)) - clockwise
light-box-view-turned = { $view }, turned by { $degrees }°
# $view (Message) - how it is shown otherwise: "Centre 40, width 400, turned by 90°"
light-box-view-inverted = { $view }, inverted

## What a slice is called

# $series (Message) - what the series is called, as the file says it: "T1 post contrast"
# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
light-box-slice-of = { $series }, slice { $at } of { $count }
# $series (Message) - what the series is called, as the file says it: "T1 post contrast"
# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
light-box-axial-slice-of = { $series }, axial slice { $at } of { $count }
# $series (Message) - what the series is called, as the file says it: "T1 post contrast"
# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
light-box-coronal-slice-of = { $series }, coronal slice { $at } of { $count }
# $series (Message) - what the series is called, as the file says it: "T1 post contrast"
# $at (Count) - number of the slice, from 1
# $count (Count) - slices that there are
light-box-sagittal-slice-of = { $series }, sagittal slice { $at } of { $count }

## Where a slice comes from, for the record of its answer: "MR, T1, slice 7 of 12, instance 7, 16 bits"

# $slice (Message) - what it is called: "T1, slice 7 of 12"
# $depth (Message) - what its values are: "16 bits"
light-box-origin = { $slice }, { $depth }
# $modality (Text) - how it was taken, by the letters of DICOM: "MR"
# $slice (Message) - what it is called: "T1, slice 7 of 12"
# $depth (Message) - what its values are: "16 bits"
light-box-origin-modality = { $modality }, { $slice }, { $depth }
# $slice (Message) - what it is called: "T1, slice 7 of 12"
# $number (Text) - of the object in its series, as the file says it
light-box-origin-instance = { $slice }, instance { $number }
light-box-depth-colour = 8 bits a colour
light-box-depth-float = floating point values
# $bits (Count) - of a value
light-box-depth = { $bits } bits

## Files

# $name (Text) - of the file
light-box-saved = Saved as { $name }.
light-box-not-saved = The browser did not save it.
light-box-no-file = The browser made no file of the slice.

## What went wrong

# Read out.
# $what (Message) - what was expected and what was found, a sentence
# $help (Message) - what to do, a sentence
light-box-failed = { $what } { $help }
light-box-lost = The slice got lost on its way.
light-box-lost-help = Close the light box and open it again.
light-box-nothing = There is no picture in it that can be opened here.
# $why (Message) - the name of a file, and what is wrong with it
light-box-nothing-why = There is no picture in it that can be opened here. { $why }
light-box-nothing-help = Choose a picture, a DICOM or NIfTI file, or an archive or folder that holds some. Pictures in a document must be saved from it first.
