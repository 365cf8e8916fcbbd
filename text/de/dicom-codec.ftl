## Mehrere Arten der Codierung

dicom-codec-size = Erwartet in den Daten ({ $codec }): { $width } × { $height } Pixel, Abtastwerte je Pixel: { $samples }; gefunden: { $found_width } × { $found_height } Pixel, Abtastwerte je Pixel: { $found_samples }.
dicom-codec-segment-cut = Erwartet: ein vollständiges Markersegment in den { $codec }-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-components-cut = Erwartet: Daten für jede Komponente in den { $codec }-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-two-frames = Erwartet: ein einziger Frame-Header in den { $codec }-Daten; gefunden: zwei.
dicom-codec-scan-first = Erwartet: ein Frame-Header in den { $codec }-Daten; gefunden: ein Scan davor.
dicom-codec-no-frame = Erwartet: ein Frame-Header in den { $codec }-Daten; gefunden: keiner.
dicom-codec-frame-cut = Erwartet: ein Frame-Header in den { $codec }-Daten; gefunden: ein abgeschnittener.
dicom-codec-frame-components = Erwartet: alle Komponenten im Frame-Header der { $codec }-Daten; gefunden: { $found }.
dicom-codec-scan-empty = Erwartet: ein Scan-Header in den { $codec }-Daten; gefunden: ein leerer.
dicom-codec-scan-cut = Erwartet: ein Scan-Header in den { $codec }-Daten; gefunden: ein abgeschnittener.
dicom-codec-component-in-two = Erwartet: jede Komponente in einem einzigen Scan der { $codec }-Daten; gefunden: eine Komponente in zweien.

## JPEG

dicom-codec-jpeg-process =
    Erwartet: ein sequenzielles oder verlustfreies Verfahren in den JPEG-Daten; gefunden: { $process ->
        [progressive] progressive Codierung
        [hierarchical] hierarchische Codierung
       *[arithmetic] arithmetische Codierung
    }. Das wird hier nicht gelesen.
dicom-codec-jpeg-samples-cut = Erwartet: Daten für jeden Abtastwert in den JPEG-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpeg-restart-cut = Erwartet: ein Restart-Marker in den JPEG-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpeg-blocks-cut = Erwartet: Daten für jeden Block in den JPEG-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpeg-coefficients-cut = Erwartet: Koeffizienten für jeden Block in den JPEG-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpeg-rows-cut = Erwartet: verlustfreie Daten für jede Zeile in den JPEG-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpeg-scans-cut = Erwartet: alle Scans und ein Endmarker in den JPEG-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpeg-scans = Erwartet: ein Scan je Komponente in den JPEG-Daten; gefunden: mehr.
dicom-codec-jpeg-precision = Erwartet: eine Bittiefe, die zum Verfahren passt, in den JPEG-Daten; gefunden: { $found }.
dicom-codec-jpeg-sampling = Erwartet: Abtastfaktoren, die zum Verfahren passen, in den JPEG-Daten; gefunden: { $across } × { $down }.
dicom-codec-jpeg-scan-component = Erwartet: Komponenten des Frames in einem Scan der JPEG-Daten; gefunden: { $component }.
dicom-codec-jpeg-scan-component-twice = Erwartet: jede Komponente nur einmal je Scan in den JPEG-Daten; doppelt gefunden: { $component }.
dicom-codec-jpeg-predictor = Erwartet: ein Prädiktor von 1 bis 7 in den JPEG-Daten; gefunden: { $found }.
dicom-codec-jpeg-interval-cut = Erwartet: ein Restart-Intervall in den JPEG-Daten; gefunden: ein abgeschnittenes.
dicom-codec-jpeg-component = Erwartet: eine Komponente in den JPEG-Daten; gefunden: keine.
dicom-codec-jpeg-no-codes = Erwartet: eine Huffman-Tabelle für jeden Scan in den JPEG-Daten; gefunden: keine.
dicom-codec-jpeg-codes-cut = Erwartet: eine Huffman-Tabelle in den JPEG-Daten; gefunden: eine abgeschnittene.
dicom-codec-jpeg-too-many-codes = Erwartet: eine Huffman-Tabelle in den JPEG-Daten; gefunden: zu viele Codes.
dicom-codec-jpeg-codes-number = Erwartet: Huffman-Tabellen 0 bis 3 in den JPEG-Daten; gefunden: { $found }.
dicom-codec-jpeg-no-steps = Erwartet: eine Quantisierungstabelle für jede Komponente in den JPEG-Daten; gefunden: keine.
dicom-codec-jpeg-steps-cut = Erwartet: eine Quantisierungstabelle in den JPEG-Daten; gefunden: eine abgeschnittene.
dicom-codec-jpeg-steps-number = Erwartet: Quantisierungstabellen 0 bis 3 in den JPEG-Daten; gefunden: { $found }.
dicom-codec-jpeg-no-code = Erwartet: Huffman-Codes in den JPEG-Daten; gefunden: Bits, die keine sind.
dicom-codec-jpeg-difference = Erwartet: Differenzen von höchstens 16 Bit in den JPEG-Daten; gefunden: { $found }.
dicom-codec-jpeg-coefficients = Erwartet: 64 Koeffizienten je Block in den JPEG-Daten; gefunden: mehr.
dicom-codec-jpeg-progressive-bits = Erwartet: 8 Bit je Abtastwert bei progressiver Codierung in den JPEG-Daten; gefunden: { $found }. Das wird hier nicht gelesen.
dicom-codec-jpeg-progressive-samples = Erwartet: ein oder drei Abtastwerte je Pixel bei progressiver Codierung in den JPEG-Daten; gefunden: { $found }. Das wird hier nicht gelesen.
dicom-codec-jpeg-progressive = Erwartet: ein progressiver Datenstrom in den JPEG-Daten. { $why }

