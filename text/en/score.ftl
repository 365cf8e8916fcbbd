### Scores of the model, beside an answer and in tables.

## What a trivial rule scores, and each class

# $share (Percent(1)) - what the rule scores
score-baseline = For comparison: a trivial rule that knows only how bright the picture is gets { $share } on the same pictures.
# $share (Percent(1)) - what the rule scores
score-baseline-elsewhere = For comparison: a trivial rule that knows only how bright the picture is gets { $share } on its own test pictures.
# $class (Text) - name of a class
# $share (Percent(1)) - recall
# $low (Percent(1)) - lower end of its interval
# $high (Percent(1)) - upper end of its interval
score-recall = Of the pictures that truly were “{ $class }”, it named { $share } so (95 % interval { $low } to { $high }).

## What there is beside what the model knows

# $count (Count) - classes of the model
score-answers-known =
    The model knows { $count ->
        [one] { $count }
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
       *[other] { $count }
    } answers and no others. Checks turn away pictures that it cannot read, but no check finds them all.
# Before there is a model.
score-answers-few = The model knows a few answers and no others. Checks turn away pictures that it cannot read, but no check finds them all.

## Names of figures, in a table

score-accuracy = Accuracy
score-mean-recall = Recall, mean of classes
score-mean-precision = Precision, mean of classes
score-mean-f1 = F1, mean of classes
score-mean-auc = AUC, mean of classes
score-ece = Calibration error (ECE)
# $class (Text) - name of a source of pictures
score-class-ece = Calibration error (ECE), { $class }
# $figure (Message) - name of a figure: "Accuracy"
score-trivial = Trivial baseline: { $figure }
# $class (Text) - name of a class
score-class-recall = Recall, { $class }
# $class (Text) - name of a class
score-class-precision = Precision, { $class }
# $class (Text) - name of a class
score-class-f1 = F1, { $class }
# $class (Text) - name of a class
score-class-auc = AUC, { $class }
# $source (Text) - name of a source of pictures
score-dice = Outline, Dice coefficient, { $source }
# $source (Text) - name of a source of pictures
score-outline-hit = Outline, most certain place inside the drawn one, { $source }
# $source (Text) - name of a source of pictures
score-outlined-wrongly = Something outlined without a finding, { $source }
# A figure that has no words here.
# $figure (Text) - its name in the manifest
score-other = { $figure }
