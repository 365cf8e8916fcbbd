### The list of all models. What it says of each stands in models/<task>/task.toml.

models-title = All models
models-lead = What each is for, what it is not for, and how often it was right where it was measured. What you fetch here is kept on this device and works without a network.
models-looking = Fetching the list
models-failed = The list did not come. Check the connection and open it again.
models-sealed-list = This list is not on this device yet, and while a picture is open nothing is asked of the network. When you have closed your pictures, open it again.
# Shown above the list, or the page about what a model can name, where there is nothing else to read.
models-not-loaded = This page could not be loaded. While a picture is open nothing is asked of the network: close your pictures, or check the connection, and open it again.

## Whether a task can be asked

models-offered = Can be asked
models-planned = Being made: no model yet
# A network was trained, and did no better than a rule that sees next to nothing of a picture.
models-finding = A finding about its pictures: it gives no class
models-gate = Stands before every model

## What is said of one

models-summary = What it does
models-intended = What it is for
models-not-for = What it is not for
models-answers = Its answers, and what is known of each
models-answers-planned = The answers that it will have
models-data = The pictures it learned from
models-data-planned = The pictures it is to learn from
# $name (Text) - of a set of pictures
# $licence (Text) - of the set, as stated there
models-set = { $name }. Licence: { $licence }
# $licence (Text) - of the weights: "CC-BY-NC-SA-4.0"
models-licence = Licence of the weights: { $licence }
# $licence (Text) - that the weights will have: "CC-BY-NC-SA-4.0"
models-licence-planned = Licence that the weights will have, as strict as their data: { $licence }

## What was measured

models-scores = How often it was right
models-unmeasured = Nothing is measured before there is a model.
# On whose pictures choices were made.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
models-seen =
    { $grouped ->
        [patient] Patients by whom choices were made
        [nodule] Nodules by which choices were made
       *[other] Pictures by which choices were made
    }
# Whose pictures took no part in anything.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
models-unseen =
    { $grouped ->
        [patient] Patients it never saw, of hospitals it knows
        [nodule] Nodules it never saw, of hospitals it knows
       *[other] Pictures it never saw, of hospitals it knows
    }
# Other hospitals.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
models-external =
    { $grouped ->
        [patient] Patients and hospitals it never saw
        [nodule] Nodules and hospitals it never saw
       *[other] Pictures of hospitals it never saw
    }
# $value (Percent(1)) - share of each class that was found, mean of classes
# $low (Percent(1)) - lower end of the interval
# $high (Percent(1)) - upper end of the interval
# $count (Count) - pictures
# $data (Text) - name of the data set
models-recall = { $value } of each class found on average ({ $low } to { $high }), { $count } pictures of “{ $data }”
# $value (Percent(1)) - share of each class that was found, mean of the classes with enough pictures
# $low (Percent(1)) - lower end of the interval
# $high (Percent(1)) - upper end of the interval
# $count (Count) - pictures
# $data (Text) - name of the data set
models-recall-of = { $value } of each class with enough pictures found on average ({ $low } to { $high }), { $count } pictures of “{ $data }”
# $value (Number(3)) - area under the curve, a finding against none
# $low (Number(3)) - lower end of the interval
# $high (Number(3)) - upper end of the interval
# $count (Count) - pictures
# $data (Text) - name of the data set
models-auc = A finding against none: area under the curve { $value } ({ $low } to { $high }; 0.5 is guessing), { $count } pictures of “{ $data }”

## Versions

models-versions = Versions, and what changed
# $version (Text) - "0.4.0"
# $day (Text) - "2026-11-29"
models-version = { $version }, { $day }

## What is on this device

# $whole (Message) - an amount: "3.5 MB"
models-not-kept = Not on this device. It is { $whole } to fetch.
# Of an earlier version, of which nothing is fetched unasked.
# $kept (Message) - an amount: "1.2 MB"
# $whole (Message) - the amount of the whole model: "3.5 MB"
models-part = { $kept } of { $whole } are on this device.
# $version (Text) - that is kept
# $latest (Text) - that there is
models-older = Version { $version } is on this device; { $latest } has come since.
# $whole (Message) - an amount: "3.5 MB"
models-download = Download ({ $whole })
models-complete = Download the rest
# $version (Text) - the newer one
models-update = Update to { $version }
models-remove = Remove from this device
# $name (Text) - what the task is called
models-removed = The model { $name } is no longer on this device.
# $name (Text) - what the task is called
models-fetched = The model { $name } is on this device, and has passed its check here.
models-cancel = Cancel
models-progress = Progress of the download

## While a picture is open

# $count (Count) - pictures that are open
models-sealed =
    { $count ->
        [one] A picture is open, so nothing is asked of the network. To fetch this model the picture is closed first.
       *[other] { $count } pictures are open, so nothing is asked of the network. To fetch this model they are closed first.
    }
# A button.
models-close-and-fetch = Close what is open, then download
models-still-closed = The way to the network is still closed: a picture is open in another tab, or this page runs in a closed room. Close it there, or leave the room, and try again.
models-still-closed-help = Nothing was asked for.

## Asking another model

models-in-use = The pictures that you give are answered by this model.
# $whole (Message) - an amount: "3.5 MB"
models-choose-fetch = This closes all open pictures, fetches the model ({ $whole }) where it is not here yet, and opens the picture that was shown last with it.
models-choose-kept = This closes all open pictures, and opens the one that was shown last with this model. It is on this device already.
# A button.
models-choose = Ask this model
