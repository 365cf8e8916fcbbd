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

## Where each label is judged by itself

answer-judged-kicker = Each judged by itself, says the model
# $labels (Message) - one or several labels: "Rust and mildew"
answer-stand-out = Stands out: { $labels }
answer-none-stands-out = None of what the model judges stands out
# Where nothing stands out and something is left open.
answer-some-open = Nothing stands out clearly
answer-judged = None of these, one or several may apply to one picture.
answer-judged-help = Where something is left open, the model cannot tell either way.
# $level (Message) - of the pictures of either kind: "95 %"
answer-judged-level = Adjusted on other pictures so that about { $level } of those that show it are not called “does not stand out”, and about as many of the others are not called “stands out”.
# What is said of one label; stands inside of a sentence and in a table.
answer-present = stands out
answer-absent = does not stand out
answer-open = left open
# $state (Message) - "stands out"
# $share (Message) - how probable it is: "87 %"
answer-state-share = { $state }, { $share }
# $label (Text) - name of a label: "Rust"
# $told (Message) - "stands out, 87 %"
answer-label = { $label }: { $told }.
# Read out of the list of bars.
answer-label-shares = How probable each is, by itself
