### Which kind of acquisition a picture comes from, and what was measured of the model on that kind. Kinds are in the words of the task, several pictures of one: "T1 pictures before contrast".

## What was measured on this kind, before what was measured on all together

# $kind (Word) - "T1 pictures before contrast"
# $whose (Text) - decides: "known-patients" or "other-patients" where it is known that these are people whom it never saw, "known-nodules" or "other-nodules" where they are nodules, else "known" or "other"; known are hospitals of which the model learned from others
# $finding (Word) - "a tumour"
# $found (Number(0)) - of a hundred with a finding
# $units (Word) - "slices"
# $alarmed (Number(0)) - of a hundred without one
# $area (Percent(0)) - area under the curve: the share of pairs of one with a finding and one without that are ranked rightly
acquisition-measured =
    On { $kind } of { $whose ->
        [known-patients] patients it never saw, from hospitals it learned from,
        [other-patients] patients of other hospitals
        [known-nodules] nodules it never saw, from hospitals it learned from,
        [other-nodules] nodules of other hospitals
        [known] hospitals it learned from (pictures it never saw)
       *[other] other hospitals
    } this model found { $finding } in { $found } of 100 { $units } that show one, and in { $alarmed } of 100 that show none. Of two of them, one with and one without, it rates the right one higher in { $area } of pairs; guessing gets half.
# Where no picture without a finding was measured.
# $kind (Word) - "T1 pictures before contrast"
# $whose (Text) - decides: "known-patients" or "other-patients" where it is known that these are people whom it never saw, "known-nodules" or "other-nodules" where they are nodules, else "known" or "other"; known are hospitals of which the model learned from others
# $finding (Word) - "a tumour"
# $found (Number(0)) - of a hundred with a finding
# $units (Word) - "slices"
acquisition-found =
    On { $kind } of { $whose ->
        [known-patients] patients it never saw, from hospitals it learned from,
        [other-patients] patients of other hospitals
        [known-nodules] nodules it never saw, from hospitals it learned from,
        [other-nodules] nodules of other hospitals
        [known] hospitals it learned from (pictures it never saw)
       *[other] other hospitals
    } this model found { $finding } in { $found } of 100 { $units } that show one.
# $kind (Word) - "T1 pictures before contrast"
acquisition-unmeasured = This model was not made for { $kind }, and nobody has measured how often it is right on them.

# Why such a picture gets no answer.
# $kind (Word) - "FLAIR pictures"
# $finding (Word) - "a tumour"
# $area (Percent(0)) - area under the curve: the share of pairs of one with a finding and one without that are ranked rightly
# $least (Percent(0)) - the least that is asked of it
acquisition-refused = This model was not made for { $kind }, and on those it tells { $finding } from none too badly to answer: of two pictures, one with and one without, it rates the right one higher in { $area } of pairs. Guessing gets half, and at least { $least } is asked.
# What would help.
# $kind (Word) - that the model was made for: "T1 pictures after contrast"
acquisition-refused-help = Use one of the { $kind }: the model was made for those.

## How the kind is known

# $kind (Word) - "T1 pictures before contrast"
# $probability (Message) - how probable: "96 %", "over 99 %"
acquisition-by-picture = By its looks this picture is one of the { $kind } ({ $probability }).
# $kind (Word) - "T1 pictures before contrast"
acquisition-by-file = By its file this picture is one of the { $kind }.
# $kind (Word) - "T1 pictures before contrast"
# $other (Word) - "FLAIR pictures"
acquisition-differs = By its file this picture is one of the { $kind }, but it looks like one of the { $other }.
