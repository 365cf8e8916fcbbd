### What a network outlined, and how often it misses.

## What was outlined

outline-nothing = Nothing was outlined.
outline-specks = Nothing larger than a speck was outlined.
# $share (Message) - of the picture: "about 4 %", "under 1 %"
# $unit (Text) - one part of an examination, in the words of the task: "slice"
# $place (Message) - where: "at the upper left of the picture"
outline-one = The model outlined one region, { $share } of the { $unit }, { $place }.
# $count (Count) - regions, two or more
# $share (Message) - of the picture, all of them: "about 10 %"
# $unit (Text) - one part of an examination, in the words of the task: "slice"
# $place (Message) - where the largest is: "in the middle of the picture"
outline-several =
    The model outlined { $count ->
        [one] { $count }
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
       *[other] { $count }
    } regions, together { $share } of the { $unit }, the largest { $place }.
# $share (Message) - "4 %"
outline-about = about { $share }

## Where, in the two sentences above

outline-upper-left = at the upper left of the picture
outline-upper = at the top of the picture
outline-upper-right = at the upper right of the picture
outline-left = at the left of the picture
outline-centre = in the middle of the picture
outline-right = at the right of the picture
outline-lower-left = at the lower left of the picture
outline-lower = at the bottom of the picture
outline-lower-right = at the lower right of the picture

## How often it misses

# $finding (Text) - in the words of the task, with its article: "a tumour"
outline-unmeasured = Nobody has measured how often this model misses { $finding }.
# $units (Text) - in the words of the task: "slices"
# $finding (Text) - in the words of the task, with its article: "a tumour"
# $missed (Number(0)) - of a hundred
outline-missed = On test { $units } with { $finding } outlined by people, the most certain place of the model missed it in { $missed } of 100.
# $units (Text) - in the words of the task: "slices"
# $finding (Text) - in the words of the task, with its article: "a tumour"
# $least (Number(0)) - of a hundred, on the source where it misses least
# $most (Number(0)) - of a hundred, on the source where it misses most
outline-missed-between = On test { $units } with { $finding } outlined by people, the most certain place of the model missed it in { $least } to { $most } of 100.

## For clinicians

outline-note = How probably each place belongs to a finding, on a grid of a quarter of the picture's side; the white line is the edge of the outline. The class is read from what is outlined, so the outline is the same for every class. It shows what this network outlines, not where disease is.
