### How often the model is right: a card beside the answer.

score-card-title = How often is it right?
# $caveat (Text) - sentences that came with the model
score-card-caveat = <b>Read this with care.</b> { $caveat }
score-card-unmeasured = This version of the model carries no score measured on pictures it never saw. Read its answers as a demonstration.
# "Model" is the name of a page of this website.
score-card-more = Every score, the charts and the model card: <a>the page “Model”</a>.
# On a scale, where a rule stands that knows only how bright the picture is.
score-card-trivial = trivial rule

## The score that stands for the model

# What a figure is not of, where one group of the pictures is no person.
-score-nodules = Nodules are counted and not people, of whom one may have several.
-score-pictures = Whose pictures these are was never fully published. One person may stand among them and in training too, so for people whom the model never saw the figure may be lower.
# $count (Count) - pictures
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
# $low (Percent(1)) - lower end of the interval
# $high (Percent(1)) - upper end of the interval
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
score-card-measured =
    Measured on { $count } pictures of the “{ $data }” set that training never touched ({ $split } split). { $grouped ->
        [patient] With other patients of the same kind the figure would likely lie between { $low } and { $high } (95 % interval).
        [nodule] With other nodules of the same kind the figure would likely lie between { $low } and { $high } (95 % interval). { -score-nodules }
       *[other] With other pictures of the same kind the figure would likely lie between { $low } and { $high } (95 % interval). { -score-pictures }
    }
# Stands after a figure in percent.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
score-card-of-accuracy =
    { $grouped ->
        [patient] right on pictures of patients it never saw
        [nodule] right on pictures of nodules it never saw
       *[other] right on pictures it never saw
    }
# Stands after a figure in percent.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
score-card-of-recall =
    { $grouped ->
        [patient] of each class found, on average, on patients it never saw
        [nodule] of each class found, on average, on nodules it never saw
       *[other] of each class found, on average, on pictures it never saw
    }

## Of labels that are judged each by itself

# $label (Text) - name of a label: "Rust"
# $area (Percent(0)) - area under the curve: the share of such pairs
# $found (Message) - share of the pictures that show it, with its interval
# $cleared (Message) - share of the others, with its interval
# $count (Count) - pictures
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
score-card-label = { $label }: of two pictures, one that shows it and one that does not, the right one was rated higher in { $area } of pairs; called in { $found } of the pictures that show it, and not called in { $cleared } of the others ({ $count } pictures of the “{ $data }” set, { $split } split).
