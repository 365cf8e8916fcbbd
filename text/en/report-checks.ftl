### What was measured of a model: whether it looks at the right thing, the checks before an answer, and its pictures.

## With part of every picture hidden

report-checks-probes-title = Does it look at the right thing?
report-checks-probes = The score on the same pictures with part of each hidden.
# Beside the score on pictures of other hospitals.
report-checks-controls = What is left without the anatomy: with black in its place, and with nothing but a border. Only guessing should be left.
# $whole (Percent(1)) - accuracy with nothing hidden
# $without (Percent(1)) - accuracy with the anatomy hidden
report-checks-anatomy = With the anatomy hidden, accuracy goes from { $whole } to { $without }. What is left does not come from the anatomy: the higher it is, the more the model relies on something else.
report-checks-hidden = Hidden
# $part (Text) - what is hidden
report-checks-part =
    { $part ->
        [nothing] Nothing
        [anatomy] The anatomy
        [borders] The borders
        [corners] Text in the corners
        [blackout] The anatomy, in black
        [border-only] All but a border
        [stain] Nothing, in other colours
       *[other] { $part }
    }
report-checks-found-by = Found by
report-checks-recall = Recall, mean of classes

## Whether the map points at what moves the answer

report-checks-map-title = Does the map tell the truth?
# $on (Message) - "798 pictures of “some-set”, split test"
report-checks-map = Deletion takes the strongest cells of the map away first, insertion puts them in first. A true map loses the class faster than a random order does, and finds it faster. Mean over { $on }.
# $area (Number(3)) - under the curve by the map
# $chance (Number(3)) - under the curve by chance
# $on (Message) - "798 pictures of “some-set”, split test"
report-checks-deletion = Deletion: lower is truer (area { $area } by the map, { $chance } by chance; { $on })
# $area (Number(3)) - under the curve by the map
# $chance (Number(3)) - under the curve by chance
# $on (Message) - "798 pictures of “some-set”, split test"
report-checks-insertion = Insertion: higher is truer (area { $area } by the map, { $chance } by chance; { $on })
# Along an axis of a chart, and head of a column.
report-checks-taken-away = Share of the picture taken away
# Along an axis of a chart, and head of a column.
report-checks-put-in = Share of the picture put in
# Along an axis of a chart.
report-checks-probability = Probability
# What the lines of the chart are.
report-checks-line-map = by the map
report-checks-line-chance = by chance
# Heads of columns.
report-checks-by-map = By the map
report-checks-by-chance = By chance
# $hits (Message) - a share with its interval
# $count (Count) - pictures
# $finding (Text) - in the words of the task: "a tumour"
# $chance (Percent(1)) - share by chance
report-checks-pointing = Pointing game: in { $hits } of { $count } pictures with { $finding } outlined the strongest cell touches it; a cell chosen by chance would in { $chance }.

## Telling pictures that do not belong

report-checks-likeness-title = Does it notice what it cannot judge?
report-checks-likeness = Pictures that do not belong: how well the likeness check tells them from those that do.
report-checks-pictures-of = Pictures of
report-checks-auroc = AUROC
report-checks-passing = Pass where 95 % of good ones do
report-checks-passed = Pass as shipped
# $belong (Count) - pictures that belong
# $others (Count) - pictures that do not
report-checks-against = { $belong } against { $others }

## Good pictures that are turned away

report-checks-quality-title = How often does it turn good pictures away?
report-checks-quality = The quality check: false alarms, and pictures spoilt on purpose that it finds.
report-checks-check = Check
report-checks-good = Good pictures turned away
report-checks-spoilt = Spoilt pictures found
report-checks-not-measured = not measured

## The pictures behind the figures

report-checks-pictures-title = The pictures behind the figures
# $data (Text) - name of the data set
# $sha256 (Text) - of its list
report-checks-splits = “{ $data }”: train fits, val chooses, test only measures. SHA-256 { $sha256 }.
report-checks-split = Split
report-checks-groups = Groups
# $data (Text) - name of the data set
report-checks-sources = “{ $data }” by source, all splits together (train, val, test).
