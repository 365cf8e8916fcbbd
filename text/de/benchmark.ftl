benchmark-measured = Die Hälfte der Antworten dauerte hier höchstens { $half }, neun von zehn höchstens { $most }.

benchmark-step-open = Öffnen
benchmark-step-gates = Prüfungen
benchmark-step-scale = Skalieren
benchmark-step-network = Netz
benchmark-step-map = Karte
benchmark-step-whole = Gesamt
