### The kept cases: a list above the page, with what is kept, found and said there. Also the button that keeps an answer.

cases-keep = Fall aufbewahren
cases-not-loaded = Die aufbewahrten Fälle konnten nicht geladen werden. Schließen Sie die offenen Bilder, laden Sie die Seite neu, und versuchen Sie es noch einmal.
cases-title = Aufbewahrte Fälle
cases-lead = Antworten, die Sie aufbewahren, liegen verschlüsselt auf diesem Gerät und verlassen es nur als Datei, die Sie exportieren. Von selbst wird nichts aufbewahrt.
cases-open = Aufbewahrte Fälle öffnen
cases-close = Schließen
cases-looking = Wird gesucht…

## Before the list

cases-passphrase = Passphrase
cases-again = Dieselbe Passphrase noch einmal
cases-no-way-back = Wählen Sie eine Passphrase. Ohne sie und ohne den Wiederherstellungscode, der danach kommt, kann niemand öffnen, was aufbewahrt ist.
cases-create = Falltresor anlegen
cases-code = Wiederherstellungscode
cases-code-once = Notieren Sie diesen Wiederherstellungscode jetzt: Er wird nur dieses eine Mal gezeigt. Er öffnet den Tresor, wenn die Passphrase vergessen ist.
cases-code-done = Ich habe ihn notiert
cases-unlock = Öffnen
cases-working = Aus der Passphrase wird ein Schlüssel berechnet. Auf einem langsamen Gerät dauert das einige Sekunden.
cases-by-code = Wiederherstellungscode verwenden
cases-by-passphrase = Passphrase verwenden
cases-wipe = Alles löschen
cases-wipe-sure = Wirklich alle aufbewahrten Fälle löschen
cases-locked-itself = Der Falltresor ist verschlossen.
cases-locked-sealed = Der Falltresor ist verschlossen. Was Sie eingegeben und nicht gespeichert haben, liegt verschlüsselt darin und wird Ihnen angeboten, sobald Sie ihn öffnen.
cases-locked-unsaved = Der Falltresor ist verschlossen. Nicht gespeicherte Eingaben sind verloren.
cases-wiped = Alle aufbewahrten Fälle sind gelöscht.
cases-deleted-elsewhere = Der Falltresor wurde in einem anderen Tab gelöscht.

## Keeping an answer

cases-keep-title = Diese Antwort aufbewahren
cases-who = Ihr Name, wie er im Protokoll steht; kann leer bleiben
cases-keep-finding = Ohne das Bild aufbewahren
cases-keep-whole = Mit dem ganzen Bild aufbewahren
cases-keep-small = Mit einem kleinen Bild aufbewahren
cases-keep-all = Alle Antworten dieses Besuchs, nicht nur diese
cases-kept = Der Fall ist aufbewahrt.
cases-kept-all =
    { $cases ->
        [one] { $cases } Fall ist aufbewahrt.
       *[other] { $cases } Fälle sind aufbewahrt.
    }
cases-no-small = Erwartet war das Bild dieser Antwort auf der Seite; es ist nicht mehr da. Zeigen Sie die Antwort noch einmal an, oder bewahren Sie sie ohne Bild auf.

## Another passphrase

cases-secrets = Passphrase ändern
cases-secrets-lead = Nichts von dem, was aufbewahrt wird, wird neu geschrieben. Mit der neuen Passphrase kommt ein neuer Wiederherstellungscode; der alte öffnet den Tresor nicht mehr.
cases-secrets-forgotten = Sie haben den Tresor mit dem Wiederherstellungscode geöffnet. Wählen Sie jetzt eine neue Passphrase: Mit ihr kommt ein neuer Wiederherstellungscode, und der alte öffnet den Tresor nicht mehr.
cases-secrets-files = Dateien, die Sie vorher exportiert haben, öffnen sich weiter mit dem, was damals den Tresor öffnete.
cases-passphrase-now = Bisherige Passphrase
cases-passphrase-new = Neue Passphrase
cases-secrets-change = Ändern
cases-secrets-changed = Die Passphrase ist geändert.

## The list

cases-search = In Bezeichnungen, Schlagwörtern und Notizen suchen
cases-count =
    { $all ->
        [one] { $found } von { $all } Fall
       *[other] { $found } von { $all } Fällen
    }
cases-any = Alle
cases-named = Antwort des Modells
cases-named-something = Eine Klasse genannt
cases-order = Reihenfolge
cases-newest = Neueste zuerst
cases-oldest = Älteste zuerst
cases-changed-last = Zuletzt geänderte zuerst
cases-least-probable = Unwahrscheinlichste zuerst
cases-names-nothing = Keine Klasse genannt
cases-unread = Noch nicht befundet
cases-agree = Stimme zu
cases-disagree = Stimme nicht zu
cases-unsure = Unsicher
cases-printed = Auf diesem Papier stehen die Zeilen um die, die zu sehen waren. „Als Tabelle speichern“ hat alle.
cases-lock = Verschließen
cases-export = Alles exportieren
cases-exported =
    { $cases ->
        [one] { $cases } Fall ist in der Datei. Die jetzige Passphrase öffnet sie. Bestätigen Sie in der Liste, wenn Sie die Datei haben.
       *[other] { $cases } Fälle sind in der Datei. Die jetzige Passphrase öffnet sie. Bestätigen Sie in der Liste, wenn Sie die Datei haben.
    }
