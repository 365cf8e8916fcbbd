### Charts of the kept cases: what is counted of them, each with a sentence and a table, and whether they are like what their model was measured on.

charts-open = Charts
charts-title = Charts of the kept cases
charts-back = Back to the list
charts-task = Task
charts-all-tasks = All tasks
charts-from = From
charts-until = Until
charts-print = Print
charts-none = No case is kept in this range.
charts-chart-table = The same figures as a table

## Answers over time

charts-over-time = Answers over time
# $cases (Count) - kept in the range
# $away (Count) - of them, turned away by a gate
# $from (Text) - a date
# $until (Text) - a date
charts-over-time-said =
    { $cases ->
        [one] { $cases } case from { $from } to { $until }; { $away } turned away.
       *[other] { $cases } cases from { $from } to { $until }; { $away } turned away.
    }
charts-span = Beginning of the span
charts-answered = Answered
charts-away = Turned away

## What is named

charts-shares = Share of each class
# $label (Text) - as in the model's manifest
# $share (Percent(1)) - of all cases
# $away (Percent(1)) - of all cases
charts-shares-said = { $label } is named most often, in { $share } of the cases. { $away } were turned away.
# $away (Percent(1)) - of all cases
charts-shares-none = No class is named. { $away } of the cases were turned away.
charts-classes = Classes over time
# $labels (Text) - the classes that are named most often, with commas between them
# $from (Text) - a date
# $until (Text) - a date
charts-classes-said = How often the classes that are named most often are named, from { $from } to { $until }: { $labels }.
charts-class = Class
charts-cases = Cases
charts-share = Share
# $share (Percent(1)) - of all cases
charts-share-cell = { $share }
charts-unnamed = Named nothing

## How sure the answers are

charts-confidence = Confidence
# $median (Percent(1)) - median probability of the most probable class
charts-confidence-said = In half of the cases the most probable class has a probability of { $median } or less.
charts-probability = Probability of the most probable class
# $low (Percent(0)) - lower end
# $high (Percent(0)) - upper end
charts-bin = { $low } to { $high }
charts-sets = Size of the 95 % set
# $mean (Number(2)) - classes
charts-sets-said = The 95 % set holds { $mean } classes on average.
# $size (Count) - classes in the set
charts-set-size =
    { $size ->
        [one] { $size } class
       *[other] { $size } classes
    }

## Reader and model

charts-agreement = Agreement between reader and model
# $read (Count) - cases that the first reader has read
# $all (Count) - all cases
# $agree (Count) - of those read, the same as the model
charts-agreement-said = The first reader has read { $read } of { $all } and agrees with { $agree }.
charts-reader = First reader

## Time

charts-latency = Time of each step
# $p50 (Number(0)) - milliseconds
# $p95 (Number(0)) - milliseconds
charts-latency-said = Half of the answers took { $p50 } ms or less, 95 of 100 took { $p95 } ms or less.
charts-step = Step
charts-p50 = Median, ms
charts-p95 = 95th percentile, ms
charts-decode = Opening the picture
charts-gates = Gates
charts-prepare = Preparing
charts-inference = Network
charts-explain = Map
charts-total = All of it

## Drift

charts-drift = Like the pictures that the model was measured on?
charts-no-reference = Choose a task to compare its cases with what its model was measured on. While a picture is open, or without a network, that may not be at hand.
# $cases (Count) - of this model
# $data (Text) - name of the data set
# $split (Text) - its split
charts-drift-cases =
    { $cases ->
        [one] { $cases } case of the present model is compared with “{ $data }”, split { $split }.
       *[other] { $cases } cases of the present model are compared with “{ $data }”, split { $split }.
    }
charts-mix = Mix of classes
# $what (Message) - what was compared
# $index (Number(3)) - population stability index
charts-stable = { $what }: population stability index { $index }, below 0.1. No shift that matters.
# $what (Message) - what was compared
# $index (Number(3)) - population stability index
charts-moderate = { $what }: population stability index { $index }, between 0.1 and 0.25. Look whether pictures or patients have changed.
# $what (Message) - what was compared
# $index (Number(3)) - population stability index
charts-large = { $what }: population stability index { $index }, 0.25 or more. These are other pictures than the model was measured on, and its scores say less here.
# $what (Message) - what was compared
charts-too-few = { $what }: too few cases to tell a shift from chance.
charts-source = Limits of 0.1 and 0.25: N. Siddiqi, Credit Risk Scorecards, 2006. Too few cases: B. Yurdakul, Statistical Properties of Population Stability Index, 2018.
