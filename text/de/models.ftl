models-title = Alle Modelle
models-lead = Wofür jedes da ist, wofür nicht, und wie oft es dort richtig lag, wo es gemessen wurde. Was Sie hier laden, bleibt auf diesem Gerät und läuft ohne Netzwerk.
models-looking = Die Liste wird geladen
models-failed = Die Liste ist nicht angekommen. Prüfen Sie die Verbindung und öffnen Sie sie erneut.
models-sealed-list = Diese Liste ist noch nicht auf diesem Gerät, und solange ein Bild offen ist, wird nichts aus dem Netz geholt. Öffnen Sie sie erneut, wenn Sie Ihre Bilder geschlossen haben.
models-not-loaded = Diese Seite konnte nicht geladen werden. Solange ein Bild offen ist, wird nichts aus dem Netz geholt: Schließen Sie Ihre Bilder oder prüfen Sie die Verbindung, und öffnen Sie die Seite erneut.

models-offered = Kann gefragt werden
models-planned = In Arbeit: noch kein Modell
models-finding = Ein Befund über seine Bilder: Es nennt keine Klasse
models-gate = Steht vor jedem Modell

models-summary = Was es tut
models-intended = Wofür es da ist
models-not-for = Wofür es nicht da ist
models-answers = Seine Antworten, und was über jede bekannt ist
models-answers-planned = Die Antworten, die es haben wird
models-data = Die Bilder, aus denen es gelernt hat
models-data-planned = Die Bilder, aus denen es lernen soll
models-set = { $name }. Lizenz: { $licence }
models-licence = Lizenz der Gewichte: { $licence }
models-licence-planned = Lizenz, die die Gewichte haben werden, so streng wie ihre Daten: { $licence }

models-scores = Wie oft es richtig lag
models-unmeasured = Solange es kein Modell gibt, ist nichts gemessen.
models-seen =
    { $grouped ->
        [patient] Patienten, an denen Entscheidungen getroffen wurden
        [nodule] Rundherde, an denen Entscheidungen getroffen wurden
       *[other] Bilder, an denen Entscheidungen getroffen wurden
    }
models-unseen =
    { $grouped ->
        [patient] Patienten, die es nie gesehen hat, aus Häusern, die es kennt
        [nodule] Rundherde, die es nie gesehen hat, aus Häusern, die es kennt
       *[other] Bilder, die es nie gesehen hat, aus Häusern, die es kennt
    }
models-external =
    { $grouped ->
        [patient] Patienten und Häuser, die es nie gesehen hat
        [nodule] Rundherde und Häuser, die es nie gesehen hat
       *[other] Bilder aus Häusern, die es nie gesehen hat
    }
models-recall = { $value } jeder Klasse im Mittel gefunden ({ $low } bis { $high }), { $count } Bilder aus „{ $data }“
models-recall-of = { $value } jeder Klasse mit genügend Bildern im Mittel gefunden ({ $low } bis { $high }), { $count } Bilder aus „{ $data }“
models-auc = Ein Befund gegen keinen: Fläche unter der Kurve { $value } ({ $low } bis { $high }; 0,5 wäre Raten), { $count } Bilder aus „{ $data }“

models-versions = Versionen, und was sich geändert hat
models-version = { $version }, { $day }

models-not-kept = Nicht auf diesem Gerät. Zu laden sind { $whole }.
models-part = { $kept } von { $whole } sind auf diesem Gerät.
models-older = Auf diesem Gerät ist Version { $version }; inzwischen gibt es { $latest }.
models-download = Herunterladen ({ $whole })
models-complete = Den Rest herunterladen
models-update = Auf { $version } aktualisieren
models-remove = Von diesem Gerät löschen
models-removed = Das Modell ist nicht mehr auf diesem Gerät: { $name }.
models-fetched = Das Modell ist auf diesem Gerät und hat seine Prüfung hier bestanden: { $name }.
models-cancel = Abbrechen
models-progress = Fortschritt des Herunterladens

models-sealed =
    { $count ->
        [one] Ein Bild ist offen, deshalb wird nichts aus dem Netz geholt. Um dieses Modell zu laden, wird das Bild zuerst geschlossen.
       *[other] { $count } Bilder sind offen, deshalb wird nichts aus dem Netz geholt. Um dieses Modell zu laden, werden sie zuerst geschlossen.
    }
models-close-and-fetch = Offenes schließen, dann herunterladen
models-still-closed = Der Weg ins Netz ist noch geschlossen: In einem anderen Tab ist ein Bild offen, oder diese Seite läuft in einem geschlossenen Raum. Schließen Sie es dort oder verlassen Sie den Raum, und versuchen Sie es erneut.
models-still-closed-help = Nichts wurde angefragt.

models-in-use = Die Bilder, die Sie geben, beantwortet dieses Modell.
models-choose-fetch = Das schließt alle offenen Bilder, lädt das Modell ({ $whole }), wenn es noch nicht hier ist, und öffnet das zuletzt gezeigte Bild damit.
models-choose-kept = Das schließt alle offenen Bilder und öffnet das zuletzt gezeigte mit diesem Modell. Es ist schon auf diesem Gerät.
models-choose = Dieses Modell fragen
