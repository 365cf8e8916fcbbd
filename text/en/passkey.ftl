### Passkeys that open the case vault beside its passphrase: how they are added, used and removed, and what can be wrong.

## On the locked vault, and in the list of what is done with it

passkey-unlock = Unlock with a passkey
passkey-title = Passkeys

## The screen

passkey-lead = A passkey opens the vault on this device by your face, your finger or the PIN of the device. The passphrase and the recovery code open it as before: keep them, for a passkey can be lost with the device.
passkey-of-device = Your device or its account keeps the passkey under the name “Onsight”, and learns nothing of your cases.
passkey-none = No passkey opens this vault yet.
passkey-list = Passkeys that open this vault
# $name (Text) - eight hexadecimal digits that tell it from others
# $when (Text) - date and time
passkey-line = Passkey { $name }, added { $when }
passkey-remove = Remove
# $name (Text) - eight hexadecimal digits that tell it from others
passkey-remove-it = Remove the passkey { $name }
# $name (Text) - eight hexadecimal digits that tell it from others
passkey-remove-sure = Really remove the passkey { $name }
passkey-removed = The passkey opens this vault no more. In the settings of your device you can delete it there too.
passkey-add = Add a passkey
passkey-added = The passkey opens this vault from now on.

## What was done with them: lines of the vault’s log

passkey-log = What was done
# $name (Text) - eight hexadecimal digits that tell it from others
passkey-act-added = Passkey { $name } added
# $name (Text) - eight hexadecimal digits that tell it from others
passkey-act-removed = Passkey { $name } removed
# $name (Text) - eight hexadecimal digits that tell it from others
passkey-act-opened = Opened by the passkey { $name }
passkey-act-begun-anew = Earlier lines could not be read; the log begins anew

## What can be wrong

passkey-wrong = Expected a passkey of this case vault, found another one.
passkey-without-key = Expected a passkey that gives a key, found one of a device or browser that cannot do that.
# $most (Count) - passkeys that a vault has at most
passkey-too-many = Expected at most { $most } passkeys, found one more.
passkey-damaged-log = Expected the log of the vault as it was written, found changed bytes. The cases do not depend on it.
passkey-cancelled = Expected a passkey from the device, found none: it was cancelled, it took too long, or the passkey is on another device.
passkey-not-supported = Expected a device that keeps passkeys and asks for your face, finger or PIN, found none for this page.
# $why (Message) - the browser’s own words
passkey-refused = Expected a passkey from the browser, found: { $why }
passkey-sealed = Expected no open picture while a passkey is made, found one.

## What to do

passkey-help-wrong = Open the vault with its passphrase. If it was restored or made anew, add the passkey again.
passkey-help-without-key = Use the passphrase. A newer browser or system may be able to do it; in the settings of your device you can delete the passkey that was made.
passkey-help-not-supported = Use the passphrase. Where this device can be unlocked by a face, a finger or a PIN, set that up first, and try again.
passkey-help-too-many = Remove one that you do not use any more.
passkey-help-log = The next line that is written begins a new log, and says so.
passkey-help-cancelled = Try again, or use the passphrase. It does not count as a wrong passphrase.
passkey-help-sealed = A device may send a new passkey to your account with its maker, and while a picture is open nothing here is to cause that. Close the pictures, and try again.
