### Where the network runs, and whether the device computes correctly.

# $backend (Text) - "WebGPU" or "CPU"
device-line = Runs on the { $backend } of this device.
# $backend (Text) - "WebGPU" or "CPU"
# $adapter (Text) - what the graphics chip calls itself
device-line-adapter = Runs on { $backend } ({ $adapter }).
# A notice after the device was left for another.
# $backend (Text) - "WebGPU" or "CPU"
# $reason (Message) - why, in a sentence
device-changed = The device changed: answers now come from the { $backend }. { $reason }

## The check with known inputs

# $runs (Count) - how often known inputs were computed
# $deviation (Number(5)) - the largest from what is known
# $tolerance (Number(5)) - the largest that is allowed
device-check-passed =
    Self-check passed: { $runs ->
        [one] { $runs } run
       *[other] { $runs } runs
    } on known inputs, largest deviation { $deviation } of { $tolerance } allowed.
# $runs (Count) - how often known inputs were computed
# $deviation (Number(5)) - the largest from what is known
# $tolerance (Number(5)) - the largest that is allowed
device-check-failed =
    Self-check failed: { $runs ->
        [one] { $runs } run
       *[other] { $runs } runs
    } on known inputs, largest deviation { $deviation } of { $tolerance } allowed.

## What made the check necessary, and when it ended

# $occasion (Message) - what made it necessary: "Checked on request"
# $when (Text) - the time of day
device-checked-at = { $occasion }, { $when }.
# No clock told the time.
# $occasion (Message) - what made it necessary: "Checked on request"
device-checked = { $occasion }.
device-occasion-start = Checked when the model was loaded
# $count (Count) - answers since the check before
device-occasion-answers =
    { $count ->
        [one] Checked again after the first answer
       *[other] Checked again after { $count } answers
    }
device-occasion-asked = Checked on request
