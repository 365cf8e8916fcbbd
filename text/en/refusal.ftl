### Why a check turned a picture away, and what would help.

## Is there anything in it, and is it good enough?

refusal-blank = Expected a picture, found an even area with nothing in it.
refusal-blank-help = Check that the right file was chosen and that the export was complete.
refusal-screenshot = Expected the picture alone, found it within something else, as a window or a page.
refusal-screenshot-help = Cut everything but the picture away, or save the picture itself from the viewer as PNG.
refusal-coloured = Expected a picture in shades of grey, found colour, as lamps and screens give it to photographs.
refusal-coloured-help = Save it in shades of grey. A photograph of a screen or of film, or a coloured overlay, does not become right by that: use the original file.
# $share (Percent(0)) - how much of the picture
refusal-borders = Expected a picture that fills its frame, found { $share } of it empty.
refusal-borders-help = Cut the empty border away.
refusal-too-dark = Expected a picture with bright parts, found one that is dark all over.
refusal-too-dark-help = Take or export it again brighter, where it has a window with a narrower window, so that its brightest parts are white.
refusal-too-bright = Expected a picture with dark and bright parts, found one that is too bright, or has black and white exchanged.
refusal-too-bright-help = Take or export it again with black as black: not inverted, and darker, where it has a window with a wider window.
refusal-upscaled = Expected a picture with detail of its own, found a very small one, or one that was blown up from a small one.
refusal-moire = Expected a picture without a pattern over it, found a fine regular one, as in a photograph of a screen.
refusal-blurred = Expected a sharp picture, found a blurred one.
refusal-original-help = Use the original file that the device or the archive gives, not a picture of a picture.

## Is it like the pictures that the model was trained on?

refusal-unlike = Expected a picture like those that the model was trained on, found one that differs from them.
refusal-unlike-help = Use a picture of the kind that the model was made for as it was taken: not turned, with its own colours or grey levels.

## What kinds of pictures are called

# As the task of a model words it, one picture with its article, or several of them.
# $words (Word) - "a chest X-ray", "chest X-rays"
refusal-worded = { $words }
# $kind (Text) - name of a task that has no words
refusal-one = a picture of the kind `{ $kind }`
# $kind (Text) - name of a task that has no words
refusal-many = pictures of the kind `{ $kind }`

## Is it of the right kind, by what it looks like?

# $wanted (Message) - several pictures of the kind that this model reads
refusal-reads = This model reads { $wanted }.
# $kind (Message) - one picture of another kind, with its article
# $wanted (Message) - several pictures of the kind that this model reads
refusal-other-task = This looks like { $kind }. This model reads { $wanted }.
# $wanted (Message) - several pictures of the kind that this model reads
refusal-other-medical = This looks like a medical picture of another kind. This model reads { $wanted }.
# $wanted (Message) - several pictures of the kind that this model reads
refusal-not-medical = This does not look like a medical picture. This model reads { $wanted }.
# $wanted (Message) - several pictures of the kind that this model reads
refusal-photographed = This looks like a photograph of a screen or of film. This model reads { $wanted }.
# $wanted (Message) - several pictures of the kind that this model reads
refusal-unsure = It is not clear what kind of picture this is. This model reads { $wanted }.

## Is it of the right kind, by what the file says of itself?

# $file (Text) - what the file says, in the terms of its format: "CT, chest"
# $wanted (Message) - several pictures of the kind that this model reads
refusal-file = The file says { $file }. This model reads { $wanted }.
# $file (Text) - what the file says, in the terms of its format: "CT, chest"
# $kind (Message) - one picture of a kind, with its article
# $wanted (Message) - several pictures of the kind that this model reads
refusal-file-task = The file says { $file }; the picture looks like { $kind }. This model reads { $wanted }.
# $file (Text) - what the file says, in the terms of its format: "CT, chest"
# $wanted (Message) - several pictures of the kind that this model reads
refusal-file-medical = The file says { $file }; the picture looks like a medical picture of another kind. This model reads { $wanted }.
# $file (Text) - what the file says, in the terms of its format: "CT, chest"
# $wanted (Message) - several pictures of the kind that this model reads
refusal-file-not-medical = The file says { $file }; the picture does not look like a medical picture. This model reads { $wanted }.
# $file (Text) - what the file says, in the terms of its format: "CT, chest"
# $wanted (Message) - several pictures of the kind that this model reads
refusal-file-photographed = The file says { $file }; the picture looks like a photograph of a screen or of film. This model reads { $wanted }.
# $file (Text) - what the file says, in the terms of its format: "CT, chest"
# $wanted (Message) - several pictures of the kind that this model reads
refusal-file-unsure = The file says { $file }; the picture looks like no kind that is known here. This model reads { $wanted }.

## What would help where it is of another kind

# $wanted (Message) - several pictures of the kind that this model reads
refusal-file-help = Choose one of the { $wanted }; nothing else is answered here. If the file is wrong about itself, whoever made it can correct it.
refusal-switch-help = Switch to the model that reads such pictures.
# $kinds (Message) - several pictures of another kind
# $wanted (Message) - several pictures of the kind that this model reads
refusal-other-task-help = Choose one of the { $wanted } that this model was made for. No model on this page reads { $kinds } yet.
# $wanted (Message) - several pictures of the kind that this model reads
refusal-other-medical-help = Choose one of the { $wanted } that this model was made for. No model on this page reads such pictures.
# $wanted (Message) - several pictures of the kind that this model reads
refusal-not-medical-help = Choose one of the { $wanted } that this model was made for. Not a photograph of a screen or of film: the file itself.
refusal-photographed-help = A photograph changes colours and grey levels. Use the file itself, as the hospital's archive or CD has it; where only a viewer shows it, save the picture there, or take a screenshot and cut it to the picture alone.
refusal-unsure-help = If it is one, use the whole picture alone, without borders, text or anything else beside it. Not a photograph of a screen or of film: the file itself.
