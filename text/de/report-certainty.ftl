report-certainty-title = Was seine Gewissheit wert ist
report-certainty-error = Sagt das Modell 90 %, sollte es bei 90 von 100 Bildern richtigliegen. Im Mittel weicht das Netz davon um { $before } ab, nach der Kalibrierung um { $after } (erwarteter Kalibrierungsfehler, { $bins } gleich stark besetzte Bins, { $on }).
report-certainty-temperature = Kalibriert heißt: Die Ausgaben des Netzes werden durch { $temperature } geteilt, bevor sie zu Wahrscheinlichkeiten werden. Die Zahl wurde allein auf val angepasst.
report-certainty-chart = Verlässlichkeit: „{ $data }“, Teilmenge { $split }, { $count } Bilder
report-certainty-of-answer = Gewissheit der Antwort
report-certainty-right = Richtig
report-certainty-axis = { $name }, %
report-certainty-line-before = vor der Kalibrierung
report-certainty-line-after = nach der Kalibrierung
report-certainty-calibration = Kalibrierung
report-certainty-before = vorher
report-certainty-after = nachher
report-certainty-certainty = Gewissheit

report-certainty-sets-title = Wie oft die Vorhersagemenge die wahre Klasse enthält
report-certainty-sets = Wie oft die Vorhersagemenge die wahre Klasse enthält, für alle Bilder und für die jeder Klasse.
report-certainty-promised = Zugesagt
report-certainty-holds = Menge enthält die Klasse
report-certainty-by-group =
    { $grouped ->
        [patient] Nach Patient
        [nodule] Nach Rundherd
       *[other] Nach Gruppe
    }
report-certainty-mean = Klassen im Mittel
report-certainty-all = Alle, „{ $data }“ { $split }
report-certainty-of-class = { $class }, „{ $data }“ { $split }
report-certainty-sizes = Vorhersagemengen mit Zusage { $level } auf test: { $sizes }.
report-certainty-size =
    { $count ->
        [0] { $share } ohne Klasse
        [one] { $share } mit einer Klasse
       *[other] { $share } mit { $count } Klassen
    }
report-certainty-list = { $list }, { $next }

report-certainty-points-title = Arbeitspunkte
report-certainty-points = Schwellen für die kalibrierte Wahrscheinlichkeit einer Klasse, gewählt auf val, gemessen an: { $on }.
report-certainty-held = Vorgabe bei der Wahl
report-certainty-threshold = Schwelle
