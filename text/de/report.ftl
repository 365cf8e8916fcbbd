report-contents = Auf dieser Seite
report-chart = { $title }. Die Werte stehen in der Tabelle darunter.
report-chart-table = Dasselbe als Tabelle
report-card-english = Die folgenden Abschnitte stammen aus der Modellkarte, die es nur auf Englisch gibt.

report-mean = { $value }
report-threshold = { $value }
report-interval = { $low } bis { $high }
report-decimal-interval = { $value } ({ $low } bis { $high })
report-between = { $low } bis { $high }
report-measured-on = { $count } Bilder aus „{ $data }“, Teilmenge { $split }
report-data-split = „{ $data }“, Teilmenge { $split }

report-class = Klasse
report-source = Herkunft
report-pictures = Bilder
report-n = n
report-accuracy = Genauigkeit
report-sensitivity = Sensitivität
report-specificity = Spezifität
report-ninety-five = 95-%-Intervall
report-on = Gemessen an

report-score-title = Wie oft es richtigliegt
report-right-external = richtig bei Bildern aus anderen Krankenhäusern
report-named-external = von { $names } richtig benannt, bei Bildern aus anderen Krankenhäusern
report-enough-pictures = Das Mittel über die Klassen mit mindestens { $least } Bildern dort, jede gleich gewichtet.
report-measured =
    Gemessen an: { $on }, { $grouped ->
        [patient] von { $groups } Patienten oder Gruppen fast gleicher Bilder
        [nodule] von { $groups } Rundherden
       *[other] in { $groups } Gruppen fast gleicher Bilder
    }, die im Training nie vorkamen. 95-%-Intervall: { $low } bis { $high }.
report-people =
    { $grouped ->
        [nodule] { -score-nodules }
       *[other] { -score-pictures }
    }
report-recall = Von jeder Klasse findet es im Mittel { $recall }.
report-baseline = Eine triviale Regel, die nur die Helligkeit des Bildes kennt, findet auf denselben Bildern { $recall } jeder Klasse.
report-no-score = Diese Version des Modells enthält keinen Wert, der an Bildern gemessen wurde, die es nie gesehen hat.
report-not-elsewhere = An Bildern anderer Krankenhäuser wurde nicht gemessen: Mit solchen Angaben lagen keine vor. Rechnen Sie damit, dass es dort schlechter abschneidet.
report-sources = Genauigkeit nach Herkunft der Bilder („{ $data }“, Teilmenge { $split }). Stammt eine Klasse nur aus einer Herkunft, kennt das Modell womöglich die Herkunft und nicht die Klasse.
report-sources-classes = Klassen darin

report-rivals = Das Modell neben Regeln, die von einem Bild fast nichts sehen: { $on }, mit 95-%-Intervallen.
report-what-answers = Was antwortet
report-this-model = Dieses Modell
report-rival =
    { $rival ->
        [border] Nur der Rand
        [area] Nur die Fläche
       *[colour] Nur Farben oder Graustufen
    }, { $rule ->
        [nearest] nächste Nachbarn
       *[regression] logistische Regression
    }
report-group-auc = AUC, jede Gruppe einmal
report-who-is-shown = Wer zu sehen ist
report-subgroups = Danach, wer zu sehen ist, soweit die Herkunft eines Bildes es verrät: Sensitivität, Mittel der Klassen mit mindestens { $least } Bildern. Womöglich sind sie an ihrer Herkunft zu erkennen.

report-elsewhere-title =
    { $grouped ->
        [patient] Befund oder keiner, bei anderen Patienten
        [nodule] Befund oder keiner, bei anderen Rundherden
       *[other] Befund oder keiner, bei anderen Bildern
    }
report-elsewhere = Befund gegen keinen, mit 95-%-Intervallen. Zuerst andere Datensätze, zuletzt der des Modells.
report-auc = AUC
report-with-finding = { $count }, davon { $positives } mit Befund
report-by-unit = „{ $data }“, Teilmenge { $split }, { $units }
report-by-group =
    „{ $data }“, Teilmenge { $split }, { $grouped ->
        [patient] Patienten
        [nodule] Rundherde
       *[other] Gruppen
    }

report-confusion-title = Was es womit verwechselt
report-confusion = { $on }. Zeile: was ein Bild tatsächlich war; Spalte: was das Modell am ähnlichsten fand.
report-confusion-chart = Konfusionsmatrix: „{ $data }“, Teilmenge { $split }, { $count } Bilder
report-truly = Tatsächlich

report-all-title = Alle weiteren Werte
report-all = Was das Manifest sonst noch aufführt. Steht ein Wert zweimal da, gehört der erste zu den Gewichten, die Besucher erhalten.
report-figure = Kennzahl
report-value = Wert
