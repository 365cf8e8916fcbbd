## Eine Datei

browser-too-large = Erwartet: eine Datei mit höchstens { $most } MB; gefunden: { $found } MB.
browser-too-large-help = Exportieren Sie das Bild kleiner oder als JPEG.
browser-unreadable = Die Datei ließ sich nicht lesen. Der Browser meldet: { $why }.
browser-unreadable-help = Vielleicht wurde die Datei verschoben oder geändert. Wählen Sie sie noch einmal aus.

## Ein Teil der Website

browser-not-loaded = { $what } ließ sich nicht laden: { $why }.
browser-no-model = Das Modell ließ sich nicht laden: { $why }.
browser-not-loaded-help = Prüfen Sie die Verbindung und versuchen Sie es erneut.
browser-resumed-help = Prüfen Sie die Verbindung und versuchen Sie es erneut: Was angekommen ist, bleibt erhalten, nur der Rest wird geladen.
browser-no-light-box = Der Leuchtkasten ließ sich nicht laden. Prüfen Sie die Verbindung, entfernen Sie alle Bilder und versuchen Sie es erneut.

## Ein Worker

browser-worker = Der Teil dieser Seite, der die Arbeit macht, ist ausgefallen: { $why }.
browser-worker-help = Versuchen Sie es erneut. Passiert es wieder, laden Sie die Seite neu oder schließen Sie andere Tabs.
browser-stale = Erwartet: Worker-Code der Version { $expected }; gefunden: Version { $found }. Der Browser hat eine ältere Kopie behalten.
browser-stale-help = Laden Sie die Seite ohne Cache neu (Strg und F5, oder Command, Umschalttaste und R).

## Warum das Modell sich nicht laden ließ: steht hinter einem Doppelpunkt

browser-part-not-kept = nur ein Teil davon ist auf diesem Gerät gespeichert
browser-not-kept = es ist nicht auf diesem Gerät gespeichert
browser-elsewhere = es liegt nicht auf dieser Website
browser-stalled = { $seconds } Sekunden lang kam nichts an
browser-status = der Server meldet { $status }
browser-bare-status = Status { $status }
browser-no-window = kein Fenster
browser-sent-nothing = der Server hat nichts gesendet
browser-sent-more = der Server hat mehr als die erwarteten { $most } Byte gesendet

## Warum ein Worker ausgefallen ist: steht hinter einem Doppelpunkt

browser-no-room = der Speicher reicht nicht für das Modell
browser-no-code = sein Code ließ sich nicht laden
browser-late-code = sein Code kam zu spät
browser-silent = er antwortet nicht mehr
browser-gone = er ist nicht mehr da
browser-not-ready = er wurde gefragt, bevor er bereit war
browser-not-alike = er gleicht nicht dem ersten
browser-unknown-message = er hat etwas Unbekanntes gesendet
browser-lost-picture = ein Bild ging verloren
browser-lost-answer = eine Antwort ging verloren
browser-no-gpu-code = dieses Programmpaket enthält keinen GPU-Code

## Dasselbe vom Teil, der für die anderen Dateien liest

browser-no-worker = er ist kein Worker
browser-no-hello = der Leseteil hat sich nicht gemeldet
browser-reader-unknown = der Leseteil hat etwas Unbekanntes gesendet
browser-reader-late = diese Datei zu lesen hat zu lange gedauert
browser-reader-no-file = der Leseteil wurde ohne Datei gefragt
browser-no-file = eine Schicht kam ohne ihre Datei an
browser-not-listed = gefragt war eine Datei, die nicht in der Liste steht

## Welches Gerät zuerst versucht wird, und warum

browser-cpu-asked = Verlangt war die CPU.
browser-gpu-asked = Verlangt war WebGPU.
browser-gpu-asked-none = Verlangt war WebGPU, aber der Browser bietet hier keines.
browser-gpu-there = Der Browser bietet einen Grafikadapter.
browser-gpu-software = WebGPU liefe hier in Software, langsamer als die CPU.
browser-gpu-refused = Der Browser hat keinen verwendbaren Grafikadapter gefunden.
browser-gpu-unsupported = Dieser Browser bietet hier kein WebGPU.
browser-gpu-gave-up = WebGPU ist auf diesem Gerät ausgefallen, deshalb hat die CPU übernommen.
browser-threads-gave-up = Mehrere Threads liefen hier nicht, deshalb rechnet einer.
browser-threads-short = Von { $threads } Threads liefen { $started } an.
