### Passkeys that open the case vault beside its passphrase: how they are added, used and removed, and what can be wrong.

## On the locked vault, and in the list of what is done with it

passkey-unlock = Mit einem Passkey öffnen
passkey-title = Passkeys

## The screen

passkey-lead = Ein Passkey öffnet den Tresor auf diesem Gerät mit Ihrem Gesicht, Ihrem Finger oder der PIN des Geräts. Passphrase und Wiederherstellungscode öffnen ihn wie bisher: Bewahren Sie sie auf, denn ein Passkey kann mit dem Gerät verloren gehen.
passkey-of-device = Ihr Gerät oder sein Konto bewahrt den Passkey unter dem Namen „Onsight“ auf und erfährt nichts von Ihren Fällen.
passkey-none = Noch öffnet kein Passkey diesen Tresor.
passkey-list = Passkeys, die diesen Tresor öffnen
passkey-line = Passkey { $name }, hinzugefügt { $when }
passkey-remove = Entfernen
passkey-remove-it = Den Passkey { $name } entfernen
passkey-remove-sure = Den Passkey { $name } wirklich entfernen
passkey-removed = Der Passkey öffnet diesen Tresor nicht mehr. In den Einstellungen Ihres Geräts können Sie ihn auch dort löschen.
passkey-add = Passkey hinzufügen
passkey-added = Der Passkey öffnet diesen Tresor von jetzt an.

## What was done with them: lines of the vault’s log

passkey-log = Was damit geschah
passkey-act-added = Passkey { $name } hinzugefügt
passkey-act-removed = Passkey { $name } entfernt
passkey-act-opened = Mit dem Passkey { $name } geöffnet
passkey-act-begun-anew = Frühere Zeilen waren nicht lesbar; das Protokoll beginnt neu

## What can be wrong

passkey-wrong = Erwartet wurde ein Passkey dieses Falltresors, gefunden ein anderer.
passkey-without-key = Erwartet wurde ein Passkey, der einen Schlüssel gibt, gefunden einer, dessen Gerät oder Browser das nicht kann.
passkey-too-many = Erwartet wurden höchstens { $most } Passkeys, gefunden einer mehr.
passkey-damaged-log = Erwartet wurde das Protokoll des Tresors, wie es geschrieben wurde, gefunden wurden veränderte Bytes. Die Fälle hängen nicht davon ab.
passkey-cancelled = Erwartet wurde ein Passkey vom Gerät, gefunden keiner: Es wurde abgebrochen, es dauerte zu lange, oder der Passkey ist auf einem anderen Gerät.
passkey-not-supported = Erwartet wurde ein Gerät, das Passkeys aufbewahrt und nach Gesicht, Finger oder PIN fragt, gefunden keines für diese Seite.
passkey-refused = Erwartet wurde ein Passkey vom Browser, gefunden: { $why }
passkey-sealed = Erwartet wurde kein offenes Bild, während ein Passkey entsteht, gefunden eines.

## What to do

passkey-help-wrong = Öffnen Sie den Tresor mit seiner Passphrase. Wurde er wiederhergestellt oder neu angelegt, fügen Sie den Passkey noch einmal hinzu.
passkey-help-without-key = Verwenden Sie die Passphrase. Ein neuerer Browser oder ein neueres System kann es vielleicht; den entstandenen Passkey können Sie in den Einstellungen Ihres Geräts löschen.
passkey-help-not-supported = Verwenden Sie die Passphrase. Wenn sich dieses Gerät mit Gesicht, Finger oder PIN entsperren lässt, richten Sie das zuerst ein, und versuchen Sie es noch einmal.
passkey-help-too-many = Entfernen Sie einen, den Sie nicht mehr verwenden.
passkey-help-log = Die nächste Zeile, die geschrieben wird, beginnt ein neues Protokoll und sagt es.
passkey-help-cancelled = Versuchen Sie es noch einmal, oder verwenden Sie die Passphrase. Es zählt nicht als falsche Passphrase.
passkey-help-sealed = Ein Gerät kann einen neuen Passkey an Ihr Konto bei seinem Hersteller senden, und während ein Bild offen ist, soll hier nichts das auslösen. Schließen Sie die Bilder, und versuchen Sie es noch einmal.
