language-label = Sprache
language-refused = Die Texte dieser Sprache sind noch nicht auf diesem Gerät und kamen nicht an. Entfernen Sie alle Bilder, prüfen Sie die Verbindung und wählen Sie die Sprache noch einmal.
