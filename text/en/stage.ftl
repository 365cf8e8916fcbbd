### What is being done while the visitor waits.

## Making ready

stage-manifest = Reading the model's description
stage-download = Fetching the model
stage-stored = Reading the model kept from last time
stage-verify = Checking that the model is intact
stage-device = Preparing this device
stage-check = Testing that this device computes correctly
stage-other-tab = Another tab is fetching the model
# $done (Message) - an amount: "1.2 MB"
# $total (Message) - an amount: "3.4 MB"
stage-bytes = { $done } of { $total }
# $run (Count) - number of the run of the check that is under way
# $total (Count) - runs of the check
stage-run = run { $run } of { $total }

## One picture

stage-decode = Opening the picture
stage-prepare = Scaling it for the model
stage-infer = The model is looking
stage-explain = Drawing what it looked at
