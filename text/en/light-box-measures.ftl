### Lengths and angles that are measured in the light box, and boxes that cover a part of the picture.

light-box-measures-title = Measured
# $number (Count) - from 1, over all slices
light-box-measures-length-name = Length { $number }
# $number (Count) - from 1, over all slices
light-box-measures-angle-name = Angle { $number }
# $number (Count) - from 1, over all slices
light-box-measures-cover-name = Box { $number }
# $name (Message) - "Length 1"
# $value (Message) - "32.1 mm"
light-box-measures-item = { $name }: <b>{ $value }</b>
# A button.
# $name (Message) - "Length 1"
light-box-measures-remove = Remove { $name }

## What a measure says

# $length (Message) - a number
light-box-measures-millimetres = { $length } mm
# $length (Message) - a number
light-box-measures-at-detector = { $length } mm at the detector
# $length (Message) - a number
light-box-measures-pixels = { $length } pixels
# $angle (Message) - a number
light-box-measures-degrees = { $angle }°
# What a box covers.
# $left (Count) - first column, from 1
# $right (Count) - last column
# $top (Count) - first row, from 1
# $bottom (Count) - last row
light-box-measures-covers = columns { $left } to { $right }, rows { $top } to { $bottom }

## Points on the picture, read out

# $name (Message) - "Length 1"
# $number (Count) - of the point, from 1
# $value (Message) - "32.1 mm"
light-box-measures-point = { $name }, point { $number }: { $value }. Arrow keys move it.
# $name (Message) - "Box 1"
# $value (Message) - "columns 3 to 40, rows 1 to 9"
light-box-measures-middle = { $name }: { $value }. Arrow keys move all of it.
# $value (Message) - what the values tool says: "grey value 12 at column 3, row 4"
light-box-measures-probe = Value: { $value }. Arrow keys move the probe.

## What to do with a tool that was just taken, read out

light-box-measures-draw-length = Length: draw on the picture, or press M again or Enter to set one in the middle.
light-box-measures-draw-angle = Angle: draw on the picture, or press A again or Enter to set one in the middle.
