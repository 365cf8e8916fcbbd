### A case handed over to somebody else in a file, and the answer that comes back: what can be wrong with the file.

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
