report-checks-probes-title = Achtet es auf das Richtige?
report-checks-probes = Der Wert auf denselben Bildern, jeweils mit einem verdeckten Teil.
report-checks-controls = Was ohne die Anatomie bleibt: mit Schwarz an ihrer Stelle und mit nichts als einem Rand. Übrig bleiben sollte nur Raten.
report-checks-anatomy = Ist die Anatomie verdeckt, geht die Genauigkeit von { $whole } auf { $without }. Was bleibt, kommt nicht von der Anatomie: Je höher der Rest, desto mehr stützt sich das Modell auf etwas anderes.
report-checks-hidden = Verdeckt
report-checks-part =
    { $part ->
        [nothing] Nichts
        [anatomy] Die Anatomie
        [borders] Die Ränder
        [corners] Text in den Ecken
        [blackout] Die Anatomie, geschwärzt
        [border-only] Alles bis auf einen Rand
        [stain] Nichts, in anderen Farben
       *[other] { $part }
    }
report-checks-found-by = Gefunden durch
report-checks-recall = Sensitivität, Mittel der Klassen

report-checks-map-title = Sagt die Aktivierungskarte die Wahrheit?
report-checks-map = Beim Entfernen werden die stärksten Zellen der Aktivierungskarte zuerst weggenommen, beim Einsetzen zuerst eingesetzt. Eine wahre Karte verliert die Klasse schneller als eine zufällige Reihenfolge und findet sie schneller. Mittel über { $on }.
report-checks-deletion = Entfernen: niedriger ist wahrer (Fläche { $area } nach der Karte, { $chance } nach Zufall; { $on })
report-checks-insertion = Einsetzen: höher ist wahrer (Fläche { $area } nach der Karte, { $chance } nach Zufall; { $on })
report-checks-taken-away = Entfernter Anteil des Bildes
report-checks-put-in = Eingesetzter Anteil des Bildes
report-checks-probability = Wahrscheinlichkeit
report-checks-line-map = nach der Karte
report-checks-line-chance = nach Zufall
report-checks-by-map = Nach der Karte
report-checks-by-chance = Nach Zufall
report-checks-pointing = Pointing Game: Bei { $hits } von { $count } Bildern, auf denen { $finding } umrissen ist, berührt die stärkste Zelle den Umriss; eine zufällig gewählte Zelle täte es bei { $chance }.

report-checks-likeness-title = Merkt es, was es nicht beurteilen kann?
report-checks-likeness = Bilder, die nicht hierher gehören: wie gut die Ähnlichkeitsprüfung sie von den passenden unterscheidet.
report-checks-pictures-of = Bilder von
report-checks-auroc = AUROC
report-checks-passing = Bestehen, wo 95 % der guten bestehen
report-checks-passed = Bestehen im Betrieb
report-checks-against = { $belong } gegen { $others }

report-checks-quality-title = Wie oft weist es gute Bilder ab?
report-checks-quality = Die Qualitätsprüfung: Fehlalarme und absichtlich verdorbene Bilder, die sie findet.
report-checks-check = Prüfung
report-checks-good = Gute Bilder abgewiesen
report-checks-spoilt = Verdorbene Bilder gefunden
report-checks-not-measured = nicht gemessen

report-checks-pictures-title = Die Bilder hinter den Werten
report-checks-splits = „{ $data }“: train dient dem Anpassen, val dem Auswählen, test nur dem Messen. SHA-256 { $sha256 }.
report-checks-split = Teilmenge
report-checks-groups = Gruppen
report-checks-sources = „{ $data }“ nach Herkunft, alle Teilmengen zusammen (train, val, test).
