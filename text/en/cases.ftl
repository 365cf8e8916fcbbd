### The kept cases: a list above the page, with what is kept, found and said there. Also the button that keeps an answer.

cases-keep = Keep this case
cases-not-loaded = The kept cases could not be loaded. Close the open pictures, load the page anew, and try again.
cases-title = Kept cases
cases-lead = Answers that you keep are encrypted on this device, and leave it only as a file that you export. Nothing is kept by itself.
cases-open = Open the kept cases
cases-close = Close
cases-looking = Looking…

## Before the list

cases-passphrase = Passphrase
cases-again = The same passphrase again
cases-no-way-back = Choose a passphrase. Without it, and without the recovery code that comes next, nobody can open what is kept.
cases-create = Make the case vault
cases-code = Recovery code
cases-code-once = Write this recovery code down now: it is shown this once. It opens the vault when the passphrase is forgotten.
cases-code-done = I have written it down
cases-unlock = Unlock
cases-working = A key is made of the passphrase. On a slow device this takes some seconds.
cases-by-code = Use the recovery code
cases-by-passphrase = Use the passphrase
cases-wipe = Delete everything
cases-wipe-sure = Really delete all kept cases
cases-locked-itself = The case vault is locked.
# What was typed is sealed in the vault.
cases-locked-sealed = The case vault is locked. What you typed and did not save is in it, encrypted, and is offered once you unlock it.
cases-locked-unsaved = The case vault is locked. What was typed and not saved is lost.
cases-wiped = All kept cases are deleted.
cases-deleted-elsewhere = The case vault was deleted in another tab.

## Keeping an answer

cases-keep-title = Keep this answer
cases-who = Your name, as it stands in the record; may stay empty
cases-keep-finding = Keep it without the picture
cases-keep-whole = Keep it with the whole picture
cases-keep-small = Keep it with a small picture
cases-keep-all = All answers of this visit, not this one alone
cases-kept = The case is kept.
# $cases (Count) - that were kept
cases-kept-all =
    { $cases ->
        [one] { $cases } case is kept.
       *[other] { $cases } cases are kept.
    }
cases-no-small = Expected the picture of this answer on the page, found that it was let go. Show the answer once more, or keep it without.

## Another passphrase

cases-secrets = Change the passphrase
cases-secrets-lead = Nothing of what is kept is written anew. A new recovery code comes with the new passphrase; the old one opens the vault no more.
cases-secrets-forgotten = You opened the vault by its recovery code. Choose a new passphrase now: a new recovery code comes with it, and the old one opens the vault no more.
cases-secrets-files = Files that were exported before still open with what opened the vault then.
cases-passphrase-now = The passphrase of now
cases-passphrase-new = A new passphrase
cases-secrets-change = Change it
cases-secrets-changed = The passphrase is changed.

## The list

cases-search = Search in labels, tags, notes
# $found (Count) - cases that the search finds
# $all (Count) - cases in the vault
cases-count =
    { $all ->
        [one] { $found } of { $all } case
       *[other] { $found } of { $all } cases
    }
# In a field that filters the list: all of it.
cases-any = All
# The name of a field: whether the model named a class.
cases-named = The model’s answer
cases-named-something = A class is named
cases-order = Order
cases-newest = Newest first
cases-oldest = Oldest first
cases-changed-last = Last changed first
cases-least-probable = Least probable first
cases-names-nothing = No class named
cases-unread = Not read yet
cases-agree = Agree
cases-disagree = Disagree
cases-unsure = Unsure
# On paper alone.
cases-printed = On this paper are the rows around those that were in sight. “Save as a table” has all of them.
cases-lock = Lock
cases-export = Export all
# $cases (Count) - in the file
cases-exported =
    { $cases ->
        [one] { $cases } case is in the file. The passphrase of now opens it. Say in the list when you have the file.
       *[other] { $cases } cases are in the file. The passphrase of now opens it. Say in the list when you have the file.
    }
# Behind the buttons, until the button below it is pressed.
# $when (Text) - date and time
cases-handed = The file was handed to the browser on { $when }. This page cannot see whether it was saved: look for it. Did it arrive?
cases-arrived = Yes, note it
cases-export-noted = Noted that the file was saved.
# $when (Text) - date and time
cases-behind = The last export that is noted is of { $when }; since then a case was kept or changed, or the clock of this device was set back. Export all again.
cases-never-exported = No exported file of what is kept here is noted yet. Export all, and keep the file in another place.
cases-log-title = Save as a table
cases-log-lead = One line for each case that the list shows now. The file is not encrypted: whoever has it reads it. Answers, times of each step and agreement stand in it, and of the following what you choose.
cases-log-csv = CSV, for spreadsheets
cases-log-ndjson = NDJSON, for programs
cases-log-names = Notes, tags, comments and readers’ own words, in which names may stand
cases-log-dates = When cases were kept and changed
cases-log-save = Save the table
# $cases (Count) - lines of the table
cases-logged =
    { $cases ->
        [one] { $cases } case is in the table.
       *[other] { $cases } cases are in the table.
    }
cases-not-exported = Expected the browser to save the file, found that it does not. Nothing was exported.
cases-import-title = Bring in an exported case vault
cases-import-passphrase = Passphrase of a file to import
cases-import = File to import
# $cases (Count) - that came in
# $known (Count) - that were there already
cases-imported =
    { $cases ->
        [one] { $cases } case came in, { $known } were here already.
       *[other] { $cases } cases came in, { $known } were here already.
    }
# $cases (Count) - that came in
# $known (Count) - that were there already
# $others (Count) - parts of the file that could not be taken in, 1 or more
cases-imported-in-part = Cases that came in: { $cases }. That were here already: { $known }. Not taken in: { $others }; the first reason stands above.

## A case

cases-back = Back to the list
# Its button, once it was pressed with something unsaved.
cases-back-unsaved = Back without saving
cases-unsaved = What you typed is not saved. Press once more to leave it.
# $cases (Count) - of which something was typed
cases-unsaved-here =
    { $cases ->
        [one] Something was typed about { $cases } case and not saved.
       *[other] Something was typed about { $cases } cases and not saved.
    }
cases-go-on = Go on with it
cases-resumed = The fields hold what you typed before and did not save. Save it, or go back without it.
cases-unsaved-damaged = What was typed about this case and not saved cannot be read: its bytes in the browser’s database have changed. The case itself is whole. Go back to the list, or save something about it, and the damaged text is removed.
# $task (Text) - name of the task
# $version (Text) - version of its model
cases-model = { $task }, model { $version }
# $task (Text) - name of the task
# $version (Text) - version of the model that answered
# $now (Text) - version of the model that answers now
cases-model-now = { $task }, model { $version }. The page now has version { $now } of this model, which may answer otherwise.
cases-small-picture = The small picture that is kept
cases-open-picture = Open the picture
cases-open-picture-note = The whole picture is kept. It opens on the page as if you had dropped it there, and is answered anew. This list closes: save what you typed before.
cases-notes = Notes
cases-save-notes = Save the notes
cases-tags = Tags, with commas between them
cases-save-tags = Save the tags
cases-first-reader = First reader
cases-second-reader = Second reader
cases-own-label = In your own words
cases-trail = What was done to it
cases-delete = Delete this case
cases-delete-sure = Really delete this case
