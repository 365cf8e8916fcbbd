### A case handed over to somebody else in a file, and the answer that comes back: the file, its views, what can be wrong with it.

## The file

handover-foreign = Expected a hand-over file of Onsight, found something else. Nothing was changed.
# $known (Count) - the newest version that this program knows
# $found (Count) - the version that stands there
handover-newer = Expected a hand-over file of version { $known } or older, found version { $found }. Nothing was changed.
handover-truncated = Expected a whole hand-over file, found one that ends early. Nothing was changed.
handover-altered = Expected the hand-over file as it was written, found changed bytes. Nothing was changed here.
handover-needs-passphrase = Expected the passphrase that this hand-over file is sealed by, found none.
handover-wrong-passphrase = Expected the passphrase of this hand-over file, found another one.
handover-wrong-receiver = Expected a hand-over file for the key of this vault, found one for somebody else's key.
handover-mistyped-key = Expected a receiver's key of fourteen groups of four characters, found something else or a typing error.
handover-other-finding = Expected an answer about the finding that is kept here, found another finding under the same name. The kept case was left as it is.

## What to do

handover-help-file = Ask for the file once more. Some mail programs change files: pack it into an archive, or take another way.
handover-help-passphrase = Ask the sender for the passphrase, on the phone for instance. It does not stand in the file.
handover-help-receiver = Give the sender the key of this vault, and ask for the file once more, sealed to it.
handover-help-key = Copy the whole key that the receiver's Onsight shows, and compare it group by group.
handover-help-other = Ask the sender which case it is. If you have deleted the case here, it comes in as a new one.

## What was done to a case: lines of its audit trail

# $receiver (Text) - key of the receiver
handover-act-sealed = Handed over, sealed to the key { $receiver }
handover-act-by-passphrase = Handed over, sealed by a passphrase
# $from (Text) - the sender, as they call themselves; may be empty
handover-act-received = Received from { $from }
# $from (Text) - the sender, as they call themselves; may be empty
handover-act-answered = Answer received from { $from }

## Handing a case over

handover-title = Hand over…
handover-lead = The case goes into an encrypted file that its receiver alone can open: the finding, notes, tags, and who said what and when; the picture only where you choose it. Nothing is sent: you give the file away yourself.
handover-sender = Your name, as the receiver reads it
handover-by-key = Seal it to the receiver's key
handover-by-phrase = Seal it by a passphrase
handover-key = The receiver's key
handover-phrase = Passphrase, to be told in another way than the file
handover-with-picture = With the picture that is kept
handover-make = Make the hand-over file
handover-made = The hand-over file is made. Save it, and give it away.
handover-save = Save the file

## The key of this vault

handover-own-title = Your key
handover-own-lead = Whoever has this key can seal a file that this vault alone opens. It is no secret. Give it away where nobody can exchange it for another one, and read the first groups to each other.
handover-show-key = Show my key
handover-copy = Copy
handover-copied = The key is on the clipboard.
handover-not-copied = The browser did not allow copying. Select the key, and copy it.

## Opening a file

handover-open-title = Open a hand-over file
handover-open-phrase = Passphrase of the file; empty where it is sealed to your key
handover-open-file = Hand-over file
handover-came-in = The case came in.
# $entries (Count) - lines of its audit trail that came in
handover-merged =
    { $entries ->
        [one] { $entries } line came into the kept case.
       *[other] { $entries } lines came into the kept case.
    }
handover-known = All of it was here already. Nothing was changed.

## A case that was handed over, in two views

# $from (Text) - the sender, as they call themselves; may be empty
# $when (Text) - date and time
handover-received-from = Received from { $from }, { $when }. The name is what the sender wrote: nothing proves it.
# $from (Text) - the sender, as they call themselves; may be empty
# $when (Text) - date and time
handover-answer-from = Answer received from { $from }, { $when }. The name is what the sender wrote: nothing proves it.
handover-role = View
handover-technician = Technician
handover-doctor = Doctor
handover-unreadable = The finding was written by a later version of Onsight. Load the page anew to read it.
handover-checks = To be checked before it is handed over
handover-window = Window
handover-window-as-given = The model saw the grey levels as the file gives them. Look whether the window shows what is asked for.
handover-window-percentiles = The model saw black and white set by the picture's own percentiles. Look whether the window shows what is asked for.
handover-body = Body part
# $task (Text) - name of the task
handover-body-task = The model is made for { $task } alone. Look whether the picture shows that part of the body, whole and in a plane that the task knows.
handover-burned-in = Text in the picture
handover-no-text = No text was seen at the borders. The middle was not looked at: look yourself before the picture leaves.
handover-file-warnings = The file
handover-report = Report
# $labels (Text) - one or more, with commas between them
# $share (Percent(1)) - probability of the first one
handover-names = The model names { $labels }, the first with a probability of { $share }.
# $labels (Text) - one or more, with commas between them
handover-names-alone = The model names { $labels }.
handover-names-nothing = The model names nothing on this picture.
# $labels (Text) - one or more, with commas between them
handover-set = Not ruled out at 95 %: { $labels }.
handover-empty-set = At 95 % no class fits the picture.
# $regions (Count) - one or more
# $share (Percent(1)) - of the picture, all of them together
handover-outlined =
    { $regions ->
        [one] The model outlined { $regions } region, { $share } of the picture.
       *[other] The model outlined { $regions } regions, together { $share } of the picture.
    }
handover-figures = Figures
handover-no-figures = There are none: nothing that was computed of this picture may be shown.
handover-class = Class
handover-probability = Probability
# $share (Percent(1)) - a probability
handover-share-cell = { $share }
# $ms (Number(0)) - from request to answer
handover-took = It took { $ms } ms.
handover-answer = Your answer
handover-comment = Comment
handover-send-back = Send back
handover-send-back-lead = The answer goes into a file that is sealed to the sender's key, without the picture.