## JPEG-LS

dicom-codec-jpegls-restarts = Erwartet: keine Restart-Intervalle in den JPEG-LS-Daten; gefunden: welche. Das wird hier nicht gelesen.
dicom-codec-jpegls-transform = Erwartet: keine Farbtransformation in den JPEG-LS-Daten; gefunden: die von Hewlett-Packard. Das wird hier nicht gelesen.
dicom-codec-jpegls-tables = Erwartet: keine Zuordnungstabellen in den JPEG-LS-Daten; gefunden: welche. Das wird hier nicht gelesen.
dicom-codec-jpegls-precision = Erwartet: eine Bittiefe von 2 bis 16 in den JPEG-LS-Daten; gefunden: { $found }.
dicom-codec-jpegls-scan-component = Erwartet: Komponenten des Frames, jede einmal, in den JPEG-LS-Daten; gefunden: { $component }.
dicom-codec-jpegls-interleave = Erwartet: eine Art der Verschachtelung (Interleave) in den JPEG-LS-Daten; gefunden: { $found }.
dicom-codec-jpegls-preset-kind = Erwartet: Preset-Parameter der Art 1 in den JPEG-LS-Daten; gefunden: eine andere Art. Das wird hier nicht gelesen.
dicom-codec-jpegls-presets = Erwartet: 5 Preset-Parameter in den JPEG-LS-Daten; gefunden: { $found }.
dicom-codec-jpegls-parameters = Erwartet: Parameter, die zur Bittiefe passen, in den JPEG-LS-Daten; gefunden: MAXVAL { $most }, NEAR { $near }.
dicom-codec-jpegls-thresholds = Erwartet: aufsteigende Schwellenwerte in den JPEG-LS-Daten; gefunden: { $first }, { $second }, { $third }.
dicom-codec-jpegls-reset = Erwartet: ein RESET von mindestens 3 in den JPEG-LS-Daten; gefunden: { $found }.
dicom-codec-jpegls-rows-cut = Erwartet: Daten für jede Zeile in den JPEG-LS-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpegls-runs-cut = Erwartet: Läufe von Abtastwerten in den JPEG-LS-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-jpegls-run = Erwartet: Läufe, die innerhalb einer Zeile enden, in den JPEG-LS-Daten; gefunden: ein längerer.