cases-handed = Die Datei wurde dem Browser am { $when } übergeben. Ob er sie gespeichert hat, kann diese Seite nicht erkennen: Sehen Sie bitte nach. Ist sie angekommen?
cases-arrived = Ja, als gespeichert vermerken
cases-export-noted = Vermerkt, dass die Datei gespeichert wurde.
cases-behind = Der letzte vermerkte Export ist vom { $when }; seitdem wurde ein Fall aufbewahrt oder geändert, oder die Uhr dieses Geräts wurde zurückgestellt. Exportieren Sie noch einmal alles.
cases-never-exported = Für die hier aufbewahrten Fälle ist noch keine exportierte Datei vermerkt. Exportieren Sie alles, und bewahren Sie die Datei an einem anderen Ort auf.
cases-log-title = Als Tabelle speichern
cases-log-lead = Eine Zeile für jeden Fall, den die Liste jetzt zeigt. Die Datei ist nicht verschlüsselt: Wer sie hat, kann sie lesen. Antworten, Zeiten der Schritte und Zustimmung stehen darin, und vom Folgenden, was Sie wählen.
cases-log-csv = CSV, für Tabellenkalkulationen
cases-log-ndjson = NDJSON, für Programme
cases-log-names = Notizen, Schlagwörter, Kommentare und eigene Worte der Befundenden, in denen Namen stehen können
cases-log-dates = Wann Fälle aufbewahrt und geändert wurden
cases-log-save = Tabelle speichern
cases-logged =
    { $cases ->
        [one] { $cases } Fall ist in der Tabelle.
       *[other] { $cases } Fälle sind in der Tabelle.
    }
cases-not-exported = Erwartet war, dass der Browser die Datei speichert; er tut es nicht. Nichts wurde exportiert.
cases-import-title = Einen exportierten Falltresor hereinholen
cases-import-passphrase = Passphrase einer Datei zum Importieren
cases-import = Datei zum Importieren
cases-imported =
    { $cases ->
        [one] { $cases } Fall kam hinzu, { $known } waren schon da.
       *[other] { $cases } Fälle kamen hinzu, { $known } waren schon da.
    }
cases-imported-in-part = Hinzugekommene Fälle: { $cases }. Schon vorhanden: { $known }. Nicht übernommen: { $others }; der erste Grund steht oben.

## A case

cases-back = Zurück zur Liste
cases-back-unsaved = Zurück, ohne zu speichern
cases-unsaved = Ihre Eingaben sind nicht gespeichert. Drücken Sie noch einmal, um sie zu verwerfen.
cases-unsaved-here =
    { $cases ->
        [one] Zu { $cases } Fall wurde etwas eingegeben und nicht gespeichert.
       *[other] Zu { $cases } Fällen wurde etwas eingegeben und nicht gespeichert.
    }
cases-go-on = Damit weitermachen
cases-resumed = In den Feldern steht, was Sie zuvor eingegeben und nicht gespeichert haben. Speichern Sie es, oder gehen Sie ohne zurück.
cases-unsaved-damaged = Was zu diesem Fall eingegeben und nicht gespeichert wurde, ist nicht lesbar: Seine Bytes in der Datenbank des Browsers haben sich geändert. Der Fall selbst ist unversehrt. Gehen Sie zurück zur Liste, oder speichern Sie etwas dazu, dann wird der beschädigte Text entfernt.
cases-model = { $task }, Modell { $version }
cases-model-now = { $task }, Modell { $version }. Die Seite hat jetzt Version { $now } dieses Modells, die anders antworten kann.
cases-small-picture = Das kleine Bild, das aufbewahrt ist
cases-open-picture = Bild öffnen
cases-open-picture-note = Das ganze Bild ist aufbewahrt. Es öffnet sich auf der Seite, als hätten Sie es dort abgelegt, und wird neu beantwortet. Diese Liste schließt sich: Speichern Sie vorher, was Sie eingegeben haben.
cases-notes = Notizen
cases-save-notes = Notizen speichern
cases-tags = Schlagwörter, durch Kommas getrennt
cases-save-tags = Schlagwörter speichern
cases-first-reader = Erste Befundung
cases-second-reader = Zweite Befundung
cases-own-label = Mit Ihren eigenen Worten
cases-trail = Was damit geschah
cases-delete = Diesen Fall löschen
cases-delete-sure = Diesen Fall wirklich löschen
