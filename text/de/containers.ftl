## Ein ZIP-Archiv, das nicht dem Format entspricht

containers-no-end = Erwartet: ein Endeintrag im ZIP-Archiv; gefunden: keiner. Das Archiv ist vielleicht abgeschnitten.
containers-short-end = Erwartet: ein Endeintrag von 22 Byte im ZIP-Archiv; gefunden: weniger.
containers-no-wide-end = Erwartet: ein ZIP64-Endeintrag im ZIP-Archiv; gefunden: keiner.
containers-directory-beyond = Erwartet: ein Verzeichnis innerhalb der Datei im ZIP-Archiv; gefunden: eines jenseits ihres Endes.
containers-directory-part = Erwartet: ein vollständiges Verzeichnis im ZIP-Archiv; gefunden: nur ein Teil davon.
containers-no-header = Erwartet: der Header eines Eintrags im ZIP-Archiv; gefunden: etwas anderes.
containers-other-sum = Erwartet: die im Verzeichnis genannte Datei im ZIP-Archiv; gefunden: eine mit anderer Prüfsumme.
containers-ratio = Erwartet: ein Eintrag im ZIP-Archiv, wie Deflate ihn erzeugen kann; gefunden: ein unmögliches Packverhältnis.
containers-no-stream = Erwartet: ein Deflate-Datenstrom im ZIP-Archiv; gefunden: Bytes, die keiner sind.

## Mehr als erlaubt

containers-too-large =
    Erwartet: ein Archiv mit höchstens { $what ->
        [directory] { $limit } Byte Verzeichnis
        [entries] { $limit } Einträgen
        [entry] { $limit } Byte je Eintrag
        [memory] { $limit } Byte Speicherbedarf
       *[unpacked] { $limit } Byte entpackter Daten
    }; gefunden: { $found }.

## gzip

containers-gzip-spoilt = Erwartet: ein Deflate-Datenstrom in der gzip-Datei; gefunden: Bytes, die keiner sind, oder eine andere Prüfsumme.
containers-gzip-too-few = Erwartet: { $wanted } Byte in der gzip-Datei; gefunden: zu wenig Daten dafür. Die Datei endet vorzeitig.
containers-gzip-short = Erwartet: { $wanted } Byte in der gzip-Datei; gefunden: { $found } Byte. Die Datei endet vorzeitig.
containers-gzip-no-end = Erwartet: ein letzter Block in der gzip-Datei; gefunden: keiner. Die Datei endet vorzeitig.

## Was nicht gelesen wird

containers-locked = Erwartet: ein ungepackter oder mit Deflate gepackter Eintrag; gefunden: ein Eintrag, der mit einem Passwort geschützt ist.
containers-method = Erwartet: ein ungepackter oder mit Deflate gepackter Eintrag; gefunden: Packverfahren { $method }.

## Was zu tun ist

containers-help-again = Speichern Sie die Datei noch einmal oder laden Sie sie neu herunter, und versuchen Sie es dann erneut.
containers-help-download = Laden Sie das Archiv neu herunter, oder entpacken Sie es und wählen Sie den Ordner.
containers-help-unpack = Entpacken Sie das Archiv auf diesem Gerät und wählen Sie den Ordner.
