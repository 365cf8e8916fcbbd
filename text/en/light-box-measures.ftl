### Lengths and angles that are measured in the light box.

light-box-measures-title = Measured
# $number (Count) - from 1, over all slices
light-box-measures-length-name = Length { $number }
# $number (Count) - from 1, over all slices
light-box-measures-angle-name = Angle { $number }
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

## Points on the picture, read out

# $name (Message) - "Length 1"
# $number (Count) - of the point, from 1
# $value (Message) - "32.1 mm"
light-box-measures-point = { $name }, point { $number }: { $value }. Arrow keys move it.
# $value (Message) - what the values tool says: "grey value 12 at column 3, row 4"
light-box-measures-probe = Value: { $value }. Arrow keys move the probe.

## What to do with a tool that was just taken, read out

light-box-measures-draw-length = Length: draw on the picture, or press M again or Enter to set one in the middle.
light-box-measures-draw-angle = Angle: draw on the picture, or press A again or Enter to set one in the middle.
