device-card-title = Dieses Gerät
device-card-passed = Selbsttest bestanden
device-card-failed = Selbsttest nicht bestanden
device-card-place = { $backend } · { $adapter }
device-card-right = Vor der ersten Antwort wurden hier bekannte Testbilder berechnet, und die Ergebnisse stimmten.
device-card-wrong = Bekannte Testbilder ergaben auf diesem Gerät falsche Ergebnisse. Verlassen Sie sich nicht auf diese Antwort.
device-card-private = Das Bild wurde hier gelesen, in diesem Tab. Es wurde nirgendwohin gesendet.
