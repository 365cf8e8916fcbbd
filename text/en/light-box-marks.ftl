### What stands on the picture in the light box, in small letters: sides of the patient, a scale, the window.

## Sides of the patient: one letter, or two or three where an edge lies aslant

light-box-marks-right = R
light-box-marks-left = L
# The front of the patient.
light-box-marks-anterior = A
# The back of the patient.
light-box-marks-posterior = P
# The feet of the patient.
light-box-marks-feet = F
# The head of the patient.
light-box-marks-head = H
# $first (Message) - the letter, or the letters, that the edge is nearest to: "P"
# $second (Message) - the letter that it is next to: "L"
light-box-marks-letters = { $first }{ $second }
# Read out: what the letters say.
# $above (Message) - letters at the upper edge
# $right (Message) - letters at the right edge
# $below (Message) - letters at the lower edge
# $left (Message) - letters at the left edge
light-box-marks-sides = Sides of the patient: { $above } above, { $right } at the right, { $below } below, { $left } at the left
light-box-marks-right-side = Right side of the body
light-box-marks-left-side = Left side of the body
light-box-marks-both-sides = Both sides of the body

## The scale

# The mark is read out and not seen.
# $length (Message) - how long the line is: "2 cm"
light-box-marks-scale = <b>Scale: </b>{ $length }
# $length (Message) - a round number
light-box-marks-millimetres = { $length } mm
# $length (Message) - a round number
light-box-marks-centimetres = { $length } cm
# $length (Message) - with its unit: "2 cm"
light-box-marks-in-region = { $length } in the ultrasound region
# $length (Message) - with its unit: "2 cm"
light-box-marks-at-detector = { $length } at the detector

## The window

# C is the centre, W the width.
# $center (Message) - a number: the value in the middle between black and white
# $width (Message) - a number: from black to white
light-box-marks-window = C { $center }  W { $width }
