### The engine: why it does not answer, where the network runs, and why there.

## Why there is no answer

# $expected (Count) - bytes that the model's file should have
# $found (Count) - bytes that came
engine-other-size = Expected model weights with { $expected } bytes, found { $found } bytes.
# $expected (Text) - a hash, hex
# $found (Text) - another one
engine-other-sum = Expected model weights with SHA-256 { $expected }, found SHA-256 { $found }.
# $expected (Text) - a hash, hex
# $part (Text) - name of a file
# $found (Count) - bytes of another content
engine-other-part = Expected model weights with SHA-256 { $expected } in part `{ $part }`, found { $found } other bytes.
# $expected (Text) - a hash, hex
# $found (Text) - another one
engine-other-model = Expected the model that this page was built with (manifest { $expected }), found another ({ $found }).
# $why (Message) - "array `x`: expected finite numbers, found others"
engine-unreadable-model = Expected a model that can be read, but { $why }.
# $why (Message) - "expected a known architecture, found `x`"
engine-unfit-model = Expected a model that fits this version, but { $why }.
# $why (Message) - "it gave no answer"
engine-device = Expected this device to compute the known answers, but { $why }.
engine-stopped = Stopped before there was an answer.
# $width (Count) - of the picture, in pixels
# $height (Count) - of the picture, in pixels
# $found (Count) - bytes of the mask
engine-fault-mask = This program has a fault: expected a mask of { $width } × { $height } pixels, found { $found } bytes of one.
engine-fault-weights = This program has a fault: expected the weights kept beside a GPU, found none.
# $place (Count) - of the class, counted from 0
engine-fault-map = This program has a fault: expected a map of each class, found none of class { $place }.

## What to do about it

engine-help-damaged = Reload the page. If it happens again, the website's files are damaged: tell whoever runs it.
engine-help-newer = Reload the page: a newer version may be there. If it happens again, tell whoever runs this website.
engine-help-reload = Reload the page. If it happens again, tell whoever runs this website.
engine-help-device = Close other tabs and try again, or use another browser.
engine-help-again = Add the picture again to classify it.
engine-help-tell = Reload the page and try again, and tell whoever runs this website what you did.

## What a device did instead of answering: stands inside of other sentences

engine-cpu-alone = this program runs on the CPU
# $seconds (Count) - how long was waited
engine-silent = it gave no answer within { $seconds } s
engine-no-answer = it gave no answer
# $expected (Count) - pictures
# $found (Count) - answers
engine-fewer-answers = it answered { $found } of { $expected } pictures
engine-distrusted = it failed its last check
# $deviation (Text) - largest difference of a logit, a number
engine-contradicted = the CPU said otherwise by { $deviation } in a logit
# $run (Count) - which run, counted from 1
# $why (Message) - what it did, one of these
engine-cpu-check = the CPU failed run { $run } of the check: { $why }
# $why (Message) - what it did, one of these
engine-modality-check = its CPU failed the modality classifier's check: { $why }
# $expected (Count) - classes of the model
# $found (Count) - numbers that came
engine-logits-count = expected { $expected } logits, found { $found }
engine-logits-not-finite = expected finite logits, found others
# $tolerance (Text) - largest difference that is allowed, a number
# $deviation (Text) - largest difference, a number
engine-logits-drift = expected logits within { $tolerance } of the known ones, found one { $deviation } away
# $said (Text) - what the driver says
engine-read-failed = the device failed: { $said }
engine-read-nothing = the device gave nothing back
# $said (Text) - what the driver says
engine-read-other = the device gave other numbers back: { $said }

## Why the network runs where it does

# $why (Message) - "it gave no answer"
engine-gpu-closed = WebGPU cannot be used here ({ $why }), so the CPU is used.
engine-gpu-late = WebGPU did not start in time, so the CPU is used.
# $why (Message) - "it gave no answer"
engine-gpu-failed = WebGPU failed its check on this device ({ $why }), so the CPU is used.
# $why (Message) - "it gave no answer"
engine-gpu-lost = WebGPU failed during a picture ({ $why }), so the CPU took over.
# $why (Message) - "expected finite logits, found others"
# $answers (Count) - answers that may be wrong
engine-gpu-left =
    { $answers ->
        [0] WebGPU failed a check ({ $why }), so the CPU took over.
        [one] WebGPU failed a check ({ $why }), so the CPU took over. The answer before this one was given since its last passed check: add that picture again.
       *[other] WebGPU failed a check ({ $why }), so the CPU took over. The { $answers } answers before this one were given since its last passed check: add those pictures again.
    }
engine-not-timed-yet = The CPU begins. Where WebGPU could save time, both are timed while no picture is open.
# $ms (Number(1)) - of the network on a known picture
engine-cpu-is-quick = The CPU needs { $ms } ms for a known picture, so WebGPU was not tried. “Check this device” times both.
# It would be a fetch of nearly two megabytes.
engine-line-is-spared = WebGPU was not tried: the connection is slow or saves data. “Check this device” times both.
# The faster one is used.
# $cpu (Number(1)) - milliseconds of the network on a known picture
# $gpu (Number(1)) - the same on WebGPU
engine-both-timed = Timed here on a known picture: CPU { $cpu } ms, WebGPU { $gpu } ms.
engine-gpu-failed-before = WebGPU was tried here and did not work, so the CPU is used.
engine-beside-gpu = The CPU is asked beside the GPU.
# Two sentences, one after the other.
# $first (Message) - why the network runs there
# $second (Message) - what is to be said beside it
engine-and = { $first } { $second }
