### Gründe, weshalb sich ein Modell nicht lesen lässt: stehen hinter einem Doppelpunkt, ohne Punkt.

weights-container = erwartet: eine vollständige safetensors-Datei; gefunden: eine, die sich nicht auswerten lässt: { $said }
weights-other-type = Array `{ $name }`, erwartet: I8 oder F32; gefunden: { $found }
weights-scale = Array `{ $name }`, erwartete Skalen dazu: { $expected }; gefunden: keine passenden
weights-orphan = Skala `{ $name }`, erwartet: ein quantisiertes Array `{ $owner }`; gefunden: keines
weights-length = Array `{ $name }`, erwartete Werte: { $expected }; gefunden: { $found }
weights-not-finite = Array `{ $name }`, erwartet: endliche Zahlen; gefunden: andere

## Das Manifest, das ein Modell beschreibt

weights-manifest =
    { $demand ->
        [json] Manifest, erwartet: JSON, wie `lab quantise` es schreibt; gefunden: { $found }
        [written] Manifest, erwartet: ein Manifest, das sich als JSON schreiben lässt; gefunden: { $found }
        [format] Manifest, erwartet: Format 1; gefunden: { $found }
        [labels] Manifest, erwartet: mindestens zwei verschiedene Labels; gefunden: { $found }
        [negative] Manifest, erwartet: für „ohne Befund“ eines der Labels; gefunden: { $found }
        [side] Manifest, erwartet: eine Seitenlänge der Eingabe von 32 bis 1.024; gefunden: { $found }
        [deviations] Manifest, erwartet: positive Abweichungen; gefunden: { $found }
        [windows] Manifest, erwartet: Fenster mit einer Breite von mindestens 1; gefunden: { $found }
        [goldens] Manifest, erwartet: Referenzausgaben (goldens) mit einem Logit je Label; gefunden: { $found }
        [scores] Manifest, erwartet: Messwerte von 0 bis 1; gefunden: { $found }
        [sum] Manifest, erwartet: 64 Hexadezimalziffern SHA-256; gefunden: { $found }
        [file] Manifest, erwartet: ein einfacher Dateiname; gefunden: { $found }
        [chunk-names] Manifest, erwartet: Teile mit je eigenem Namen; gefunden: { $found }
        [chunk-bytes] Manifest, erwartet: Teile, die zusammen das Ganze ergeben; gefunden: { $found } Byte
        [chunk-size] Manifest, erwartet: Teile von 1 Byte bis 4 MiB; gefunden: { $found }
        [temperature] Manifest, erwartet: eine Temperatur über 0; gefunden: { $found }
        [lapse] Manifest, erwartet: eine Fehlerrate (lapse) von 0 bis unter 1; gefunden: { $found }
        [floor] Manifest, erwartet: eine Untergrenze (floor) von 0 bis unter 1; gefunden: { $found }
        [split] Manifest, erwartet: eine auf `val` angepasste Kalibrierung; gefunden: { $found }
        [quantiles] Manifest, erwartet: ein Quantil je Label; gefunden: { $found }
        [operating-points] Manifest, erwartet: Arbeitspunkte bekannter Labels; gefunden: { $found }
        [acquisition] Manifest, erwartet: eine Regel aus endlichen Zahlen für jede von mindestens zwei Aufnahmearten; gefunden: { $found }
        [of-classes] Manifest, erwartet: bei einzeln beurteilten Labels nur, was zu solchen Antworten gehört; gefunden: { $found }
        [label-calibrations] Manifest, erwartet: eine gültige Kalibrierung für jedes einzeln beurteilte Label, in deren Reihenfolge; gefunden: { $found }
       *[likeness-threshold] Manifest, erwartet: eine endliche Schwelle der Ähnlichkeit; gefunden: { $found }
    }
weights-percentiles = Manifest, erwartet: Perzentile von 0 bis 1, Schwarz unter Weiß; gefunden: { $black } und { $white }
weights-classifier = Manifest, erwartet: Gewichte mit `{ $name }`; gefunden: keine
