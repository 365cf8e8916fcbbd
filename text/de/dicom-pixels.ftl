## Wie sie gespeichert sind

dicom-pixels-out-of-range = Erwartet: { $least } bis { $most } in { $element }; gefunden: { $found }.
dicom-pixels-frames-no-number = Erwartet: eine Zahl in { $element }; gefunden: { $found }.
dicom-pixels-one-frame = Es wurde ein Einzelbild gelesen.
dicom-pixels-too-many-frames = Erwartet: 1 bis 1.000.000 in { $element }; gefunden: { $found }.
dicom-pixels-bits-allocated = Erwartet: 1, 8, 16 oder 32 in { $element }; gefunden: { $found }. Das wird hier nicht gelesen.
dicom-pixels-samples = Erwartet: 1 bis 4 in { $element }; gefunden: { $found }.
dicom-pixels-other-samples = Erwartet: { $expected } in { $element }, passend zur Photometric Interpretation; gefunden: { $found }.
dicom-pixels-read-with =
    { $samples ->
        [one] Die Pixel wurden mit { $samples } Abtastwert gelesen.
       *[other] Die Pixel wurden mit { $samples } Abtastwerten gelesen.
    }
dicom-pixels-taken = Erwartet: { $element } in der Datei; gefunden: nichts. Angenommen wurde { $taken }.
dicom-pixels-photometric = Erwartet: MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, YBR_FULL, YBR_FULL_422, YBR_ICT oder YBR_RCT in { $element }; gefunden: { $found }. Das wird hier nicht gelesen.
dicom-pixels-not-halved = { $element } ist YBR_FULL_422, aber die Pixel haben je 3 Byte. Sie wurden als YBR_FULL gelesen.
dicom-pixels-syntax = Erwartet: eine Übertragungssyntax für Pixel, die unkomprimiert oder mit Deflate, RLE, JPEG, JPEG-LS, JPEG 2000 oder HTJ2K komprimiert sind, in { $element }; gefunden: { $syntax }. Das wird hier nicht gelesen.
dicom-pixels-packed-samples = Erwartete Abtastwerte je Pixel laut { $element }: { $expected }; gefunden in den komprimierten Daten: { $found }. Diese wurden gelesen.
dicom-pixels-progressive = Die komprimierten Daten sind progressives JPEG und nicht das, was die Übertragungssyntax angibt: { $syntax }. Sie wurden trotzdem gelesen.
dicom-pixels-progressive-undeclared = Die komprimierten Daten sind progressives JPEG, und die Datei gibt keine Übertragungssyntax an. Sie wurden trotzdem gelesen.

## Wo sie stehen

dicom-pixels-cut = Erwartet: { $needed } Byte je Einzelbild in { $element }; gefunden: { $found } Byte. Die Datei endet vorzeitig.
dicom-pixels-cut-before-frame = Erwartet: { $needed } Byte bis Einzelbild { $frame } in { $element }; gefunden: { $found } Byte. Die Datei endet vorzeitig.
dicom-pixels-fragments =
    { $frames ->
        [one] Erwartet: die Fragmente von { $frames } Einzelbild in { $element }; gefundene Fragmente: { $found }. Die Datei endet vorzeitig.
       *[other] Erwartet: die Fragmente von { $frames } Einzelbildern in { $element }; gefundene Fragmente: { $found }. Die Datei endet vorzeitig.
    }
dicom-pixels-not-plain = Erwartet: unkomprimierte Pixel in { $element }; gefunden: Fragmente.
dicom-pixels-too-few = Erwartet: Abtastwerte für jedes Pixel im Einzelbild; gefunden: weniger.

## Ihre Farben

dicom-pixels-ybr = Erwartet: höchstens 16 Bit ohne Vorzeichen in YBR_FULL-Abtastwerten; gefunden: andere. Das wird hier nicht gelesen.
dicom-pixels-second-sample = Von den zwei Abtastwerten eines Pixels wird der zweite nicht gezeigt.
dicom-pixels-fourth-sample = Der vierte Abtastwert eines Pixels, seine Deckkraft, wird nicht gezeigt.
dicom-pixels-not-rgb = Laut Datei sind ihre Farben RGB; die komprimierten Daten sind Luma und Farbdifferenzen und wurden so gelesen.
dicom-pixels-not-grey = Laut Datei sind ihre Pixel grau; sie sind farbig gespeichert und werden so gezeigt.
dicom-pixels-segment = Erwartet: Segmente einer Farbtabelle in { $element }; gefunden: ein unbekanntes oder abgeschnittenes.
dicom-pixels-too-many-colours = Erwartet: Segmente einer Farbtabelle in { $element }; gefunden: mehr als 65.536 Einträge.
dicom-pixels-colours-used = Die Farbtabelle wurde verwendet, so weit sie reicht.
dicom-pixels-colour-bits = Erwartet: Farbtabellen mit { $said } Bit; gefunden: Einträge mit { $found } Bit.
dicom-pixels-shown-grey = Das Bild wird grau gezeigt, nach den Plätzen in der Farbtabelle.

