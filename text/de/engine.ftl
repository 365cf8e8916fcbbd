## Warum es keine Antwort gibt

engine-other-size = Erwartet: Gewichte des Modells mit { $expected } Byte; gefunden: { $found } Byte.
engine-other-sum = Erwartet: Gewichte des Modells mit SHA-256 { $expected }; gefunden: SHA-256 { $found }.
engine-other-part = Erwartet: Gewichte des Modells mit SHA-256 { $expected } im Teil `{ $part }`; gefunden: { $found } Byte mit anderem Inhalt.
engine-other-model = Erwartet: das Modell, mit dem diese Seite gebaut wurde (Manifest { $expected }); gefunden: ein anderes ({ $found }).
engine-unreadable-model = Das Modell ließ sich nicht lesen: { $why }.
engine-unfit-model = Das Modell passt nicht zu dieser Version: { $why }.
engine-device = Dieses Gerät hat die bekannten Antworten nicht berechnet: { $why }.
engine-stopped = Angehalten, bevor es eine Antwort gab.
engine-fault-mask = Dieses Programm hat einen Fehler. Erwartet: eine Maske von { $width } × { $height } Pixeln; gefunden: { $found } Byte einer Maske.
engine-fault-weights = Dieses Programm hat einen Fehler. Erwartet: Gewichte, die neben der GPU bereitliegen; gefunden: keine.
engine-fault-map = Dieses Programm hat einen Fehler. Erwartet: eine Aktivierungskarte je Klasse; gefunden: keine für Klasse { $place }.

## Was zu tun ist

engine-help-damaged = Laden Sie die Seite neu. Passiert es wieder, sind Dateien der Website beschädigt: Melden Sie es denen, die sie betreiben.
engine-help-newer = Laden Sie die Seite neu: Vielleicht gibt es eine neuere Version. Passiert es wieder, melden Sie es denen, die diese Website betreiben.
engine-help-reload = Laden Sie die Seite neu. Passiert es wieder, melden Sie es denen, die diese Website betreiben.
engine-help-device = Schließen Sie andere Tabs und versuchen Sie es erneut, oder verwenden Sie einen anderen Browser.
engine-help-again = Fügen Sie das Bild erneut hinzu, um es klassifizieren zu lassen.
engine-help-tell = Laden Sie die Seite neu, versuchen Sie es erneut und melden Sie denen, die diese Website betreiben, was Sie getan haben.

## Was ein Gerät getan hat, statt zu antworten: steht hinter einem Doppelpunkt oder in Klammern

engine-cpu-alone = dieses Programm läuft auf der CPU
engine-silent = innerhalb von { $seconds } s kam keine Antwort
engine-no-answer = es kam keine Antwort
engine-fewer-answers = beantwortet wurden nur { $found } von { $expected } Bildern
engine-distrusted = die letzte Prüfung wurde nicht bestanden
engine-contradicted = das Ergebnis der CPU wich bei einem Logit um { $deviation } ab
engine-cpu-check = die CPU hat Durchlauf { $run } der Prüfung nicht bestanden: { $why }
engine-modality-check = die CPU hat die Prüfung des Klassifikators für Bildarten nicht bestanden: { $why }
engine-logits-count = erwartet: { $expected } Logits; gefunden: { $found }
engine-logits-not-finite = erwartet: endliche Logits; gefunden: andere
engine-logits-drift = erwartet: Logits, die höchstens { $tolerance } von den bekannten abweichen; gefunden: eine Abweichung von { $deviation }
engine-read-failed = das Gerät meldet einen Fehler: { $said }
engine-read-nothing = das Gerät gab nichts zurück
engine-read-other = das Gerät gab andere Zahlen zurück: { $said }

## Warum das Netz läuft, wo es läuft

engine-gpu-closed = WebGPU lässt sich hier nicht verwenden ({ $why }), deshalb rechnet die CPU.
engine-gpu-late = WebGPU ist nicht rechtzeitig gestartet, deshalb rechnet die CPU.
engine-gpu-failed = WebGPU hat die Prüfung auf diesem Gerät nicht bestanden ({ $why }), deshalb rechnet die CPU.
engine-gpu-lost = WebGPU ist während eines Bildes ausgefallen ({ $why }), deshalb hat die CPU übernommen.
engine-gpu-left =
    { $answers ->
        [0] WebGPU hat eine Prüfung nicht bestanden ({ $why }), deshalb hat die CPU übernommen.
        [one] WebGPU hat eine Prüfung nicht bestanden ({ $why }), deshalb hat die CPU übernommen. Die Antwort davor entstand nach der letzten bestandenen Prüfung: Fügen Sie dieses Bild erneut hinzu.
       *[other] WebGPU hat eine Prüfung nicht bestanden ({ $why }), deshalb hat die CPU übernommen. Die { $answers } Antworten davor entstanden nach der letzten bestandenen Prüfung: Fügen Sie diese Bilder erneut hinzu.
    }
engine-not-timed-yet = Zunächst rechnet die CPU. Wo WebGPU Zeit sparen könnte, werden beide gemessen, solange kein Bild geöffnet ist.
engine-cpu-is-quick = Die CPU braucht { $ms } ms für ein bekanntes Bild, deshalb wurde WebGPU nicht ausprobiert. „Dieses Gerät prüfen“ misst beide.
engine-line-is-spared = WebGPU wurde nicht ausprobiert: Die Verbindung ist langsam oder spart Daten. „Dieses Gerät prüfen“ misst beide.
engine-both-timed = Hier an einem bekannten Bild gemessen: CPU { $cpu } ms, WebGPU { $gpu } ms.
engine-gpu-failed-before = WebGPU wurde hier ausprobiert und lief nicht, deshalb wird die CPU genutzt.
engine-beside-gpu = Neben der GPU wird auch die CPU befragt.
engine-and = { $first } { $second }
