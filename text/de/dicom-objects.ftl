### Was in DICOM-Objekten steht, die aus einer Antwort entstehen, und warum eines nicht entstehen kann.

## Namen der Serien, höchstens 64 Zeichen

dicom-objects-report = Antwort eines Modells, für die Forschung
dicom-objects-picture = Bild mit der Antwort eines Modells, für die Forschung
dicom-objects-segmentation = Umriss durch ein Modell, für die Forschung

## In jedem Objekt

dicom-objects-not-for-diagnosis = Von einem Programm für Forschung und Lehre erstellt. Nicht zur Diagnose bestimmt und ärztlich nicht geprüft.
dicom-objects-unverified = Ärztlich nicht bestätigt
dicom-objects-derived = Das Bild, wie es mit der Antwort von { $name } gezeigt wurde. Nicht zum Messen.

## Wie das Modell entschieden hat

dicom-objects-class = Größte Ähnlichkeit laut Modell: { $class }. Von den Antworten, die das Modell kennt, lässt es keine andere offen.
dicom-objects-set = Das Modell lässt mehrere Antworten offen: { $classes }.
dicom-objects-labels = Das Modell beurteilt jedes Merkmal für sich, wie folgt.
dicom-objects-areas = Das Modell ordnet jeden Teil des Bildes einer Klasse zu, wie folgt.
dicom-objects-no-gate = Das Bild wurde abgewiesen: Es gibt keine Antwort.
dicom-objects-no-empty = Das Bild passt zu keiner der Antworten, die das Modell kennt: Es gibt keine Antwort.
dicom-objects-no-full = Das Bild könnte zu jeder der Antworten gehören, die das Modell kennt: Es gibt keine Antwort.
dicom-objects-no-unclear = Ob es einen Befund gibt, lässt sich nicht sagen: Es gibt keine Antwort.
dicom-objects-no-finding = Am besten passt die Klasse ohne Befund. Als Antwort wird das nicht gegeben: Dass es anderswo oft genug richtig ist, wurde nicht gezeigt.

## Was nicht entstehen kann

dicom-objects-not-a-uid = Erwartet: eine DICOM-UID; gefunden: { $found }.
dicom-objects-no-time = Erwartet: ein Datum und eine Uhrzeit, die es gibt; gefunden: andere.
dicom-objects-samples = Erwartet: { $expected } Byte mit Abtastwerten; gefunden: { $found }.
dicom-objects-sides = Erwartet: Seiten von 1 bis 65.535 Pixeln und weniger als 4 GB; gefunden: { $width } × { $height }.
dicom-objects-no-pictures = Erwartet: ein Bild; gefunden: keines.
dicom-objects-unlike = Erwartet: Bilder einer Größe; gefunden: mehrere Größen.
dicom-objects-no-geometry = Erwartet: ein Bild einer DICOM-Datei, die sagt, wo im Patienten es liegt; gefunden: keines.
dicom-objects-other-size = Erwartet: eine Antwort zu einem Bild mit { $columns } × { $rows } Pixeln, wie sie gespeichert sind; gefunden: eine zu { $width } × { $height }.
dicom-objects-no-outline = Erwartet: ein Umriss; gefunden: eine Antwort ohne Umriss.
dicom-objects-nothing-outlined = Erwartet: ein Umriss, in dem etwas liegt; gefunden: ein leerer.
