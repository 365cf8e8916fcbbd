### Charts of the kept cases: what is counted of them, each with a sentence and a table, and whether they are like what their model was measured on.

charts-open = Diagramme
charts-title = Diagramme der aufbewahrten Fälle
charts-back = Zurück zur Liste
charts-task = Aufgabe
charts-all-tasks = Alle Aufgaben
charts-from = Von
charts-until = Bis
charts-print = Drucken
charts-none = In diesem Zeitraum ist kein Fall aufbewahrt.
charts-chart-table = Dieselben Zahlen als Tabelle

## Answers over time

charts-over-time = Antworten im Lauf der Zeit
charts-over-time-said =
    { $cases ->
        [one] { $cases } Fall vom { $from } bis { $until }; { $away } abgewiesen.
       *[other] { $cases } Fälle vom { $from } bis { $until }; { $away } abgewiesen.
    }
charts-span = Beginn des Abschnitts
charts-answered = Beantwortet
charts-away = Abgewiesen

## What is named

charts-shares = Anteil jeder Klasse
charts-shares-said = { $label } wird am häufigsten genannt, in { $share } der Fälle. { $away } wurden abgewiesen.
charts-shares-none = Keine Klasse wird genannt. { $away } der Fälle wurden abgewiesen.
charts-classes = Klassen im Lauf der Zeit
charts-classes-said = Wie oft die häufigsten Klassen genannt werden, vom { $from } bis zum { $until }: { $labels }.
charts-class = Klasse
charts-cases = Fälle
charts-share = Anteil
charts-share-cell = { $share }
charts-unnamed = Nichts genannt

## How sure the answers are

charts-confidence = Sicherheit
charts-confidence-said = In der Hälfte der Fälle hat die wahrscheinlichste Klasse eine Wahrscheinlichkeit von höchstens { $median }.
charts-probability = Wahrscheinlichkeit der wahrscheinlichsten Klasse
charts-bin = { $low } bis { $high }
charts-sets = Größe der 95-%-Menge
charts-sets-said = Die 95-%-Menge enthält im Mittel { $mean } Klassen.
charts-set-size =
    { $size ->
        [one] { $size } Klasse
       *[other] { $size } Klassen
    }

## Reader and model

charts-agreement = Übereinstimmung von Befunder und Modell
charts-agreement-said = Der erste Befunder hat { $read } von { $all } gelesen und stimmt { $agree } zu.
charts-reader = Erster Befunder

## Time

charts-latency = Dauer jedes Schritts
charts-latency-said = Die Hälfte der Antworten dauerte höchstens { $p50 } ms, 95 von 100 höchstens { $p95 } ms.
charts-step = Schritt
charts-p50 = Median, ms
charts-p95 = 95. Perzentil, ms
charts-decode = Bild öffnen
charts-gates = Prüfungen
charts-prepare = Vorbereiten
charts-inference = Netz
charts-explain = Karte
charts-total = Alles zusammen

## Drift

charts-drift = Wie die Bilder, an denen das Modell gemessen wurde?
charts-no-reference = Wählen Sie eine Aufgabe, um ihre Fälle mit dem zu vergleichen, woran ihr Modell gemessen wurde. Solange ein Bild offen ist, oder ohne Netz, kann das fehlen.
charts-drift-cases =
    { $cases ->
        [one] { $cases } Fall des jetzigen Modells wird mit „{ $data }“, Teil { $split }, verglichen.
       *[other] { $cases } Fälle des jetzigen Modells werden mit „{ $data }“, Teil { $split }, verglichen.
    }
charts-mix = Mischung der Klassen
charts-stable = { $what }: Populationsstabilitätsindex { $index }, unter 0,1. Keine Verschiebung von Bedeutung.
charts-moderate = { $what }: Populationsstabilitätsindex { $index }, zwischen 0,1 und 0,25. Prüfen Sie, ob sich Bilder oder Patienten geändert haben.
charts-large = { $what }: Populationsstabilitätsindex { $index }, 0,25 oder mehr. Das sind andere Bilder als die, an denen das Modell gemessen wurde, und seine Werte sagen hier weniger.
charts-too-few = { $what }: zu wenige Fälle, um eine Verschiebung vom Zufall zu unterscheiden.
charts-source = Grenzen von 0,1 und 0,25: N. Siddiqi, Credit Risk Scorecards, 2006. Zu wenige Fälle: B. Yurdakul, Statistical Properties of Population Stability Index, 2018.
