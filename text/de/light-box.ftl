light-box-title = Leuchtkasten
light-box-opening = Wird geöffnet…
light-box-files = { $done } von { $total } Dateien
light-box-classify = Diese Schicht klassifizieren
light-box-close = Leuchtkasten schließen

light-box-ask-title = Messungen
light-box-ask = Diese Serie schließen? Was daran gemessen wurde, ist nirgendwo sonst gespeichert.
light-box-ask-series = Diese Serie schließen? Um sie wieder zu sehen, müssen ihre Dateien neu ausgewählt werden.
light-box-ask-keep = Geöffnet lassen
light-box-ask-close = Schließen

light-box-series = Serien
light-box-slices =
    { $count ->
        [one] { $count } Schicht
       *[other] { $count } Schichten
    }
light-box-volume = Volumen, { $sagittal } × { $coronal } × { $axial }
light-box-modality = { $modality }, { $slices }
light-box-left-out =
    { $count ->
        [one] { $count } Datei enthält kein Bild
       *[other] { $count } Dateien enthalten kein Bild
    }

light-box-slice-before = Vorige Schicht
light-box-slice-after = Nächste Schicht
light-box-slice = Schicht
light-box-at = { $at } von { $count }
light-box-play = Abspielen
light-box-stop = Anhalten
light-box-play-or-stop = Abspielen, anhalten (Leertaste)
light-box-speed = Schichten pro Sekunde
light-box-per-second = { $count } pro Sekunde
light-box-time = Zeitpunkt
light-box-planes = Ebene
light-box-axial = Axial
light-box-coronal = Koronar
light-box-sagittal = Sagittal

light-box-picture = Bild
light-box-picture-named = Bild: { $name }
light-box-no-graphics = Vom Prozessor gezeichnet: Dieser Browser bietet keine schnelle Grafik.
light-box-too-large = Vom Prozessor gezeichnet: Das Bild ist größer, als die Grafik dieses Geräts fassen kann.
light-box-graphics-lost = Vom Prozessor gezeichnet: Die Grafik dieses Geräts steht nicht mehr zur Verfügung.
light-box-no-graphics-wanted = Vom Prozessor gezeichnet, wie die Adresse es verlangt.

light-box-said = Schicht { $at } von { $count }
light-box-said-view = Schicht { $at } von { $count }. { $view }
light-box-view = Fensterzentrum { $center }, Fensterbreite { $width }
light-box-view-named = Fensterzentrum { $center }, Fensterbreite { $width } ({ $name })
light-box-view-turned = { $view }, um { $degrees }° gedreht
light-box-view-inverted = { $view }, invertiert

light-box-slice-of = { $series }, Schicht { $at } von { $count }
light-box-axial-slice-of = { $series }, axiale Schicht { $at } von { $count }
light-box-coronal-slice-of = { $series }, koronare Schicht { $at } von { $count }
light-box-sagittal-slice-of = { $series }, sagittale Schicht { $at } von { $count }

light-box-origin = { $slice }, { $depth }
light-box-origin-modality = { $modality }, { $slice }, { $depth }
light-box-origin-instance = { $slice }, Instanz { $number }
light-box-depth-colour = 8 Bit je Farbe
light-box-depth-float = Gleitkommawerte
light-box-depth = { $bits } Bit

light-box-saved = Gespeichert als { $name }.
light-box-not-saved = Der Browser hat die Datei nicht gespeichert.
light-box-no-file = Der Browser konnte aus der Schicht keine Datei machen.

light-box-failed = { $what } { $help }
light-box-lost = Die Schicht ist unterwegs verloren gegangen.
light-box-lost-help = Schließen Sie den Leuchtkasten und öffnen Sie ihn erneut.
light-box-nothing = Darin ist kein Bild, das sich hier öffnen lässt.
light-box-nothing-why = Darin ist kein Bild, das sich hier öffnen lässt. { $why }
light-box-nothing-help = Wählen Sie ein Bild, eine DICOM- oder NIfTI-Datei oder ein Archiv oder einen Ordner mit solchen Dateien. Bilder in einem Dokument müssen zuerst daraus gespeichert werden.
