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
routing-none-reads = { $why }. No model here reads it.

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
# Read out at the end of a long list.
# $done (Message) - "88 of 100 done"
# $task (Word) - name of the task that reads some of the rest: "Chest X-ray"
routing-others-need = { $done }. Others need the model “{ $task }”, which is not on this device.

## A picture whose model is not on this device

routing-needs-title = The model for this picture is not on this device
# $task (Word) - name of the task that reads the picture: "Chest X-ray"
routing-needs-help = The model “{ $task }” reads this picture and has to be fetched first. No service worker seals this page, so open pictures are put away meanwhile and read again when the model is here.
# A button.
routing-fetch = Put away and fetch
# The same where the page is sealed, and stays so.
# $task (Word) - name of the task that reads the picture: "Chest X-ray"
routing-needs-sealed-help = The model “{ $task }” reads this picture and has to be fetched first. Your pictures stay open and the page stays sealed: only the files of this model are asked for. The website's host learns which model that is, and nothing of a picture.
# A button.
routing-fetch-sealed = Fetch this model
# The same button meanwhile.
# $done (Count) - files that are here
# $total (Count) - all of them; 0 where that is not known yet
routing-fetch-part =
    { $total ->
        [0] Fetching…
        [one] Fetching: { $done } of { $total } file
       *[other] Fetching: { $done } of { $total } files
    }
# The same button, and nothing happens when it is pressed: the model of another task is on its way.
# $task (Word) - name of that task: "Chest X-ray"
routing-fetch-after = “{ $task }” is being fetched first
# Read out.
# $task (Word) - name of a task: "Chest X-ray"
routing-fetching = The model “{ $task }” is being fetched.
# Read out.
# $task (Word) - name of a task: "Chest X-ray"
routing-fetched = The model “{ $task }” is here.

## Why it could not be fetched: stands inside of sentences

routing-why-full = this device has no room left to keep it
routing-why-elsewhere = a picture is open in another tab of Onsight too
routing-why-failed = the website did not send all of it
routing-why-silent = the page's service worker did not fetch it
routing-why-often = it was tried three times, and is not tried again before all pictures are removed
# In a room, where the page around it asks.
routing-why-declined = you did not want it to be fetched
# Follows such a sentence.
routing-not-fetched-help = Check the connection and try again, or remove all pictures first: then this page fetches the model by itself.

## What the list of requests says of that

# $line (Message) - what has left: "Since you opened this picture: 8 requests, 0 bytes left this device."
# $asked (Count) - of those requests, for a model
routing-requests-asked =
    { $line } { $asked ->
        [one] { $asked } request fetched a model that you asked for, and carried nothing of a picture.
       *[other] { $asked } requests fetched a model that you asked for, and carried nothing of a picture.
    }
# What became of one of them.
routing-end-asked = from the website, for the model that you asked for

## Beside an answer: which model gave it, and which others there are

# $task (Word) - name of the task that was asked: "Chest X-ray"
routing-asked = The model “{ $task }” was asked.
# A button.
# $task (Word) - name of another task: "Chest X-ray"
routing-ask = Ask “{ $task }”
# A box to tick.
# $task (Word) - name of the task that was asked: "Chest X-ray"
routing-always = Ask “{ $task }” of all further pictures, whatever they look like
