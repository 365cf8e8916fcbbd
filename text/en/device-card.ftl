### Where the network runs, and whether that device computes correctly.

device-card-title = This device
device-card-passed = self-check passed
device-card-failed = self-check failed
# $backend (Text) - "WebGPU" or "CPU"
# $adapter (Text) - the graphics chip, as its driver names it
device-card-place = { $backend } · { $adapter }
device-card-right = Before the first answer, known test pictures were computed here and came out right.
device-card-wrong = Known test pictures did not come out right on this device. Do not rely on this answer.
device-card-private = The picture was read here, in this tab. It was not sent anywhere.
