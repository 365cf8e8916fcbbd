case-report-title = Bericht zu einem Bild
case-report-written =
    { $reader ->
        [clinician] Für Fachleute, mit allen Zahlen. Erstellt am { $when } mit Onsight { $version }.
       *[patient] In einfachen Worten. Erstellt am { $when } mit Onsight { $version }.
    }
case-report-undated =
    { $reader ->
        [clinician] Für Fachleute, mit allen Zahlen. Erstellt mit Onsight { $version }.
       *[patient] In einfachen Worten. Erstellt mit Onsight { $version }.
    }
case-report-page = Seite { $page } von { $pages }
case-report-missing = Der Schrift dieser Datei fehlen einige Zeichen. An ihrer Stelle steht die Nummer in Unicode: { $numbers }.

case-report-found = Was das Modell gefunden hat
case-report-left-open = Was sich nicht ausschließen lässt
case-report-none-open = Von den Antworten, die das Modell kennt, lässt es keine andere offen. Was es nicht kennt, kann es auch nicht ausschließen.
case-report-pictures = Bilder
case-report-grounds = Wie diese Antwort entstanden ist

case-report-original = Das betrachtete Bild, hier mit { $width } × { $height } Pixeln
case-report-input = Was das Netz davon gesehen hat, { $side } × { $side } Pixel

case-report-share = Anteil der Gewissheit
case-report-check = Prüfung
case-report-result = Ergebnis
case-report-measures = Gemessen
case-report-fact = Was
case-report-task = Aufgabe
case-report-remark = Hinweis zur Datei
case-report-preparation = Aufbereitung
case-report-prepared =
    In ein Quadrat von { $side } × { $side } Pixeln eingepasst, der Rest mit dem Wert { $fill } gefüllt, { $colour ->
        [rgb] in Farbe
       *[grey] in Grau
    }, Helligkeit { $levels ->
        [percentiles] zwischen Perzentilen des Bildes gestreckt
       *[as-given] wie gegeben
    }. Von jedem Kanal, auf 0 bis 255, wurde der Mittelwert ({ $mean }) abgezogen und das Ergebnis durch die Standardabweichung ({ $deviation }) geteilt.
case-report-device = Gerät
case-report-time = Dauer
