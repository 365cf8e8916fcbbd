## Warum eine Datei nicht gezeigt wird, und was zu tun ist

reading-too-large = Erwartet: eine Datei mit höchstens { $most } MB; gefunden: { $found } MB.
reading-too-large-help = Wählen Sie eine kleinere Datei, oder exportieren Sie die Schichten einzeln.
reading-directory = Dies ist das Inhaltsverzeichnis einer Patienten-CD; die Bilder stehen in den Dateien daneben.
reading-directory-help = Wählen Sie den ganzen Ordner, oder ziehen Sie ihn hierher.
reading-header-alone = Erwartet: ein Volumen mit seinen Voxeln; gefunden: nur ein Header (.hdr). Die gleichnamige .img-Datei fehlt.
reading-voxels-alone = Erwartet: ein Volumen mit seinen Voxeln; gefunden: nur Voxel (.img). Die gleichnamige .hdr-Datei fehlt.
reading-half-help = Geben Sie beide Dateien zusammen an: Wählen Sie beide oder ihren Ordner.
reading-too-deep = Erwartet: Dateien im Archiv oder Archive mit Dateien; gefunden: darin wieder Archive.
reading-office = Erwartet: Bilder; gefunden: ein Office-Dokument (.docx, .pptx, .xlsx, .odt).
reading-no-slice = Erwartet: eine Schicht, die es in der Datei gibt; angefragt: eine andere.
reading-no-slice-help = Wählen Sie eine der aufgeführten Schichten.
reading-no-object = Erwartet: eine DICOM-Datei; gefunden: eine Datei anderer Art.
reading-no-object-help = Nur eine DICOM-Datei lässt sich ohne Angaben zur Person speichern.
reading-left-out = { $name }: { $message } { $help }

## Wie Serien und Untersuchungen heißen

reading-said = { $words }
reading-series-number = Serie { $number }
reading-series-unnamed = Serie ohne Namen
reading-study-dated = { $study }, { $date }
reading-study-unnamed = Untersuchung ohne Namen
reading-frame-of = { $name }, Einzelbild { $frame }
reading-axial-of = { $name }, axial { $at }
reading-coronal-of = { $name }, koronar { $at }
reading-sagittal-of = { $name }, sagittal { $at }
reading-pictures = Bilder

## Wie eine Schicht gezeigt wird: welche Werte schwarz und weiß sind

reading-window = Fenster { $number } der Datei
reading-table = Tabelle { $number } der Datei
reading-as-stored = Wie gespeichert
reading-black-to-white = Schwarz bis Weiß

## Was ein Netz erhält, was auch immer der Leuchtkasten zeigt

reading-gets-picture = Das Netz erhält dieses Bild so, wie es gespeichert ist, unabhängig von den Einstellungen hier.
reading-gets-colour = Das Netz erhält diese Schicht in ihren eigenen Farben, unabhängig von den Einstellungen hier.
reading-gets-first = Das Netz erhält diese Schicht mit dem ersten Fenster der Datei ({ $numbers }), unabhängig von den Einstellungen hier.
reading-gets-modality = Die Datei enthält kein Fenster. Das Netz erhält diese Schicht mit dem Fenster der Aufgabe, standardmäßig dem Weichteilfenster ({ $numbers }), unabhängig von den Einstellungen hier.
reading-gets-percentiles = Die Datei enthält kein Fenster. Das Netz erhält diese Schicht mit dem Fenster der Aufgabe, standardmäßig vom 1. bis zum 99. Perzentil ({ $numbers }), unabhängig von den Einstellungen hier.
reading-center-width = Zentrum { $center }, Breite { $width }
reading-a-table = eine Tabelle
reading-no-suv = Kein Standardized Uptake Value (SUV): { $why }.
