light-box-measures-title = Messungen
light-box-measures-length-name = Länge { $number }
light-box-measures-angle-name = Winkel { $number }
light-box-measures-cover-name = Kasten { $number }
light-box-measures-item = { $name }: <b>{ $value }</b>
light-box-measures-remove = { $name } entfernen

light-box-measures-millimetres = { $length } mm
light-box-measures-at-detector = { $length } mm am Detektor
light-box-measures-pixels = { $length } Pixel
light-box-measures-degrees = { $angle }°
light-box-measures-covers = Spalten { $left } bis { $right }, Zeilen { $top } bis { $bottom }

light-box-measures-point = { $name }, Punkt { $number }: { $value }. Pfeiltasten verschieben ihn.
light-box-measures-middle = { $name }: { $value }. Pfeiltasten verschieben ihn als Ganzes.
light-box-measures-probe = Wert: { $value }. Pfeiltasten verschieben die Messstelle.

light-box-measures-draw-length = Länge: auf dem Bild zeichnen oder noch einmal M oder die Eingabetaste drücken, um eine in die Mitte zu setzen.
light-box-measures-draw-angle = Winkel: auf dem Bild zeichnen oder noch einmal A oder die Eingabetaste drücken, um einen in die Mitte zu setzen.
