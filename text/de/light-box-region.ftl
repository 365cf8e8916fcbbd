light-box-region-draw = { $tool }: in die Mitte klicken oder noch einmal O oder die Eingabetaste drücken, um zu umreißen, was in der Mitte ist.
light-box-region-help = Klicken Sie auf dem Bild in die Mitte davon oder drücken Sie die Eingabetaste, um zu umreißen, was in der Mitte der Ansicht ist.
light-box-region-no-value = Hier gibt es nichts zu umreißen. Wählen Sie eine andere Stelle.
light-box-region-flat = Hier hebt sich nichts von seiner Umgebung ab. Wählen Sie eine andere Stelle.
light-box-region-limited = Es geht in das über, was daneben liegt; deshalb wurde ein Kreis genommen. Berichtigen Sie ihn, bevor Sie etwas daraus ablesen.

light-box-region-millimetres = Längster Durchmesser { $long } mm, quer dazu { $short } mm, Mittel { $mean } mm; Fläche { $area } mm².
light-box-region-pixels = Längster Durchmesser { $long } Pixel, quer dazu { $short } Pixel; Fläche { $area } Pixel. Die Datei sagt nicht, wie groß ein Pixel ist; deshalb gibt es keine Millimeter.
light-box-region-seed = Ausgangspunkt des Umrisses. { $size } Pfeiltasten verschieben ihn und umreißen neu.

light-box-region-edge = Rand bei
light-box-region-mode = Auf dem Bild
light-box-region-anew = Neu umreißen
light-box-region-add = Hinzufügen
light-box-region-erase = Wegnehmen
light-box-region-brush = Pinsel
light-box-region-radius =
    { $radius ->
        [one] { $radius } Pixel
       *[other] { $radius } Pixel
    }
light-box-region-wider = Ein Pixel weiter
light-box-region-narrower = Ein Pixel enger
light-box-region-undo = Rückgängig
light-box-region-remove = Umriss entfernen

light-box-region-table = Was eine Tabelle zu dieser Größe sagt
light-box-region-source = Quelle: { $source }

light-box-region-not-as-learned = Das Modell wird nicht gefragt: Es hat von Schichten in { $unit } mit bekannter Pixelgröße gelernt, und diese Datei sagt nicht beides.
light-box-region-other-pixels = Das Modell wird nicht gefragt: Es hat von Pixeln mit { $least } bis { $most } mm gelernt, und hier misst eines { $size } mm.
light-box-region-other-extent =
    { $found ->
        [one] Das Modell wird nicht gefragt: Dieser Umriss misst { $found } Pixel ({ $size } mm). Das Modell kennt Umrisse von { $least } bis { $most } Pixeln; das sind auf dieser Schicht { $from } bis { $to } mm.
       *[other] Das Modell wird nicht gefragt: Dieser Umriss misst { $found } Pixel ({ $size } mm). Das Modell kennt Umrisse von { $least } bis { $most } Pixeln; das sind auf dieser Schicht { $from } bis { $to } mm.
    }
light-box-region-file = { $name }, umrissen
light-box-region-origin = { $origin }, umrissen: { $long } mal { $short } mm
