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
