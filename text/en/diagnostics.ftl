### A text for reporting trouble with a device, one fact a line. Those who read it know the program.

# $version (Text) - of this program
# $protocol (Count) - number of the language between its parts
diagnostics-onsight = Onsight { $version }, protocol { $protocol }
# $state (Text) - how far the worker is
diagnostics-engine =
    { $state ->
        [loading] engine: loading
        [ready] engine: ready
        [failed] engine: failed
       *[starting] engine: starting
    }
# $browser (Text) - what the browser calls itself
diagnostics-browser = browser: { $browser }
# $task (Text) - of the model
# $name (Text) - of the model
# $version (Text) - of the model
# $sha256 (Text) - of the model's file
diagnostics-model = model: { $task }, { $name } { $version }, sha256 { $sha256 }
# $backend (Text) - "WebGPU" or "CPU"
diagnostics-device = device: { $backend }
# $backend (Text) - "WebGPU" or "CPU"
# $adapter (Text) - what the graphics chip calls itself
diagnostics-device-adapter = device: { $backend } { $adapter }
# $found (Message) - "passed, 3 runs, …"
diagnostics-check = check: { $found }
# $found (Message) - "passed, 3 runs, …"
diagnostics-check-cpu = check of the CPU: { $found }
# $runs (Count) - how often known inputs were computed
# $deviation (Text) - the largest from what is known, a number
# $tolerance (Text) - the largest that is allowed, a number
# $occasion (Message) - what made the check necessary
diagnostics-passed = passed, { $runs } runs, deviation { $deviation } of { $tolerance }, { $occasion }
# $runs (Count) - how often known inputs were computed
# $deviation (Text) - the largest from what is known, a number
# $tolerance (Text) - the largest that is allowed, a number
# $occasion (Message) - what made the check necessary
diagnostics-failed = failed, { $runs } runs, deviation { $deviation } of { $tolerance }, { $occasion }
diagnostics-at-start = at the start
# $count (Count) - answers since the check before
diagnostics-after-answers = after { $count } answers
diagnostics-on-request = on request
# $name (Message) - of a step or a run
# $ms (Number(2)) - milliseconds
diagnostics-time = time, { $name }: { $ms } ms
# $name (Text) - a limit or a feature
# $value (Text) - of it
diagnostics-adapter = adapter, { $name }: { $value }
# $used (Count) - bytes
# $quota (Count) - bytes that the browser allows
diagnostics-storage = storage: { $used } of { $quota } bytes
# $promised (Text) - whether the browser has promised to keep what is stored
diagnostics-promised =
    { $promised ->
        [true] storage promised: true
       *[false] storage promised: false
    }

## Steps and runs of the check, here and in a table

diagnostics-scale = scale
diagnostics-network = network
diagnostics-map = map
# $picture (Text) - which of the known pictures, from 1
diagnostics-run = Known picture { $picture }
