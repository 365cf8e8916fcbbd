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
