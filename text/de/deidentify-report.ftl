deidentify-report-covered = Auf allen Frames abgedeckt: Spalten { $left } bis { $right }, Zeilen { $top } bis { $bottom }.
deidentify-report-covered-frame = Auf Frame { $frame } abgedeckt: Spalten { $left } bis { $right }, Zeilen { $top } bis { $bottom }.
deidentify-report-rewritten = Verlustfrei neu geschrieben: Aus { $before } wurde { $after }.

deidentify-report-kind = { $kind }: { $removed } entfernt, { $emptied } geleert, { $replaced } ersetzt, { $kept } behalten.
deidentify-report-names = Personennamen
deidentify-report-times = Datums-, Zeit- und Altersangaben
deidentify-report-uids = UIDs
deidentify-report-texts = Texte und Begriffe
deidentify-report-numbers = Zahlen
deidentify-report-sequences = Sequenzen
deidentify-report-bytes = Overlays, Icons und andere Bytes
deidentify-report-private = Private und unbekannte Elemente
deidentify-report-removed = Entfernt: { $elements }.
deidentify-report-emptied = Geleert: { $elements }.
deidentify-report-replaced = Ersetzt: { $elements }.

deidentify-report-letters = Keine Gewähr: für Text im Bild selbst. Nichts wurde abgedeckt, und kein Buchstabe wurde gelesen.
deidentify-report-letters-outside = Keine Gewähr: für Text im Bild außerhalb der Kästen. Kein Buchstabe wurde gelesen.
deidentify-report-other-frames = Keine Gewähr: für Frames ohne Kasten; die Datei hat { $frames }.
deidentify-report-faces = Keine Gewähr: für Gesichter. Aus den Schichten eines Kopfes lässt sich eines erzeugen.
deidentify-report-machine = Keine Gewähr: für behaltene Texte über das Gerät, etwa Hersteller und Modell.
