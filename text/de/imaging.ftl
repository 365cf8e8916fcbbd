## Was nicht stimmt

imaging-empty-file = Erwartet: ein Bild; gefunden: eine leere Datei.
imaging-too-large = Erwartet: eine Datei mit höchstens { $limit } Byte; gefunden: { $found } Byte.
imaging-unknown-format = Erwartet: JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM oder NIfTI; gefunden: eine Datei, die mit { $start } beginnt.
imaging-foreign = Erwartet: JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM oder NIfTI; gefunden: { $name }.
imaging-truncated = Erwartet: eine vollständige { $format }-Datei. Diese endet vorzeitig: { $detail }.
imaging-damaged = Erwartet: eine gültige { $format }-Datei. Diese enthält einen Fehler: { $detail }.
imaging-too-many-pixels = Erwartet: höchstens { $limit } Pixel und Seiten von höchstens { $side }; gefunden: { $width } × { $height }.
imaging-too-small = Erwartet: Seiten von mindestens { $minimum } Pixeln; gefunden: { $width } × { $height }.
imaging-elsewhere = Der Programmteil, der { $format }-Dateien liest, ließ sich nicht starten.
imaging-unsupported = Erwartet: eine gängige Art von { $format }; gefunden: { $detail }.

## Was zu tun ist

imaging-help-again = Speichern Sie die Datei noch einmal oder laden Sie sie neu herunter, und versuchen Sie es dann erneut.
imaging-help-scale = Verkleinern Sie das Bild, zum Beispiel auf 2.000 Pixel je Seite.
imaging-help-rename = Speichern Sie das Bild als PNG oder JPEG. Ein Umbenennen der Datei hilft nicht.
imaging-help-viewer = Öffnen Sie die Datei in einem Bildbetrachter und speichern Sie sie neu als PNG.
imaging-help-original = Verwenden Sie das Originalbild, kein Vorschaubild.
imaging-help-convert = Öffnen Sie die Datei in einem Bildbetrachter und speichern Sie sie als PNG oder JPEG.

## Was eine Datei ist, die für dieses Programm kein Bild ist, hinter „gefunden:“, und was damit zu tun ist

imaging-dicom = eine DICOM-Datei
imaging-dicom-help = Laden Sie die Seite neu, damit der Programmteil für DICOM startet. Falls das nicht hilft, exportieren Sie die Schicht als PNG.
imaging-nifti = ein NIfTI-Volumen
imaging-nifti-help = Laden Sie die Seite neu, damit der Programmteil für Volumen startet. Falls das nicht hilft, exportieren Sie eine Schicht als PNG.
imaging-heic = ein HEIC-Bild
imaging-heic-help = Speichern Sie das Bild als JPEG. Auf einem iPhone: Einstellungen, Kamera, Formate, Maximale Kompatibilität.
imaging-avif = ein AVIF-Bild
imaging-jpeg-2000 = ein JPEG-2000-Bild
imaging-jpeg-xl = ein JPEG-XL-Bild
imaging-save-help = Speichern Sie das Bild als PNG oder JPEG.
imaging-pdf = ein PDF-Dokument
imaging-pdf-help = Bitten Sie um das Bild selbst als DICOM, PNG oder JPEG. Oder machen Sie einen Screenshot des Dokuments und schneiden Sie ihn auf das Bild zu.
imaging-zip = ein ZIP-Archiv
imaging-gzip = ein gzip-Archiv
imaging-archive-help = Entpacken Sie das Archiv und wählen Sie ein Bild daraus.
imaging-svg = eine SVG-Zeichnung
imaging-svg-help = Exportieren Sie die Zeichnung als PNG.
imaging-html = eine Webseite
imaging-html-help = Laden Sie das Bild selbst herunter; dies ist die Seite darum herum.
imaging-video = ein Video
imaging-video-help = Speichern Sie ein Einzelbild des Videos als PNG.

## Was in einer Datei fehlt oder falsch ist, hinter einem Doppelpunkt, oder welcher Art sie ist, hinter „gefunden:“

imaging-header-cut = abgeschnittener Header
imaging-no-data = keine Bilddaten
imaging-data-few = zu wenige Bilddaten für die Pixel
imaging-data-stop = vorzeitiges Ende der Bilddaten
imaging-size-disagrees = Größe und Daten passen nicht zusammen
imaging-palette = eine Palette, die nicht aus ganzen Farben besteht
imaging-samples-kind = Abtastwerte der Art { $kind }
imaging-words = { $words }
imaging-no-end-marker = keine Bildende-Markierung (EOI)
imaging-segment-no-length = ein Markersegment ohne Längenangabe
imaging-segment-impossible = ein Markersegment von unmöglicher Länge
imaging-segment-cut = ein abgeschnittenes Markersegment
imaging-scan-before-frame = ein Scan vor dem Frame-Header
imaging-scans = mehr als { $most } Scans
imaging-nothing-between = kein Bild zwischen erstem und letztem Marker
imaging-frame-header = ein Frame-Header von unmöglicher Länge
imaging-channels = eine andere Anzahl von Farbkanälen als 1, 3 oder 4
imaging-late-height = eine Höhe, die erst nach dem Bild angegeben ist
imaging-hierarchical = hierarchische Codierung
imaging-arithmetic = arithmetische Codierung
imaging-code-table = eine ungültige Huffman-Tabelle
imaging-step-table = eine abgeschnittene Quantisierungstabelle
imaging-no-restart = ein fehlender Restart-Marker
imaging-no-code = Daten, die zu keiner Huffman-Tabelle passen

## Was zu einem gezeigten Bild gesagt wird

imaging-several-frames = Diese Datei enthält { $count } Einzelbilder; gezeigt wird das erste.
imaging-range-stated = Laut Datei reichen ihre Zahlen bis { $most }, von 65.535 möglichen bei 16 Bit: { $most } wird weiß gezeigt.
imaging-range-found = Die größte Zahl in der Datei ist { $most }, von 65.535 möglichen bei 16 Bit: Sie wird weiß gezeigt.
