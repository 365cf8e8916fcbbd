routing-needs = Braucht das Modell „{ $task }“
routing-of-task = { $task }: { $answer }
routing-none-reads = Kein Modell auf dieser Seite liest es. { $why }

routing-pause = Anhalten
routing-go-on = Fortsetzen
routing-stop = Den Rest abbrechen
routing-paused = Angehalten. Was in Arbeit ist, wird noch fertig.
routing-continued = Die Liste läuft weiter.
routing-sent-on = { $name } geht an das Modell „{ $task }“.

routing-needs-title = Das Modell für dieses Bild ist nicht auf diesem Gerät
routing-needs-help = Das Modell „{ $task }“ liest dieses Bild und muss erst geladen werden. Dafür werden die offenen Bilder weggelegt, und die Seite ist nicht versiegelt, bis das Modell da ist. Erst danach werden die Bilder wieder gelesen.
routing-fetch = Weglegen und laden

routing-asked = Gefragt wurde das Modell „{ $task }“.
routing-ask = „{ $task }“ fragen
routing-always = Bei allen weiteren Bildern „{ $task }“ fragen, ganz gleich, wie sie aussehen
