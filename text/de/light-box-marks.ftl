light-box-marks-right = R
light-box-marks-left = L
light-box-marks-anterior = A
light-box-marks-posterior = P
light-box-marks-feet = F
light-box-marks-head = H
light-box-marks-letters = { $first }{ $second }
light-box-marks-sides = Seiten des Patienten: oben { $above }, rechts { $right }, unten { $below }, links { $left }
light-box-marks-right-side = Rechte Körperseite
light-box-marks-left-side = Linke Körperseite
light-box-marks-both-sides = Beide Körperseiten

light-box-marks-scale = <b>Maßstab: </b>{ $length }
light-box-marks-millimetres = { $length } mm
light-box-marks-centimetres = { $length } cm
light-box-marks-in-region = { $length } in der Ultraschallregion
light-box-marks-at-detector = { $length } am Detektor

light-box-marks-window = C { $center }  W { $width }
