### What was measured of a model, section by section: how often it is right.

## On the page

# Read out of the list of contents.
report-contents = On this page
# Read out of a chart.
# $title (Text) - of the chart
report-chart = { $title }. The figures stand in the table below.
report-chart-table = The same as a table
# Above the sections of the model card, which no language has but English.
report-card-english = The sections below come from the model card, which is written in English.

## Figures, and what they were measured on

# $value (Number(2)) - a mean
report-mean = { $value }
# $value (Number(4)) - a threshold
report-threshold = { $value }
# An interval.
# $low (Percent(1)) - its lower end
# $high (Percent(1)) - its upper end
report-interval = { $low } to { $high }
# A figure that is no share, with its interval.
# $value (Number(3)) - the figure
# $low (Number(3)) - lower end of the interval
# $high (Number(3)) - upper end of the interval
report-decimal-interval = { $value } ({ $low } to { $high })
# Two ends of an interval of any kind.
# $low (Message) - its lower end
# $high (Message) - its upper end
report-between = { $low } to { $high }
# $count (Count) - pictures
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
report-measured-on = { $count } pictures of “{ $data }”, split { $split }
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
report-data-split = “{ $data }”, split { $split }

## Heads of columns that several tables have

report-class = Class
report-source = Source
report-pictures = Pictures
report-n = n
report-accuracy = Accuracy
report-sensitivity = Sensitivity
report-specificity = Specificity
report-ninety-five = 95 % interval
report-on = Measured on

## How often it is right

report-score-title = How often it is right
# Stands after a figure in percent.
report-right-external = right on pictures from other hospitals
# Stands after a figure in percent.
# $names (Message) - of classes: "COVID-19 or other pneumonia"
report-named-external = of { $names } named rightly, on pictures from other hospitals
# $least (Count) - pictures
report-enough-pictures = The mean over the classes with { $least } pictures or more there, each counting the same.
# $on (Message) - "798 pictures of “some-set”, split test"
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
# $groups (Count) - of them
# $low (Percent(1)) - lower end of the interval
# $high (Percent(1)) - upper end of the interval
report-measured =
    Measured on { $on }, { $grouped ->
        [patient] from { $groups } patients or groups of near-duplicates
        [nodule] from { $groups } nodules
       *[other] in { $groups } groups of near-duplicates
    } that training never touched. 95 % interval: { $low } to { $high }.
# Of pictures of the data that the model learned from, where one group of them is no person.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
report-people =
    { $grouped ->
        [nodule] { -score-nodules }
       *[other] { -score-pictures }
    }
# $recall (Message) - a figure with its interval
report-recall = Of each class it finds, on average, { $recall }.
# $recall (Message) - a figure with its interval
report-baseline = A trivial rule that knows only how bright the picture is finds { $recall } of each class on the same pictures.
report-no-score = This version of the model carries no score measured on pictures it never saw.
report-not-elsewhere = It was not measured on pictures of other hospitals: none with such labels were at hand. Expect it to do worse there.
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
report-sources = Accuracy by source of pictures (“{ $data }”, split { $split }). Where a class comes from one source only, the model may know the source and not the class.
report-sources-classes = Classes in it

## What stands beside the score

# $on (Message) - "798 pictures of “some-set”, split test"
report-rivals = The model beside rules that see next to nothing of a picture: { $on }, with 95 % intervals.
# Head of a column: the model, or a rule.
report-what-answers = What answers
report-this-model = This model
# $rival (Text) - decides: what the rule sees
# $rule (Text) - decides: how it answers
report-rival =
    { $rival ->
        [border] The border alone
        [area] The area alone
       *[colour] Colours or grey levels alone
    }, { $rule ->
        [nearest] nearest neighbours
       *[regression] logistic regression
    }
# Every group of pictures counts once for each class, with the mean of its answers.
report-group-auc = AUC, each group once
# Head of a column: children, adults.
report-who-is-shown = Who is shown
# $least (Count) - pictures
report-subgroups = By who is shown, where the source of a picture tells it: recall, mean of the classes with { $least } pictures or more. Each may be known by its source.

## A finding or none, elsewhere

# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
report-elsewhere-title =
    { $grouped ->
        [patient] A finding or none, on other patients
        [nodule] A finding or none, on other nodules
       *[other] A finding or none, on other pictures
    }
report-elsewhere = A finding against none, with 95 % intervals. Other data sets first, the model's own last.
report-auc = AUC
# $count (Count) - pictures, or groups of them
# $positives (Count) - of them with a finding
report-with-finding = { $count }, { $positives } with a finding
# $data (Text) - name of the data set, or of a source in it
# $split (Text) - name of the split: "test"
# $units (Text) - parts of an examination, in the words of the task: "slices"
report-by-unit = “{ $data }”, split { $split }, { $units }
# $data (Text) - name of the data set, or of a source in it
# $split (Text) - name of the split: "test"
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
report-by-group =
    “{ $data }”, split { $split }, { $grouped ->
        [patient] patients
        [nodule] nodules
       *[other] groups
    }

## What it takes for what

report-confusion-title = What it takes for what
# $on (Message) - "798 pictures of “some-set”, split test"
report-confusion = { $on }. A row is what a picture truly was, a column what the model found closest.
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
# $count (Count) - pictures
report-confusion-chart = Confusion matrix: “{ $data }”, split { $split }, { $count } pictures
# Head of the column of classes that pictures truly were of.
report-truly = Truly

## Everything else that the manifest lists

report-all-title = All other scores
report-all = What else the manifest lists. Where one stands twice, the first is of the weights that visitors get.
report-figure = Figure
report-value = Value
