### Outlining one region of a slice in the light box, for a task that reads such regions. What the tool is called, what the model is
### asked by, and what a table of sizes says, is in the task's own words.

## What to do

# Read out when the tool is taken.
# $tool (Text) - what it is called: "Outline a nodule"
light-box-region-draw = { $tool }: click the middle of it, or press O again or Enter to outline what is in the middle.
light-box-region-help = Click the middle of it on the picture, or press Enter to outline what is in the middle of the view.
light-box-region-no-value = There is nothing to outline here. Choose another place.
light-box-region-flat = Nothing stands out from its surroundings here. Choose another place.
light-box-region-limited = It runs into what lies beside it, so a circle was taken. Correct it before you read anything from it.

## What was outlined

# $long (Number(1)) - the longest diameter
# $short (Number(1)) - the longest one across it
# $mean (Number(0)) - the mean of both
# $area (Number(1)) - the area
light-box-region-millimetres = Longest diameter { $long } mm, across it { $short } mm, mean { $mean } mm; area { $area } mm².
# $long (Number(1)) - the longest diameter
# $short (Number(1)) - the longest one across it
# $area (Number(0)) - how many pixels
light-box-region-pixels = Longest diameter { $long } pixels, across it { $short } pixels; area { $area } pixels. The file does not say how large a pixel is, so there are no millimetres.
# Of the point that it was grown from, read out.
# $size (Message) - "Longest diameter 8.4 mm, …"
light-box-region-seed = Start of the outline. { $size } Arrow keys move it and outline anew.

## Correcting it

# A slider: the value at which the outline lies.
light-box-region-edge = Edge at
# Three choices: what a click or a stroke on the picture does.
light-box-region-mode = On the picture
light-box-region-anew = Outline anew
light-box-region-add = Add
light-box-region-erase = Erase
# A slider.
light-box-region-brush = Brush
# $radius (Count) - of the brush, in pixels
light-box-region-radius =
    { $radius ->
        [one] { $radius } pixel
       *[other] { $radius } pixels
    }
light-box-region-wider = One pixel wider
light-box-region-narrower = One pixel narrower
light-box-region-undo = Undo
light-box-region-remove = Remove the outline

## A published table of sizes

light-box-region-table = What a table says of this size
# $source (Text) - where it is published
light-box-region-source = Source: { $source }

## Asking the model

# $unit (Text) - of the values that it reads: "HU"
light-box-region-not-as-learned = The model is not asked: it learned from slices in { $unit } with a known pixel size, and this file does not say both.
# $least (Number(2)) - millimetres of a pixel, at least
# $most (Number(2)) - at most
# $size (Number(2)) - of this slice
light-box-region-other-pixels = The model is not asked: it learned from pixels of { $least } to { $most } mm, and here one measures { $size } mm.
# $found (Count) - pixels of the outline's longer side
# $size (Number(1)) - the same in millimetres
# $least (Count) - pixels of the smallest ones that the model learned from
# $most (Count) - of the largest ones
# $from (Number(1)) - millimetres of the smallest ones on this slice
# $to (Number(1)) - of the largest ones
light-box-region-other-extent =
    { $found ->
        [one] The model is not asked: this outline is { $found } pixel across ({ $size } mm). The model knows outlines of { $least } to { $most } pixels, which are { $from } to { $to } mm on this slice.
       *[other] The model is not asked: this outline is { $found } pixels across ({ $size } mm). The model knows outlines of { $least } to { $most } pixels, which are { $from } to { $to } mm on this slice.
    }
# Name of the picture that is cut out, on the page.
# $name (Message) - of file and slice: "IM2"
light-box-region-file = { $name }, outlined
# Where the picture comes from, in the record of its answer.
# $origin (Message) - "CT, Chest, slice 7 of 12, instance 7, 16 bits"
# $long (Number(1)) - longest diameter, in millimetres
# $short (Number(1)) - across it
light-box-region-origin = { $origin }, outlined: { $long } by { $short } mm
