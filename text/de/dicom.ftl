## Keine DICOM-Datei, oder eine Größe, die nicht gelesen wird

dicom-none = Erwartet: eine DICOM-Datei; gefunden: eine Datei, die mit { $start } beginnt.
dicom-too-large = Erwartet: eine Datei mit höchstens { $limit } Byte; gefunden: { $found } Byte.
dicom-no-picture = Erwartet: eine DICOM-Datei mit Bild; gefunden: eine ohne Bild, Modalität { $modality }.
dicom-no-picture-no-modality = Erwartet: eine DICOM-Datei mit Bild; gefunden: eine ohne Bild und ohne Modalität.
dicom-too-many-pixels = Erwartet: höchstens { $limit } Pixel; gefunden: { $width } × { $height }.
dicom-too-many-samples = Erwartet: höchstens { $limit } Abtastwerte; gefunden: { $width } × { $height } Pixel mit je { $samples }.
dicom-too-small = Erwartet: Seiten von mindestens { $minimum } Pixeln; gefunden: { $width } × { $height }.
dicom-no-such-frame = Erwartet: ein Einzelbild unter { $count }; angefragt: Einzelbild { $asked }, gezählt ab 0.
dicom-no-volume = Erwartet: ein Volumen in der Datei; gefunden: ein DICOM-Objekt.
dicom-no-object = Erwartet: ein DICOM-Objekt in der Datei; gefunden: ein Volumen.

## Die Elemente

dicom-missing = Erwartet: { $element } in der Datei; gefunden: nichts.
dicom-cut = Erwartet: der Rest der Datei in { $element }; gefunden: ihr Ende. Die Datei endet vorzeitig.
dicom-too-deep = Erwartet: höchstens { $most } ineinander verschachtelte Sequenzen; gefunden: mehr.
dicom-too-many-elements = Erwartet: höchstens { $most } Elemente in der Datei; gefunden: mehr, bei { $item }.
dicom-deflate-cut = Erwartet: ein letzter Block in den Deflate-Daten; gefunden: ein Ende ohne ihn. Die Datei endet vorzeitig.
dicom-deflate-spoilt = Erwartet: ein Deflate-Datenstrom in den gepackten Daten; gefunden: Bytes, die keiner sind.

## Was anders gelesen wurde, als es in der Datei steht

dicom-instead = { $why } { $done }
dicom-not-deflated = Laut Übertragungssyntax ist die Datei mit Deflate gepackt. Das ist nicht der Fall; sie wurde gelesen, wie sie ist.
dicom-wrong-length = Die Länge von { $element } ist falsch. Die Datei wurde ab dem nächsten Element weitergelesen.
dicom-misnamed = Die Value Representation von { $element } gibt es in DICOM nicht. Gelesen wurde nach der des Wörterbuchs.
dicom-latin =
    { $more ->
        [0] { $element }
        [one] { $element } und { $more } weiteres Element
       *[other] { $element } und { $more } weitere Elemente
    }: Laut Datei sind ihre Texte UTF-8, hier trifft das nicht zu. Gelesen wurde als Latin 1 (Windows-1252).
dicom-faulty-letters =
    { $more ->
        [0] { $element }
        [one] { $element } und { $more } weiteres Element
       *[other] { $element } und { $more } weitere Elemente
    }: Bytes ohne Bedeutung im Zeichensatz, den die Datei nennt, werden als { "\uFFFD" } gezeigt.
dicom-no-number = Erwartet: eine Zahl in { $element }; gefunden: „{ $found }“. Die Angabe wurde nicht angewendet.
dicom-comma = { $element } steht mit Komma in der Datei, „{ $written }“. DICOM kennt das nicht; gelesen wurde { $number }.
dicom-frame-left-out = Erwartet: ein Item je Einzelbild in { $element }; gefunden: { $found }. Zu diesem Einzelbild fehlen dort Angaben.
dicom-no-spacing = Erwartet: zwei Längen über 0 in { $element }; gefunden: andere. Die Angabe wurde nicht angewendet.

## Was zu tun ist

dicom-help-none = Wählen Sie eine DICOM- oder NIfTI-Datei oder ein als PNG oder JPEG gespeichertes Bild.
dicom-help-large = Exportieren Sie die gewünschte Schicht als eigene Datei oder als PNG.
dicom-help-no-picture = Wählen Sie die Datei eines Bildes der Untersuchung, nicht Plan, Befund oder Verzeichnis.
dicom-help-damaged = Exportieren Sie das Bild noch einmal aus dem Viewer oder Archiv, aus dem es stammt.
dicom-help-unsupported = Exportieren Sie das Bild aus seinem Viewer unkomprimiert (Explicit VR Little Endian) oder als PNG.
dicom-help-truncated = Speichern Sie die Datei noch einmal oder laden Sie sie neu herunter, und versuchen Sie es dann erneut.
dicom-help-small = Verwenden Sie das Originalbild, kein Vorschaubild und keine Übersichtsaufnahme (Localizer).
dicom-help-frame = Wählen Sie eines der Einzelbilder, die die Datei enthält.
