## Warum es nicht entfernt werden kann

deface-unplaced = Erwartet: Schichten mit Angaben zu ihrer Lage in der Person, um das Gesicht vom Hinterkopf zu unterscheiden; gefunden: Schichten ohne solche Angaben.
deface-kind = Erwartet: Grauwerte, unter denen auch Luft einen Wert hat, der an die Stelle des Gesichts treten kann; gefunden: Farben oder andere Zahlen.
deface-too-few = Erwartet: mindestens zehn Schichten einer Richtung, zusammen fünf Zentimeter oder mehr, um darin ein Gesicht zu finden; gefunden: weniger.
deface-no-head = Erwartet: ein Kopf, um darin das Gesicht zu finden; gefunden: nichts von der Größe eines Kopfes.
deface-no-brain = Erwartet: ein Gehirn in einem Kopf, um die Lage des Gesichts zu bestimmen; gefunden: nichts, was nach Größe und Lage ein Gehirn ist.
deface-no-face = Erwartet: ein Gesicht vor und unter dem Gehirn; gefunden: kaum Haut an dieser Stelle. Die Schichten reichen nicht so weit.
deface-help = Es wurde nichts gespeichert. Ein Programm mit einer Vorlage, etwa pydeface oder mri_deface, findet das Gesicht vielleicht. Sehen Sie sich das Ergebnis an, bevor Sie es weitergeben.
deface-help-no-face = Es wurde nichts gespeichert. Ein Gesicht, das entfernt werden könnte, ist nicht da: Speichern Sie die Schichten ohne diese Option, und sehen Sie sie an, bevor Sie sie weitergeben.

## Was getan wurde

deface-removed = Das Gesicht wurde entfernt: { $voxels } Voxel in { $slices } von { $all } Schichten haben jetzt den Wert von Luft. Sie liegen vor und unter einer Ebene im Winkel von { $degrees }°, die zu dem, was für das Gehirn gehalten wurde, { $margin } mm Abstand hält.
deface-not-promised = Nicht zugesichert: dass niemand die Person wiedererkennt. Stirn, Schädel und Gehirn bleiben, ebenso andere Serien desselben Kopfes und was vom Gesicht an anderer Stelle eingefaltet ist. Sehen Sie sich die Schichten an, bevor Sie sie weitergeben.
deface-header = Aus dem Header des Volumens wurden Beschreibungen, Namen anderer Dateien und Erweiterungen entfernt. Größe, Lage und Skalierung der Voxel sind unverändert.

## Vor dem Speichern

deface-warning = Aus den Schichten eines Kopfes lässt sich das Gesicht rekonstruieren und die Person daran erkennen.
