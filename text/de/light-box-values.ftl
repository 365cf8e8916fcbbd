light-box-values-whole = { $number }
light-box-values-tenths = { $number }
light-box-values-hundredths = { $number }
light-box-values-thousandths = { $number }
light-box-values-ten-thousandths = { $number }
light-box-values-tiny = { $number }
light-box-values-negative = −{ $number }

light-box-values-outside = außerhalb des Bildes
light-box-values-place = { $value } in Spalte { $column }, Zeile { $row }
light-box-values-colour = Rot { $red }, Grün { $green }, Blau { $blue }
light-box-values-padding = kein Teil des Bildes
light-box-values-grey = Grauwert { $value }
light-box-values-unit = { $value } { $unit }
light-box-values-uptake = { $value }, SUV { $uptake } g/ml nach Körpergewicht
