storage-not-kept-full = Auf diesem Gerät ist kein Platz mehr, um das Modell zu behalten. Es läuft jetzt aus dem Arbeitsspeicher und wird beim nächsten Mal erneut geladen.
storage-not-kept-refused = Der Browser hat das Modell nicht auf diesem Gerät behalten. Es läuft jetzt aus dem Arbeitsspeicher und wird beim nächsten Mal erneut geladen.
storage-not-kept-unavailable = Dieser Browser behält nichts für diese Seite, weil er im privaten Modus läuft oder die Seite nicht über https kommt. Das Modell wird bei jedem Besuch geladen.

storage-models-title = Modelle
storage-looking = Wird nachgesehen…
storage-none-kept = Kein Modell ist gespeichert. Es wird geladen, wenn die Seite es braucht.
storage-model-whole = { $kept } gespeichert: läuft ohne Netzwerk
storage-model-part = { $kept } von { $whole } gespeichert: Der Rest wird geladen, wenn das Modell das nächste Mal gebraucht wird
storage-model-begun = Bisher { $kept } gespeichert: Der Rest wird geladen, wenn das Modell das nächste Mal gebraucht wird
storage-model-version = { $name }, Version { $version }
storage-model-parts =
    { $count ->
        [one] { $count } Teil, bei jedem Lesen mit seinem SHA-256 verglichen.
       *[other] { $count } Teile, bei jedem Lesen jeweils mit ihrem SHA-256 verglichen.
    }
storage-delete = Löschen
storage-delete-model = Gespeichertes Modell löschen: { $name }
storage-deleted = Das Modell wurde gelöscht: { $name }.

storage-room-title = Speicherplatz
storage-space = Diese Website belegt { $used } von { $quota }, die der Browser ihr zugesteht.
storage-promised = Der Browser hat zugesagt, nichts von selbst zu löschen.
storage-not-promised = Der Browser kann von selbst löschen, wenn er Platz braucht; Safari tut das nach sieben Tagen ohne Besuch, außer die Seite liegt auf dem Startbildschirm.
storage-promise-unknown = Dieser Browser gibt nicht an, wie lange er etwas behält.
storage-ask = Den Browser bitten, es zu behalten
storage-ask-granted = Der Browser wird es behalten.
storage-ask-refused = Der Browser hat es nicht zugesagt. Viele tun es, sobald die Seite installiert ist, ein Lesezeichen hat oder öfter benutzt wurde.
storage-ask-impossible = Dieser Browser lässt sich nicht darum bitten.

storage-title = Was auf diesem Gerät gespeichert ist
storage-lead = Gespeichert wird das Modell, damit die Seite schnell und ohne Netzwerk öffnet. Bilder, ihre Namen und ihre Antworten werden es nicht, außer Sie bewahren einen Fall auf.
storage-else-title = Was sonst noch aufbewahrt wird
storage-else-kept = Der Code der Seite, damit sie offline öffnet, und was Sie gewählt haben: Design, Sprache, einfache Worte oder alle Zahlen und ob Bilder in einem geschlossenen Raum geöffnet werden.
storage-delete-all = Um alles auf einmal zu löschen, löschen Sie die Daten dieser Website in den Einstellungen des Browsers.
