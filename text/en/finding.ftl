### What stands in a finding beside its numbers: where a map is strongest, for those who do not see it.

# Sides are those of the picture as shown, not the patient's.
# $place (Text) - a part of what is imaged
finding-place =
    { $place ->
        [upper-left] strongest in the upper left quarter
        [upper-right] strongest in the upper right quarter
        [lower-left] strongest in the lower left quarter
        [lower-right] strongest in the lower right quarter
        [upper] strongest in the upper half, near the midline
        [lower] strongest in the lower half, near the midline
        [left] strongest in the left half
        [right] strongest in the right half
        [middle] strongest in the middle
       *[several] strongest in several places
    }
# Follows the name of a class.
# $place (Message) - "strongest in the left half"
# $area (Percent(0)) - how much of the picture
finding-strongest = { $place }, over { $area } of the picture
# $place (Message) - "strongest in the left half"
# $area (Percent(0)) - how much of the picture
finding-within = { $place }, over { $area } of the picture, all within the outline of what is imaged
# $place (Message) - "strongest in the left half"
# $area (Percent(0)) - how much of the picture
# $outside (Percent(0)) - how much of that
finding-partly-within = { $place }, over { $area } of the picture, { $outside } of it outside the outline of what is imaged
finding-nowhere = no part speaks for it
