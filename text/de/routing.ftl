routing-needs = Braucht das Modell „{ $task }“
routing-of-task = { $task }: { $answer }
routing-none-reads = { $why }. Kein Modell auf dieser Seite liest es.

routing-pause = Anhalten
routing-go-on = Fortsetzen
routing-stop = Den Rest abbrechen
routing-paused = Angehalten. Was in Arbeit ist, wird noch fertig.
routing-continued = Die Liste läuft weiter.
routing-sent-on = { $name } geht an das Modell „{ $task }“.
routing-others-need = { $done }. Andere brauchen das Modell „{ $task }“, das nicht auf diesem Gerät ist.

routing-needs-title = Das Modell für dieses Bild ist nicht auf diesem Gerät
routing-needs-help = Das Modell „{ $task }“ liest dieses Bild und muss erst geladen werden. Kein Service Worker versiegelt diese Seite, deshalb werden die offenen Bilder so lange weggelegt und wieder gelesen, wenn das Modell da ist.
routing-fetch = Weglegen und laden
routing-needs-sealed-help = Das Modell „{ $task }“ liest dieses Bild und muss erst geladen werden. Ihre Bilder bleiben geöffnet und die Seite bleibt versiegelt: Abgerufen werden nur die Dateien dieses Modells. Der Server der Website erfährt, welches Modell das ist, und nichts von einem Bild.
routing-fetch-sealed = Dieses Modell laden
routing-fetch-part =
    { $total ->
        [0] Wird geladen …
        [one] Wird geladen: { $done } von { $total } Datei
       *[other] Wird geladen: { $done } von { $total } Dateien
    }
routing-fetch-after = Erst wird „{ $task }“ geladen
routing-fetching = Das Modell „{ $task }“ wird geladen.
routing-fetched = Das Modell „{ $task }“ ist da.

routing-why-full = auf diesem Gerät ist kein Platz mehr, um es zu speichern
routing-why-elsewhere = auch in einem anderen Tab von Onsight ist ein Bild geöffnet
routing-why-failed = die Website hat es nicht vollständig gesendet
routing-why-silent = der Service Worker der Seite hat es nicht geladen
routing-why-often = es wurde dreimal versucht und wird erst wieder versucht, wenn alle Bilder entfernt sind
routing-why-declined = Sie wollten es nicht laden
routing-not-fetched-help = Prüfen Sie die Verbindung und versuchen Sie es noch einmal, oder entfernen Sie zuerst alle Bilder: Dann lädt diese Seite das Modell von selbst.

routing-requests-asked =
    { $line } { $asked ->
        [one] { $asked } Anfrage hat ein Modell geladen, das Sie angefordert haben, und nichts von einem Bild enthalten.
       *[other] { $asked } Anfragen haben ein Modell geladen, das Sie angefordert haben, und nichts von einem Bild enthalten.
    }
routing-end-asked = von der Website, für das Modell, das Sie angefordert haben

routing-asked = Gefragt wurde das Modell „{ $task }“.
routing-ask = „{ $task }“ fragen
routing-always = Bei allen weiteren Bildern „{ $task }“ fragen, ganz gleich, wie sie aussehen
