### What was measured of a model: what its certainty, its sets and its thresholds are worth.

## Reliability

report-certainty-title = What its certainty is worth
# $before (Number(3)) - calibration error as the network comes
# $after (Number(3)) - calibration error after calibration
# $bins (Count) - bins that it was counted in
# $on (Message) - "798 pictures of “some-set”, split test"
report-certainty-error = If the model says 90 %, it should be right in 90 of 100 pictures. On average it is off by { $before } as the network comes, and by { $after } after calibration (expected calibration error, { $bins } bins of equal mass, { $on }).
# $temperature (Number(3)) - what the outputs are divided by
report-certainty-temperature = Calibrated means: the network's outputs are divided by { $temperature } before they become probabilities. The number was fitted on val alone.
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
# $count (Count) - pictures
report-certainty-chart = Reliability: “{ $data }”, split { $split }, { $count } pictures
# Along an axis of a chart.
report-certainty-of-answer = Certainty of the answer
# Along an axis of a chart.
report-certainty-right = Right
# Along an axis of a chart.
# $name (Message) - what is counted there
report-certainty-axis = { $name }, %
# What the lines of the chart are.
report-certainty-line-before = before calibration
report-certainty-line-after = after calibration
report-certainty-calibration = Calibration
# In the column "Calibration".
report-certainty-before = before
# In the column "Calibration".
report-certainty-after = after
report-certainty-certainty = Certainty

## Sets

report-certainty-sets-title = How often the set holds the true class
report-certainty-sets = How often the set of classes holds the true one, for all pictures and for those of each class.
report-certainty-promised = Promised
report-certainty-holds = Set holds the class
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
report-certainty-by-group =
    { $grouped ->
        [patient] By patient
        [nodule] By nodule
       *[other] By group
    }
report-certainty-mean = Mean classes
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
report-certainty-all = All, “{ $data }” { $split }
# $class (Text) - name of a class
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
report-certainty-of-class = { $class }, “{ $data }” { $split }
# How many classes sets hold.
# $level (Message) - what sets promise: "95 %"
# $sizes (Message) - "0.5 % hold no class, 93.0 % one, 6.5 % 2"
report-certainty-sizes = { $level } sets on test: { $sizes }.
# $share (Percent(1)) - of all sets
# $count (Count) - classes in them
report-certainty-size =
    { $count ->
        [0] { $share } hold no class
        [one] { $share } one
       *[other] { $share } { $count }
    }
# $list (Message) - one size or several
# $next (Message) - one more
report-certainty-list = { $list }, { $next }

## Operating points

report-certainty-points-title = Operating points
# $on (Message) - "798 pictures of “some-set”, split test"
report-certainty-points = Thresholds on the calibrated probability of one class, chosen on val, measured on { $on }.
report-certainty-held = Held when chosen
report-certainty-threshold = Threshold
