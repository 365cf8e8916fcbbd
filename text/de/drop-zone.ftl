drop-zone-opening = Wird geöffnet…
drop-zone-let-go = Zum Hinzufügen loslassen
drop-zone-add = Bilder hinzufügen
drop-zone-input = Bilder von diesem Gerät auswählen
drop-zone-choose = Bilder auswählen
drop-zone-paste = Oder mit <kbd>Strg</kbd> <kbd>V</kbd> einfügen.
drop-zone-formats = DICOM, NIfTI, ZIP; JPEG, PNG, WebP, TIFF, BMP oder GIF.
drop-zone-folder = Ordner oder Patienten-CD öffnen

drop-zone-examples = Ein gezeichnetes Bild ausprobieren
drop-zone-examples-note = Von einem Programm gezeichnet, immer wieder neu, bis das Modell jede Art von Antwort gab: keine Patienten und kein Maß für die Güte des Modells. Die Beispiele zeigen, wie eine Antwort aussieht.
drop-zone-example-class = Eine Antwort mit einer Klasse
drop-zone-example-class-drawn =
    Synthetisch: { $draws ->
        [smear] ein Blutausstrich
        [chest] ein Röntgenbild des Brustkorbs
        [nodule] ein Lungenrundherd
       *[other] ein Kopf mit einem Fleck
    }, so lange neu gezeichnet, bis die Antwort des Modells „{ $name }“ lautete.
drop-zone-example-several = Eine Antwort mit mehreren Klassen
drop-zone-example-several-drawn =
    Synthetisch: { $draws ->
        [smear] ein Blutausstrich
        [chest] ein Röntgenbild des Brustkorbs
        [nodule] ein Lungenrundherd
       *[other] ein Kopf mit einem Fleck
    }, so lange neu gezeichnet, bis das Modell { $names } nicht ausschließen konnte.
drop-zone-example-refusal = Ein Bild, das abgewiesen wird
drop-zone-example-refusal-drawn =
    Synthetisch: { $draws ->
        [smear] ein gezeichneter Blutausstrich
        [chest] ein gezeichnetes Röntgenbild des Brustkorbs
        [nodule] ein gezeichneter Lungenrundherd
       *[other] ein gezeichneter Kopf
    } und kein Bild eines Patienten. Die Prüfungen vor einer Antwort erkennen das.
drop-zone-example-name = { $name }
drop-zone-example-or = { $first } oder { $next }
