device-page-title = Rechnet dieses Gerät richtig?
device-page-lead = Grafikchips rechnen manchmal falsch, ohne es zu melden. Deshalb werden hier bekannte Bilder berechnet und mit bekannten Antworten verglichen, zu Beginn und zwischendurch immer wieder.

device-page-run = Alle Prüfungen wiederholen
device-page-checking = Wird geprüft. Auf einem langsamen Gerät dauert das eine Minute.
device-page-check = Dieses Gerät prüfen
device-page-found = Was die Prüfung ergab
device-page-cpu = Zum Vergleich die CPU: { $check }
device-page-times = Dauer jedes Schritts und Laufs
device-page-what = Was
device-page-time = Dauer
device-page-adapter = Grenzwerte und Funktionen des Adapters
device-page-name = Name
device-page-value = Wert

device-page-versions = Versionen
device-page-runs-here = Was hier läuft
device-page-part = Teil
device-page-version = Version
device-page-page = Seite
device-page-protocol = Protokoll
device-page-model = Modell

device-page-fast = Wie schnell ist dieses Gerät?
device-page-measuring = Zu einem gezeichneten Bild wird { $count }-mal eine Antwort berechnet; die ersten { $unseen } zählen nicht mit. Nichts wird gesendet.
device-page-measure = Dieses Gerät messen
device-page-stop = Anhalten
device-page-answers = Fertige Antworten
device-page-measured = { $device } { $model } { $version }
device-page-step = Schritt
device-page-half = Hälfte innerhalb von
device-page-nine-of-ten = Neun von zehn innerhalb von
device-page-json = Messwerte als JSON
device-page-line = Messwerte in einer Zeile

device-page-trouble = Ein Text, um Probleme zu melden
device-page-trouble-holds = Er enthält, was unten steht, und sonst nichts: kein Bild, keinen Dateinamen, keine Antwort. Er wird nirgendwohin gesendet; kopieren Sie ihn, wenn Sie möchten.
device-page-diagnostics = Text zur Fehlersuche
device-page-copy = Text kopieren
device-page-copied = Kopiert.
device-page-not-copied = Der Browser hat das nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn.

device-page-room = Ein geschlossener Raum für Bilder
device-page-room-inside = Bilder werden in einem geschlossenen Raum geöffnet: einem Teil dieser Seite, aus dem keine Anfrage gestellt werden kann und der nichts mehr bekommt, sobald eine Datei geöffnet ist.
device-page-room-outside = Bilder werden auf der Seite selbst geöffnet, und der Service Worker hält sie so lange vom Netz fern. In einem geschlossenen Raum ließe sich gar keine Anfrage stellen.
device-page-room-limit = Ein Skript, das den Raum woandershin führt, beendet ihn, und die Zeile darunter sagt es; manche Browser haben bis dahin einen Hostnamen nachgeschlagen.
device-page-room-one-thread = Dieser Browser gibt dem Raum nur einen Thread: Antworten dauern länger als nötig.
device-page-room-no-gpu = Dieser Browser gibt dem Raum kein WebGPU, deshalb rechnet die CPU.
device-page-room-loses = In einem geschlossenen Raum könnte diese Seite gar keine Anfrage stellen. Dort fehlen: aufbewahrte Fälle, und in Chromium WebGPU. Ein Modell, das nicht auf diesem Gerät ist, wird nur geladen, wenn Sie unterhalb des Raums zustimmen. Die Seite wird dafür neu geladen, ohne die geöffneten Bilder.
device-page-room-no-cases = In einem geschlossenen Raum lässt sich nichts aufbewahren. Speichern Sie stattdessen einen Bericht, oder öffnen Sie das Bild auf der Seite selbst.
device-page-room-enter = Bilder in einem geschlossenen Raum öffnen
device-page-room-leave = Bilder auf der Seite selbst öffnen
