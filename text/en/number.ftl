### Numbers with their units.

# $count (Count) - fewer than a thousand bytes
number-bytes = { $count } bytes
# $value (Number(0)) - thousands of bytes
number-kilobytes = { $value } kB
# $value (Number(1)) - millions of bytes
number-megabytes = { $value } MB
# $value (Number(1)) - thousands of millions of bytes
number-gigabytes = { $value } GB

## Shares

# $share (Percent(0)) - a share
number-percent = { $share }
# Of what is not all of it.
# $share (Percent(0)) - the largest that is said: 99 %
number-percent-over = over { $share }
# Of what is not nothing.
# $share (Percent(0)) - the least that is said: 1 %
number-percent-under = under { $share }
# $share (Percent(1)) - a measured score
number-percent-score = { $share }
# $share (Percent(2)) - a share, for clinicians
number-percent-exact = { $share }
# A measured score with its interval.
# $share (Percent(1)) - the score
# $low (Percent(1)) - lower end of the interval
# $high (Percent(1)) - upper end of the interval
number-percent-between = { $share } ({ $low } to { $high })
# A cell of a table.
# $count (Count) - how many there are
number-count = { $count }
# A measure that goes far beyond one: pixels, grey levels.
# $value (Number(0)) - the measure
number-whole = { $value }
# A measured score that is not a share: an area under a curve, a coefficient.
# $value (Number(3)) - the score
number-score = { $value }

## Time

# $value (Number(1)) - fewer than ten milliseconds
number-milliseconds-exact = { $value } ms
# $value (Number(0)) - fewer than a thousand milliseconds
number-milliseconds = { $value } ms
# $value (Number(1)) - fewer than ten seconds
number-seconds-exact = { $value } s
# $value (Number(0)) - ten seconds or more
number-seconds = { $value } s
# $total (Message) - a duration: "41 ms"
# $network (Message) - a duration: "30 ms"
number-answered-in = Answered in { $total }, of which the network took { $network }.
# $total (Message) - a duration: "4.8 ms"
number-turned-away-after = Turned away after { $total }. The network did not run.
