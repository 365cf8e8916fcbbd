### What a network outlined, and how often it misses.

## What was outlined

outline-nothing = Nothing was outlined.
outline-specks = Nothing larger than a speck was outlined.
# $size (Message) - "about 4 % of the slice (1.2 cm²)"
# $place (Message) - where the largest is: "at the upper left of the picture"
outline-weak = The model leans to no finding, although it outlined { $size }, { $place }.
# $size (Message) - "about 4 % of the slice (1.2 cm²)"
# $place (Message) - where: "at the upper left of the picture", "at the front, on the patient's left"
outline-one = The model outlined one region, { $size }, { $place }.
# $count (Count) - regions, two or more
# $size (Message) - of all of them: "about 10 % of the slice (3.1 cm²)"
# $place (Message) - where the largest is: "in the middle of the picture", "at the back"
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
    } regions, together { $size }, the largest { $place }.

## One of several regions, in a list for clinicians

# $size (Message) - "about 4 % of the slice (1.2 cm²)"
# $place (Message) - where: "at the upper left of the picture", "at the front, on the patient's left"
outline-region = { $size }, { $place }
# $count (Count) - regions that are not in the list
outline-more =
    { $count ->
        [one] one smaller region
       *[other] { $count } smaller regions
    }

## How large, in the sentences above

# $share (Message) - of the picture: "about 4 %", "under 1 %"
# $unit (Text) - one part of an examination, in the words of the task: "slice"
outline-share = { $share } of the { $unit }
# $share (Message) - of the picture: "about 4 %", "under 1 %"
# $unit (Text) - one part of an examination, in the words of the task: "slice"
# $area (Message) - in the patient: "85 mm²", "1.2 cm²"
outline-share-area = { $share } of the { $unit } ({ $area })
# $share (Message) - "4 %"
outline-about = about { $share }
# $area (Number(0)) - of less than 100
outline-square-millimetres = { $area } mm²
# $area (Number(1)) - of at least 1
outline-square-centimetres = { $area } cm²

## Where, in the sentences above

# Where the file says how the patient lies. Left and right are the patient's own.
# $sides (Text) - of the body; empty about the middle
outline-patient =
    { $sides ->
        [left] on the patient's left
        [right] on the patient's right
        [front] at the front
        [back] at the back
        [head] in the upper part
        [feet] in the lower part
        [left-front] at the front, on the patient's left
        [left-back] at the back, on the patient's left
        [left-head] in the upper part, on the patient's left
        [left-feet] in the lower part, on the patient's left
        [right-front] at the front, on the patient's right
        [right-back] at the back, on the patient's right
        [right-head] in the upper part, on the patient's right
        [right-feet] in the lower part, on the patient's right
        [front-head] at the front, in the upper part
        [front-feet] at the front, in the lower part
        [back-head] at the back, in the upper part
        [back-feet] at the back, in the lower part
       *[middle] in the middle
    }
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
