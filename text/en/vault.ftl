### What can be wrong with the case vault, a record in it or a file exported from it, and what to do.

## What opens it

vault-wrong-passphrase = Expected the passphrase of this case vault, found another one.
vault-wrong-code = Expected the recovery code of this case vault, found that of another one.
vault-mistyped-code = Expected a recovery code of nine groups of four characters, found one with a typing error.
# $fewest (Count) - characters that it must have
# $found (Count) - characters that it has
vault-short-passphrase = Expected a passphrase of at least { $fewest } characters, found { $found }.

## What stands in it

vault-foreign = Expected a case vault of Onsight, found something else. It was left as it is.
# $known (Count) - the newest version that this program knows
# $found (Count) - the version that stands there
vault-newer = Expected a case vault of version { $known } or older, found version { $found }.
# $case (Text) - name of the case, hexadecimal digits
vault-damaged = Expected the case { $case } as it was kept, found changed bytes. The other cases can be read.
# $case (Text) - name of the case, hexadecimal digits
vault-broken-trail = Expected a whole audit trail of the case { $case }, found one that does not hold together. The other cases can be read.
# $case (Text) - name of the case, hexadecimal digits
vault-unreadable-finding = Expected a finding that this program knows in the case { $case }, found a later one.
vault-unwritable = Expected a case that can be kept, found one that is too large or holds a number that is none.
vault-exhausted = Expected a number for the next record, found that all are used up.

## A file exported from it

# $records (Count) - whole records that were read
vault-truncated =
    { $records ->
        [one] Expected a whole exported vault, found one that ends early, after { $records } whole record.
       *[other] Expected a whole exported vault, found one that ends early, after { $records } whole records.
    }
vault-altered = Expected the exported vault as it was written, found that records are missing, added or changed.

## The device

vault-costly = Expected a key that costs at most 1 GB of memory and 16 passes, found one that costs more.
vault-no-memory = Expected enough memory to make a key of the passphrase, found less.
vault-no-entropy = Expected random numbers from the device, found none.

## The database

vault-full = Expected room for it on this device, found none left. Nothing was kept.
vault-later-database = Expected a case vault of this version of Onsight, found one of a later version. It was left as it is.
# $why (Message) - the browser's own words
vault-database = Expected the browser's database to answer, found: { $why }
vault-no-database = Expected a database in this browser, found that it gives none to this page.
# The database does not answer, or another tab keeps it.
vault-waits = The browser’s database does not answer yet. Another tab or window of this website may hold it: close the others if this goes on.
vault-waits-to-delete = The deletion waits: another tab or window of this website holds the case vault and does not answer. Close all others, then everything is deleted. The browser does not tell which one it is.
vault-works = The case vault is still at work.
vault-locked = Expected an open case vault, found it locked.
vault-exists = Expected no case vault on this device, found one.
vault-conflict = Expected the case as it was read, found that it was changed since, perhaps in another tab. Nothing was written.
vault-gone = Expected the case in the vault, found that it is not there any more.
# $seconds (Count) - to wait
vault-too-soon =
    { $seconds ->
        [one] After several wrong passphrases the next can be tried in { $seconds } second.
       *[other] After several wrong passphrases the next can be tried in { $seconds } seconds.
    }
vault-no-file = Expected a file, found none that can be read.

## What was done to a case: lines of its audit trail

vault-act-kept = Kept
# $notes (Text) - as they were written
vault-act-noted = Notes: { $notes }
# $tags (Text) - with commas between them
vault-act-tagged = Tags: { $tags }
# $agreement (Text) - agree, disagree or unsure
# $label (Text) - what the reader calls it; may be empty
# $comment (Text) - may be empty
vault-act-first =
    { $agreement ->
        [agree] First reader agrees. { $label } { $comment }
        [disagree] First reader disagrees. { $label } { $comment }
       *[unsure] First reader is unsure. { $label } { $comment }
    }
# $agreement (Text) - agree, disagree or unsure
# $label (Text) - what the reader calls it; may be empty
# $comment (Text) - may be empty
vault-act-second =
    { $agreement ->
        [agree] Second reader agrees. { $label } { $comment }
        [disagree] Second reader disagrees. { $label } { $comment }
       *[unsure] Second reader is unsure. { $label } { $comment }
    }
vault-act-no-picture = Picture taken away
vault-act-thumbnail = Small picture kept
vault-act-picture = Whole picture kept
# $vault (Text) - name of the vault, hexadecimal digits
vault-act-imported = Imported from the vault { $vault }

## What to do

vault-help-secret = Look at capital letters and at the language of the keyboard. Without passphrase and recovery code nobody can open the vault, and we cannot either.
vault-help-code = Compare it with what you wrote down, group by group.
vault-help-passphrase = Take several words that have nothing to do with each other: they are long, and can be remembered.
vault-help-file = Choose the file that Onsight exported, and copy it again if it came over a network or a stick.
vault-help-newer = Load this website anew, so that it is the latest one.
vault-help-damaged = Import this case from an exported file, if you have one, or delete it.
vault-help-exhausted = Export the vault, and import the file into a new one.
vault-help-device = Close other tabs and programs, and try again.
vault-help-full = Make room on the device, keep no picture with the case, or export the vault and delete old cases.
vault-help-no-database = Leave the private window, or open this website over https.
vault-help-locked = Open it with its passphrase.
vault-help-conflict = Look at what was changed, and try again.
