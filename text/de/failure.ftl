failure-said = { $said }

## Titel: was mit einer Datei nicht stimmt

failure-empty-file = Diese Datei ist leer
failure-too-large = Diese Datei ist zu groß
failure-too-many-pixels = Dieses Bild hat zu viele Pixel
failure-too-small = Dieses Bild ist zu klein
failure-unknown-format = Das ist kein Bild, das Onsight lesen kann
failure-truncated = Diese Datei endet vorzeitig
failure-damaged = Diese Datei ist beschädigt
failure-unsupported = Diese Art von Bild wird nicht unterstützt

## Titel: was sonst nicht stimmt

failure-cancelled = Abgebrochen
failure-network = Das Modell ließ sich nicht laden
failure-integrity = Die Modelldatei ist nicht die erwartete
failure-manifest = Die Beschreibung des Modells ließ sich nicht lesen
failure-device = Das Gerät rechnet nicht mehr
failure-worker = Der Hintergrundprozess ist ausgefallen
failure-program = Dieses Programm hat einen Fehler
failure-other = Etwas ist schiefgegangen

## Die Karte

failure-try-again = Erneut versuchen
failure-remove = Dieses Bild entfernen

## Eine Antwort, die die Seite nicht zeigen kann

failure-no-classes = Erwartet: eine Antwort mit Klassen; gefunden: eine Antwort anderer Art.
failure-reload = Laden Sie die Seite neu.
