## Etwas vom Original ist in der erzeugten Datei geblieben

deidentify-preamble = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: eine Präambel in { $element }.
deidentify-unknown = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: ein unbekanntes Element in { $element }.
deidentify-twice = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: ein doppelt vorhandenes Element in { $element }.
deidentify-uid = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: eine nicht ersetzte UID in { $element }.
deidentify-beside-entries = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: Daten neben den Bits der Einträge in { $element }.
deidentify-left = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: der Inhalt von { $origin } in { $element }.
deidentify-beside-picture = Erwartet: eine erzeugte Datei ohne Angaben zur Person; gefunden: Daten in Bits, die nicht zum Bild gehören, in { $element }.
deidentify-help = Es wurde nichts gespeichert. Exportieren Sie das Bild aus seinem Viewer als PNG, und sehen Sie es an, bevor Sie es weitergeben.

## Die Pixel lassen sich nicht von anderen Daten trennen

deidentify-syntax = Erwartet: eine Übertragungssyntax des Standards in { $element }; gefunden: eine andere. Sie wird hier nicht gelesen.
deidentify-sequence = Erwartet: Pixel in { $element }; gefunden: eine Sequenz.
deidentify-unread = Erwartet: Pixel einer hier lesbaren Art in { $element }, damit sie sich von anderen Daten trennen lassen; gefunden: { $syntax }. Das wird hier nicht gelesen.
deidentify-box-outside = Erwartet: ein Kasten, der einen Teil des Bildes mit { $columns } Spalten und { $rows } Zeilen abdeckt; gefunden: einer, der nichts abdeckt.
deidentify-no-stream = Erwartet: ein Codestream in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-tile-header = Erwartet: ein vollständiger Kachel-Header in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-tiles = Erwartet: Kacheln der angegebenen Länge in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-header = Erwartet: ein vollständiger Header in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-markers = Erwartet: Markersegmente in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-segments = Erwartet: Segmente nach T.800 in den JPEG-2000-Daten, mit den Paket-Headern neben ihren Daten; gefunden: andere. Das wird hier nicht gelesen.
deidentify-segment = Erwartet: ein vollständiges Segment in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-segment-twice = Erwartet: jedes Segment nur einmal je Header in den JPEG-2000-Daten; gefunden: etwas anderes.
deidentify-order = Erwartet: vollständige Wechsel der Reihenfolge in den JPEG-2000-Daten; gefunden: etwas anderes.
