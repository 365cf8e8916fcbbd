score-baseline = Zum Vergleich: Eine triviale Regel, die nur die Helligkeit des Bildes kennt, erreicht { $share } auf denselben Bildern.
score-baseline-elsewhere = Zum Vergleich: Eine triviale Regel, die nur die Helligkeit des Bildes kennt, erreicht { $share } auf ihren eigenen Testbildern.
score-recall = Von den Bildern, die tatsächlich zu „{ $class }“ gehören, benannte das Modell { $share } so (95-%-Intervall { $low } bis { $high }).

score-answers-known =
    Das Modell kennt { $count ->
        [one] { $count }
        [2] zwei
        [3] drei
        [4] vier
        [5] fünf
        [6] sechs
        [7] sieben
        [8] acht
        [9] neun
        [10] zehn
       *[other] { $count }
    } Antworten und keine anderen. Prüfungen weisen Bilder ab, die es nicht lesen kann, aber keine Prüfung findet alle.
score-answers-few = Das Modell kennt einige wenige Antworten und keine anderen. Prüfungen weisen Bilder ab, die es nicht lesen kann, aber keine Prüfung findet alle.

score-accuracy = Genauigkeit
score-mean-recall = Sensitivität, Mittel der Klassen
score-mean-precision = Präzision, Mittel der Klassen
score-mean-f1 = F1, Mittel der Klassen
score-mean-auc = AUC, Mittel der Klassen
score-ece = Kalibrierungsfehler (ECE)
score-class-ece = Kalibrierungsfehler (ECE), { $class }
score-trivial = Triviale Regel: { $figure }
score-class-recall = Sensitivität, { $class }
score-class-precision = Präzision, { $class }
score-class-f1 = F1, { $class }
score-class-auc = AUC, { $class }
score-dice = Umriss, Dice-Koeffizient, { $source }
score-outline-hit = Umriss, sicherste Stelle innerhalb des gezeichneten, { $source }
score-outlined-wrongly = Ohne Befund, aber etwas umrissen, { $source }
score-other = { $figure }
