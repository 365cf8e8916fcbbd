### What can be wrong with the case vault, a record in it or a file exported from it, and what to do.

## What opens it

vault-wrong-passphrase = Erwartet wurde die Passphrase dieses Falltresors, gefunden eine andere.
vault-wrong-code = Erwartet wurde der Wiederherstellungscode dieses Falltresors, gefunden der eines anderen.
vault-mistyped-code = Erwartet wurde ein Wiederherstellungscode aus neun Gruppen zu vier Zeichen, gefunden einer mit einem Tippfehler.
vault-short-passphrase = Erwartet wurde eine Passphrase von mindestens { $fewest } Zeichen, gefunden wurden { $found }.

## What stands in it

vault-foreign = Erwartet wurde ein Falltresor von Onsight, gefunden etwas anderes. Es wurde nichts daran geändert.
vault-newer = Erwartet wurde ein Falltresor der Version { $known } oder älter, gefunden Version { $found }.
vault-damaged = Erwartet wurde der Fall { $case }, wie er aufbewahrt wurde, gefunden wurden veränderte Bytes. Die anderen Fälle sind lesbar.
vault-broken-trail = Erwartet wurde ein vollständiges Protokoll des Falls { $case }, gefunden eines, das nicht zusammenpasst. Die anderen Fälle sind lesbar.
vault-unreadable-finding = Erwartet wurde im Fall { $case } ein Befund, den dieses Programm kennt, gefunden ein späterer.
vault-unwritable = Erwartet wurde ein Fall, der aufbewahrt werden kann, gefunden einer, der zu groß ist oder eine Zahl enthält, die keine ist.
vault-exhausted = Erwartet wurde eine Nummer für den nächsten Eintrag, aber alle sind verbraucht.

## A file exported from it

vault-truncated =
    { $records ->
        [one] Erwartet wurde ein vollständiger exportierter Tresor, gefunden einer, der nach { $records } ganzen Eintrag abbricht.
       *[other] Erwartet wurde ein vollständiger exportierter Tresor, gefunden einer, der nach { $records } ganzen Einträgen abbricht.
    }
vault-altered = Erwartet wurde der exportierte Tresor, wie er geschrieben wurde, aber Einträge fehlen, sind hinzugekommen oder verändert.

## The device

vault-costly = Erwartet wurde ein Schlüssel, der höchstens 1 GB Speicher und 16 Durchgänge kostet, gefunden einer, der mehr kostet.
vault-no-memory = Erwartet wurde genug Speicher, um aus der Passphrase einen Schlüssel zu bilden, gefunden weniger.
vault-no-entropy = Erwartet wurden Zufallszahlen vom Gerät, gefunden keine.

## The database

vault-full = Erwartet wurde Platz auf diesem Gerät, gefunden keiner mehr. Es wurde nichts aufbewahrt.
vault-later-database = Erwartet wurde ein Falltresor dieser Version von Onsight, gefunden einer einer späteren Version. Es wurde nichts daran geändert.
vault-database = Erwartet wurde eine Antwort der Datenbank des Browsers, gefunden: { $why }
vault-no-database = Erwartet wurde eine Datenbank in diesem Browser, aber er gibt dieser Seite keine.
vault-waits = Die Datenbank des Browsers antwortet noch nicht. Vielleicht hält sie ein anderer Tab oder ein anderes Fenster dieser Website: Schließen Sie die anderen, wenn es andauert.
vault-waits-to-delete = Das Löschen wartet: Ein anderer Tab oder ein anderes Fenster dieser Website hält den Falltresor und antwortet nicht. Schließen Sie alle anderen, dann wird alles gelöscht. Welches es ist, sagt der Browser nicht.
vault-works = Der Falltresor arbeitet noch.
vault-locked = Erwartet wurde ein offener Falltresor, gefunden ein verschlossener.
vault-exists = Erwartet wurde kein Falltresor auf diesem Gerät, gefunden einer.
vault-conflict = Erwartet wurde der Fall, wie er gelesen wurde, aber er wurde inzwischen geändert, vielleicht in einem anderen Tab. Es wurde nichts geschrieben.
vault-gone = Erwartet wurde der Fall im Tresor, aber er ist nicht mehr da.
vault-too-soon =
    { $seconds ->
        [one] Nach mehreren falschen Passphrasen ist der nächste Versuch in { $seconds } Sekunde möglich.
       *[other] Nach mehreren falschen Passphrasen ist der nächste Versuch in { $seconds } Sekunden möglich.
    }
vault-no-file = Erwartet wurde eine Datei, gefunden keine, die sich lesen lässt.

## What was done to a case: lines of its audit trail

vault-act-kept = Aufbewahrt
vault-act-noted = Notizen: { $notes }
vault-act-tagged = Schlagwörter: { $tags }
vault-act-first =
    { $agreement ->
        [agree] Erste Befundung: stimmt zu. { $label } { $comment }
        [disagree] Erste Befundung: stimmt nicht zu. { $label } { $comment }
       *[unsure] Erste Befundung: unsicher. { $label } { $comment }
    }
vault-act-second =
    { $agreement ->
        [agree] Zweite Befundung: stimmt zu. { $label } { $comment }
        [disagree] Zweite Befundung: stimmt nicht zu. { $label } { $comment }
       *[unsure] Zweite Befundung: unsicher. { $label } { $comment }
    }
vault-act-no-picture = Bild entfernt
vault-act-thumbnail = Kleines Bild aufbewahrt
vault-act-picture = Ganzes Bild aufbewahrt
vault-act-imported = Importiert aus dem Tresor { $vault }

## What to do

vault-help-secret = Achten Sie auf Großbuchstaben und auf die Sprache der Tastatur. Ohne Passphrase und Wiederherstellungscode kann niemand den Tresor öffnen, auch wir nicht.
vault-help-code = Vergleichen Sie ihn Gruppe für Gruppe mit dem, was Sie notiert haben.
vault-help-passphrase = Nehmen Sie mehrere Wörter, die nichts miteinander zu tun haben: Sie sind lang und lassen sich merken.
vault-help-file = Wählen Sie die Datei, die Onsight exportiert hat, und kopieren Sie sie noch einmal, wenn sie über ein Netz oder einen Stick kam.
vault-help-newer = Laden Sie diese Website neu, damit es die neueste ist.
vault-help-damaged = Importieren Sie diesen Fall aus einer exportierten Datei, wenn Sie eine haben, oder löschen Sie ihn.
vault-help-exhausted = Exportieren Sie den Tresor und importieren Sie die Datei in einen neuen.
vault-help-device = Schließen Sie andere Tabs und Programme, und versuchen Sie es noch einmal.
vault-help-full = Schaffen Sie Platz auf dem Gerät, bewahren Sie zum Fall kein Bild auf, oder exportieren Sie den Tresor und löschen Sie alte Fälle.
vault-help-no-database = Verlassen Sie das private Fenster, oder öffnen Sie diese Website über https.
vault-help-locked = Öffnen Sie ihn mit seiner Passphrase.
vault-help-conflict = Sehen Sie nach, was sich geändert hat, und versuchen Sie es noch einmal.
