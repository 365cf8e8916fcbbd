score-card-title = Wie oft liegt das Modell richtig?
score-card-caveat = <b>Bitte mit Vorsicht lesen.</b> { $caveat }
score-card-unmeasured = Zu dieser Version des Modells gehört keine Messung an Bildern, die es nie gesehen hat. Verstehen Sie seine Antworten als Vorführung.
score-card-more = Alle Messwerte, die Diagramme und die Modellkarte: <a>die Seite „Modell“</a>.
score-card-trivial = triviale Regel

-score-nodules = Gezählt sind Rundherde und nicht Menschen, von denen einer mehrere haben kann.
-score-pictures = Von wem die Bilder stammen, wurde nie ganz veröffentlicht. Ein Mensch kann hier und auch im Training vorkommen; bei Menschen, die das Modell nie gesehen hat, kann der Wert also niedriger sein.
score-card-measured =
    Gemessen an { $count } Bildern aus „{ $data }“, die im Training nie vorkamen (Teilmenge { $split }). { $grouped ->
        [patient] Bei anderen Patienten derselben Art läge der Wert wahrscheinlich zwischen { $low } und { $high } (95-%-Intervall).
        [nodule] Bei anderen Rundherden derselben Art läge der Wert wahrscheinlich zwischen { $low } und { $high } (95-%-Intervall). { -score-nodules }
       *[other] Bei anderen Bildern derselben Art läge der Wert wahrscheinlich zwischen { $low } und { $high } (95-%-Intervall). { -score-pictures }
    }
score-card-of-accuracy =
    { $grouped ->
        [patient] richtig bei Bildern von Patienten, die das Modell nie gesehen hat
        [nodule] richtig bei Bildern von Rundherden, die das Modell nie gesehen hat
       *[other] richtig bei Bildern, die das Modell nie gesehen hat
    }
score-card-of-recall =
    { $grouped ->
        [patient] jeder Klasse gefunden, im Mittel, bei Patienten, die das Modell nie gesehen hat
        [nodule] jeder Klasse gefunden, im Mittel, bei Rundherden, die das Modell nie gesehen hat
       *[other] jeder Klasse gefunden, im Mittel, bei Bildern, die das Modell nie gesehen hat
    }

score-card-label = { $label }: Von zwei Bildern, von denen eines es zeigt, wurde in { $area } der Paare das richtige höher bewertet; gemeldet bei { $found } der Bilder, die es zeigen, und nicht gemeldet bei { $cleared } der übrigen ({ $count } Bilder aus „{ $data }“, Teilmenge { $split }).
