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
routing-needs-help = Das Modell „{ $task }“ liest dieses Bild und muss erst geladen werden. Dafür werden die offenen Bilder weggelegt, das Siegel wird bis zum Eintreffen des Modells geöffnet, und erst danach werden sie wieder gelesen.
routing-fetch = Weglegen und laden

routing-asked = Gefragt: das Modell „{ $task }“.
routing-ask = „{ $task }“ fragen
routing-always = „{ $task }“ nach allen weiteren Bildern fragen, ganz gleich, wie sie aussehen
