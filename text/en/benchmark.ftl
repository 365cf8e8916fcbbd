### How fast this device is, measured where the visitor sits.

# $half (Message) - a duration: "31 ms"
# $most (Message) - a duration: "35 ms"
benchmark-measured = Half of the answers took at most { $half } here, nine of ten at most { $most }.

## The steps of an answer, each a row of a table

benchmark-step-open = Open
benchmark-step-gates = Gates
benchmark-step-scale = Scale
benchmark-step-network = Network
benchmark-step-map = Map
benchmark-step-whole = Whole