## JPEG 2000

dicom-codec-jpeg2000-no-stream = Erwartet: ein Codestream in den JPEG-2000-Daten; gefunden: keiner.
dicom-codec-jpeg2000-stream = Erwartet: ein Codestream in den JPEG-2000-Daten; gefunden: { $why }.
dicom-codec-jpeg2000-components = Erwartet: Abtastwerte jeder Komponente in den JPEG-2000-Daten; gefunden: { $found }.
dicom-codec-jpeg2000-size-cut = Erwartet: eine Bildgröße in den JPEG-2000-Daten; gefunden: eine abgeschnittene.
dicom-codec-jpeg2000-unequal = Erwartet: Komponenten gleicher Größe und Bittiefe in den JPEG-2000-Daten; gefunden: andere. Das wird hier nicht gelesen.
dicom-codec-jpeg2000-bits = Erwartet: höchstens 16 Bit in den JPEG-2000-Daten; gefunden: { $found }. Das wird hier nicht gelesen.
dicom-codec-jpeg2000-style-cut = Erwartet: Angaben zur Codierung (Coding Style) in den JPEG-2000-Daten; gefunden: abgeschnittene.
dicom-codec-jpeg2000-styles = Erwartet: einheitlich codierte Kacheln in den JPEG-2000-Daten; gefunden: mehr als 64 Arten.
dicom-codec-jpeg2000-quantiser = Erwartet: Angaben zur Quantisierung in den JPEG-2000-Daten; gefunden: leere.
dicom-codec-jpeg2000-length = Erwartet: Segmente, so lang wie ihr Inhalt, in den JPEG-2000-Daten; gefunden: eine andere Länge.
dicom-codec-jpeg2000-memory = Erwartet: JPEG-2000-Daten, die höchstens { $limit } MB Speicher brauchen; gefunden laut Header: { $found } MB.

## RLE

dicom-codec-rle-header-cut = Erwartet: ein Header von 64 Byte in den RLE-Daten; gefunden: { $found }.
dicom-codec-rle-no-header = Erwartet: ein Header in den RLE-Daten; gefunden: 0.
dicom-codec-rle-segments = Erwartete Segmente in den RLE-Daten: { $wanted }; gefunden: { $found }.
dicom-codec-rle-outside = Erwartet: Segmente innerhalb des Einzelbilds in den RLE-Daten; gefunden: eines bei Byte { $start }.
dicom-codec-rle-fewer = Erwartet: { $wanted } Byte je Segment in den RLE-Daten; gefunden: weniger. Die Datei endet vorzeitig.
dicom-codec-rle-cut = Erwartet: { $wanted } Byte je Segment in den RLE-Daten; gefunden: { $found }. Die Datei endet vorzeitig.

## High-Throughput JPEG 2000 (T.814)

dicom-codec-htj2k-cut = Erwartet: HTJ2K-Daten bis zu ihrem Ende; gefunden: abgeschnittene.
dicom-codec-htj2k-header = Erwartet: ein Header nach der Norm in den HTJ2K-Daten; gefunden: etwas anderes im Segment { $marker }.
dicom-codec-htj2k-packet = Erwartet: Pakete, wie die Header sie beschreiben, in den HTJ2K-Daten; gefunden: andere Bytes.
dicom-codec-htj2k-block = Erwartet: Codeblöcke nach der Norm in den HTJ2K-Daten; gefunden: andere Bits.
dicom-codec-htj2k-feature =
    Erwartet: HTJ2K-Daten der üblichen Art (High-Throughput JPEG 2000); gefunden: { $what ->
        [blocks] Codeblöcke der älteren Codierung
        [region] ein hervorgehobener Bildbereich (Region of Interest)
        [headers] Paket-Header getrennt von ihren Paketen
        [planes] mehr als 29 Bitebenen
        [components] Komponenten verschiedener Größe oder Bittiefe
        [changes] mehr als 64 Wechsel der Paketreihenfolge
       *[extension] eine Erweiterung der Norm
    }. Das wird hier nicht gelesen.
