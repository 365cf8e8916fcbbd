### The card with the answer to one picture, or why there is none.

## Where a class is named

answer-kicker = Closest match, says the model
# $level (Message) - how often the set holds the true class: "90 %"
# $labels (Message) - the classes in it: "Pneumonia or oedema"
answer-set = { $level } set: { $labels }.
answer-calibrated = Calibrated: adjusted on other pictures, so that no bar is longer than how often such answers were right there.
# Read out of the list of bars.
answer-shares = How the model shares its certainty among the classes

## A class that is called from a threshold on, for clinicians

answer-point = Operating point
# One of a list to choose from.
# $class (Text) - name of a class: "Pneumonia"
# $point (Message) - what is held: "Specificity at least 90 %"
answer-point-option = { $class }: { $point }

## Where no class is named

answer-no-all-clear = No all-clear from this model
answer-none = No answer for this picture
# $helps (Message) - one or two sentences
answer-would-help = <b>What would help:</b> { $helps }
answer-shares-only = How the model shares its certainty. Not an answer.
answer-nothing-of-person = That there is no answer does not mean that something is wrong with the person in the picture, nor that all is well.
# Above a list of models, beside a picture that is of another kind than the model reads.
answer-choose = None of these kinds, or another one than you think? That is an answer too. You can still choose the model yourself:
# The last of that list.
answer-all-models = All models
