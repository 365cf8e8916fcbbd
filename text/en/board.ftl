### What is read out to those who do not see the page, when something has changed.

# $device (Message) - where the network runs, a sentence
board-ready = Model ready. { $device }
# $name (Text) - of a file
# $title (Message) - what went wrong: "This file ends too early"
board-failed = { $name }: { $title }.
# $name (Text) - of a file
board-removed = { $name } removed.
# $name (Text) - of a file
board-waits = { $name } waits again.
# Two sentences, one after the other.
# $answer (Message) - what the model says
# $warning (Message) - that text stands in the picture
board-warned = { $answer } { $warning }
