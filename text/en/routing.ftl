### Several models on one page: which of them each picture is asked of, and what the whole list waits for.

## A row of the list

# The model is not on this device: nothing is fetched before the visitor asks for it.
# $task (Word) - name of the task that reads the picture: "Chest X-ray"
routing-needs = Needs the model “{ $task }”
# An answer, or why there is none.
# $task (Word) - name of the task that was asked: "Chest X-ray"
# $answer (Message) - "Pneumonia, 90 %"
routing-of-task = { $task }: { $answer }
# The picture is of no kind that a model of this page reads.
# $why (Message) - why it has no answer: "Not answered: a slice of a chest CT"
routing-none-reads = No model here reads it. { $why }

## The whole list

# A button: what waits is not begun.
routing-pause = Pause
# The same button while the list is paused.
routing-go-on = Go on
# A button: every picture that is not done is cancelled, and stays in the list.
routing-stop = Cancel the rest
# Read out.
routing-paused = Paused. What is at work is still finished.
# Read out.
routing-continued = The list goes on.
# Read out: a picture is of the kind that another model reads, or the visitor has chosen another model for it.
# $name (Text) - of a file
# $task (Word) - name of the task that is asked now: "Chest X-ray"
routing-sent-on = { $name } goes to the model “{ $task }”.

## A picture whose model is not on this device

routing-needs-title = The model for this picture is not on this device
# $task (Word) - name of the task that reads the picture: "Chest X-ray"
routing-needs-help = The model “{ $task }” reads this picture and has to be fetched first. Open pictures are put away for that, and the page is not sealed until the model is here. Only then are they read again.
# A button.
routing-fetch = Put away and fetch

## Beside an answer: which model gave it, and which others there are

# $task (Word) - name of the task that was asked: "Chest X-ray"
routing-asked = The model “{ $task }” was asked.
# A button.
# $task (Word) - name of another task: "Chest X-ray"
routing-ask = Ask “{ $task }”
# A box to tick.
# $task (Word) - name of the task that was asked: "Chest X-ray"
routing-always = Ask “{ $task }” of all further pictures, whatever they look like
