## Ist etwas darauf, und ist es gut genug?

refusal-blank = Erwartet: ein Bild; gefunden: eine gleichmäßige Fläche, auf der nichts zu sehen ist.
refusal-blank-help = Prüfen Sie, ob es die richtige Datei ist und ob der Export vollständig war.
refusal-screenshot = Erwartet: das Bild allein; gefunden: ein Bild innerhalb von etwas anderem, etwa einem Fenster oder einer Seite.
refusal-screenshot-help = Schneiden Sie alles außer dem Bild weg, oder speichern Sie das Bild selbst aus dem Viewer als PNG.
refusal-coloured = Erwartet: ein Bild in Graustufen; gefunden: Farben, wie Lampen und Bildschirme sie Fotos geben.
refusal-coloured-help = Speichern Sie es in Graustufen. Ein abfotografierter Bildschirm oder Film und ein farbiges Overlay werden davon nicht richtig: Verwenden Sie dann die Originaldatei.
refusal-borders = Erwartet: ein Bild, das seine Fläche ausfüllt; gefunden: eine Fläche, die zu { $share } leer ist.
refusal-borders-help = Schneiden Sie den leeren Rand weg.
refusal-too-dark = Erwartet: ein Bild mit hellen Bereichen; gefunden: ein durchgehend dunkles.
refusal-too-dark-help = Nehmen Sie es heller auf oder exportieren Sie es noch einmal, wenn es ein Fenster hat, mit einem schmaleren, sodass die hellsten Bereiche weiß sind.
refusal-too-bright = Erwartet: ein Bild mit dunklen und hellen Bereichen; gefunden: eines, das zu hell ist oder bei dem Schwarz und Weiß vertauscht sind.
refusal-too-bright-help = Nehmen Sie es dunkler auf oder exportieren Sie es noch einmal mit Schwarz als Schwarz: nicht invertiert und, wenn es ein Fenster hat, mit einem breiteren.
refusal-upscaled = Erwartet: ein Bild mit eigenen Details; gefunden: ein sehr kleines oder eines, das aus einem kleinen vergrößert wurde.
refusal-moire = Erwartet: ein Bild ohne Muster darüber; gefunden: ein feines, regelmäßiges Muster, wie bei einem abfotografierten Bildschirm.
refusal-blurred = Erwartet: ein scharfes Bild; gefunden: ein unscharfes.
refusal-original-help = Verwenden Sie die Originaldatei aus dem Aufnahmegerät oder dem Archiv, nicht das Bild eines Bildes.

## Ähnelt es den Bildern, mit denen das Modell trainiert wurde?

refusal-unlike = Erwartet: ein Bild, das den Trainingsbildern des Modells ähnelt; gefunden: eines, das davon abweicht.
refusal-unlike-help = Verwenden Sie ein Bild der Art, für die das Modell gemacht ist, so wie es aufgenommen wurde: nicht gedreht und mit seinen eigenen Farben oder Grauwerten.

## Wie Arten von Bildern heißen

refusal-worded = { $words }
refusal-one = ein Bild der Art `{ $kind }`
refusal-many = Bilder der Art `{ $kind }`

## Ist es von der richtigen Art, dem Aussehen nach?

refusal-reads = Dieses Modell liest { $wanted }.
refusal-other-task = Das sieht aus wie { $kind }. Dieses Modell liest { $wanted }.
refusal-other-medical = Das sieht aus wie ein medizinisches Bild anderer Art. Dieses Modell liest { $wanted }.
refusal-not-medical = Das sieht nicht aus wie ein medizinisches Bild. Dieses Modell liest { $wanted }.
refusal-photographed = Das sieht aus wie ein abfotografierter Bildschirm oder Film. Dieses Modell liest { $wanted }.
refusal-unsure = Es ist nicht klar, was für ein Bild das ist. Dieses Modell liest { $wanted }.

## Ist es von der richtigen Art, nach den Angaben der Datei?

refusal-file = Laut Datei: { $file }. Dieses Modell liest { $wanted }.
refusal-file-task = Laut Datei: { $file }; das Bild sieht aus wie { $kind }. Dieses Modell liest { $wanted }.
refusal-file-medical = Laut Datei: { $file }; das Bild sieht aus wie ein medizinisches Bild anderer Art. Dieses Modell liest { $wanted }.
refusal-file-not-medical = Laut Datei: { $file }; das Bild sieht nicht aus wie ein medizinisches Bild. Dieses Modell liest { $wanted }.
refusal-file-photographed = Laut Datei: { $file }; das Bild sieht aus wie ein abfotografierter Bildschirm oder Film. Dieses Modell liest { $wanted }.
refusal-file-unsure = Laut Datei: { $file }; das Bild sieht aus wie keine der hier bekannten Arten. Dieses Modell liest { $wanted }.

## Was helfen würde, wenn es von anderer Art ist

refusal-file-help = Wählen Sie ein passendes Bild; beantwortet werden hier nur { $wanted }. Stimmen die Angaben in der Datei nicht, kann die Stelle, die sie erzeugt hat, sie berichtigen.
refusal-switch-help = Wechseln Sie zu dem Modell, das solche Bilder liest.
refusal-other-task-help = Wählen Sie ein Bild, für das dieses Modell gemacht ist; es liest { $wanted }. Bisher liest kein Modell auf dieser Seite { $kinds }.
refusal-other-medical-help = Wählen Sie ein Bild, für das dieses Modell gemacht ist; es liest { $wanted }. Kein Modell auf dieser Seite liest solche Bilder.
refusal-not-medical-help = Wählen Sie ein Bild, für das dieses Modell gemacht ist; es liest { $wanted }. Keinen abfotografierten Bildschirm oder Film: die Datei selbst.
refusal-photographed-help = Ein Foto verändert Farben und Grauwerte. Verwenden Sie die Datei selbst, wie sie im Archiv des Krankenhauses oder auf der CD liegt. Zeigt nur ein Viewer das Bild, speichern Sie es dort, oder machen Sie einen Screenshot und schneiden Sie ihn auf das Bild zu.
refusal-unsure-help = Ist es ein solches Bild, verwenden Sie das ganze Bild allein, ohne Ränder, Text oder anderes daneben. Keinen abfotografierten Bildschirm oder Film: die Datei selbst.
