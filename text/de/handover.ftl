### A case handed over to somebody else in a file, and the answer that comes back: what can be wrong with the file.

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
