### A capsule: a finding with hashes of its picture, which is run again to see whether the answer is the same.

## What can be wrong with its file

capsule-foreign = Erwartet wurde eine Kapsel von Onsight, gefunden etwas anderes.
capsule-newer = Erwartet wurde eine Kapsel der Version { $known } oder älter, gefunden Version { $found }.
capsule-later-finding = Erwartet wurde in der Kapsel ein Befund, den dieses Programm kennt, gefunden ein Befund aus einer späteren Version.
capsule-damaged = Erwartet wurde die Kapsel, wie sie geschrieben wurde, aber etwas darin fehlt oder ist verändert.
capsule-too-large = Erwartet wurde eine Kapsel von höchstens { $most } MB, gefunden eine Datei von { $found } MB.
capsule-unwritable = Erwartet wurde ein Befund, der sich schreiben lässt, gefunden einer mit einem Wert, der keine Zahl ist.

## What to do

capsule-help-file = Wählen Sie die Datei, die Onsight gespeichert hat, und kopieren Sie sie noch einmal, wenn sie über ein Netz oder einen Stick kam.
capsule-help-newer = Laden Sie diese Website neu, damit sie auf dem neuesten Stand ist.
capsule-help-again = Öffnen Sie das Bild noch einmal und speichern Sie die Kapsel der neuen Antwort.
capsule-help-picture = Öffnen Sie das Bild noch einmal; sobald es beantwortet ist, wird die Antwort verglichen.

## Whether the picture is the one of the capsule

capsule-same-file = Das ist das Bild der Kapsel, Byte für Byte dieselbe Datei.
capsule-other-samples = Das ist die Datei der Kapsel, aber eine andere Schicht daraus, oder sie wurde anders dekodiert.
capsule-same-samples = Das ist das Bild der Kapsel in einer anderen Datei: Alle Bildpunkte stimmen überein.
capsule-other-picture = Das ist ein anderes Bild als das der Kapsel.

## Whether the answer is the one of the capsule

capsule-same = Die Antwort ist bis auf die letzte Stelle dieselbe.
capsule-differs =
    { $count ->
        [one] { $count } Punkt weicht von der Kapsel ab.
       *[other] { $count } Punkte weichen von der Kapsel ab.
    }
capsule-other-device = Die Antwort der Kapsel wurde mit { $kept } berechnet, diese mit { $now }. Schon deshalb können die letzten Stellen abweichen.

## What differs

capsule-model = Ein anderes Modell hat geantwortet: damals { $kept }, jetzt { $now }.
capsule-preprocessing = Das Bild wird auf andere Weise zur Eingabe des Netzes.
capsule-source = Die Datei wurde anders gelesen: damals { $kept }, jetzt { $now }.
capsule-warnings = Beim Lesen der Datei gab es andere Hinweise.
capsule-borders = An anderen Rändern des Bildes scheint Text zu stehen.
capsule-gate =
    { $gate ->
        [file] Die Prüfung der Datei kam zu einem anderen Ergebnis: damals { $kept }, jetzt { $now }.
        [modality] Die Prüfung der Bildart kam zu einem anderen Ergebnis: damals { $kept }, jetzt { $now }.
        [quality] Die Prüfung der Qualität kam zu einem anderen Ergebnis: damals { $kept }, jetzt { $now }.
       *[other] Die Prüfung auf Ähnlichkeit mit den Trainingsdaten kam zu einem anderen Ergebnis: damals { $kept }, jetzt { $now }.
    }
capsule-limits =
    { $gate ->
        [file] Die Prüfung der Datei hat andere Grenzen.
        [modality] Die Prüfung der Bildart hat andere Grenzen.
        [quality] Die Prüfung der Qualität hat andere Grenzen.
       *[other] Die Prüfung auf Ähnlichkeit mit den Trainingsdaten hat andere Grenzen.
    }
capsule-passed = bestanden
capsule-not-run = nicht gelaufen
capsule-no-gate = nicht vorhanden
capsule-refused = abgewiesen („{ $why }“)
capsule-measure = Das Maß { $name } war { $kept } und ist { $now }.
capsule-acquisition = Die Art der Aufnahme oder ihre Wahrscheinlichkeit ist eine andere.
capsule-labels = Das Modell antwortet mit anderen Klassen.
capsule-probability = Die Wahrscheinlichkeit von { $label } war { $kept } und ist { $now }.
capsule-decision = Es wird eine andere Antwort gezeigt: damals { $kept }, jetzt { $now }.
capsule-shown = { $labels }
capsule-nothing-shown = keine
capsule-abstention =
    { $when ->
        [then] Damals wurde nichts gezeigt, jetzt schon.
        [now] Damals wurde etwas gezeigt, jetzt nichts.
       *[both] Damals wie jetzt wird nichts gezeigt, aber aus einem anderen Grund.
    }
capsule-state = Zu { $label } wird etwas anderes gezeigt: damals { $kept }, jetzt { $now }.
capsule-present = vorhanden
capsule-absent = nicht vorhanden
capsule-unclear = unklar
capsule-threshold = Die Schwelle für { $label }, dahinter in Klammern die Rate, mit der die Antwort stimmt, war { $kept } und ist { $now }.
capsule-set = Die Klassen, die sich nicht ausschließen lassen, sind andere: damals { $kept }, jetzt { $now }.
capsule-area = Die Fläche von { $label } ist eine andere (Zellen, Größe, Wahrscheinlichkeit): damals { $kept }, jetzt { $now }.
capsule-outline = Umrandet ist eine andere Fläche.
capsule-maps = Die Karten der Hinweise sind andere.

## A capsule that was opened

capsule-title = Kapsel prüfen
capsule-reading = Die Kapsel wird gelesen…
capsule-waits = Öffnen Sie das Bild dieser Kapsel: Legen Sie es hier ab, oder schließen Sie dieses Fenster und wählen Sie es auf der Seite aus. Sobald es beantwortet ist, steht hier, ob die Antwort dieselbe ist.
capsule-forget = Diese Kapsel vergessen
capsule-of-model = Eine Antwort der Aufgabe { $task } vom Modell { $model } { $version }, gespeichert mit Onsight { $program }.
capsule-of-picture = Ihr Bild ist eine Datei von { $bytes } Bytes; ihre SHA-256-Prüfsumme beginnt mit { $hash }.
capsule-of-file = Die Datei hieß { $name }.
capsule-hashes = Die SHA-256-Prüfsumme des Bildes der Kapsel beginnt mit { $kept }, die dieses Bildes mit { $now }.
capsule-no-picture = Erwartet wurde das Bild zu dieser Antwort, aber es wurde schon freigegeben.
