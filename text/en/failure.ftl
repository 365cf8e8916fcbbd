### Why there is no answer: titles of cards, and words that come from elsewhere.

# Words of somebody else, as they are: of a browser, a driver, the system. They are in no language of ours.
# $said (Text) - what it says
failure-said = { $said }

## Titles: what is wrong with a file

failure-empty-file = This file is empty
failure-too-large = This file is too large
failure-too-many-pixels = This picture has too many pixels
failure-too-small = This picture is too small
failure-unknown-format = This is not a picture Onsight can read
failure-truncated = This file ends too early
failure-damaged = This file is damaged
failure-unsupported = This kind of picture is not supported

## Titles: what is wrong with something else

failure-cancelled = Cancelled
failure-network = The model could not be fetched
failure-integrity = The model file is not the one expected
failure-manifest = The model's description could not be read
failure-device = The device stopped working
failure-worker = The background worker stopped
failure-program = This program has a fault
failure-other = Something went wrong

## The card

# A button.
failure-try-again = Try again
# A button.
failure-remove = Remove this picture

## An answer that the page cannot show

failure-no-classes = Expected an answer with classes, found another kind.
failure-reload = Reload the page.
