### A report of an answer, saved as a file: the button for it, and the dialog in which its form is chosen.

reports-save = Bericht<more> speichern</more>
reports-not-loaded = Das Speichern von Berichten konnte nicht geladen werden. Schließen Sie die offenen Bilder, laden Sie die Seite neu, und versuchen Sie es noch einmal.
reports-title = Bericht speichern
reports-lead = Die Datei wird auf diesem Gerät geschrieben und auf ihm gespeichert. Nichts wird gesendet.
reports-close = Schließen

## Its form

reports-form = Format
reports-pdf = PDF, zum Lesen und Drucken
reports-structured = Strukturierter DICOM-Bericht
reports-capture = DICOM-Bild (Secondary Capture)
reports-segmentation = DICOM-Segmentierung
reports-fhir = FHIR-Bundle (R4)
reports-capsule = Kapsel (JSON), um die Antwort später zu prüfen
reports-about-pdf = Der Bericht in Worten, für die Person, die Sie unten wählen.
reports-about-structured = Die Antwort mit ihren Zahlen und Codes, vorläufig und ungeprüft, für das Archiv einer Klinik.
reports-about-capture = Das Bild, wie die Seite es zeigt, einmal allein und, wo es sie gibt, einmal mit der Karte oder dem Umriss darüber. Dieses Format ist das Bild selbst: Es geht immer mit.
reports-about-segmentation = Der Umriss an seinem Ort im Körper. Die Datei gehört zu dem DICOM-Objekt, das untersucht wurde, und nennt immer dessen Kennungen.
reports-about-fhir = Die Antwort als vorläufiger Bericht mit Beobachtungen, für Systeme, die FHIR sprechen.
reports-about-capsule = Der Befund bis auf die letzte Stelle, mit Prüfsummen von Bild und Modell und ohne das Bild. Wer das Bild hat, öffnet beide hier: Das Bild wird noch einmal beantwortet, und was abweicht, wird genannt. Den Namen der Datei enthält die Kapsel nur, wenn Sie ihn auswählen.
reports-reader = Für wen
reports-patient = Für die Patientin oder den Patienten, in einfachen Worten
reports-clinician = Für Fachleute, mit allen Zahlen
reports-paper = Papier
reports-a4 = A4
reports-letter = US Letter
reports-release = Version
reports-r4 = R4, die die meisten Systeme lesen
reports-r5 = R5

## What may go along

reports-along = Was mitgehen darf
reports-along-nothing = Solange Sie es nicht wählen, geht nichts davon mit.
reports-along-picture = Das Bild, und was das Netz davon gesehen hat
reports-along-source = Die Kennungen des DICOM-Objekts, zu dem die Antwort gehört: Studie, Serie, Bild
reports-along-file-name = Der Name der Bilddatei, im Namen der Berichtsdatei
reports-along-date = Datum und Uhrzeit von heute
reports-stand-in = Ohne Datum und Uhrzeit steht dort, wo das Format ein Datum verlangt, der 1. Januar 1970.

## What stands in it

reports-concluded = { $kicker }: { $headline }.

## Saving it

reports-write = Datei speichern
reports-writing = Wird geschrieben…
reports-saved = Gespeichert als { $name }.
reports-nothing-lost = Nichts ist verloren: Die Antwort ist noch offen. Versuchen Sie es noch einmal, oder wählen Sie ein anderes Format.
reports-not-taken = Der Browser hat die Datei nicht angenommen.
reports-no-entropy = Der Browser gab keine Zufallszahlen, aus denen die Kennungen in der Datei gebildet werden.
reports-refused = Die Datei konnte nicht geschrieben werden: { $why }.
reports-unread = Die Bilddatei konnte nicht noch einmal gelesen werden, daher sind ihre Kennungen nicht bekannt: { $why }
