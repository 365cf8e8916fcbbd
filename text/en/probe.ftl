### What moved when parts of the picture were covered.

probe-not-asked = The picture could not be asked again.
# Two sentences after each other.
# $first (Message) - a sentence
# $second (Message) - a sentence
probe-both = { $first } { $second }

## With its strongest region covered

# $class (Text) - headline of the answer
# $points (Number(0)) - hundredths
# $before (Message) - certainty with nothing covered: "90 %"
# $after (Message) - certainty with the region covered
probe-strongest-stays = With its strongest region covered, “{ $class }” moves by less than { $points } points ({ $before } before, { $after } after). Do not rely on the map of this picture: the model may have looked at something else.
# $class (Text) - headline of the answer
# $before (Message) - certainty with nothing covered: "90 %"
# $after (Message) - certainty with the region covered
probe-strongest-rises = With its strongest region covered, “{ $class }” does not fall but rises ({ $before } before, { $after } after). Do not rely on the map of this picture: the model may have looked at something else.
# $class (Text) - the class that says that nothing was found
probe-no-place = With “{ $class }” this happens more often, because there is no single place to cover.
# $class (Text) - headline of the answer
# $before (Message) - certainty with nothing covered: "90 %"
# $after (Message) - certainty with the region covered
probe-strongest-falls = With its strongest region covered, “{ $class }” goes from { $before } to { $after }: the answer depends on that region.
# $class (Text) - headline of the answer with the region covered
probe-then-says = It then says “{ $class }”.

## With the borders covered

probe-borders-stay = With the borders covered it hardly changes, as it should be.
# $before (Message) - certainty with nothing covered: "90 %"
# $after (Message) - certainty with the borders covered
probe-borders-move = With the borders covered it goes from { $before } to { $after }: part of the answer comes from the edge of the picture, which should not decide.

## Beside the map

probe-map-rises = The map is not shown: with what it marks covered, the model was more certain, not less. No place can be read off it.
probe-map-stays = The map is not shown: with what it marks covered, the answer hardly changed. No place can be read off it.

## The runs

probe-covered-nothing = Nothing covered
# $share (Message) - "20 %"
probe-covered-strongest = Strongest region covered ({ $share } of the picture)
# $share (Message) - "20 %"
probe-covered-borders = Borders covered ({ $share } of the picture)
# $points (Number(1)) - hundredths, without a sign
probe-more = +{ $points } points
# $points (Number(1)) - hundredths, without a sign
probe-less = −{ $points } points
