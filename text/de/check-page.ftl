check-page-title = Prüfen Sie es selbst nach
check-page-lead = Onsight sagt, dass Ihr Bild auf diesem Gerät bleibt. Sie müssen das nicht glauben: So können Sie es nachprüfen.

check-page-flight = Verbindung trennen
check-page-flight-wait = Öffnen Sie die Seite „Bilder“ und warten Sie, bis dort „Selbsttest bestanden“ steht: Dann ist das Modell da.
check-page-flight-cut = Schalten Sie den Flugmodus ein oder ziehen Sie das Netzwerkkabel ab.
check-page-flight-open = Öffnen Sie ein Bild. Die Antwort kommt trotzdem: Sie wird hier berechnet.
check-page-flight-reload = Laden Sie die Seite neu. Sie öffnet sich wieder: Dieser Browser bewahrt das Programm und das Modell auf.
check-page-flight-close = Entfernen Sie das Bild und schließen Sie die Seite, bevor Sie wieder online gehen.

check-page-tools = Das Netzwerk beobachten
check-page-tools-tab = Öffnen Sie mit F12 die Entwicklerwerkzeuge Ihres Browsers und wählen Sie den Tab „Netzwerk“ (in Firefox „Netzwerkanalyse“).
check-page-tools-list = Öffnen Sie ein Bild und sehen Sie sich die Liste an. Wo „ServiceWorker“ steht, kam die Antwort von diesem Gerät.
check-page-tools-break-out = Versuchen Sie auszubrechen. Geben Sie im Tab „Konsole“ Folgendes ein, während ein Bild geöffnet ist: <code>fetch('./?anything')</code>, <code>fetch('https://example.org')</code>
check-page-tools-ends = Die erste Anfrage wird von diesem Gerät beantwortet, die zweite abgelehnt, und beide stehen in der Liste oben.

check-page-rules = Die Regeln lesen
check-page-rules-about = Diese Regeln setzt der Browser selbst auf der Seite durch, was immer ihr Code verlangt. Sie erlauben diese Website und sonst nichts; in der Seite selbst dürfen weder Skripte noch Stile stehen.
check-page-policy = Content Security Policy
check-page-service-worker = Solange ein Bild geöffnet ist, geht der Service Worker der Seite noch weiter: Er fragt nicht einmal diese Website. Er ist eine einzige kurze Datei: <code>sw.js</code>, neben dieser Seite.

check-page-hashes = Mit dem Quelltext vergleichen
check-page-hashes-about = Onsight ist freie Software. Derselbe Quelltext ergibt dieselben Bytes: Bauen Sie das Programm selbst und vergleichen Sie die SHA-256-Summen mit denen der Dateien, die in diesem Browser laufen.
check-page-kept = Hier aufbewahrte Version: <code>{ $version }</code>
check-page-compute = Summen berechnen
check-page-none-kept = Dieser Browser hat noch keine Kopie des Programms. Laden Sie die Seite einmal neu; ohne https gibt es keine.
check-page-same = wie gebaut
check-page-other = nicht wie gebaut
check-page-count = Byte für Byte wie gebaut: { $same } von { $all } Dateien.
check-page-files = Dateien mit ihren SHA-256-Summen

check-page-signed-unsigned = Diese Kopie ist nicht signiert: Sie wurde ohne den Schlüssel eines Herausgebers gebaut. Deshalb zeigt hier nichts, von wem sie stammt.
check-page-signed-missing = Diese Kopie erwartet die Signatur ihres Herausgebers, aber diese Website hat keine. Wer sie betreibt, hat nicht die ganze Veröffentlichung kopiert oder die Dateien neu gebaut.
check-page-signed-unable = Dieser Browser kann Signaturen dieser Art (Ed25519) nicht prüfen. Die Liste SHA256SUMS.txt dieser Website hat die SHA-256-Summe { $sums }: Vergleichen Sie sie mit der, die der Herausgeber an anderer Stelle nennt.
check-page-signed-forged = Die Signatur der Dateiliste dieser Website ist ungültig. Öffnen Sie hier kein Bild und sagen Sie es denen, die diese Website betreiben.
check-page-signed-unreached = Die signierte Dateiliste ließ sich nicht abrufen. Schließen Sie Ihre Bilder, prüfen Sie die Verbindung und berechnen Sie die Summen noch einmal.
check-page-signed-whole =
    { $all ->
        [one] Die Dateiliste ist mit dem Schlüssel unten signiert, und die hier aufbewahrte Datei steht darin.
       *[other] Die Dateiliste ist mit dem Schlüssel unten signiert, und alle { $all } hier aufbewahrten Dateien stimmen mit ihr überein.
    }
check-page-signed-other = Die Dateiliste ist mit dem Schlüssel unten signiert, aber diese Dateien stimmen nicht mit ihr überein: { $files }. Falls diese Website eine neuere Version hat, laden Sie die Seite neu und berechnen Sie die Summen noch einmal. Stimmen sie dann immer noch nicht überein, öffnen Sie hier kein Bild.
check-page-signed-key = Schlüssel: { $key }. Er kam mit dieser Kopie, und wer das Programm austauscht, kann auch den Schlüssel austauschen: Vergleichen Sie ihn mit dem, den der Herausgeber an anderer Stelle nennt.
check-page-notices = Onsight baut auf der Arbeit vieler anderer auf: <a>ihre Lizenzen und Hinweise</a>.

check-page-limits = Was sich so nicht zeigen lässt
check-page-limits-extension = Eine Erweiterung Ihres Browsers kann jede Seite lesen. Verwenden Sie ein Fenster ohne Erweiterungen, wenn Sie sichergehen möchten.
check-page-limits-browser = Der Browser ruft auch von sich aus etwas ab, zum Beispiel Updates, und sucht vielleicht nach einer neueren sw.js. Solche Anfragen enthalten nichts von der Seite.
check-page-limits-first = Beim allerersten Besuch übernimmt der Service Worker erst, wenn er das ganze Programm hat. Bis dahin werden Anfragen aufgelistet, aber nicht abgelehnt; in der Zeile oben steht dann „Beobachtet“.
check-page-limits-share = Wenn Sie die Daten dieser Website gelöscht haben und danach aus einem anderen Programm ein Bild mit dem installierten Onsight teilen, kann es sein, dass der Browser das Bild an den Server dieser Website sendet, weil hier nichts mehr da ist, was es entgegennimmt. Ziehen Sie das Bild stattdessen auf die Seite oder wählen Sie es aus.
