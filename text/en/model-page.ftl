### The page of the model, and the card with its name and fingerprint.

model-page-title = How far to trust the model
model-page-lead = All of this was measured by a program and not written by hand, on pictures that training never touched. Each figure says on which.

## The card

model-page-card = Model and picture
model-page-model = Model
model-page-version = Version
model-page-size = Size
model-page-fingerprint = Fingerprint
# Shown when the pointer rests on the fingerprint.
model-page-short = First 12 characters of the SHA-256
model-page-classes = Classes
model-page-input = Input
# $side (Count) - of a square
model-page-pixels = { $side } × { $side } pixels
model-page-hash = SHA-256 in full
model-page-file = Your file
