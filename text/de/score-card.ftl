score-card-title = Wie oft liegt das Modell richtig?
score-card-caveat = <b>Bitte mit Vorsicht lesen.</b> { $caveat }
score-card-unmeasured = Zu dieser Version des Modells gehört keine Messung an Patienten, die es nie gesehen hat. Verstehen Sie seine Antworten als Vorführung.
score-card-more = Alle Messwerte, die Diagramme und die Modellkarte: <a>die Seite „Modell“</a>.
score-card-trivial = triviale Regel
