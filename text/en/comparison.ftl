### The answers of two models to one picture, beside each other, in the list of all models.

## Asking

# A button.
comparison-ask = Compare on the open picture
comparison-help = This model answers the picture that was shown last too, here on this device. Both answers then stand here beside each other. Nothing is closed, and its answer is not kept.
comparison-no-answer = There is no answer to compare with: the picture that was shown last has none yet, or its file is gone.
# How far it is: the model is ready.
comparison-answering = It reads the picture
# The model that was to be compared has given the answer itself.
comparison-own = The answer that is shown is this model's own. There is nothing to compare it with.
comparison-no-answer-help = Open a picture, wait for its answer, and come back.
# Read out.
comparison-come = Both answers stand beside each other now.

## Both answers

comparison-title = Two models, one picture
comparison-shown = The answer that is shown
comparison-other = The other model
comparison-classes = How sure each model is of each class
comparison-class = Class
# The model does not have this class.
comparison-unknown = not among its classes
# A gate kept the picture from the model.
comparison-unshown = not answered
# $level (Message) - the rate that is promised: "95 %"
# $names (Message) - classes: "Pneumonia or oedema"
comparison-set = Left open at { $level }: { $names }
# $level (Message) - the rate that is promised: "95 %"
comparison-set-empty = Left open at { $level }: no class
# $gate (Message) - what is checked: "Sharp and well exposed"
# $outcome (Message) - what came of it: "passed"
comparison-gate = { $gate }: { $outcome }
# $sha256 (Text) - the first digits of a hash
comparison-weights = SHA-256 of its weights: { $sha256 }…

## What differs

comparison-differences = What differs
comparison-alike = Nothing of what is shown here differs.
comparison-other-task = The two models answer different questions. Their shares cannot be held against each other.
# $first (Text) - a class
# $second (Text) - another class
comparison-top = Closest match: { $first } (shown), { $second } (other model).
# $model (Message) - "Chest X-ray, version 0.2.0"
comparison-one-answers = Only one of them gives an answer: { $model }.
# The class whose share differs most.
# $class (Text) - its name
# $first (Message) - "90 %"
# $second (Message) - "40 %"
comparison-share = { $class }: { $first } (shown), { $second } (other model).
comparison-set-differs = They leave different classes open.
# $gate (Message) - what is checked: "Sharp and well exposed"
# $first (Message) - what came of it: "passed"
# $second (Message) - what came of it: "refused"
comparison-gate-differs = { $gate }: { $first } (shown), { $second } (other model).
comparison-no-judge = Which of the two is right cannot be told from this. That two models say the same does not make it true: they may make the same mistakes.
