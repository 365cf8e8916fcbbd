### Where pictures come in, and the drawn ones to try.

drop-zone-opening = Opening…
drop-zone-let-go = Let go to add
drop-zone-add = Add pictures
# Read out of the file input.
drop-zone-input = Choose pictures from this device
# A button.
drop-zone-choose = Choose pictures
# Keys of the keyboard are marked.
drop-zone-paste = Or paste with <kbd>Ctrl</kbd> <kbd>V</kbd>.
drop-zone-formats = DICOM, NIfTI, ZIP; JPEG, PNG, WebP, TIFF, BMP or GIF.
drop-zone-folder = Open a folder or a patient CD

## Examples

drop-zone-examples = Try a drawn picture
drop-zone-examples-note = Drawn by a program, again and again, until the model gave each kind of answer: no patients, and no measure of how good it is. They show what an answer looks like.
# What one is called: the answer it was chosen for.
drop-zone-example-class = An answer with one class
# $draws (Text) - decides: what it is a drawing of, "head", "smear", "chest" or "nodule"
# $name (Message) - of the class
drop-zone-example-class-drawn =
    Synthetic: { $draws ->
        [smear] a blood smear
        [chest] a chest X-ray
        [nodule] a lung nodule
       *[other] a head with a spot
    }, drawn until the model called it { $name }.
drop-zone-example-several = An answer with several classes
# $draws (Text) - decides: what it is a drawing of, "head", "smear", "chest" or "nodule"
# $names (Message) - of the classes
drop-zone-example-several-drawn =
    Synthetic: { $draws ->
        [smear] a blood smear
        [chest] a chest X-ray
        [nodule] a lung nodule
       *[other] a head with a spot
    }, drawn until the model could not rule out { $names }.
drop-zone-example-refusal = A picture that is turned away
# $draws (Text) - decides: what it is a drawing of, "head", "smear", "chest" or "nodule"
drop-zone-example-refusal-drawn =
    Synthetic: { $draws ->
        [smear] a drawn blood smear
        [chest] a drawn chest X-ray
        [nodule] a drawn lung nodule
       *[other] a drawn head
    }, and no picture of a patient. The checks before an answer see that.
# $name (Word) - what the task calls a class
drop-zone-example-name = { $name }
# $first (Message) - one class, or several
# $next (Message) - one more
drop-zone-example-or = { $first } or { $next }
