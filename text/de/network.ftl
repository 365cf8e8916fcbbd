### Gründe, weshalb sich ein Netz nicht bauen oder ausführen lässt: stehen hinter einem Doppelpunkt, ohne Punkt.

network-architecture = erwartet: eine bekannte Architektur; gefunden: `{ $found }`
network-missing = erwartet: ein Array `{ $name }` in der Gewichtsdatei; gefunden: keines
network-shape = Array `{ $name }`, erwartet: Form { $expected }; gefunden: { $found }
network-plain = Array `{ $name }`, erwartet: ganze Zahlen mit 8 Bit und eine Skala je Ausgabekanal; gefunden: Gleitkommazahlen
network-too-wide = Array `{ $name }`, erwartet: Summen, die in 32 Bit passen; gefundene Eingabekanäle: { $inputs }
network-ranges = erwartete Wertebereiche im Manifest (`activations`), einer je Raster: { $expected }; gefunden: { $found }

## Schichten, die nicht zueinander passen

network-twice = zwei Netzschichten heißen `{ $name }`
network-order = Netzschicht `{ $name }` liest einen Wert, den keine Netzschicht davor liefert
network-inputs = Netzschicht `{ $name }` lässt sich aus so vielen Werten dieser Art nicht berechnen: { $found }
network-channels = Netzschicht `{ $name }`, erwartete Kanäle: { $expected }; gefunden: { $found }
network-grids = Netzschicht `{ $name }`, erwartet: Raster gleicher Größe; gefunden: { $rows } × { $columns } und { $other_rows } × { $other_columns }. Bilder mit anderer Seitenlänge verwenden
network-unsupported = Netzschicht `{ $name }`: Diese Laufzeitumgebung hat keinen Kernel dafür

## Ein Bild, das nicht vorbereitet wurde

network-input = Bild { $place }, erwartet: { $side } × { $side } Pixel mit 8 Bit; gefunden: { $width } × { $height }
