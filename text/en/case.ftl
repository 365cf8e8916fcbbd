### Pictures in the list, and what a card says of one.

## The list

# Read out.
# $count (Count) - pictures that were added
case-added =
    { $count ->
        [one] One picture added.
       *[other] { $count } pictures added.
    }
# What several files are called together.
# $first (Text) - name of the first file
# $others (Count) - files beside it
case-several =
    { $others ->
        [0] { $first }
        [one] { $first } and one other
       *[other] { $first } and { $others } others
    }
case-waiting = Waiting
# An answer.
# $class (Text) - what the picture looks like most
# $share (Message) - the model's certainty: "90 %"
case-answered = { $class }, { $share }
# An answer of a task with one finding or several.
case-none-stood-out = No finding stood out
# An answer whose class is not known.
case-answered-alone = Answered
# Why a picture has no answer, in a few words.
# $why (Text) - the reason
case-not-answered =
    { $why ->
        [blank] Not answered: blank
        [blurred] Not answered: blurred
        [too_dark] Not answered: too dark
        [too_bright] Not answered: too bright
        [upscaled] Not answered: was enlarged from a small one
        [borders] Not answered: mostly border
        [coloured] Not answered: has colours where none belong
        [screenshot] Not answered: a screenshot
        [moire] Not answered: a photograph of a screen
        [photographed] Not answered: a photograph of a screen or of film
        [other_modality] Not answered: another kind of picture, says the file
        [other_region] Not answered: another part of the body, says the file
        [not_medical] Not answered: does not look like a medical picture
        [other_task] Not answered: another kind of picture
        [other_medical] Not answered: a medical picture of another kind
        [unsure_modality] Not answered: not clear what kind of picture it is
        [unlike] Not answered: unlike the pictures the model learned from
        [other_acquisition] Not answered: taken in a way that the model was not made for
        [empty_set] Not answered: fits none of the answers the model knows
        [full_set] Not answered: could be any of the answers the model knows
        [unclear] Not answered: cannot be told whether there is anything to find
       *[gate] Not answered: was turned away
    }
# Because the picture looks like those of another task.
# $kind (Message) - what it looks like: "a chest X-ray"
case-not-answered-kind = Not answered: { $kind }
# $count (Count) - pictures, all of them done
case-queue-done =
    { $count ->
        [one] { $count } done
       *[other] all { $count } done
    }
# $done (Count) - pictures that are done
# $count (Count) - all pictures
case-queue-part = { $done } of { $count } done
# Which of a long list stand there: "41 to 80 of 1000".
# $first (Count) - number of the first that is shown
# $last (Count) - number of the last
# $count (Count) - all pictures
case-leaf = { $first } to { $last } of { $count }

## How certain the model is

# $share (Message) - of the class in the headline: "62 %"
case-lead-alone = The model puts { $share } of its certainty here.
# $share (Message) - of the class in the headline: "62 %"
# $class (Text) - what comes second
# $next (Message) - its share
case-lead = The model puts { $share } of its certainty here; { $class } follows with { $next }.
# $share (Message) - of the class in the headline: "52 %"
# $class (Text) - what comes second
# $next (Message) - its share
case-lead-unsure = The model puts { $share } of its certainty here. It is not sure: { $class } follows with { $next }.

## What was opened

# $format (Text) - of the file: "JPEG"
# $width (Count) - pixels
# $height (Count) - pixels
case-source = { $format }, { $width } × { $height }
# $format (Text) - of the file: "JPEG"
# $width (Count) - pixels, after it was turned
# $height (Count) - pixels, after it was turned
case-source-turned = { $format }, { $width } × { $height }, turned upright
# $origin (Text) - where it comes from: "MR, T1, slice 2 of 12, 12 bits"
# $width (Count) - pixels
# $height (Count) - pixels
case-made-of = { $origin }; { $width } × { $height } pixels

## Where a map is strongest

# $class (Text) - what the map is of
# $place (Message) - "strongest in the left half, over 12 % of the picture"
case-map = What speaks for “{ $class }”: { $place }.
