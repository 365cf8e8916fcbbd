### Gründe, weshalb es keinen SUV gibt: Jeder steht als ganzer Satz ohne Punkt hinter einem Doppelpunkt.

dicom-suv-no-unit = Die Datei nennt keine Einheit ihrer Werte
dicom-suv-no-injection = Die Datei nennt nicht, was injiziert wurde
dicom-suv-no-weight = Die Datei nennt kein Körpergewicht
dicom-suv-no-dose = Die Datei nennt keine injizierte Aktivität
dicom-suv-no-moment = Die Datei nennt nicht, auf welchen Zeitpunkt der Zerfall korrigiert ist
dicom-suv-no-half-life = Die Datei nennt keine Halbwertszeit
dicom-suv-no-injection-time = Die Datei nennt keinen Zeitpunkt der Injektion
dicom-suv-no-scan-time = Die Datei nennt keinen Beginn der Aufnahme
dicom-suv-unit = Die Einheit der Werte ist { $unit }, erwartet: BQML, GML nach Körpergewicht oder CNTS mit einem Faktor des Herstellers
dicom-suv-kind = Die Werte sind SUV der Art { $kind }, erwartet: BQML, GML nach Körpergewicht oder CNTS mit einem Faktor des Herstellers
dicom-suv-uncorrected =
    Bei den Werten fehlt { $what ->
        [attenuation] die Schwächungskorrektur
       *[decay] die Zerfallskorrektur
    }
dicom-suv-correction = Die Zerfallskorrektur ist { $found }, erwartet: START oder ADMIN
dicom-suv-calculated = Die Serie wurde später als die Aufnahme berechnet, und die Datei nennt keinen Beginn der Aufnahme
dicom-suv-weight = Ein Gewicht von { $found } kg ist nicht möglich
dicom-suv-dose = Eine injizierte Aktivität von { $found } Bq ist nicht möglich
dicom-suv-half-life = Eine Halbwertszeit von { $found } Sekunden ist nicht möglich
dicom-suv-several = Die Datei nennt { $count } Injektionen
dicom-suv-apart = Laut Datei begann die Aufnahme { $hours } Stunden nach der Injektion
