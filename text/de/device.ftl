device-line = Läuft auf diesem Gerät mit { $backend }.
device-line-adapter = Läuft mit { $backend } ({ $adapter }).
device-changed = Der Rechenweg wurde gewechselt: Die Antworten werden jetzt mit { $backend } berechnet. { $reason }

device-check-passed =
    Selbsttest bestanden: { $runs ->
        [one] { $runs } Durchlauf
       *[other] { $runs } Durchläufe
    } mit bekannten Eingaben, größte Abweichung { $deviation }, erlaubt { $tolerance }.
device-check-failed =
    Selbsttest nicht bestanden: { $runs ->
        [one] { $runs } Durchlauf
       *[other] { $runs } Durchläufe
    } mit bekannten Eingaben, größte Abweichung { $deviation }, erlaubt { $tolerance }.

device-checked-at = { $occasion }, { $when }.
device-checked = { $occasion }.
device-occasion-start = Geprüft beim Laden des Modells
device-occasion-answers =
    { $count ->
        [one] Erneut geprüft nach der ersten Antwort
       *[other] Erneut geprüft nach { $count } Antworten
    }
device-occasion-asked = Geprüft auf Wunsch