## Tabellen

dicom-pixels-entries = Erwartete Einträge in { $element }: { $count }; gefunden: { $found }.
dicom-pixels-last-entry = Der letzte davon steht für die fehlenden.
dicom-pixels-no-entries = Erwartet: eine Tabelle mit Einträgen in { $element }; gefunden: keine Einträge.
dicom-pixels-three-values = Erwartet: 3 Werte in { $element }; gefunden: { $found }.
dicom-pixels-entry-bits = Erwartet: Einträge mit { $said } Bit laut { $element }; gefunden: Einträge mit { $found } Bit. Weiß ist die größte Zahl mit { $found } Bit.

## Von gespeicherten Zahlen zu Werten

dicom-pixels-modality-left-out = Die Modalitätstabelle der Datei wurde nicht angewendet.
dicom-pixels-no-number = Erwartet: eine Zahl in { $element }; gefunden: keine. Angenommen wurde { $taken }.
dicom-pixels-no-slope = Erwartet: ein anderer Faktor als 0 in { $element }; gefunden: 0. Angenommen wurde der Faktor 1.
dicom-pixels-no-rescale = Erwartet: ein anderer Faktor als 0 in { $element }; gefunden: 0, mit einem Achsenabschnitt (Intercept) von 0. Die Werte sind so, wie sie gespeichert sind.

## Fensterung, und ob Schwarz für Weiß steht

dicom-pixels-table-elsewhere = Erwartet: eine Tabelle für Werte von { $least } bis { $most } in { $element }; gefunden: eine ab { $first }. Sie wurde nicht angewendet.
dicom-pixels-table-left-out = Diese Tabelle der Datei wurde nicht angewendet.
dicom-pixels-function = Erwartet: LINEAR, LINEAR_EXACT oder SIGMOID in { $element }; gefunden: ein anderes Wort. Angenommen wurde LINEAR.
dicom-pixels-half-windows = Erwartet: so viele Werte in { $width } wie in { $center }, nämlich { $expected }; gefunden: { $found }. Ein unvollständiges Fenster wurde nicht angewendet.
dicom-pixels-width-below-one = Erwartet: eine Fensterbreite von mindestens 1 in { $element }; gefunden: { $found }. Dieses Fenster wurde nicht angewendet.
dicom-pixels-width-not-above-zero = Erwartet: eine Fensterbreite über 0 in { $element }; gefunden: { $found }. Dieses Fenster wurde nicht angewendet.
dicom-pixels-shape = Erwartet: IDENTITY oder INVERSE in { $element }; gefunden: ein anderes Wort. Die Angabe wurde nicht angewendet.
dicom-pixels-aspect = Erwartet: Pixel, höchstens { $most }-mal so hoch wie breit oder so breit wie hoch; gefunden: { $found }-mal ({ $element } oder Pixelabstand). Sie werden quadratisch gezeigt.

## Grafik über dem Bild

dicom-pixels-overlay-large = Erwartet: höchstens { $times }-mal so viele Pixel wie im Bild in { $element }; gefunden: { $width } × { $height }.
dicom-pixels-overlay-bit = Erwartet: ein unbenutztes Bit der Zellen in { $element }; gefunden: { $bit }.
dicom-pixels-overlay-size = Erwartet: { $width } × { $height } wie im Bild in { $element }; gefunden: { $found_width } × { $found_height }.
dicom-pixels-overlay-cut = Erwartet: { $needed } Byte in { $element }; gefunden: { $found } Byte. Die Datei endet vorzeitig.
dicom-pixels-overlay-left-out = Dieses Overlay wurde nicht angewendet.
dicom-pixels-overlays = Die Datei legt Grafik über das Bild (Overlay { $names }): Der Leuchtkasten zeichnet sie ein, das Netz erhält das Bild ohne sie.
