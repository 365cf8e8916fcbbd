### A case handed over to somebody else in a file, and the answer that comes back: the file, its views, what can be wrong with it.

## The file

handover-foreign = Erwartet wurde eine Übergabedatei von Onsight, gefunden etwas anderes. Es wurde nichts geändert.
handover-newer = Erwartet wurde eine Übergabedatei der Version { $known } oder älter, gefunden Version { $found }. Es wurde nichts geändert.
handover-truncated = Erwartet wurde eine vollständige Übergabedatei, gefunden eine, die vorzeitig endet. Es wurde nichts geändert.
handover-altered = Erwartet wurde die Übergabedatei, wie sie geschrieben wurde, gefunden wurden veränderte Bytes. Hier wurde nichts geändert.
handover-needs-passphrase = Erwartet wurde die Passphrase, mit der diese Übergabedatei verschlossen ist, gefunden keine.
handover-wrong-passphrase = Erwartet wurde die Passphrase dieser Übergabedatei, gefunden eine andere.
handover-wrong-receiver = Erwartet wurde eine Übergabedatei für den Schlüssel dieses Tresors, gefunden eine für den Schlüssel von jemand anderem.
handover-mistyped-key = Erwartet wurde ein Empfängerschlüssel aus vierzehn Gruppen zu vier Zeichen, gefunden etwas anderes oder ein Tippfehler.
handover-other-finding = Erwartet wurde eine Antwort zu dem Befund, der hier aufbewahrt ist, gefunden ein anderer Befund unter demselben Namen. Der aufbewahrte Fall blieb, wie er ist.

## What to do

handover-help-file = Lassen Sie sich die Datei noch einmal schicken. Manche Mailprogramme verändern Dateien: Packen Sie sie in ein Archiv, oder nehmen Sie einen anderen Weg.
handover-help-passphrase = Fragen Sie den Absender nach der Passphrase, zum Beispiel am Telefon. Sie steht nicht in der Datei.
handover-help-receiver = Geben Sie dem Absender den Schlüssel dieses Tresors, und lassen Sie sich die Datei noch einmal für ihn verschließen.
handover-help-key = Kopieren Sie den ganzen Schlüssel, den Onsight beim Empfänger anzeigt, und vergleichen Sie ihn Gruppe für Gruppe.
handover-help-other = Fragen Sie den Absender, welcher Fall gemeint ist. Haben Sie den Fall hier gelöscht, kommt er als neuer herein.

## What was done to a case: lines of its audit trail

handover-act-sealed = Übergeben, verschlossen für den Schlüssel { $receiver }
handover-act-by-passphrase = Übergeben, verschlossen mit einer Passphrase
handover-act-received = Empfangen von { $from }
handover-act-answered = Antwort empfangen von { $from }

## Handing a case over

handover-title = Übergeben …
handover-lead = Der Fall kommt in eine verschlüsselte Datei, die nur ihr Empfänger öffnen kann: der Befund des Modells, Notizen, Schlagwörter, und wer wann was gesagt hat; das Bild nur, wenn Sie es wählen. Nichts wird verschickt: Sie geben die Datei selbst weiter.
handover-sender = Ihr Name, wie ihn der Empfänger liest
handover-by-key = Für den Schlüssel des Empfängers verschließen
handover-by-phrase = Mit einer Passphrase verschließen
handover-key = Schlüssel des Empfängers
handover-phrase = Passphrase, die Sie auf einem anderen Weg als die Datei mitteilen
handover-with-picture = Mit dem aufbewahrten Bild
handover-make = Übergabedatei erstellen
handover-made = Die Übergabedatei ist erstellt. Speichern Sie sie, und geben Sie sie weiter.
handover-save = Datei speichern

## The key of this vault

handover-own-title = Ihr Schlüssel
handover-own-lead = Wer diesen Schlüssel hat, kann eine Datei verschließen, die nur dieser Tresor öffnet. Er ist kein Geheimnis. Geben Sie ihn auf einem Weg weiter, auf dem ihn niemand austauschen kann, und lesen Sie einander die ersten Gruppen vor.
handover-show-key = Meinen Schlüssel anzeigen
handover-copy = Kopieren
handover-copied = Der Schlüssel liegt in der Zwischenablage.
handover-not-copied = Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Schlüssel, und kopieren Sie ihn.

## Opening a file

handover-open-title = Übergabedatei öffnen
handover-open-phrase = Passphrase der Datei; leer, wenn sie für Ihren Schlüssel verschlossen ist
handover-open-file = Übergabedatei
handover-came-in = Der Fall ist angekommen.
handover-merged =
    { $entries ->
        [one] { $entries } Zeile kam zum aufbewahrten Fall hinzu.
       *[other] { $entries } Zeilen kamen zum aufbewahrten Fall hinzu.
    }
handover-known = Alles davon war schon hier. Es wurde nichts geändert.

## A case that was handed over, in two views

handover-received-from = Empfangen von { $from }, { $when }. Den Namen hat der Absender geschrieben: Nichts beweist ihn.
handover-answer-from = Antwort empfangen von { $from }, { $when }. Den Namen hat der Absender geschrieben: Nichts beweist ihn.
handover-role = Ansicht
handover-technician = Technik
handover-doctor = Ärztlich
handover-unreadable = Den Befund hat eine spätere Version von Onsight geschrieben. Laden Sie die Seite neu, um ihn zu lesen.
handover-checks = Vor der Übergabe zu prüfen
handover-window = Fensterung
handover-window-as-given = Das Modell sah die Graustufen so, wie die Datei sie angibt. Prüfen Sie, ob die Fensterung zeigt, wonach gefragt ist.
handover-window-percentiles = Das Modell sah Schwarz und Weiß nach den Perzentilen des Bildes selbst. Prüfen Sie, ob die Fensterung zeigt, wonach gefragt ist.
handover-body = Körperteil
handover-body-task = Das Modell ist nur für { $task } gemacht. Prüfen Sie, ob das Bild diesen Körperteil zeigt, ganz und in einer Ebene, die die Aufgabe kennt.
handover-burned-in = Text im Bild
handover-no-text = An den Rändern wurde kein Text gesehen. Die Mitte wurde nicht geprüft: Sehen Sie selbst nach, bevor das Bild weitergeht.
handover-file-warnings = Die Datei
handover-report = Bericht
handover-names = Das Modell nennt { $labels }, das erste mit einer Wahrscheinlichkeit von { $share }.
handover-names-alone = Das Modell nennt { $labels }.
handover-names-nothing = Das Modell nennt auf diesem Bild nichts.
handover-set = Bei 95 % nicht ausgeschlossen: { $labels }.
handover-empty-set = Bei 95 % passt keine Klasse zum Bild.
handover-outlined =
    { $regions ->
        [one] Das Modell hat { $regions } Bereich umrissen, { $share } des Bildes.
       *[other] Das Modell hat { $regions } Bereiche umrissen, zusammen { $share } des Bildes.
    }
handover-figures = Zahlen
handover-no-figures = Es gibt keine: Nichts, was von diesem Bild berechnet wurde, darf gezeigt werden.
handover-class = Klasse
handover-probability = Wahrscheinlichkeit
handover-share-cell = { $share }
handover-took = Es dauerte { $ms } ms.
handover-answer = Ihre Antwort
handover-comment = Kommentar
handover-send-back = Zurücksenden
handover-send-back-lead = Die Antwort kommt in eine Datei, die für den Schlüssel des Absenders verschlossen ist, ohne das Bild.
