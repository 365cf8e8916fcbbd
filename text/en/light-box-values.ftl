### Numbers and values in the light box.

## Numbers with as many decimals as tell something

# $number (Number(0)) - none
light-box-values-whole = { $number }
# $number (Number(1)) - one
light-box-values-tenths = { $number }
# $number (Number(2)) - two
light-box-values-hundredths = { $number }
# $number (Number(3)) - three
light-box-values-thousandths = { $number }
# $number (Number(4)) - four
light-box-values-ten-thousandths = { $number }
# $number (Text) - more decimals than that
light-box-values-tiny = { $number }
# The sign is U+2212.
# $number (Message) - a number
light-box-values-negative = −{ $number }

## What the values tool reads

light-box-values-outside = outside of the picture
# $value (Message) - "grey value 12"
# $column (Count) - from 1
# $row (Count) - from 1
light-box-values-place = { $value } at column { $column }, row { $row }
# $red (Number(0)) - 0 to 255
# $green (Number(0)) - 0 to 255
# $blue (Number(0)) - 0 to 255
light-box-values-colour = red { $red }, green { $green }, blue { $blue }
light-box-values-padding = no part of the picture
# $value (Message) - a number
light-box-values-grey = grey value { $value }
# $value (Message) - a number
# $unit (Text) - "HU"
light-box-values-unit = { $value } { $unit }
# Of a PET: the standardised uptake value.
# $value (Message) - "5000 Bq/ml"
# $uptake (Number(2)) - in g/ml
light-box-values-uptake = { $value }, SUV { $uptake } g/ml by body weight
